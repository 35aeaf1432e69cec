"""The texts: written, voted on, withdrawn, handed over. Responses and updates are in `views_follow_up`."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.acts.views import page as acts_page
from beraad.assemblies.access import current_assembly, current_roles, members, staff
from beraad.assemblies.models import Role
from beraad.recommendations import actions, acts, queries, service
from beraad.recommendations.forms import (
    ExtensionForm,
    HandoverForm,
    MinorityForm,
    RecommendationForm,
    VoteForm,
    WithdrawForm,
)
from beraad.recommendations.lists import declared as lists
from beraad.web import forms, refusals
from beraad.web.lists.views import answer, list_page

views = Blueprint("recommendations", __name__)
ADDRESS = "/beheer/<slug>/aanbevelingen"
writers = members(Role.ORGANISER, Role.REGISTRY)
#: who may see the draft of a response: those who write, decide and publish it
ANSWERING = frozenset({Role.OFFICIAL, Role.EXECUTIVE, Role.REGISTRY})
registrars = members(Role.REGISTRY)


def to_detail(slug: str, number: int) -> ResponseReturnValue:
    """Redirect to the recommendation's page."""
    return redirect(url_for("recommendations.detail", slug=slug, number=number), 303)


@views.route(ADDRESS, methods=["GET", "POST"])
@staff
@list_page
def overview(slug: str) -> ResponseReturnValue:
    """All recommendations, drafts and rejected ones too."""
    rows = queries.tracker(current_assembly(), adopted_only=False)
    return answer(
        lists.recommendations(rows, "recommendations.overview"),
        "recommendations/list.html",
        handover=queries.handover_of(current_assembly().id),
        actions=actions.on_list(slug, current_roles()),
    )


@views.get(f"{ADDRESS}/<int:number>")
@staff
def detail(slug: str, number: int) -> ResponseReturnValue:
    """One recommendation with all that can be done with it."""
    recommendation = queries.recommendation(current_assembly(), number)
    return render_template(
        "recommendations/staff_detail.html",
        recommendation=recommendation,
        responses=queries.published_responses(recommendation),
        draft=queries.draft_of(recommendation) if current_roles() & ANSWERING else None,
        late=queries.is_late(recommendation),
        actions=actions.on_detail(slug, recommendation, current_roles()),
        may_publish=actions.may_publish(current_roles()),
    )


@views.route(f"{ADDRESS}/nieuw", methods=["GET", "POST"])
@writers
def add(slug: str) -> ResponseReturnValue:
    """Write a new recommendation."""
    form = RecommendationForm()
    if form.validate_on_submit():
        recommendation = service.add_recommendation(current_assembly(), form.values())
        flash(_("De aanbeveling is toegevoegd."), "success")
        return to_detail(slug, recommendation.number)
    return forms.page("recommendations/text.html", form)


@views.route(f"{ADDRESS}/<int:number>/wijzigen", methods=["GET", "POST"])
@writers
def edit(slug: str, number: int) -> ResponseReturnValue:
    """Change a draft."""
    recommendation = queries.recommendation(current_assembly(), number)
    form = RecommendationForm(obj=recommendation).edits(recommendation)
    if form.validate_on_submit():
        with refusals.shown_in(form):
            service.edit_recommendation(recommendation, form.values())
            flash(_("De tekst is opgeslagen."), "success")
            return to_detail(slug, number)
    return forms.page("recommendations/text.html", form, recommendation=recommendation)


@views.route(f"{ADDRESS}/<int:number>/stemming", methods=["GET", "POST"])
@writers
def vote(slug: str, number: int) -> ResponseReturnValue:
    """Record the vote, which locks the text."""
    recommendation = queries.recommendation(current_assembly(), number)
    form = VoteForm()
    if form.validate_on_submit():
        with refusals.shown_in(form):
            service.settle_vote(recommendation, form.values())
            flash(_("De stemming is vastgelegd. De tekst staat nu vast."), "success")
            return to_detail(slug, number)
    return forms.page("recommendations/vote.html", form, recommendation=recommendation)


@views.route(f"{ADDRESS}/<int:number>/minderheid", methods=["GET", "POST"])
@writers
def minority(slug: str, number: int) -> ResponseReturnValue:
    """Add the view of a part of the panel."""
    recommendation = queries.recommendation(current_assembly(), number)
    form = MinorityForm()
    if form.validate_on_submit():
        with refusals.shown_in(form):
            service.add_minority_statement(recommendation, form.text.data, form.supporters.data)
            flash(_("Het minderheidsstandpunt is toegevoegd."), "success")
            return to_detail(slug, number)
    return forms.page("recommendations/minority.html", form, recommendation=recommendation)


@views.route(f"{ADDRESS}/<int:number>/intrekken", methods=["GET", "POST"])
@writers
def withdraw(slug: str, number: int) -> ResponseReturnValue:
    """Let the panel withdraw its recommendation."""
    recommendation = queries.recommendation(current_assembly(), number)
    form = WithdrawForm()
    if form.validate_on_submit():
        with refusals.shown_in(form):
            withdrawal = acts.Withdrawal(recommendation, form.reason.data)
            return acts_page(acts.WITHDRAW, withdrawal, carried=form)
    return forms.page("recommendations/withdraw.html", form, recommendation=recommendation)


@views.route(f"{ADDRESS}/overhandiging", methods=["GET", "POST"])
@registrars
def hand_over(slug: str) -> ResponseReturnValue:
    """Record the handover of the advice and the promised day of the response."""
    known = queries.handover_of(current_assembly().id)
    form = HandoverForm(obj=known).edits(known)
    if form.validate_on_submit():
        with refusals.shown_in(form):
            service.hand_over(current_assembly(), form.values())
            flash(_("De overhandiging is vastgelegd."), "success")
            return redirect(url_for(".overview", slug=slug), 303)
    return forms.page("recommendations/handover.html", form)


@views.route(f"{ADDRESS}/<int:number>/uitstel", methods=["GET", "POST"])
@registrars
def extend(slug: str, number: int) -> ResponseReturnValue:
    """Put off the promised day, with a public reason."""
    recommendation = queries.recommendation(current_assembly(), number)
    form = ExtensionForm()
    if form.validate_on_submit():
        with refusals.shown_in(form):
            extension = acts.Extension(recommendation, form.extended_to.data, form.reason.data)
            return acts_page(acts.EXTEND, extension, carried=form)
    return forms.page("recommendations/extend.html", form, recommendation=recommendation)
