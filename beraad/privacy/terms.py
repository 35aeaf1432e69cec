"""The verbs on terms: promise them when recruitment starts, and change one with a reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from beraad.assemblies.models import Assembly, AssemblyId, Phase
from beraad.audit import service as audit
from beraad.extensions import db
from beraad.privacy.errors import TermError
from beraad.privacy.kinds import LONGEST_DAYS, Kind
from beraad.privacy.models import RetentionTerm
from beraad.recruitment.signals import Terms
from beraad.web import visitor


def current_terms(assembly_id: AssemblyId) -> Mapping[Kind, int]:
    """Returns the term of each kind in days: the latest that was set, or ours while none is."""
    return current_terms_of([assembly_id])[assembly_id]


def current_terms_of(assembly_ids: Sequence[AssemblyId]) -> Mapping[AssemblyId, Mapping[Kind, int]]:
    """Returns the same for many burgerberaden."""
    columns = select(RetentionTerm.assembly_id, RetentionTerm.kind, RetentionTerm.days)
    terms = columns.where(RetentionTerm.assembly_id.in_(assembly_ids)).order_by(RetentionTerm.id)
    days = {assembly_id: {kind: kind.days for kind in Kind} for assembly_id in assembly_ids}
    for assembly_id, kind, number in db.session.execute(terms):
        days[assembly_id][kind] = number
    return days


def in_letters(assembly: Assembly) -> Terms:
    """The terms that letters and messages tell people."""
    days = current_terms(assembly.id)
    return Terms(sample=days[Kind.SAMPLE], not_drawn=days[Kind.NOT_DRAWN])


def promise(assembly: Assembly, phase: Phase, **_: Any) -> None:
    """When recruitment starts, fix the terms of that moment: residents read them before they sign up."""
    if phase is not Phase.RECRUITMENT:
        return
    promised = set(db.session.scalars(select(RetentionTerm.kind).where(RetentionTerm.assembly_id == assembly.id)))
    for kind in Kind:
        if kind not in promised:
            _add(assembly, kind, kind.days, "")


def change(assembly: Assembly, kind: Kind, days: int, reason: str) -> RetentionTerm:
    """Set another term for `kind` from now on. Raises TermError."""
    if not 0 <= days <= LONGEST_DAYS:
        raise TermError(max=LONGEST_DAYS)
    before = current_terms(assembly.id)[kind]
    term = _add(assembly, kind, days, reason)
    audit.record("privacy.term_changed", term, assembly_id=assembly.id, kind=kind.value, before=before, days=days)
    return term


def _add(assembly: Assembly, kind: Kind, days: int, reason: str) -> RetentionTerm:
    term = RetentionTerm(
        assembly_id=assembly.id, kind=kind, days=days, reason=reason, set_by_id=visitor.current_account_id()
    )
    db.session.add(term)
    db.session.flush()
    return term


@dataclass(frozen=True)
class TermRow:
    """A term as it was set at some moment."""

    days: int
    reason: str
    set_at: datetime


def history(assembly_id: AssemblyId, kind: Kind) -> list[TermRow]:
    """Returns the terms that were set for `kind`, the newest first."""
    terms = select(RetentionTerm.days, RetentionTerm.reason, RetentionTerm.set_at).where(
        RetentionTerm.assembly_id == assembly_id, RetentionTerm.kind == kind
    )
    return [
        TermRow(row.days, row.reason, row.set_at) for row in db.session.execute(terms.order_by(RetentionTerm.id.desc()))
    ]
