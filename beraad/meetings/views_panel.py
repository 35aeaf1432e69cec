"""Meetings as panellists see them."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.accounts.access import require_account
from beraad.assemblies import access, signals
from beraad.assemblies.access import current_assembly
from beraad.meetings import attendance, calendars, queries, queries_attendance
from beraad.meetings.forms import SignOffForm
from beraad.meetings.models import MeetingId
from beraad.panel.models import Seat
from beraad.web import forms, refusals

views = Blueprint("meetings_panel", __name__, url_prefix="/panel/<slug>")


def own_seat() -> Seat | None:
    """Returns the seat of the visitor, or None."""
    return queries_attendance.seat_of(current_assembly(), require_account().id)


@views.get("/bijeenkomsten")
@access.panellists
def overview(slug: str) -> ResponseReturnValue:
    """All meetings, the earliest first."""
    return render_template(
        "meetings/panel_overview.html",
        meetings=queries.meetings(current_assembly()),
        presences=queries_attendance.presences(own_seat()),
    )


@views.get("/bijeenkomsten/<int:meeting_id>")
@access.panellists
def detail(slug: str, meeting_id: MeetingId) -> ResponseReturnValue:
    """One meeting with its programme."""
    meeting = queries.meeting(current_assembly(), meeting_id)
    seat = own_seat()
    return render_template(
        "meetings/panel_detail.html",
        meeting=queries.row(meeting),
        programme=queries.programme(meeting),
        papers=signals.papers(current_assembly(), meeting.id, is_panel=True),
        presence=queries_attendance.presences(seat).get(meeting.id),
        may_sign_off=seat is not None and queries.is_to_come(meeting),
    )


@views.route("/bijeenkomsten/<int:meeting_id>/afmelden", methods=["GET", "POST"])
@access.panellists
def sign_off(slug: str, meeting_id: MeetingId) -> ResponseReturnValue:
    """Sign off for a meeting."""
    meeting = queries.meeting(current_assembly(), meeting_id)
    seat = own_seat() or abort(404)
    form = SignOffForm()
    if form.validate_on_submit():
        with refusals.shown_in(form):
            attendance.sign_off(meeting, seat, form.reason.data or "", require_account().id)
            flash(_("U bent afgemeld. Komt u toch? Laat het dan hier weten."), "success")
            return redirect(url_for(".detail", slug=slug, meeting_id=meeting_id), 303)
    return forms.page("meetings/sign_off.html", form, meeting=queries.row(meeting))


@views.post("/bijeenkomsten/<int:meeting_id>/toch-komen")
@access.panellists
@refusals.shown_on(detail)
def come_after_all(slug: str, meeting_id: MeetingId) -> ResponseReturnValue:
    """Take back a sign-off."""
    attendance.come_after_all(queries.meeting(current_assembly(), meeting_id), own_seat() or abort(404))
    flash(_("Fijn dat u toch komt."), "success")
    return redirect(url_for(".detail", slug=slug, meeting_id=meeting_id), 303)


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
def calendar_of_one(slug: str, meeting_id: MeetingId) -> ResponseReturnValue:
    """One meeting for the panellist's calendar."""
    meeting = queries.row(queries.meeting(current_assembly(), meeting_id))
    return calendars.response(
        current_assembly().title,
        [meeting],
        filename=f"{slug}-bijeenkomst-{meeting.number}",
        address=url_for("meetings_panel.detail", slug=slug, meeting_id=meeting_id),
        insiders=True,
    )
