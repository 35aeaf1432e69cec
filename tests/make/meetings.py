"""Meetings and their programme."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from typing import Any

from beraad.assemblies.models import Assembly
from beraad.extensions import db
from beraad.meetings import service
from beraad.meetings.models import AgendaBlock, BlockKind, Meeting, Mode
from beraad.meetings.service import BlockData, MeetingData
from beraad.orm import now

_numbers = count(1)


def meeting(assembly: Assembly, **values: Any) -> Meeting:
    """A meeting of three hours next month, in a hall."""
    number = next(_numbers)
    starts_at = values.get("starts_at", now().replace(hour=9, minute=0, second=0, microsecond=0) + timedelta(days=30))
    defaults = {
        "number": number,
        "title": f"Onderwerp {number}",
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=3),
        "mode": Mode.PHYSICAL,
        "place": "Dorpshuis Voorbeeld",
    }
    meeting = service.plan(assembly, MeetingData(**{**defaults, **values}))
    db.session.commit()
    return meeting


def block(meeting: Meeting, kind: BlockKind = BlockKind.DIALOGUE, minutes: int = 45, **values: Any) -> AgendaBlock:
    """A part at the end of the programme."""
    block = service.add_block(
        meeting, BlockData(**{"kind": kind, "title": str(kind.label), "minutes": minutes, **values})
    )
    db.session.commit()
    return block
