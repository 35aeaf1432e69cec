"""The texts for those who keep them: written, remarked upon, and linked to what they grew from."""

from __future__ import annotations

from flask import Blueprint, flash
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.accounts.access import require_account
from beraad.assemblies.access import current_assembly, members
from beraad.assemblies.models import Role
from beraad.meetings.models import Meeting
from beraad.recommendations import queries
from beraad.recommendations.models import Recommendation
from beraad.recommendations.places import ADDRESS, to_detail
from beraad.recommendations.proposals import service
from beraad.recommendations.proposals.forms import OriginForm, RecommendationForm, RemarkForm
from beraad.recommendations.proposals.models import OriginKind
from beraad.web import forms, refusals

views = Blueprint("recommendations_proposals", __name__)
writers = members(Role.ORGANISER, Role.REGISTRY)


@views.route(f"{ADDRESS}/nieuw", methods=["GET", "POST"])
@writers
def add(slug: str) -> ResponseReturnValue:
    """Write a new recommendation."""
    form = RecommendationForm()
    if form.validate_on_submit():
        with refusals.shown_in(form):
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


@views.route(f"{ADDRESS}/<int:number>/opmerking", methods=["GET", "POST"])
@members(Role.ORGANISER, Role.REGISTRY, Role.OFFICIAL)
def remark(slug: str, number: int) -> ResponseReturnValue:
    """Say, as an official or for an expert, what can and cannot be done."""
    recommendation = queries.recommendation(current_assembly(), number)
    form = RemarkForm()
    if form.validate_on_submit():
        with refusals.shown_in(form):
            who = form.remarker.data, form.text.data, form.capacity.data
            service.remark(recommendation, *who, require_account().id)
            flash(_("Het panel kan de opmerking nu lezen."), "success")
            return to_detail(slug, number)
    return forms.page("recommendations/proposals/remark.html", form, recommendation=recommendation)


@views.route(f"{ADDRESS}/<int:number>/herkomst", methods=["GET", "POST"])
@writers
def origin(slug: str, number: int) -> ResponseReturnValue:
    """Say what a proposal grew from."""
    assembly = current_assembly()
    recommendation = queries.recommendation(assembly, number)
    sources = {one.id: one for one in queries.every(assembly) if one is not recommendation}
    meetings = {one.id: one for one in queries.meetings(assembly)}
    form = OriginForm()
    form.proposal.offer([(key, f"{one.number}. {one.title}") for key, one in sources.items()])
    form.meeting.offer([(key, f"{one.number}. {one.title}") for key, one in meetings.items()])
    if form.validate_on_submit():
        source: Recommendation | Meeting | None = meetings.get(form.meeting.data)
        if form.kind.data is OriginKind.PROPOSAL:
            source = sources[form.proposal.data]
        service.add_origin(recommendation, form.kind.data, form.title.data or "", source)
        flash(_("De herkomst is toegevoegd."), "success")
        return to_detail(slug, number)
    return forms.page("recommendations/proposals/origin.html", form, recommendation=recommendation)
