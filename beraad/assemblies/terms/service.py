"""The verbs of terms: begin them at the handover, extend one with a reason, and say that it was met."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from beraad.assemblies import gates
from beraad.assemblies.models import Assembly
from beraad.assemblies.promises import changing, versions
from beraad.assemblies.promises.models import PromiseChange, Topic
from beraad.assemblies.promises.topics import Values
from beraad.assemblies.terms import queries
from beraad.assemblies.terms.errors import TermContradictedError, TermMetError, TermNotLaterError
from beraad.assemblies.terms.models import Term, TermExtension, TermKind, TermSetting
from beraad.audit import service as audit
from beraad.extensions import db
from beraad.web.visitor import current_account_id


@dataclass(frozen=True)
class ExtensionData:
    """A later day for a term, why, and in which decision."""

    extended_to: date
    reason: str
    document: str = ""


def values(assembly: Assembly) -> Values:
    """Returns how long each kind takes, as a version keeps it."""
    return {kind.value: amount for kind, amount in queries.settings(assembly).items()}


def put(assembly: Assembly, new: Values) -> None:
    """Let each kind take as long as `new` says."""
    known = {row.kind: row for row in queries.rows(assembly)}
    for kind in TermKind:
        row = known.get(kind)
        if row is not None:
            row.length = new[kind.value]
        elif new[kind.value] != kind.default:
            db.session.add(TermSetting(assembly_id=assembly.id, kind=kind, length=new[kind.value]))
    db.session.flush()


def set_lengths(assembly: Assembly, lengths: Mapping[TermKind, int]) -> PromiseChange | None:
    """Say how long each kind takes. Returns what waits for a second person, once people count on it."""
    new = {kind.value: lengths[kind] for kind in TermKind}
    if gates.binds(assembly):
        return changing.ask(assembly, {Topic.TERMS: new})
    put(assembly, new)
    audit.record("assemblies.terms_set", assembly, assembly_id=assembly.id)
    return None


def require_agrees(assembly: Assembly, handed_over_on: date, response_due_on: date) -> None:
    """Raises TermContradictedError if the commissioner promised an answer on an earlier day."""
    promised = day_of(TermKind.RESPONSE, queries.settings(assembly)[TermKind.RESPONSE], handed_over_on)
    if assembly.commitment and response_due_on > promised:
        raise TermContradictedError(promised)


def begin(assembly: Assembly, handed_over_on: date, response_due_on: date) -> list[Term]:
    """Make the days that follow from the handover; those that are there stay.

    Raises TermContradictedError if the day of the response contradicts what was promised.
    """
    require_agrees(assembly, handed_over_on, response_due_on)
    known, lengths = {term.kind for term in queries.terms(assembly)}, queries.settings(assembly)
    made = []
    for kind in TermKind:
        day = response_due_on if kind is TermKind.RESPONSE else day_of(kind, lengths[kind], handed_over_on)
        if kind not in known:
            made.append(Term(assembly_id=assembly.id, kind=kind, due_on=day))
    db.session.add_all(made)
    db.session.flush()
    audit.record("assemblies.terms_begun", assembly, assembly_id=assembly.id)
    return made


def extend(term: Term, data: ExtensionData) -> TermExtension:
    """Put a term off, with the reason that everyone reads. Raises TermMetError or TermNotLaterError."""
    if term.met_on is not None:
        raise TermMetError
    if data.extended_to <= term.last_day:
        raise TermNotLaterError
    extension = TermExtension(**vars(data), granted_by_id=current_account_id(), granted_role=versions.acting_role())
    term.extensions.append(extension)
    db.session.flush()
    audit.record("assemblies.term_extended", term, assembly_id=term.assembly_id, to=data.extended_to.isoformat())
    return extension


def meet(term: Term, day: date) -> Term:
    """Say on which day it was done; lateness stays. Raises TermMetError."""
    if term.met_on is not None:
        raise TermMetError
    term.met_on = day
    db.session.flush()
    audit.record("assemblies.term_met", term, assembly_id=term.assembly_id, late=term.days_late)
    return term


def day_of(kind: TermKind, amount: int, start: date) -> date:
    """Returns the day so many months or weeks after `start`; the last of the month where it is shorter."""
    if not kind.months:
        return start + timedelta(weeks=amount)
    year, month = divmod(start.month - 1 + amount, 12)
    year, month = start.year + year, month + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))
