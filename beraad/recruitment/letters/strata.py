"""The parts of the sample that letters are divided over: by gemeente, wijk, postcode, age, or combinations of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from flask_babel import lazy_gettext as _l
from sqlalchemy import select, true

from beraad.assemblies.features.age_bands import OLDEST, band
from beraad.assemblies.models import Assembly, AssemblyId
from beraad.days import day_of
from beraad.extensions import db
from beraad.recruitment.letters.sampling import Candidate
from beraad.recruitment.models.sample import RegisterRow, RegisterRowId
from beraad.recruitment.models.waves import Invitation, Wave
from beraad.recruitment.questions import ages as age_groups
from beraad.recruitment.questions import question_set

T = TypeVar("T")
#: bands of age for a burgerberaad without a feature about age
USUAL_BANDS = ("tot 25", "25-39", "40-54", "55-69", "70+")
#: what is not known, and an age in none of the bands
UNKNOWN, OTHER = "onbekend", "overig"
JOINED = " · "


@dataclass(frozen=True)
class Ages:
    """The year in which an age is reached, and labels of bands of age."""

    year: int
    bands: tuple[str, ...] = USUAL_BANDS

    def band_of(self, birth_year: int | None) -> str:
        """The label of the band of somebody born in this year."""
        if birth_year is None:
            return UNKNOWN
        age = min(self.year - birth_year, OLDEST)
        limits = ((label, band(label)) for label in self.bands)
        return next((label for label, ages in limits if ages and ages[0] <= age <= ages[1]), OTHER)

    def stored(self) -> dict[str, Any]:
        """As a JSON column keeps it."""
        return {"year": self.year, "bands": list(self.bands)}


def ages_now(assembly: Assembly) -> Ages:
    """The age groups of the burgerberaad, in the year of its first meeting."""
    groups = age_groups.groups(question_set.current(assembly))
    return Ages(age_groups.year(assembly), tuple(groups.bands) if groups else USUAL_BANDS)


def ages_of(wave: Wave) -> Ages:
    """The age groups by which the letters of a wave were divided."""
    if not wave.ages:
        return Ages(day_of(wave.created_at).year)
    return Ages(wave.ages["year"], tuple(wave.ages["bands"]))


@dataclass(frozen=True)
class _Facts:
    """What a stratum is made of, of one row of the sample."""

    municipality: str
    district: str
    postcode: str
    birth_year: int | None
    stratum: str


#: the key of strata by age
AGE = "leeftijd"
#: key → words
DIMENSIONS = {
    "gemeente": _l("Gemeente"),
    "wijk": _l("Wijk of buurt"),
    "pc4": _l("Vier cijfers van de postcode"),
    "leeftijd": _l("Leeftijd"),
    "stratum": _l("De kolom ‘stratum’ van het bestand"),
}
_VALUES: dict[str, Callable[[_Facts, Ages], str]] = {
    "gemeente": lambda facts, ages: facts.municipality,
    "wijk": lambda facts, ages: facts.district,
    "pc4": lambda facts, ages: facts.postcode[:4],
    "leeftijd": lambda facts, ages: ages.band_of(facts.birth_year),
    "stratum": lambda facts, ages: facts.stratum,
}


def candidates(
    assembly_id: AssemblyId,
    strata_by: Sequence[str],
    ages: Ages,
    before_wave: int,
    households: bool,
    last_row_id: RegisterRowId | None = None,
) -> list[Candidate]:
    """Everyone in the sample to whom no wave before number `before_wave` sent a letter.

    With `households`, nobody whose address had one either. With `last_row_id` the
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
        Candidate(mark, name(_Facts(municipality, district, code, birth_year, stratum), strata_by, ages), household)
        for mark, household, municipality, district, code, birth_year, stratum in rows
    ]


def name(facts: _Facts, strata_by: Sequence[str], ages: Ages) -> str:
    """The name of the stratum, such as `Emmen · 25-39`."""
    return JOINED.join(_VALUES[key](facts, ages) or UNKNOWN for key in strata_by) or "allen"


def sizes(people: Sequence[Candidate]) -> dict[str, int]:
    """Stratum → number of people, `in_order`."""
    return in_order(Counter(person.stratum for person in people))


def in_order(strata: Mapping[str, T]) -> dict[str, T]:
    """By name; bands of age from young to old, and what is not known last."""
    return dict(sorted(strata.items(), key=lambda item: [_rank(part) for part in item[0].split(JOINED)]))


def _rank(part: str) -> tuple[bool, int, str]:
    ages = band(part)
    return part in (UNKNOWN, OTHER), ages[0] if ages else 0, part


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
