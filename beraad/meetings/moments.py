"""Where a day stands among the meetings: before the first, during one, between two, or after the last."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from beraad.assemblies.models import Assembly
from beraad.days import day_of
from beraad.extensions import db
from beraad.meetings.models import Meeting, Status


@dataclass(frozen=True)
class MeetingDays:
    """Number of a meeting, its first and its last day."""

    number: int
    first: date
    last: date


def moments(assembly: Assembly, days: Collection[date], **_rest: Any) -> Mapping[date, str]:
    """Returns in words where each day stands; empty without a programme. Receives `moments_wanted`."""
    rows = db.session.execute(
        select(Meeting.number, Meeting.starts_at, Meeting.ends_at)
        .where(Meeting.assembly_id == assembly.id, Meeting.status != Status.CANCELLED)
        .order_by(Meeting.starts_at, Meeting.number)
    )
    programme = [MeetingDays(number, day_of(starts_at), day_of(ends_at)) for number, starts_at, ends_at in rows]
    return {day: _moment(day, programme) for day in days} if programme else {}


def _moment(day: date, programme: Sequence[MeetingDays]) -> str:
    current = [meeting.number for meeting in programme if meeting.first <= day <= meeting.last]
    if current:
        return str(_("tijdens bijeenkomst %(number)d", number=current[0]))
    earlier = [meeting.number for meeting in programme if meeting.last < day]
    later = [meeting.number for meeting in programme if day < meeting.first]
    if not earlier:
        return str(_("voor de eerste bijeenkomst"))
    if not later:
        return str(_("na de laatste bijeenkomst"))
    return str(_("tussen bijeenkomst %(one)s en %(next)s", one=earlier[-1], next=later[0]))
