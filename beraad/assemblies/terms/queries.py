"""What the pages of terms show."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from beraad.assemblies.models import Assembly
from beraad.assemblies.terms.models import Term, TermId, TermKind, TermSetting
from beraad.extensions import db


def rows(assembly: Assembly) -> Sequence[TermSetting]:
    """Returns what was set for `assembly`."""
    return db.session.scalars(select(TermSetting).where(TermSetting.assembly_id == assembly.id)).all()


def settings(assembly: Assembly) -> dict[TermKind, int]:
    """Returns how long each kind takes in `assembly`: as set, otherwise the default."""
    known = {row.kind: row.length for row in rows(assembly)}
    return {kind: known.get(kind, kind.default) for kind in TermKind}


def terms(assembly: Assembly) -> list[Term]:
    """Returns the days that were promised, in the order of the kinds; empty before the handover."""
    mine = db.session.scalars(select(Term).where(Term.assembly_id == assembly.id)).all()
    return sorted(mine, key=lambda term: list(TermKind).index(term.kind))


def term(assembly: Assembly, term_id: TermId) -> Term:
    """Returns one term of `assembly`, or 404."""
    row: Term = db.first_or_404(select(Term).where(Term.assembly_id == assembly.id, Term.id == term_id))
    return row
