"""What the page of a burgerberaad shows of the domains below: one function per part, in the order of the road.

A function asks its domain and gives a part, or None as long as there is nothing to show.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from beraad.assemblies.models import Assembly
from beraad.recommendations import queries as recommendations


@dataclass(frozen=True)
class Section:
    """A part of the page: its heading, the template that shows it, and what that template gets as `section.data`."""

    title: str
    template: str
    data: dict[str, Any]


def of(assembly: Assembly) -> list[Section]:
    """The parts that have something to show."""
    return [section for make in SECTIONS if (section := make(assembly)) is not None]


def follow_up(assembly: Assembly) -> Section | None:
    """How many recommendations there are, and what was answered."""
    rows = recommendations.tracker(assembly)
    if not rows:
        return None
    data = {"total": len(rows), "counts": recommendations.counts(rows)}
    return Section(_("Aanbevelingen"), "public/sections/follow_up.html", data)


SECTIONS: tuple[Callable[[Assembly], Section | None], ...] = (follow_up,)
