"""Who got a letter, counted by the answers to a feature as far as the register knows them.

The register knows where people live, how old they are and what stratum they are in; not their sex or education. A
feature is counted if everyone who got a letter has a value in a column of the register that is one of its answers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, and_, func, select

from beraad.assemblies.features.age_bands import OLDEST, band
from beraad.assemblies.models import AssemblyId
from beraad.days import day_of
from beraad.extensions import db
from beraad.recruitment.models.sample import RegisterRow
from beraad.recruitment.models.waves import Invitation, Wave, WaveState

Key = tuple[str, str]


def total(assembly_id: AssemblyId) -> int | None:
    """Returns how many people got a letter, without reminders; None if no letter was sent."""
    return db.session.scalar(select(func.count(Invitation.id)).join(Wave).where(_is_sent(assembly_id))) or None


def counts(assembly_id: AssemblyId, features: Mapping[str, Sequence[str]]) -> Mapping[Key, int]:
    """Returns people who got a letter by (feature, answer), without features that the register does not know.

    Empty once part of the sample has been deleted.
    """
    columns = (RegisterRow.district, RegisterRow.municipality, RegisterRow.stratum)
    rows = db.session.execute(
        select(*columns, RegisterRow.birth_year)
        .select_from(Invitation)
        .join(Wave)
        .join(RegisterRow, RegisterRow.id == Invitation.register_row_id)
        .where(_is_sent(assembly_id))
    ).all()
    first = db.session.scalar(select(func.min(Wave.created_at)).where(Wave.assembly_id == assembly_id))
    if first is None or not rows or len(rows) != total(assembly_id):
        return {}
    counts: dict[Key, int] = {}
    for feature, answers in features.items():
        numbers = _by_column([row[:3] for row in rows], answers)
        numbers = numbers or _by_birth_year([row.birth_year for row in rows], day_of(first).year, answers)
        counts |= {(feature, answer): number for answer, number in zip(answers, numbers or (), strict=False)}
    return counts


def _by_column(rows: Sequence[Sequence[str]], answers: Sequence[str]) -> list[int] | None:
    """Returns the counts of the first column whose values are all among `answers`, or None."""
    folded = {answer.casefold() for answer in answers}
    for column in zip(*rows, strict=True):
        number_of = Counter(value.strip().casefold() for value in column)
        if set(number_of) <= folded:
            return [number_of[answer.casefold()] for answer in answers]
    return None


def _by_birth_year(years: Sequence[int | None], year: int, answers: Sequence[str]) -> list[int] | None:
    """Returns how many people reach an age in each band in `year`, or None for an answer without band or no year."""
    bands = [limits for limits in map(band, answers) if limits is not None]
    ages = [min(year - born, OLDEST) for born in years if born is not None]
    if not answers or len(bands) < len(answers) or len(ages) < len(years):
        return None
    return [sum(low <= age <= high for age in ages) for low, high in bands]


def _is_sent(assembly_id: AssemblyId) -> ColumnElement[bool]:
    return and_(Wave.assembly_id == assembly_id, Wave.state == WaveState.SENT, Wave.reminds_id.is_(None))
