"""What gates and pages ask about decisions."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from beraad.assemblies.deciding.models import Decharge, GateDecision, Step
from beraad.assemblies.models import Assembly
from beraad.extensions import db


def decisions(assembly: Assembly) -> Sequence[GateDecision]:
    """Returns all decisions, the newest first."""
    mine = select(GateDecision).where(GateDecision.assembly_id == assembly.id)
    return db.session.scalars(mine.order_by(GateDecision.id.desc())).all()


def latest(assembly: Assembly) -> dict[Step, GateDecision]:
    """Returns the decision that counts for each step that has one."""
    found: dict[Step, GateDecision] = {}
    for decision in decisions(assembly):
        found.setdefault(decision.step, decision)
    return found


def refusal(assembly: Assembly) -> GateDecision | None:
    """Returns the last decision of all if it is a no, or None."""
    last = next(iter(decisions(assembly)), None)
    return last if last is not None and not last.is_go else None


def published_refusals() -> Sequence[GateDecision]:
    """Returns each no that everyone can read, the newest first."""
    public = select(GateDecision).where(GateDecision.published_at.is_not(None))
    return [row for row in db.session.scalars(public.order_by(GateDecision.id.desc())) if refusal(row.assembly) is row]


def decharge(assembly: Assembly) -> Decharge | None:
    """Returns the decharge, or None before it was granted."""
    return db.session.get(Decharge, assembly.id)
