"""What rooms below ask of recommendations: the handover as a promise, and what is open at the end."""

from __future__ import annotations

from datetime import date

from flask_babel import format_date
from flask_babel import lazy_gettext as _l
from sqlalchemy import or_, select

from beraad.assemblies.models import Assembly
from beraad.assemblies.promises.topics import Lines, Source, Values
from beraad.extensions import db
from beraad.recommendations.models import Recommendation
from beraad.recommendations.queries import handover_of
from beraad.recommendations.statuses import UNANSWERED, UNDER_WAY


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


def open_recommendations(assembly: Assembly, **_values: object) -> list[tuple[str, str]]:
    """Answers to `open_items_wanted`: adopted recommendations without an answer, or whose work has not ended."""
    mine = select(Recommendation).where(Recommendation.assembly_id == assembly.id, Recommendation.adopted.is_(True))
    is_open = or_(Recommendation.decision.in_(UNANSWERED), Recommendation.execution.in_(UNDER_WAY))
    rows = db.session.scalars(mine.where(is_open).order_by(Recommendation.number))
    words = _l("Aanbeveling %(number)d: %(title)s")
    return [(f"recommendation:{row.number}", str(words) % {"number": row.number, "title": row.title}) for row in rows]
