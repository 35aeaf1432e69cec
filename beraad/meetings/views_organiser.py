"""Meetings as the people who run the burgerberaad see them: the list, one meeting, planning."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.assemblies import access
from beraad.assemblies.access import current_assembly, current_roles
from beraad.assemblies.models import Role
from beraad.meetings import queries, queries_attendance, service
from beraad.meetings.forms import MeetingForm
from beraad.meetings.models import Meeting, MeetingId
from beraad.web import forms, refusals

views = Blueprint("meetings", __name__, url_prefix="/beheer/<slug>/bijeenkomsten")

#: who may change meetings and their programme
editors = access.members(Role.ADMINISTRATOR, Role.REGISTRY, Role.ORGANISER, Role.OFFICIAL)
#: who may see the names of panellists and write down who was there
noters = access.members(Role.REGISTRY, Role.ORGANISER, Role.FACILITATOR)


@views.context_processor
def what_may_be_done() -> dict[str, bool]:
    """Returns, for templates, whether the visitor may change meetings and note who was there."""
    return {"may_edit": bool(current_roles() & editors.roles), "may_note": bool(current_roles() & noters.roles)}


def to_meeting(meeting: Meeting) -> ResponseReturnValue:
    """Redirect to the page of `meeting`."""
    return redirect(url_for("meetings.detail", slug=current_assembly().slug, meeting_id=meeting.id), 303)


@views.get("")
@access.staff
def overview(slug: str) -> ResponseReturnValue:
    """All meetings, the earliest first."""
    assembly = current_assembly()
    return render_template(
        "meetings/overview.html", meetings=queries.meetings(assembly), figures=queries_attendance.figures(assembly)
    )


@views.route("/nieuw", methods=["GET", "POST"])
@editors
def create(slug: str) -> ResponseReturnValue:
    """Plan a meeting."""
    assembly = current_assembly()
    form = MeetingForm(number=queries.next_number(assembly))
    if form.validate_on_submit():
        with refusals.shown_in(form):
            meeting = service.plan(assembly, form.values())
            flash(_("De bijeenkomst staat gepland."), "success")
            return to_meeting(meeting)
    return forms.page("meetings/edit.html", form, meeting=None)


@views.get("/<int:meeting_id>")
@access.staff
def detail(slug: str, meeting_id: MeetingId) -> ResponseReturnValue:
    """One meeting with its programme, guests and attendance in figures."""
    assembly = current_assembly()
    meeting = queries.meeting(assembly, meeting_id)
    return render_template(
        "meetings/detail.html",
        meeting=queries.row(meeting),
        programme=queries.programme(meeting),
        guests=queries.guests(meeting),
        figures=queries_attendance.figures(assembly)[meeting.id],
    )


@views.route("/<int:meeting_id>/wijzigen", methods=["GET", "POST"])
@editors
def edit(slug: str, meeting_id: MeetingId) -> ResponseReturnValue:
    """Change a meeting."""
    meeting = queries.meeting(current_assembly(), meeting_id)
    form = MeetingForm.filled_from(meeting).edits(meeting)
    if form.validate_on_submit():
        with refusals.shown_in(form):
            service.change(meeting, form.values())
            flash(_("De wijzigingen zijn bewaard."), "success")
            return to_meeting(meeting)
    return forms.page("meetings/edit.html", form, meeting=queries.row(meeting))


@views.post("/<int:meeting_id>/gehouden")
@editors
@refusals.shown_on(detail)
def hold(slug: str, meeting_id: MeetingId) -> ResponseReturnValue:
    """Note that a meeting took place."""
    meeting = queries.meeting(current_assembly(), meeting_id)
    service.mark_held(meeting)
    flash(_("De bijeenkomst staat als gehouden."), "success")
    return to_meeting(meeting)
