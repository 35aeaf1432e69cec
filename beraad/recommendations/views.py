"""The texts: written, voted on, withdrawn, handed over. Responses and updates have views of their own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from beraad.assemblies.access import current_assembly, current_roles, members, staff
from beraad.assemblies.models import Role
from beraad.recommendations import actions, queries, service
from beraad.recommendations.errors import RecommendationError
from beraad.recommendations.forms import (
    ExtensionForm,
    HandoverForm,
    MinorityForm,
    TextForm,
    VoteForm,
    WithdrawForm,
)
from beraad.recommendations.responses import draft_of
from beraad.recommendations.words import explain
from beraad.web import forms

views = Blueprint("recommendations", __name__)
HERE = "/beheer/<slug>/aanbevelingen"
writers = members(Role.ORGANISER, Role.REGISTRY)
#: who sees the draft of a response: those who write, decide and publish it
ANSWERING = frozenset({Role.OFFICIAL, Role.EXECUTIVE, Role.REGISTRY})
registrars = members(Role.REGISTRY)


def accepted(form: FlaskForm, verb: Callable[[], Any]) -> bool:
    """Whether the form was sent in, is right, and the verb did what it asks; a refusal is put in the form."""
    if not form.validate_on_submit():
        return False
    try:
        verb()
    except RecommendationError as error:
        explain(form, error)
        return False
    return True


def answers(form: FlaskForm, *without: str) -> dict[str, Any]:
    """The form's data by field name."""
    return {name: value for name, value in form.data.items() if name not in ("csrf_token", *without)}


def to_detail(slug: str, number: int) -> ResponseReturnValue:
    """On to the recommendation's page."""
    return redirect(url_for("recommendations.detail", slug=slug, number=number), 303)


@views.get(HERE)
@staff
def overview(slug: str) -> ResponseReturnValue:
    """All recommendations, drafts and refused ones too."""
    return render_template(
        "recommendations/list.html",
        rows=queries.tracker(current_assembly(), adopted_only=False),
        handover=service.handover_of(current_assembly().id),
        actions=actions.on_list(slug, current_roles()),
    )


@views.get(f"{HERE}/<int:number>")
@staff
def detail(slug: str, number: int) -> ResponseReturnValue:
    """One recommendation with all that can be done with it."""
    found = queries.find(current_assembly(), number)
    return render_template(
        "recommendations/staff_detail.html",
        recommendation=found,
        responses=queries.published_responses(found),
        draft=draft_of(found) if current_roles() & ANSWERING else None,
        late=queries.is_late(found),
        actions=actions.on_detail(slug, found, current_roles()),
        may_publish=actions.may_publish(current_roles()),
    )


@views.route(f"{HERE}/nieuw", methods=["GET", "POST"])
@writers
def add(slug: str) -> ResponseReturnValue:
    """Write a new recommendation."""
    form = TextForm()
    if form.validate_on_submit():
        made = service.add_recommendation(current_assembly(), **answers(form))
        flash(_("De aanbeveling is toegevoegd."), "success")
        return to_detail(slug, made.number)
    return forms.page("recommendations/text.html", form)


@views.route(f"{HERE}/<int:number>/wijzigen", methods=["GET", "POST"])
@writers
def edit(slug: str, number: int) -> ResponseReturnValue:
    """Change a draft."""
    found = queries.find(current_assembly(), number)
    form = TextForm(obj=found)
    if accepted(form, lambda: service.edit_recommendation(found, **answers(form))):
        flash(_("De tekst is opgeslagen."), "success")
        return to_detail(slug, number)
    return forms.page("recommendations/text.html", form, recommendation=found)


@views.route(f"{HERE}/<int:number>/stemming", methods=["GET", "POST"])
@writers
def vote(slug: str, number: int) -> ResponseReturnValue:
    """Record the vote, which locks the text."""
    found = queries.find(current_assembly(), number)
    form = VoteForm()
    if accepted(form, lambda: service.settle_vote(found, **answers(form))):
        flash(_("De stemming is vastgelegd. De tekst staat nu vast."), "success")
        return to_detail(slug, number)
    return forms.page("recommendations/vote.html", form, recommendation=found)


@views.route(f"{HERE}/<int:number>/minderheid", methods=["GET", "POST"])
@writers
def minority(slug: str, number: int) -> ResponseReturnValue:
    """Add the view of a part of the panel."""
    found = queries.find(current_assembly(), number)
    form = MinorityForm()
    if accepted(form, lambda: service.add_minority_statement(found, **answers(form))):
        flash(_("Het minderheidsstandpunt is toegevoegd."), "success")
        return to_detail(slug, number)
    return forms.page("recommendations/minority.html", form, recommendation=found)


@views.route(f"{HERE}/<int:number>/intrekken", methods=["GET", "POST"])
@writers
def withdraw(slug: str, number: int) -> ResponseReturnValue:
    """The panel withdraws its recommendation."""
    found = queries.find(current_assembly(), number)
    form = WithdrawForm()
    if accepted(form, lambda: service.withdraw(found, **answers(form))):
        flash(_("De aanbeveling is ingetrokken."), "success")
        return to_detail(slug, number)
    return forms.page("recommendations/withdraw.html", form, recommendation=found)


@views.route(f"{HERE}/overhandiging", methods=["GET", "POST"])
@registrars
def hand_over(slug: str) -> ResponseReturnValue:
    """Record the handover of the advice and the promised day of the answer."""
    handover = service.handover_of(current_assembly().id)
    filled = None if handover is None else {"on": handover.handed_over_on, "to": handover.handed_over_to}
    form = HandoverForm(obj=handover, data=filled)
    if accepted(form, lambda: service.hand_over(current_assembly(), **answers(form))):
        flash(_("De overhandiging is vastgelegd."), "success")
        return redirect(url_for(".overview", slug=slug), 303)
    return forms.page("recommendations/handover.html", form)


@views.route(f"{HERE}/<int:number>/uitstel", methods=["GET", "POST"])
@registrars
def extend(slug: str, number: int) -> ResponseReturnValue:
    """Put off the promised day, with a public reason."""
    found = queries.find(current_assembly(), number)
    form = ExtensionForm()
    if accepted(form, lambda: service.extend_deadline(found, **answers(form))):
        flash(_("De nieuwe dag is vastgelegd. Iedereen kan de reden lezen."), "success")
        return to_detail(slug, number)
    return forms.page("recommendations/extend.html", form, recommendation=found)
