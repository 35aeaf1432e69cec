"""The parts of the sample that letters are divided over: by gemeente, wijk, postcode, age, or combinations of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from flask_babel import lazy_gettext as _l
from sqlalchemy import select, true

from beraad.assemblies.features.age_bands import band
from beraad.assemblies.models import AssemblyId
from beraad.extensions import db
from beraad.recruitment.letters.sampling import Candidate
from beraad.recruitment.models.sample import RegisterRow, RegisterRowId
from beraad.recruitment.models.waves import Invitation, Wave

T = TypeVar("T")
#: first ages of the bands after the youngest
AGES = (25, 40, 55, 70)
UNKNOWN = "onbekend"
JOINED = " · "


def age_band(birth_year: int | None, year: int) -> str:
    """The band of the age that is reached in `year`, such as `25-39`; the youngest is `tot 25`."""
    if birth_year is None:
        return UNKNOWN
    age = year - birth_year
    if age < AGES[0]:
        return f"tot {AGES[0]}"
    first = max(limit for limit in AGES if limit <= age)
    return f"{first}+" if first == AGES[-1] else f"{first}-{AGES[AGES.index(first) + 1] - 1}"


@dataclass(frozen=True)
class _Facts:
    """What a stratum is made of, of one row of the sample."""

    municipality: str
    district: str
    postcode: str
    birth_year: int | None
    stratum: str


#: key → words
DIMENSIONS = {
    "gemeente": _l("Gemeente"),
    "wijk": _l("Wijk of buurt"),
    "pc4": _l("Vier cijfers van de postcode"),
    "leeftijd": _l("Leeftijd"),
    "stratum": _l("De kolom ‘stratum’ van het bestand"),
}
_VALUES: dict[str, Callable[[_Facts, int], str]] = {
    "gemeente": lambda facts, year: facts.municipality,
    "wijk": lambda facts, year: facts.district,
    "pc4": lambda facts, year: facts.postcode[:4],
    "leeftijd": lambda facts, year: age_band(facts.birth_year, year),
    "stratum": lambda facts, year: facts.stratum,
}


def candidates(
    assembly_id: AssemblyId,
    strata_by: Sequence[str],
    year: int,
    before_wave: int,
    households: bool,
    last_row_id: RegisterRowId | None = None,
) -> list[Candidate]:
    """Everyone in the sample to whom no wave before number `before_wave` sent a letter.

    With `households`, nobody whose address had one either. Ages are those reached in `year`. With `last_row_id` the
    sample as it was when that was its last row.
    """
    column = RegisterRow.household if households else RegisterRow.fingerprint
    reached = (
        select(column)
        .join(Invitation, Invitation.register_row_id == RegisterRow.id)
        .join(Wave, Wave.id == Invitation.wave_id)
        .where(Wave.assembly_id == assembly_id, Wave.number < before_wave)
    )
    in_sample = RegisterRow.id <= last_row_id if last_row_id is not None else true()
    rows = db.session.execute(
        select(
            RegisterRow.fingerprint,
            RegisterRow.household,
            RegisterRow.municipality,
            RegisterRow.district,
            RegisterRow.postcode,
            RegisterRow.birth_year,
            RegisterRow.stratum,
        ).where(RegisterRow.assembly_id == assembly_id, column.not_in(reached), in_sample)
    )
    return [
        Candidate(mark, name(_Facts(municipality, district, code, birth_year, stratum), strata_by, year), household)
        for mark, household, municipality, district, code, birth_year, stratum in rows
    ]


def name(facts: _Facts, strata_by: Sequence[str], year: int) -> str:
    """The name of the stratum, such as `Emmen · 25-39`."""
    return JOINED.join(_VALUES[key](facts, year) or UNKNOWN for key in strata_by) or "allen"


def sizes(people: Sequence[Candidate]) -> dict[str, int]:
    """Stratum → number of people, `in_order`."""
    return in_order(Counter(person.stratum for person in people))


def in_order(strata: Mapping[str, T]) -> dict[str, T]:
    """By name; bands of age from young to old, and what is not known last."""
    return dict(sorted(strata.items(), key=lambda item: [_rank(part) for part in item[0].split(JOINED)]))


def _rank(part: str) -> tuple[bool, int, str]:
    ages = band(part)
    return part == UNKNOWN, ages[0] if ages else 0, part


def addresses(people: Sequence[Candidate]) -> dict[str, int]:
    """Stratum → number of addresses where people of it live, `in_order`.

    That many letters can go there when an address gets one; fewer when people of several strata share addresses.
    """
    return sizes([Candidate("", *home) for home in {(person.stratum, person.household) for person in people}])


@dataclass(frozen=True)
class Supply:
    """Who can get a letter."""

    #: stratum → people, and stratum → the most letters that can go to it
    people: dict[str, int]
    most: dict[str, int]
    #: the most letters in all
    letters: int


def supply(people: Sequence[Candidate], one_per_household: bool) -> Supply:
    """Who can get a letter, when an address gets one letter or when everybody can get one."""
    if not one_per_household:
        return Supply(sizes(people), sizes(people), len(people))
    return Supply(sizes(people), addresses(people), len({person.household for person in people}))
