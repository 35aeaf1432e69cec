"""The verbs on terms: promise them when recruitment starts, and change one with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from beraad.assemblies.models import Assembly, Phase
from beraad.audit import service as audit
from beraad.extensions import db
from beraad.privacy.kinds import LONGEST_DAYS, Kind
from beraad.privacy.models import RetentionTerm
from beraad.web import visitor


class TermError(Exception):
    """No number of days that a term can be."""


def of(assembly_id: int) -> Mapping[Kind, int]:
    """The term of each kind in days: the latest that was set, or ours while none is."""
    chosen = select(RetentionTerm.kind, RetentionTerm.days).where(RetentionTerm.assembly_id == assembly_id)
    return {kind: kind.days for kind in Kind} | dict(db.session.execute(chosen.order_by(RetentionTerm.id)).all())


def promise(assembly: Assembly, phase: Phase, **_: Any) -> None:
    """When recruitment starts, lay down the terms of that moment: residents read them before they sign up."""
    if phase is not Phase.RECRUITMENT:
        return
    laid_down = set(db.session.scalars(select(RetentionTerm.kind).where(RetentionTerm.assembly_id == assembly.id)))
    for kind in Kind:
        if kind not in laid_down:
            _add(assembly, kind, kind.days, "")


def change(assembly: Assembly, kind: Kind, days: int, reason: str) -> RetentionTerm:
    """Another term for `kind` from now on; raises `TermError`."""
    if not 0 <= days <= LONGEST_DAYS:
        raise TermError(days)
    before = of(assembly.id)[kind]
    made = _add(assembly, kind, days, reason)
    audit.record(
        "privacy.term_changed",
        f"privacy_term:{made.id}",
        assembly_id=assembly.id,
        kind=kind.value,
        before=before,
        days=days,
    )
    return made


def _add(assembly: Assembly, kind: Kind, days: int, reason: str) -> RetentionTerm:
    made = RetentionTerm(
        assembly_id=assembly.id, kind=kind, days=days, reason=reason, set_by_id=visitor.account_number()
    )
    db.session.add(made)
    db.session.flush()
    return made


@dataclass(frozen=True)
class TermRow:
    """A term as it was set at some moment."""

    days: int
    reason: str
    set_at: datetime


def history(assembly_id: int, kind: Kind) -> list[TermRow]:
    """The terms that were set for `kind`, the newest first."""
    chosen = select(RetentionTerm.days, RetentionTerm.reason, RetentionTerm.set_at).where(
        RetentionTerm.assembly_id == assembly_id, RetentionTerm.kind == kind
    )
    return [TermRow(*row) for row in db.session.execute(chosen.order_by(RetentionTerm.id.desc()))]
