"""The handover as part of what was promised: each later wording leaves the one before, see `assemblies.promises`."""

from __future__ import annotations

from datetime import date

from flask_babel import format_date
from flask_babel import lazy_gettext as _l

from beraad.assemblies.models import Assembly
from beraad.assemblies.promises.topics import Lines, Source, Values
from beraad.recommendations.queries import handover_of


def _read(assembly: Assembly) -> Values:
    """What the handover says; nothing before it."""
    handover = handover_of(assembly.id)
    if handover is None:
        return {}
    days = {"on": handover.handed_over_on.isoformat(), "due": handover.response_due_on.isoformat()}
    return {**days, "to": handover.handed_over_to, "mandate": handover.mandate}


def _lines(values: Values) -> Lines:
    said = (
        (_l("Overhandigd op"), _day(values["on"])),
        (_l("Aan"), values["to"]),
        (_l("Reactie beloofd voor"), _day(values["due"])),
        (_l("Dat staat in"), values["mandate"]),
    )
    return [(label, text) for label, text in said if text]


def _day(text: str) -> str:
    return str(format_date(date.fromisoformat(text), "d MMMM yyyy"))


HANDOVER = Source(_read, _lines)
