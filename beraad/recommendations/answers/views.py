"""The response of the body: drafted, and published by a second person."""

from __future__ import annotations

from flask import Blueprint, flash
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.accounts.access import require_account
from beraad.acts.views import page as acts_page
from beraad.assemblies.access import current_assembly, members
from beraad.assemblies.models import Role
from beraad.recommendations import queries
from beraad.recommendations.answers import acts, service
from beraad.recommendations.answers.forms import ResponseForm
from beraad.recommendations.places import ADDRESS, to_detail
from beraad.recommendations.tracker.views_organiser import detail
from beraad.web import forms, refusals

views = Blueprint("recommendations_answers", __name__)


@views.route(f"{ADDRESS}/<int:number>/reactie", methods=["GET", "POST"])
@members(Role.OFFICIAL, Role.EXECUTIVE, Role.REGISTRY)
def respond(slug: str, number: int) -> ResponseReturnValue:
    """Draft the formal response, or change the draft."""
    recommendation = queries.recommendation(current_assembly(), number)
    draft = queries.draft_of(recommendation)
    form = ResponseForm(obj=draft).edits(draft)
    if form.validate_on_submit():
        with refusals.shown_in(form):
            service.draft_response(recommendation, require_account(), form.values())
            flash(_("Het concept is opgeslagen. De griffie kan het publiceren."), "success")
            return to_detail(slug, number)
    return forms.page("recommendations/response.html", form, recommendation=recommendation)


@views.route(f"{ADDRESS}/<int:number>/reactie/<int:version>/publiceren", methods=["GET", "POST"])
@acts.registrars
@refusals.shown_on(lambda slug, number, version: detail(slug=slug, number=number))
def publish(slug: str, number: int, version: int) -> ResponseReturnValue:
    """Publish a drafted response."""
    recommendation = queries.recommendation(current_assembly(), number)
    return acts_page(acts.PUBLISH, queries.response(recommendation, version))
