"""From the living pool and quotas to the snapshot that a draw is about."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from beraad.assemblies.models import Assembly, Feature, FeatureValue
from beraad.extensions import db
from beraad.lottery import engine
from beraad.lottery.errors import ColumnUnknownError, PoolEmptyError, PoolFileError, QuotasMissingError
from beraad.lottery.models import TICKETS, Quota, Rule
from beraad.lottery.snapshot import Snapshot
from beraad.recruitment import queries as recruitment

#: put between the cells of a household key; occurs in no address
BETWEEN = "\x1f"


def collect(assembly: Assembly, rule: Rule, household_columns: Sequence[str] = ()) -> Snapshot:
    """The snapshot of this moment. Raises a `LotteryError` that says what is missing."""
    quotas = active_quotas(assembly.id)
    if not quotas:
        raise QuotasMissingError(feature="", answer="")
    pool = recruitment.pool(assembly.id)
    if not pool:
        raise PoolEmptyError
    people = {person.reference: _answers(person, quotas) for person in pool}
    return Snapshot(
        assembly=assembly.slug,
        seats=assembly.seats,
        rule=rule.value,
        tickets=TICKETS,
        quotas=quotas,
        people=dict(sorted(people.items())),
        households=_households(pool, household_columns) if household_columns else None,
    )


def active_quotas(assembly_id: int) -> dict[str, dict[str, tuple[int, int]]]:
    """Feature → answer → (minimum, maximum), for the features that have quotas. Either all answers have one, or none."""
    rows = db.session.execute(
        select(Feature.name, FeatureValue.value, Quota.minimum, Quota.maximum)
        .join(FeatureValue, FeatureValue.feature_id == Feature.id)
        .outerjoin(Quota, Quota.value_id == FeatureValue.id)
        .where(Feature.assembly_id == assembly_id)
        .order_by(Feature.name, FeatureValue.value)
    ).all()
    counted = {feature for feature, _, low, _ in rows if low is not None}
    found: dict[str, dict[str, tuple[int, int]]] = {}
    for feature, answer, low, high in rows:
        if feature in counted:
            if low is None:
                raise QuotasMissingError(feature=feature, answer=answer)
            found.setdefault(feature, {})[answer] = (low, high)
    return found


def _answers(person: recruitment.PoolPerson, quotas: dict[str, dict[str, tuple[int, int]]]) -> tuple[str, ...]:
    for feature, values in quotas.items():
        if person.answers.get(feature) not in values:
            raise PoolFileError(person=person.reference, feature=feature, answer=person.answers.get(feature, ""))
    return tuple(person.answers[feature] for feature in sorted(quotas))


def _households(pool: Sequence[recruitment.PoolPerson], columns: Sequence[str]) -> dict[str, int]:
    for column in columns:
        if not any(column in person.columns for person in pool):
            raise ColumnUnknownError(column=column)
    keys: dict[str, str | None] = {}
    for person in pool:
        cells = [person.columns.get(column, "").strip() for column in columns]
        keys[person.reference] = BETWEEN.join(cells) if all(cells) else None
    return engine.household_numbers(keys)
