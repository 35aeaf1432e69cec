"""The body's answer and the progress of the work: drafted, published by a second person, followed by updates."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, g
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.assemblies.access import current_assembly, current_roles, members
from beraad.assemblies.models import Role
from beraad.recommendations import follow_up, queries, responses
from beraad.recommendations.errors import RecommendationError
from beraad.recommendations.follow_up import Proof
from beraad.recommendations.forms import ResponseForm, UpdateForm
from beraad.recommendations.models import Recommendation
from beraad.recommendations.statuses import Execution, may_follow
from beraad.recommendations.views import HERE, accepted, answers, registrars, to_detail
from beraad.recommendations.words import message_of
from beraad.web import forms

views = Blueprint("recommendations_follow_up", __name__)
#: in the order in which a role is named as the author of an update
AUTHORS = (Role.OFFICIAL, Role.EXECUTIVE, Role.REGISTRY)
answerers = members(*AUTHORS)


@views.route(f"{HERE}/<int:number>/reactie", methods=["GET", "POST"])
@answerers
def respond(slug: str, number: int) -> ResponseReturnValue:
    """Draft the formal response, or change the draft."""
    found = queries.find(current_assembly(), number)
    form = ResponseForm(obj=responses.draft_of(found))
    if accepted(form, lambda: responses.draft_response(found, g.account, **answers(form))):
        flash(_("Het concept is opgeslagen. De griffie kan het publiceren."), "success")
        return to_detail(slug, number)
    return forms.page("recommendations/response.html", form, recommendation=found)


@views.post(f"{HERE}/<int:number>/reactie/<int:version>/publiceren")
@registrars
def publish(slug: str, number: int, version: int) -> ResponseReturnValue:
    """Publish a drafted response."""
    found = queries.find(current_assembly(), number)
    try:
        responses.publish_response(queries.find_response(found, version), g.account)
    except RecommendationError as error:
        flash(message_of(error), "error")
    else:
        flash(_("De reactie is gepubliceerd."), "success")
    return to_detail(slug, number)


@views.route(f"{HERE}/<int:number>/voortgang", methods=["GET", "POST"])
@answerers
def update(slug: str, number: int) -> ResponseReturnValue:
    """Add a message about how it goes."""
    found = queries.find(current_assembly(), number)
    form = UpdateForm()
    form.offer(offered(found))
    if accepted(form, lambda: _add(found, form)):
        flash(_("Het bericht staat nu op de openbare pagina."), "success")
        return to_detail(slug, number)
    return forms.page("recommendations/update.html", form, recommendation=found)


def offered(recommendation: Recommendation) -> list[Execution]:
    """What this visitor may report now: that the work stops is for the executive, all else for those who do it."""
    before, roles = recommendation.execution, current_roles()
    possible = [status for status in Execution if may_follow(before, status, recommendation.decision)]
    if Role.REGISTRY in roles:
        return possible
    stops = {Execution.STOPPED} if Role.EXECUTIVE in roles else set()
    works = set(Execution) - {Execution.STOPPED} if Role.OFFICIAL in roles else {before}
    return [status for status in possible if status in stops | works]


def _add(recommendation: Recommendation, form: UpdateForm) -> Any:
    values = answers(form, "evidence_kind", "evidence_title", "evidence_url")
    evidence = []
    if form.evidence_kind.data and form.evidence_title.data:
        proof = Proof(form.evidence_kind.data, form.evidence_title.data, form.evidence_url.data or "", form.on.data)
        evidence.append(proof)
    author = next(role for role in AUTHORS if role in current_roles())
    return follow_up.add_update(recommendation, author, evidence=evidence, **values)
