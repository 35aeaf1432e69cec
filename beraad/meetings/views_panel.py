"""Meetings as panellists see them."""

from __future__ import annotations

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from beraad.assemblies import access
from beraad.assemblies.access import current_assembly
from beraad.meetings import calendars, queries

views = Blueprint("meetings_panel", __name__, url_prefix="/panel/<slug>")


@views.get("/bijeenkomsten")
@access.panellists
def overview(slug: str) -> ResponseReturnValue:
    """All meetings, the earliest first."""
    return render_template("meetings/panel_overview.html", meetings=queries.meetings(current_assembly()))


@views.get("/bijeenkomsten/<int:meeting_id>")
@access.panellists
def detail(slug: str, meeting_id: int) -> ResponseReturnValue:
    """One meeting with its programme."""
    meeting = queries.meeting(current_assembly(), meeting_id)
    return render_template(
        "meetings/panel_detail.html", meeting=queries.row(meeting), programme=queries.programme(meeting)
    )


@views.get("/bijeenkomsten.ics")
@access.panellists
def calendar(slug: str) -> ResponseReturnValue:
    """All meetings for the panellist's calendar."""
    assembly = current_assembly()
    return calendars.response(
        assembly.title,
        queries.meetings(assembly),
        filename=f"{slug}-bijeenkomsten",
        address=url_for("meetings_panel.overview", slug=slug),
        insiders=True,
    )


@views.get("/bijeenkomsten/<int:meeting_id>.ics")
@access.panellists
def calendar_of_one(slug: str, meeting_id: int) -> ResponseReturnValue:
    """One meeting for the panellist's calendar."""
    meeting = queries.row(queries.meeting(current_assembly(), meeting_id))
    return calendars.response(
        current_assembly().title,
        [meeting],
        filename=f"{slug}-bijeenkomst-{meeting.number}",
        address=url_for("meetings_panel.detail", slug=slug, meeting_id=meeting_id),
        insiders=True,
    )
