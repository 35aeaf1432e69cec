"""Meetings as a calendar file (iCalendar, RFC 5545).

An event never changes its UID; a change raises SEQUENCE; a cancelled meeting stays in the file as CANCELLED, so
calendars that have it remove it. The same meetings make the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable

from flask import Response, current_app
from flask_babel import gettext as _
from icalendar import Calendar, Event, vText

from beraad.days import ZONE
from beraad.meetings.models import Mode
from beraad.meetings.queries import MeetingRow
from beraad.web.documents.downloads import attachment

PRODUCT = "-//Beraad//Bijeenkomsten//NL"


def response(name: str, meetings: Iterable[MeetingRow], *, filename: str, address: str, insiders: bool) -> Response:
    """Returns the calendar `name` as a download.

    `address` is the path where people read more; `insiders` says whether they may know the link to join online.
    """
    link = current_app.config["BERAAD"].base_url + address
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", vText(name))
    for meeting in meetings:
        calendar.add_component(_event(name, meeting, link, insiders))
    calendar.add_missing_timezones()
    return attachment(calendar.to_ical(), f"{filename}.ics", "text/calendar")


def _event(name: str, meeting: MeetingRow, link: str, insiders: bool) -> Event:
    event = Event()
    event.add("uid", meeting.uid)
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", meeting.changed_at)
    event.add("last-modified", meeting.changed_at)
    event.add("dtstart", meeting.starts_at.astimezone(ZONE))
    event.add("dtend", meeting.ends_at.astimezone(ZONE))
    event.add("summary", f"{name}: {meeting.title}")
    event.add("status", "CANCELLED" if meeting.is_cancelled else "CONFIRMED")
    event.add("url", link)
    place = ", ".join(part for part in (meeting.place, meeting.address) if part)
    event.add("location", place or (meeting.mode.label if meeting.mode is Mode.ONLINE else _("Nog niet bekend")))
    description = _description(meeting, insiders)
    if description:
        event.add("description", description)
    return event


def _description(meeting: MeetingRow, insiders: bool) -> str:
    lines = []
    if meeting.is_cancelled:
        lines.append(_("Deze bijeenkomst gaat niet door: %(reason)s", reason=meeting.cancel_reason))
    if insiders and meeting.online_url:
        lines.append(_("Online meedoen: %(link)s", link=meeting.online_url))
    if meeting.accessibility:
        lines.append(_("Toegankelijkheid: %(notes)s", notes=meeting.accessibility))
    return "\n".join(lines)
