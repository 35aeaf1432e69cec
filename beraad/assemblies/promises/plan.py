"""The verbs of the participatieplan: written until the commissioner approves it, then a new version."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from beraad.assemblies.errors import NotReadyError, PlanApprovedError
from beraad.assemblies.models import Assembly, ParticipationPlan
from beraad.audit.service import record
from beraad.extensions import db

#: the parts of a plan that are written; the room for influence is kept with the burgerberaad itself
PARTS = ("occasion", "goal", "participants", "resources", "decision_making", "feedback", "evaluation")


def latest_plan(assembly: Assembly) -> ParticipationPlan | None:
    """The newest version, open or approved."""
    return db.session.scalar(
        select(ParticipationPlan)
        .where(ParticipationPlan.assembly_id == assembly.id)
        .order_by(ParticipationPlan.version.desc())
        .limit(1)
    )


def write_plan(assembly: Assembly, **parts: str) -> ParticipationPlan:
    """Write `parts` (see `PARTS`) in the open version; after an approval that is a new version, begun as its copy."""
    latest = latest_plan(assembly)
    plan = latest if latest is not None and latest.approved_on is None else _next_version(assembly, latest)
    for name in PARTS:
        setattr(plan, name, parts.get(name, getattr(plan, name)))
    db.session.flush()
    record("assembly.plan_written", _subject(plan), assembly_id=assembly.id, version=plan.version)
    return plan


def missing_parts(assembly: Assembly, plan: ParticipationPlan) -> list[str]:
    """The parts without which `plan` can't be approved; "room" when the room for influence is empty."""
    return [name for name in PARTS if not getattr(plan, name)] + ([] if assembly.room else ["room"])


def approve_plan(assembly: Assembly, plan: ParticipationPlan, approved_by: str, approved_on: date) -> ParticipationPlan:
    """Lock `plan`, with the room for influence as it is now; raises `NotReadyError` while a part is empty."""
    if plan.approved_on is not None:
        raise PlanApprovedError(_subject(plan))
    missing = missing_parts(assembly, plan)
    if missing:
        raise NotReadyError(missing)
    plan.approved_by, plan.approved_on = approved_by, approved_on
    plan.room = [[item.kind.value, item.text, item.reason] for item in assembly.room]
    db.session.flush()
    record("assembly.plan_approved", _subject(plan), assembly_id=assembly.id, version=plan.version)
    return plan


def _next_version(assembly: Assembly, latest: ParticipationPlan | None) -> ParticipationPlan:
    version = latest.version + 1 if latest else 1
    plan = ParticipationPlan(assembly_id=assembly.id, version=version)
    for name in PARTS:
        setattr(plan, name, getattr(latest, name) if latest else "")
    db.session.add(plan)
    return plan


def _subject(plan: ParticipationPlan) -> str:
    return f"participation_plan:{plan.id}"
