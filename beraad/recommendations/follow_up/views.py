"""The progress of the work: messages, each a step on the axis of execution."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, Response, abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.accounts.access import require_account
from beraad.acts.views import page as acts_page
from beraad.assemblies.access import current_assembly, current_roles, members, standing
from beraad.assemblies.models import Role
from beraad.recommendations import queries
from beraad.recommendations.follow_up import acts, service
from beraad.recommendations.follow_up.forms import StatusForm, UpdateForm
from beraad.recommendations.models import Recommendation, Update
from beraad.recommendations.places import ADDRESS, to_detail
from beraad.recommendations.statuses import Execution, may_follow
from beraad.recommendations.tracker.views_organiser import detail
from beraad.web import forms, refusals, uploads

views = Blueprint("recommendations_follow_up", __name__)
#: in the order in which a role is named as the author of an update
AUTHORS = (Role.OFFICIAL, Role.EXECUTIVE, Role.REGISTRY)
answerers = members(*AUTHORS)


@views.route(f"{ADDRESS}/<int:number>/voortgang", methods=["GET", "POST"])
@answerers
def update(slug: str, number: int) -> ResponseReturnValue:
    """Choose how it stands, before anything else is asked."""
    recommendation = queries.recommendation(current_assembly(), number)
    form = StatusForm()
    form.offer(_offered(recommendation))
    if form.validate_on_submit():
        return redirect(url_for(".report", slug=slug, number=number, status=form.after.data.value), 303)
    return forms.page("recommendations/follow_up/choose.html", form, recommendation=recommendation)


@views.route(f"{ADDRESS}/<int:number>/voortgang/<status>", methods=["GET", "POST"])
@answerers
def report(slug: str, number: int, status: str) -> ResponseReturnValue:
    """Add a message about the progress: only what this status asks."""
    after = Execution.by_code(status)
    if after is None:
        abort(404)
    recommendation = queries.recommendation(current_assembly(), number)
    form = UpdateForm(after)
    if form.validate_on_submit():
        with refusals.shown_in(form):
            author = _author(recommendation, after)
            added = service.add_update(recommendation, author, form.values(), require_account().id)
            waits = _("Uw bericht is bewaard. Het is openbaar zodra de griffie het bevestigt.")
            flash(waits if added.is_waiting else _("Het bericht staat nu op de openbare pagina."), "success")
            return to_detail(slug, number)
    return forms.page("recommendations/follow_up/report.html", form, recommendation=recommendation, after=after)


@views.route(f"{ADDRESS}/<int:number>/voortgang/<int:update_id>/bevestigen", methods=["GET", "POST"])
@members(Role.REGISTRY)
@refusals.shown_on(lambda slug, number, update_id: detail(slug=slug, number=number))
def confirm(slug: str, number: int, update_id: int) -> ResponseReturnValue:
    """Confirm that something is done."""
    recommendation = queries.recommendation(current_assembly(), number)
    reported = next((one for one in recommendation.updates if one.id == update_id), None)
    return acts_page(acts.CONFIRM, reported or abort(404))


@views.get("/burgerberaden/<slug>/aanbevelingen/<int:number>/bewijs/<int:evidence_id>")
@standing
def evidence(slug: str, number: int, evidence_id: int) -> ResponseReturnValue:
    """The copy of a piece of evidence, as a file."""
    recommendation = queries.recommendation(current_assembly(), number, is_public=True)
    return _download(recommendation, evidence_id, [one for one in recommendation.updates if not one.is_waiting])


@views.get(f"{ADDRESS}/<int:number>/bewijs/<int:evidence_id>")
@answerers
def proof(slug: str, number: int, evidence_id: int) -> ResponseReturnValue:
    """The same for those who work on it, also before the griffie has confirmed what it shows."""
    recommendation = queries.recommendation(current_assembly(), number)
    return _download(recommendation, evidence_id, recommendation.updates)


def _download(recommendation: Recommendation, evidence_id: int, updates: Sequence[Update]) -> Response:
    kept = (item for update in updates for item in update.evidence if item.id == evidence_id and item.file_sha256)
    item = next(kept, None) or abort(404)
    return uploads.download(item.file_sha256, item.file_kind, f"bewijs-{recommendation.number}-{item.id}")


def _author(recommendation: Recommendation, after: Execution) -> Role:
    """The role in which the visitor reports this: the first that may, otherwise the first at all."""
    mine = [role for role in AUTHORS if role in current_roles()]
    before = recommendation.execution
    return next((role for role in mine if service.may_report(role, before, after)), mine[0])


def _offered(recommendation: Recommendation) -> list[Execution]:
    """What this visitor may report now."""
    before, roles = recommendation.execution, current_roles()
    return [
        status
        for status in Execution
        if may_follow(before, status, recommendation.decision)
        and any(service.may_report(role, before, status) for role in roles)
    ]
