"""Quotas on two features together: read, and changed with a reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import aliased

from beraad.assemblies.models import Assembly, AssemblyId, Feature, FeatureId, FeatureValue, FeatureValueId
from beraad.audit import service as audit
from beraad.extensions import db
from beraad.lottery import engine
from beraad.lottery.bounds import Bounds
from beraad.lottery.errors import BoundsError, PairError, ReasonNeededError
from beraad.lottery.models import PairQuota, QuotaChange
from beraad.recruitment.signals import announce_pool_change
from beraad.web.visitor import current_account_id

#: ids of two answers, in the order of `PairQuota`
Combination = tuple[FeatureValueId, FeatureValueId]


@dataclass(frozen=True)
class CombinationQuota:
    """The quota on people with both answers."""

    combination: Combination
    first: str
    second: str
    bounds: Bounds

    @property
    def answer(self) -> str:
        """Both answers as one, as a file has them."""
        return engine.joined(self.first, self.second)


@dataclass(frozen=True)
class PairRows:
    """Two features with the quotas on their combinations."""

    first_id: FeatureId
    second_id: FeatureId
    first: str
    second: str
    rows: Sequence[CombinationQuota]

    @property
    def ids(self) -> tuple[FeatureId, FeatureId]:
        """Both features."""
        return self.first_id, self.second_id

    @property
    def name(self) -> str:
        """Both features as one, as a file has them."""
        return engine.joined(self.first, self.second)


def pairs(assembly_id: AssemblyId) -> list[PairRows]:
    """Every two features that have quotas together, each two in the order of their names."""
    one, other = aliased(FeatureValue), aliased(FeatureValue)
    statement = (
        select(PairQuota, one, other)
        .join(one, one.id == PairQuota.first_value_id)
        .join(other, other.id == PairQuota.second_value_id)
        .join(Feature, Feature.id == one.feature_id)
        .where(Feature.assembly_id == assembly_id)
    )
    combinations = []
    for quota, value, partner in db.session.execute(statement):
        first, second = sorted((value, partner), key=lambda answer: answer.feature.name)
        bounds = Bounds(quota.minimum, quota.maximum, quota.flex_minimum, quota.flex_maximum)
        row = CombinationQuota((value.id, partner.id), first.value, second.value, bounds)
        combinations.append((first, second, row))
    combinations.sort(key=lambda row: (row[0].feature.name, row[1].feature.name, row[0].position, row[1].position))
    return [
        PairRows(*features, rows=[row for _, _, row in group])
        for features, group in groupby(combinations, key=lambda row: _features(row[0], row[1]))
    ]


def _features(first: FeatureValue, second: FeatureValue) -> tuple[FeatureId, FeatureId, str, str]:
    return first.feature_id, second.feature_id, first.feature.name, second.feature.name


def two_features(assembly: Assembly, first_id: FeatureId, second_id: FeatureId) -> tuple[Feature, Feature]:
    """Returns the two features in the order of their names.

    Raises `PairError` for a feature with itself, and for one about special personal data: a count of such a
    combination would say too much about the people in it.
    """
    both = [feature for feature in assembly.features if feature.id in (first_id, second_id)]
    if len(both) != 2 or any(feature.is_special for feature in both):
        raise PairError
    first, second = sorted(both, key=lambda feature: feature.name)
    return first, second


def combination(first: FeatureValue, second: FeatureValue) -> Combination:
    """Two answers in the order of `PairQuota`."""
    return min(first.id, second.id), max(first.id, second.id)


def set_pair_quotas(
    assembly: Assembly, bounds_by_combination: Mapping[Combination, Bounds | None], reason: str = ""
) -> int:
    """Set the quotas of these combinations; None takes one away. Returns how many changed.

    A first quota needs no reason, a change does. In the list of changes a quota that went is one of 0 to all seats.
    Raises `BoundsError` or `ReasonNeededError`.
    """
    stored = {(quota.first_value_id, quota.second_value_id): quota for quota in _stored(assembly.id)}
    changed = 0
    for key, bounds in bounds_by_combination.items():
        quota = stored.get(key)
        if bounds is not None and not bounds.are_in_order():
            feature, answer = _named(key)
            raise BoundsError(feature=feature, answer=answer)
        old = None if quota is None else Bounds(quota.minimum, quota.maximum, quota.flex_minimum, quota.flex_maximum)
        if old == bounds:
            continue
        if old is not None and not reason:
            raise ReasonNeededError
        _write(assembly, key, quota, bounds, reason)
        changed += 1
    db.session.flush()
    if changed:
        audit.record("lottery.pair_quotas_set", assembly, assembly_id=assembly.id, changed=changed)
        announce_pool_change(assembly.id)
    return changed


def _write(assembly: Assembly, key: Combination, quota: PairQuota | None, bounds: Bounds | None, reason: str) -> None:
    old = (None, None) if quota is None else (quota.minimum, quota.maximum)
    new = (0, assembly.seats) if bounds is None else (bounds.minimum, bounds.maximum)
    if bounds is None:
        db.session.delete(quota)
    else:
        if quota is None:
            quota = PairQuota(first_value_id=key[0], second_value_id=key[1])
            db.session.add(quota)
        quota.minimum, quota.maximum = bounds.minimum, bounds.maximum
        quota.flex_minimum, quota.flex_maximum = bounds.flex_minimum, bounds.flex_maximum
    feature, answer = _named(key)
    db.session.add(
        QuotaChange(
            assembly_id=assembly.id,
            actor_id=current_account_id(),
            feature=feature,
            answer=answer,
            old_minimum=old[0],
            old_maximum=old[1],
            new_minimum=new[0],
            new_maximum=new[1],
            reason=reason,
        )
    )


def _named(key: Combination) -> tuple[str, str]:
    """Features and answers of a combination, as a file has them."""
    values = [db.session.get_one(FeatureValue, value_id) for value_id in key]
    first, second = sorted(values, key=lambda value: value.feature.name)
    return engine.joined(first.feature.name, second.feature.name), engine.joined(first.value, second.value)


def _stored(assembly_id: AssemblyId) -> list[PairQuota]:
    statement = (
        select(PairQuota)
        .join(FeatureValue, FeatureValue.id == PairQuota.first_value_id)
        .join(Feature)
        .where(Feature.assembly_id == assembly_id)
    )
    return list(db.session.scalars(statement))
