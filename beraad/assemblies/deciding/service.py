"""The verbs: decide about a step, make a no public, grant decharge."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from beraad.assemblies.deciding import queries
from beraad.assemblies.deciding.errors import (
    ChecksMissingError,
    GroundMissingError,
    NotANoError,
    OwnerMissingError,
    StepTooSoonError,
)
from beraad.assemblies.deciding.models import CHECKS, Asked, Decharge, GateDecision, Ground, Step
from beraad.assemblies.models import Assembly
from beraad.assemblies.promises.versions import acting_role
from beraad.assemblies.signals import open_items
from beraad.audit import service as audit
from beraad.extensions import db
from beraad.orm import now
from beraad.web.visitor import current_account_id


@dataclass(frozen=True)
class DecisionData:
    """A decision about a step: go or not, why, and who decided it where and when."""

    is_go: bool
    reason: str
    body: str
    document: str
    decided_on: date
    checks: tuple[Asked, ...] = ()
    ground: Ground | None = None
    initiator: str = ""
    legal_basis: str = ""


@dataclass(frozen=True)
class DechargeData:
    """Who discharges where and when, what was learned, and who takes over each open item (key → office)."""

    granted_by: str
    document: str
    granted_on: date
    owners: Mapping[str, str]
    lessons: str = ""
    archive: str = ""


def decide(assembly: Assembly, step: Step, data: DecisionData) -> GateDecision:
    """Record a decision. Raises StepTooSoonError, ChecksMissingError or GroundMissingError."""
    before = list(Step)[: list(Step).index(step)]
    known = queries.latest(assembly)
    if any(earlier not in known or not known[earlier].is_go for earlier in before):
        raise StepTooSoonError
    if data.is_go and set(CHECKS[step]) - set(data.checks):
        raise ChecksMissingError
    if not data.is_go and data.ground is None:
        raise GroundMissingError
    values = {**vars(data), "checks": [check.value for check in data.checks]}
    values["ground"] = None if data.is_go else data.ground
    decision = GateDecision(
        assembly_id=assembly.id,
        step=step,
        **values,
        recorded_by_id=current_account_id(),
        recorded_role=acting_role(),
    )
    db.session.add(decision)
    db.session.flush()
    audit.record("assemblies.gate_decided", decision, assembly_id=assembly.id, step=step.value, go=data.is_go)
    return decision


def publish_refusal(assembly: Assembly) -> GateDecision:
    """Let everyone read why there is no burgerberaad. Raises NotANoError."""
    decision = queries.refusal(assembly)
    if decision is None:
        raise NotANoError
    decision.published_at = decision.published_at or now()
    db.session.flush()
    audit.record("assemblies.refusal_published", decision, assembly_id=assembly.id)
    return decision


def grant_decharge(assembly: Assembly, data: DechargeData) -> Decharge:
    """Record the decharge, or a later one. Raises OwnerMissingError."""
    items = open_items(assembly)
    if any(not data.owners.get(key, "").strip() for key, _label in items):
        raise OwnerMissingError
    granted = queries.decharge(assembly) or Decharge(assembly_id=assembly.id)
    granted.granted_by, granted.document, granted.granted_on = data.granted_by, data.document, data.granted_on
    granted.lessons, granted.archive = data.lessons, data.archive
    granted.items = [[key, label, data.owners[key].strip()] for key, label in items]
    granted.recorded_at, granted.recorded_by_id = now(), current_account_id()
    db.session.add(granted)
    db.session.flush()
    audit.record("assemblies.decharge_granted", granted, assembly_id=assembly.id, items=len(items))
    return granted
