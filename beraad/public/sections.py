"""What the page of a burgerberaad shows of the domains below: one function per part, in the order of the phases.

A function asks its domain and returns a part, or None while there is nothing to show.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from beraad.assemblies.models import Assembly
from beraad.lottery.draw import queries as lottery
from beraad.lottery.models import DrawState
from beraad.materials import queries as materials
from beraad.materials.models import Readers
from beraad.meetings import queries as meetings
from beraad.orm import now
from beraad.recommendations.tracker import queries as recommendations


@dataclass(frozen=True)
class Section:
    """A part of the page: its heading, the template that shows it, and what that template gets as `section.data`."""

    title: str
    template: str
    data: dict[str, Any]


def sections(assembly: Assembly) -> list[Section]:
    """Returns the parts that have something to show."""
    return [section for make in SECTIONS if (section := make(assembly)) is not None]


def draw(assembly: Assembly) -> Section | None:
    """Where the real draw is, from the moment that the list is fixed."""
    real = lottery.real_draw(assembly.id)
    if real is None or real.state is DrawState.PROPOSED:
        return None
    data = {
        "state": real.state.label,
        "people": real.people,
        "seats": real.seats,
        "ceremony_at": real.ceremony_at,
        "place": real.place,
        "ticket": real.ticket if real.concluded_at else None,
    }
    return Section(_("De loting"), "public/sections/draw.html", data)


def calendar(assembly: Assembly) -> Section | None:
    """How many meetings there are, and the next."""
    held = [meeting for meeting in meetings.meetings(assembly) if not meeting.is_cancelled]
    if not held:
        return None
    upcoming = [meeting for meeting in held if meeting.ends_at >= now()]
    data = {"total": len(held), "next": upcoming[0] if upcoming else None}
    return Section(_("Bijeenkomsten"), "public/sections/calendar.html", data)


def library(assembly: Assembly) -> Section | None:
    """How many documents everyone can read."""
    readable = materials.readable(assembly, Readers.PUBLIC)
    if not readable:
        return None
    return Section(_("Stukken"), "public/sections/library.html", {"total": len(readable)})


def follow_up(assembly: Assembly) -> Section | None:
    """How many recommendations there are, and what was answered."""
    rows = recommendations.tracker(assembly)
    if not rows:
        return None
    data = {"total": sum(bool(row.adopted) for row in rows), "counts": recommendations.counts(rows)}
    return Section(_("Aanbevelingen"), "public/sections/follow_up.html", data)


SECTIONS: tuple[Callable[[Assembly], Section | None], ...] = (draw, calendar, library, follow_up)
