"""What the panel hears of meetings: planned, moved, cancelled; and who of them can be written to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import format_datetime
from flask_babel import gettext as _
from sqlalchemy import select

from beraad.assemblies.models import Assembly
from beraad.extensions import db
from beraad.meetings.models import Attendance, Meeting, Presence, Status
from beraad.orm import now
from beraad.panel.audiences import PANEL
from beraad.panel.models import Seat, SeatState
from beraad.telling import service
from beraad.telling.audiences import Audience
from beraad.telling.composing import Text, paragraphs
from beraad.telling.service import Event
from beraad.web.places import full_address


def planned(meeting: Meeting) -> None:
    """Tell the panel of a meeting to come."""
    assembly = _assembly(meeting)

    def words() -> Text:
        return Text(
            _("Nieuwe bijeenkomst: %(when)s", when=_day(meeting)),
            paragraphs(
                _("Er is een bijeenkomst gepland: %(title)s.", title=meeting.title),
                _facts(meeting),
                _more(meeting, assembly),
            ),
        )

    _tell(meeting, assembly, Event(f"meeting-{meeting.id}-planned", words))


def moved(meeting: Meeting) -> None:
    """Tell the panel at once that a meeting is on another moment or in another place."""
    assembly = _assembly(meeting)

    def words() -> Text:
        return Text(
            _("Let op: bijeenkomst %(number)d is veranderd", number=meeting.number),
            paragraphs(
                _("De bijeenkomst ‘%(title)s’ is op een ander moment of een andere plaats.", title=meeting.title),
                paragraphs(_("Zo is het nu:"), _facts(meeting)),
                _more(meeting, assembly),
            ),
        )

    _tell(meeting, assembly, Event(f"meeting-{meeting.id}-moved-{meeting.sequence}", words, is_urgent=True))


def cancelled(meeting: Meeting) -> None:
    """Tell the panel at once that a meeting does not take place."""
    assembly = _assembly(meeting)

    def words() -> Text:
        return Text(
            _("De bijeenkomst van %(when)s gaat niet door", when=_day(meeting)),
            paragraphs(
                _("De bijeenkomst ‘%(title)s’ van %(when)s gaat niet door.", title=meeting.title, when=_day(meeting)),
                _("De reden: %(reason)s", reason=meeting.cancel_reason),
                _("U hoeft zich niet af te melden."),
                _more(meeting, assembly),
            ),
        )

    _tell(meeting, assembly, Event(f"meeting-{meeting.id}-cancelled", words, is_urgent=True))


def audiences(assembly: Assembly) -> Iterable[Audience]:
    """For each meeting: who comes, and who was not there or signed off."""
    panel = select(Seat.registration_id).where(
        Seat.assembly_id == assembly.id, Seat.registration_id.is_not(None), Seat.state == SeatState.CONFIRMED
    )
    meetings = select(Meeting).where(Meeting.assembly_id == assembly.id, Meeting.status != Status.CANCELLED)
    for meeting in db.session.scalars(meetings.order_by(Meeting.number)):
        attendance = select(Attendance.seat_id).where(Attendance.meeting_id == meeting.id)
        absent = attendance.where(Attendance.presence.in_((Presence.SIGNED_OFF, Presence.ABSENT)))
        values = {"number": meeting.number, "title": meeting.title}
        yield Audience(
            f"bijeenkomst-{meeting.id}",
            _("Wie er bij bijeenkomst %(number)d (%(title)s) is", **values),
            panel.where(Seat.id.not_in(absent)),
        )
        yield Audience(
            f"afwezig-{meeting.id}",
            _("Wie er bij bijeenkomst %(number)d (%(title)s) niet is", **values),
            panel.where(Seat.id.in_(absent)),
        )


def lines(assembly: Assembly, **_rest: Any) -> list[str]:
    """The meetings to come, a line each. Receives `programme_wanted`."""
    coming = select(Meeting).where(
        Meeting.assembly_id == assembly.id, Meeting.status == Status.PLANNED, Meeting.ends_at > now()
    )
    return [
        ", ".join(filter(None, (_when(meeting), meeting.place)))
        for meeting in db.session.scalars(coming.order_by(Meeting.starts_at, Meeting.number))
    ]


def _tell(meeting: Meeting, assembly: Assembly, event: Event) -> None:
    """Nobody has to hear of a meeting that is over."""
    if meeting.ends_at > now():
        service.tell(assembly, event, audience=PANEL)


def _assembly(meeting: Meeting) -> Assembly:
    return db.session.get_one(Assembly, meeting.assembly_id)


def _facts(meeting: Meeting) -> str:
    where = ", ".join(filter(None, (meeting.place, meeting.address)))
    return "\n".join(
        filter(
            None,
            (
                _("Wanneer: %(when)s", when=_when(meeting)),
                _("Waar: %(where)s", where=where) if where else "",
                _("Online: de link staat op uw eigen pagina.") if meeting.online_url else "",
            ),
        )
    )


def _more(meeting: Meeting, assembly: Assembly) -> str:
    link = full_address("meetings_panel.detail", slug=assembly.slug, meeting_id=meeting.id)
    return paragraphs(_("Meer over deze bijeenkomst, en afmelden als u niet kunt:"), link)


def _day(meeting: Meeting) -> str:
    return str(format_datetime(meeting.starts_at, "EEEE d MMMM yyyy"))


def _when(meeting: Meeting) -> str:
    start, end = (format_datetime(moment, "HH:mm") for moment in (meeting.starts_at, meeting.ends_at))
    return str(_("%(day)s, van %(start)s tot %(end)s uur", day=_day(meeting), start=start, end=end))
