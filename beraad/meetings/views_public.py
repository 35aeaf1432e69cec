"""Meetings as everyone may see them: dates and titles of all, place and programme of the public ones."""

from __future__ import annotations

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from beraad.assemblies import access, signals
from beraad.assemblies.access import current_assembly
from beraad.meetings import calendars, queries
from beraad.meetings.models import MeetingId

views = Blueprint("meetings_public", __name__, url_prefix="/burgerberaden/<slug>")


@views.get("/bijeenkomsten")
@access.visible
def overview(slug: str) -> ResponseReturnValue:
    """All meetings; of those for the panel alone only date and title."""
    return render_template("meetings/public_overview.html", meetings=queries.meetings(current_assembly()))


@views.get("/bijeenkomsten/<int:meeting_id>")
@access.visible
def detail(slug: str, meeting_id: MeetingId) -> ResponseReturnValue:
    """A public meeting with its programme."""
    meeting = queries.public_meeting(current_assembly(), meeting_id)
    return render_template(
        "meetings/public_detail.html",
        meeting=queries.row(meeting),
        programme=queries.programme(meeting),
        papers=signals.papers(current_assembly(), meeting.id, is_panel=False),
    )


@views.get("/bijeenkomsten.ics")
@access.visible
def calendar(slug: str) -> ResponseReturnValue:
    """The public meetings as a calendar file."""
    assembly = current_assembly()
    return calendars.response(
        assembly.title,
        [meeting for meeting in queries.meetings(assembly) if meeting.is_public],
        filename=f"{slug}-bijeenkomsten",
        address=url_for("meetings_public.overview", slug=slug),
        insiders=False,
    )


@views.get("/bijeenkomsten/<int:meeting_id>.ics")
@access.visible
def calendar_of_one(slug: str, meeting_id: MeetingId) -> ResponseReturnValue:
    """One public meeting as a calendar file."""
    meeting = queries.row(queries.public_meeting(current_assembly(), meeting_id))
    return calendars.response(
        current_assembly().title,
        [meeting],
        filename=f"{slug}-bijeenkomst-{meeting.number}",
        address=url_for("meetings_public.detail", slug=slug, meeting_id=meeting_id),
        insiders=False,
    )
