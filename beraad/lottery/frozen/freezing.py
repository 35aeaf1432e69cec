"""From the living pool and quotas to the snapshot that a draw is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import aliased

from beraad.assemblies.models import Assembly, AssemblyId, Feature, FeatureValue
from beraad.extensions import db
from beraad.lottery import engine
from beraad.lottery.errors import (
    ColumnUnknownError,
    PoolAnswerError,
    PoolEmptyError,
    QuotasMissingError,
)
from beraad.lottery.models import PairQuota, Quota, Rule
from beraad.lottery.snapshot import PairQuotas, Snapshot
from beraad.lottery.ticket_numbers import TICKETS
from beraad.recruitment.office import queries as recruitment
from beraad.recruitment.office.queries import PoolPerson
from beraad.recruitment.questions import special

Quotas = dict[str, dict[str, tuple[int, int]]]

#: in place of columns: the address as this application knows it
ADDRESS = ("adres",)
#: put between the cells of a household key; occurs in no address
BETWEEN = "\x1f"


def collect(assembly: Assembly, rule: Rule = Rule.LEXIMIN, household_columns: Sequence[str] = ()) -> Snapshot:
    """Returns the snapshot of this moment. `household_columns` together say who share a house: at most one is drawn.

    Raises the `LotteryError` that says what is missing.
    """
    quotas = active_quotas(assembly.id)
    if not quotas:
        raise QuotasMissingError(feature="", answer="")
    pool = _with_special(assembly.id, recruitment.pool(assembly.id))
    if not pool:
        raise PoolEmptyError
    return Snapshot(
        assembly=assembly.slug,
        seats=assembly.seats,
        rule=rule.value,
        tickets=TICKETS,
        quotas=quotas,
        people=people(pool, quotas),
        households=_households(assembly, pool, household_columns) if household_columns else None,
        pairs=pair_quotas(assembly.id, quotas),
    )


def _with_special(assembly_id: AssemblyId, pool: Sequence[PoolPerson]) -> tuple[PoolPerson, ...]:
    """The same people with their answers to special features, which are opened here and nowhere else."""
    default, special_answers = special.pool(assembly_id)
    return tuple(
        replace(person, answers={**person.answers, **default, **special_answers.get(person.registration_id, {})})
        for person in pool
    )


def active_quotas(assembly_id: AssemblyId) -> Quotas:
    """Feature → answer → (minimum, maximum), for the features that have quotas.

    Raises `QuotasMissingError` if a feature has quotas for some of its answers only.
    """
    rows = db.session.execute(
        select(Feature.name, FeatureValue.value, Quota.minimum, Quota.maximum)
        .join(FeatureValue, FeatureValue.feature_id == Feature.id)
        .outerjoin(Quota, Quota.value_id == FeatureValue.id)
        .where(Feature.assembly_id == assembly_id)
        .order_by(Feature.name, FeatureValue.value)
    ).all()
    counted = {feature for feature, _, low, _ in rows if low is not None}
    quotas: Quotas = {}
    for feature, answer, low, high in rows:
        if feature in counted:
            if low is None:
                raise QuotasMissingError(feature=feature, answer=answer)
            quotas.setdefault(feature, {})[answer] = (low, high)
    return quotas


def pair_quotas(assembly_id: AssemblyId, quotas: Quotas) -> PairQuotas:
    """The quotas on two features together, which must have `quotas` of their own. Raises `QuotasMissingError`."""
    one, other = aliased(FeatureValue), aliased(FeatureValue)
    rows = db.session.execute(
        select(PairQuota, one, other)
        .join(one, one.id == PairQuota.first_value_id)
        .join(other, other.id == PairQuota.second_value_id)
        .join(Feature, Feature.id == one.feature_id)
        .where(Feature.assembly_id == assembly_id)
    )
    pairs: dict[str, dict[str, dict[str, dict[str, tuple[int, int]]]]] = {}
    for quota, *values in rows:
        first, second = sorted(values, key=lambda value: value.feature.name)
        for value in (first, second):
            if value.feature.name not in quotas:
                raise QuotasMissingError(feature=value.feature.name, answer=value.value)
        answers = pairs.setdefault(first.feature.name, {}).setdefault(second.feature.name, {})
        answers.setdefault(first.value, {})[second.value] = (quota.minimum, quota.maximum)
    return pairs


def people(pool: Iterable[PoolPerson], quotas: Mapping[str, Mapping[str, object]]) -> dict[str, tuple[str, ...]]:
    """Pool id → answers in the order of the sorted features; raises `PoolAnswerError` for an answer without quota."""
    features = sorted(quotas)
    answers = {}
    for person in sorted(pool, key=lambda person: person.pool_id):
        for feature in features:
            if person.answers[feature] not in quotas[feature]:
                raise PoolAnswerError(feature=feature, answer=person.answers[feature])
        answers[person.pool_id] = tuple(person.answers[feature] for feature in features)
    return answers


def _households(assembly: Assembly, pool: Sequence[PoolPerson], columns: Sequence[str]) -> dict[str, int]:
    """Pool id → number of the household, for those who share one. Raises `ColumnUnknownError`."""
    if tuple(columns) == ADDRESS:
        return engine.household_numbers({person.pool_id: person.household for person in pool})
    known = recruitment.household_cells(assembly.id, columns)
    for column in columns:
        if column not in known:
            raise ColumnUnknownError(column=column)
    cells = {person.pool_id: [known[column].get(person.pool_id, "") for column in columns] for person in pool}
    return engine.household_numbers(
        {pool_id: BETWEEN.join(row) if all(row) else None for pool_id, row in cells.items()}
    )
