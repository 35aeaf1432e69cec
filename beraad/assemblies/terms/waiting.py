"""The terms that come to an end, or are over: what was promised by a day and is not done."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select

from beraad.assemblies.models import Phase, Role
from beraad.assemblies.terms.models import Term, TermExtension, TermKind
from beraad.assemblies.waiting import SOON_DAY, Found, Kind, found

_extended_to = (
    select(func.max(TermExtension.extended_to))
    .where(TermExtension.term_id == Term.id)
    .correlate(Term)
    .scalar_subquery()
)
_last_day = func.coalesce(_extended_to, Term.due_on)


def _words(found: Found) -> Any:
    kind = TermKind.by_code(found.name)
    return _l("Doe wat beloofd is: %(what)s", what=kind.label if kind is not None else "")


KINDS = (
    Kind(
        "assemblies.term",
        _words,
        "assemblies_terms.index",
        frozenset({Role.REGISTRY}),
        frozenset({Phase.ADVICE, Phase.FOLLOW_UP}),
        # the responses themselves wait for those who write and publish them
        rows=found(Term.assembly_id, row_id=Term.id, name=Term.kind, until=_last_day).where(
            Term.met_on.is_(None), Term.kind != TermKind.RESPONSE, _last_day <= SOON_DAY
        ),
    ),
)
