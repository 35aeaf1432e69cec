"""Who got a letter, counted by the answers to a feature as far as the register knows them.

The register knows where people live, how old they are and what stratum they are in; not their sex or education. A
feature is counted when everyone who got a letter has a value in a column of the register that is one of its answers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from sqlalchemy import func, select

from beraad.assemblies.features.age_bands import OLDEST, band
from beraad.days import day_of
from beraad.extensions import db
from beraad.recruitment.models.sample import RegisterRow
from beraad.recruitment.models.waves import Invitation, Wave, WaveState

Key = tuple[str, str]


def total(assembly_id: int) -> int | None:
    """People who got a letter, a reminder not counted; None when no letter was sent."""
    return db.session.scalar(select(func.count(Invitation.id)).join(Wave).where(*_sent(assembly_id))) or None


def counts(assembly_id: int, features: Mapping[str, Sequence[str]]) -> Mapping[Key, int]:
    """(feature, answer) → people who got a letter; features that the register does not know are not in it.

    Nothing is known any more once part of the sample has been deleted.
    """
    columns = (RegisterRow.district, RegisterRow.municipality, RegisterRow.stratum)
    rows = db.session.execute(
        select(*columns, RegisterRow.birth_year)
        .select_from(Invitation)
        .join(Wave)
        .join(RegisterRow, RegisterRow.id == Invitation.register_row_id)
        .where(*_sent(assembly_id))
    ).all()
    if not rows or len(rows) != total(assembly_id):
        return {}
    first = db.session.scalar(select(func.min(Wave.created_at)).where(Wave.assembly_id == assembly_id))
    known = {}
    for feature, answers in features.items():
        numbers = _by_column([row[:3] for row in rows], answers)
        numbers = numbers or _by_birth_year([row.birth_year for row in rows], day_of(first).year, answers)
        known |= {(feature, answer): number for answer, number in zip(answers, numbers or (), strict=False)}
    return known


def _by_column(rows: Sequence[Sequence[str]], answers: Sequence[str]) -> list[int] | None:
    """The counts of the first column whose values are all among `answers`."""
    wanted = {answer.casefold() for answer in answers}
    for column in zip(*rows, strict=True):
        found = Counter(value.strip().casefold() for value in column)
        if set(found) <= wanted:
            return [found[answer.casefold()] for answer in answers]
    return None


def _by_birth_year(years: Sequence[int | None], year: int, answers: Sequence[str]) -> list[int] | None:
    """How many people reach an age in each band in `year`; None when an answer is no band or a year is missing."""
    bands = [found for found in map(band, answers) if found is not None]
    ages = [min(year - born, OLDEST) for born in years if born is not None]
    if not answers or len(bands) < len(answers) or len(ages) < len(years):
        return None
    return [sum(low <= age <= high for age in ages) for low, high in bands]


def _sent(assembly_id: int) -> tuple[object, ...]:
    return Wave.assembly_id == assembly_id, Wave.state == WaveState.SENT, Wave.reminds_id.is_(None)
