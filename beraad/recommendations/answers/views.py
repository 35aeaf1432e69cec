"""The response of the body: drafted, and published by a second person."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.accounts.access import require_account
from beraad.acts.views import page as acts_page
from beraad.assemblies.access import current_assembly, current_roles, members
from beraad.assemblies.models import Role
from beraad.recommendations import queries
from beraad.recommendations.answers import acts, deciding, service
from beraad.recommendations.answers import queries as drafts
from beraad.recommendations.answers.forms import DecisionForm, DecisionRecordForm, RemarkForm, ResponseForm
from beraad.recommendations.places import ADDRESS
from beraad.recommendations.statuses import OUTCOMES, Decision
from beraad.recommendations.tracker.views_organiser import detail
from beraad.web import forms, refusals

views = Blueprint("recommendations_answers", __name__)
writers = members(*drafts.WRITERS)


@views.route(f"{ADDRESS}/<int:number>/reactie", methods=["GET", "POST"])
@writers
def respond(slug: str, number: int) -> ResponseReturnValue:
    """Choose which way the answer goes, before anything else is asked."""
    recommendation = queries.recommendation(current_assembly(), number)
    form = DecisionForm()
    if form.validate_on_submit():
        return redirect(url_for(".write", slug=slug, number=number, decision=form.decision.data.value), 303)
    draft = queries.draft_of(recommendation)
    return forms.page("recommendations/answers/choose.html", form, recommendation=recommendation, draft=draft)


@views.route(f"{ADDRESS}/<int:number>/reactie/opstellen/<decision>", methods=["GET", "POST"])
@writers
def write(slug: str, number: int, decision: str) -> ResponseReturnValue:
    """Draft the formal response, or change the draft: only what this decision asks."""
    chosen = Decision.by_code(decision)
    if chosen not in OUTCOMES:
        abort(404)
    recommendation = queries.recommendation(current_assembly(), number)
    draft = queries.draft_of(recommendation)
    form = ResponseForm(chosen, obj=draft).edits(draft)
    if form.validate_on_submit():
        with refusals.shown_in(form):
            draft = service.draft_response(recommendation, require_account(), form.values())
            flash(_("Het concept is opgeslagen. Hieronder staat hoe het panel het leest."), "success")
            return redirect(url_for(".preview", slug=slug, number=number, version=draft.version), 303)
    return forms.page("recommendations/answers/write.html", form, recommendation=recommendation, chosen=chosen)


@views.get(f"{ADDRESS}/<int:number>/reactie/<int:version>")
@writers
def preview(slug: str, number: int, version: int) -> ResponseReturnValue:
    """A response as it will be read, with who wrote what."""
    recommendation = queries.recommendation(current_assembly(), number)
    response = queries.response(recommendation, version)
    return render_template(
        "recommendations/answers/preview.html",
        recommendation=recommendation,
        response=response,
        history=drafts.history(response),
        is_registrar=Role.REGISTRY in current_roles(),
        is_executive=Role.EXECUTIVE in current_roles(),
    )


@views.route(f"{ADDRESS}/<int:number>/reactie/<int:version>/publiceren", methods=["GET", "POST"])
@acts.registrars
@refusals.shown_on(lambda slug, number, version: detail(slug=slug, number=number))
def publish(slug: str, number: int, version: int) -> ResponseReturnValue:
    """Publish a drafted response."""
    recommendation = queries.recommendation(current_assembly(), number)
    return acts_page(acts.PUBLISH, queries.response(recommendation, version))


@views.route(f"{ADDRESS}/<int:number>/reactie/<int:version>/vaststellen", methods=["GET", "POST"])
@members(Role.EXECUTIVE)
@refusals.shown_on(lambda slug, number, version: detail(slug=slug, number=number))
def sign(slug: str, number: int, version: int) -> ResponseReturnValue:
    """Decide, as a member or the secretary of the body."""
    recommendation = queries.recommendation(current_assembly(), number)
    return acts_page(acts.SIGN, queries.response(recommendation, version))


@views.route(f"{ADDRESS}/<int:number>/reactie/<int:version>/terug", methods=["GET", "POST"])
@members(Role.EXECUTIVE)
def send_back(slug: str, number: int, version: int) -> ResponseReturnValue:
    """Send the text back to those who write it."""
    response = queries.response(queries.recommendation(current_assembly(), number), version)
    form = RemarkForm()
    if form.validate_on_submit():
        with refusals.shown_in(form):
            deciding.send_back(response, form.remark.data)
            flash(_("De tekst ligt weer bij de schrijvers, met uw opmerking."), "success")
            return redirect(url_for(".preview", slug=slug, number=number, version=version), 303)
    return forms.page("recommendations/answers/decide.html", form, response=response)


@views.route(f"{ADDRESS}/<int:number>/reactie/<int:version>/besluit", methods=["GET", "POST"])
@acts.registrars
def record(slug: str, number: int, version: int) -> ResponseReturnValue:
    """Record the decision of a body that meets; a colleague checks it."""
    response = queries.response(queries.recommendation(current_assembly(), number), version)
    form = DecisionRecordForm()
    if form.validate_on_submit():
        with refusals.shown_in(form):
            deciding.record_decision(response, require_account(), form.values())
            flash(_("Het besluit is vastgelegd. Een collega kijkt het na."), "success")
            return redirect(url_for(".preview", slug=slug, number=number, version=version), 303)
    return forms.page("recommendations/answers/decide.html", form, response=response)


@views.route(f"{ADDRESS}/<int:number>/reactie/<int:version>/nakijken", methods=["GET", "POST"])
@acts.registrars
@refusals.shown_on(lambda slug, number, version: detail(slug=slug, number=number))
def check(slug: str, number: int, version: int) -> ResponseReturnValue:
    """Check the decision that a colleague recorded."""
    recommendation = queries.recommendation(current_assembly(), number)
    return acts_page(acts.CHECK, queries.response(recommendation, version))
