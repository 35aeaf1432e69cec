"""Where a day stands among the meetings: before the first, during one, between two, or after the last."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from beraad.assemblies.models import Assembly
from beraad.days import day_of
from beraad.extensions import db
from beraad.meetings.models import Meeting, Status

#: number of a meeting, its first and its last day
Days = tuple[int, date, date]


def moments(assembly: Assembly, days: Collection[date], **_others: Any) -> Mapping[date, str]:
    """Receives `moments_wanted`."""
    rows = db.session.execute(
        select(Meeting.number, Meeting.starts_at, Meeting.ends_at)
        .where(Meeting.assembly_id == assembly.id, Meeting.status != Status.CANCELLED)
        .order_by(Meeting.starts_at, Meeting.number)
    )
    programme = [(n, day_of(start), day_of(end)) for n, start, end in rows]
    return {day: _moment(day, programme) for day in days} if programme else {}


def _moment(day: date, programme: Sequence[Days]) -> str:
    during = [number for number, first, last in programme if first <= day <= last]
    if during:
        return _("tijdens bijeenkomst %(number)d", number=during[0])
    before = [number for number, _first, last in programme if last < day]
    after = [number for number, first, _last in programme if day < first]
    if not before:
        return _("voor de eerste bijeenkomst")
    if not after:
        return _("na de laatste bijeenkomst")
    return _("tussen bijeenkomst %(one)s en %(next)s", one=before[-1], next=after[0])
