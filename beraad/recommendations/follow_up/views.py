"""The progress of the work: messages, each a step on the axis of execution."""

from __future__ import annotations

from flask import Blueprint, flash
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.assemblies.access import current_assembly, current_roles, members
from beraad.assemblies.models import Role
from beraad.recommendations import queries
from beraad.recommendations.follow_up import service
from beraad.recommendations.follow_up.forms import UpdateForm
from beraad.recommendations.models import Recommendation
from beraad.recommendations.places import ADDRESS, to_detail
from beraad.recommendations.statuses import Execution, may_follow
from beraad.web import forms, refusals

views = Blueprint("recommendations_follow_up", __name__)
#: in the order in which a role is named as the author of an update
AUTHORS = (Role.OFFICIAL, Role.EXECUTIVE, Role.REGISTRY)
answerers = members(*AUTHORS)


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
            service.add_update(recommendation, author, form.values())
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
