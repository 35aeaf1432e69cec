"""What waits in privacy: data that are wiped soon, and wiping that was not finished.

Nobody asks to see or erase data here and then waits: the griffie does both at once, on the page of the person.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from flask_babel import format_date
from flask_babel import lazy_gettext as _l

from beraad.assemblies.models import Assembly, Role
from beraad.assemblies.waiting import WITHOUT_CLOSED, Found, Kind, found
from beraad.days import today
from beraad.privacy import clocks, holdings
from beraad.privacy.models import DeletionCertificate

#: how long before data are wiped the griffie hears of it
NEAR = timedelta(days=14)
KEEPERS = frozenset({Role.REGISTRY})


def _near(assemblies: Sequence[Assembly]) -> Iterable[Found]:
    """The first kind of data that is wiped soon in each burgerberaad, as far as there is any of it."""
    deadlines, day = clocks.deadlines_of(assemblies), today()
    for assembly in assemblies:
        soon = [one for one in deadlines[assembly.id] if one.deletes_on and day < one.deletes_on <= day + NEAR]
        held = [one for one in soon if holdings.held(assembly, one)]
        if held:
            first = min(held, key=lambda one: one.deletes_on or day)
            yield Found(assembly.id, name=str(first.kind.label), count=len(held), until=first.deletes_on)


def _near_words(found: Found) -> Any:
    day = format_date(found.until, "long")
    return _l("Kijk wat u nog nodig hebt. Op %(day)s wissen wij: %(what)s", day=day, what=found.name)


KINDS = (
    Kind(
        "privacy.near",
        _near_words,
        "privacy.preview",
        KEEPERS,
        WITHOUT_CLOSED,
        lambda found: {"dag": found.until.isoformat() if found.until else None},
        compute=_near,
        is_slow=True,
    ),
    Kind(
        "privacy.unfinished",
        lambda _: _l("Vraag de technisch beheerder om het wissen van gegevens af te maken"),
        "privacy.certificate",
        KEEPERS,
        WITHOUT_CLOSED,
        lambda found: {"certificate_id": found.row_id},
        found(
            DeletionCertificate.assembly_id, row_id=DeletionCertificate.id, since=DeletionCertificate.started_at
        ).where(DeletionCertificate.assembly_id.is_not(None), DeletionCertificate.finished_at.is_(None)),
    ),
)
