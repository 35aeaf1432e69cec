"""The response of the body and the progress of the work: drafted, published by a second person, followed by updates."""

from __future__ import annotations

from flask import Blueprint, flash
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.accounts.access import require_account
from beraad.acts.views import page as acts_page
from beraad.assemblies.access import current_assembly, current_roles, members
from beraad.assemblies.models import Role
from beraad.recommendations import acts, follow_up, queries, responses
from beraad.recommendations.forms import ResponseForm, UpdateForm
from beraad.recommendations.models import Recommendation
from beraad.recommendations.statuses import Execution, may_follow
from beraad.recommendations.views_organiser import ADDRESS, detail, to_detail
from beraad.web import forms, refusals

views = Blueprint("recommendations_follow_up", __name__)
#: in the order in which a role is named as the author of an update
AUTHORS = (Role.OFFICIAL, Role.EXECUTIVE, Role.REGISTRY)
answerers = members(*AUTHORS)


@views.route(f"{ADDRESS}/<int:number>/reactie", methods=["GET", "POST"])
@answerers
def respond(slug: str, number: int) -> ResponseReturnValue:
    """Draft the formal response, or change the draft."""
    recommendation = queries.recommendation(current_assembly(), number)
    draft = queries.draft_of(recommendation)
    form = ResponseForm(obj=draft).edits(draft)
    if form.validate_on_submit():
        with refusals.shown_in(form):
            responses.draft_response(recommendation, require_account(), form.values())
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


@views.route(f"{ADDRESS}/<int:number>/voortgang", methods=["GET", "POST"])
@answerers
def update(slug: str, number: int) -> ResponseReturnValue:
    """Add a message about the progress."""
    recommendation = queries.recommendation(current_assembly(), number)
    form = UpdateForm()
    form.offer(_offered(recommendation))
    if form.validate_on_submit():
        author = next(role for role in AUTHORS if role in current_roles())
        with refusals.shown_in(form):
            follow_up.add_update(recommendation, author, form.values())
            flash(_("Het bericht staat nu op de openbare pagina."), "success")
            return to_detail(slug, number)
    return forms.page("recommendations/update.html", form, recommendation=recommendation)


def _offered(recommendation: Recommendation) -> list[Execution]:
    """What this visitor may report now: that the work stops is for the executive, all else for those who do it."""
    before, roles = recommendation.execution, current_roles()
    possible = [status for status in Execution if may_follow(before, status, recommendation.decision)]
    if Role.REGISTRY in roles:
        return possible
    stops = {Execution.STOPPED} if Role.EXECUTIVE in roles else set()
    works = set(Execution) - {Execution.STOPPED} if Role.OFFICIAL in roles else {before}
    return [status for status in possible if status in stops | works]
