"""What pages ask about quotas and the pool beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select

from beraad.accounts.models import Account
from beraad.assemblies.models import AssemblyId, Feature, FeatureId, FeatureValue, FeatureValueId
from beraad.extensions import db
from beraad.lottery.bounds import Bounds, Source
from beraad.lottery.models import Quota, QuotaChange
from beraad.recruitment.models.registration import Registration, RegistrationAnswer, RegistrationState
from beraad.web.charts import Bar


@dataclass(frozen=True)
class AnswerQuota:
    """An answer with its quota, if it has one, and how many people in the pool gave it (None: not shown)."""

    value_id: FeatureValueId
    answer: str
    bounds: Bounds | None
    pool: int | None


@dataclass(frozen=True)
class FeatureQuotas:
    """A feature with the quotas of its answers."""

    feature_id: FeatureId
    name: str
    #: about special personal data: nobody sees how many people gave which answer
    is_special: bool
    source: Source
    answers: Sequence[AnswerQuota]

    @property
    def low(self) -> int:
        """The minimums together."""
        return sum(answer.bounds.minimum for answer in self.answers if answer.bounds)

    @property
    def high(self) -> int:
        """The maximums together."""
        return sum(answer.bounds.maximum for answer in self.answers if answer.bounds)

    def fits(self, seats: int) -> bool:
        """Whether a panel of this size can meet these quotas; also before there are any."""
        return not self.high or self.low <= seats <= self.high

    def bars(self, seats: int, pool: int) -> list[Bar]:
        """Quota, people in the pool and population, in per cent, for the answers whose figures may all be shown."""
        if not pool:
            return []
        return [
            Bar(
                label=row.answer,
                low=100 * row.bounds.minimum / seats,
                high=100 * row.bounds.maximum / seats,
                pool=100 * row.pool / pool,
                panel=None if row.bounds.share is None else 100 * row.bounds.share,
            )
            for row in self.answers
            if row.bounds and row.pool is not None
        ]


def quotas(assembly_id: AssemblyId) -> list[FeatureQuotas]:
    """All features with their answers, in order, beside the pool of this moment."""
    counts = pool_counts(assembly_id)
    rows = db.session.execute(
        select(Feature, FeatureValue, Quota)
        .join(FeatureValue, FeatureValue.feature_id == Feature.id)
        .outerjoin(Quota, Quota.value_id == FeatureValue.id)
        .where(Feature.assembly_id == assembly_id)
        .order_by(Feature.position, Feature.id, FeatureValue.position, FeatureValue.id)
    ).all()
    by_feature: dict[int, tuple[Feature, list[AnswerQuota], Source]] = {}
    for feature, value, quota in rows:
        _, answers, _ = by_feature.setdefault(feature.id, (feature, [], _source(quota)))
        pool = None if feature.is_special else counts.get(value.id, 0)
        answers.append(AnswerQuota(value.id, value.value, _bounds(quota), pool))
    return [
        FeatureQuotas(feature.id, feature.name, feature.is_special, source, answers)
        for feature, answers, source in by_feature.values()
    ]


def _bounds(quota: Quota | None) -> Bounds | None:
    if quota is None:
        return None
    return Bounds(quota.minimum, quota.maximum, quota.flex_minimum, quota.flex_maximum, quota.share)


def _source(quota: Quota | None) -> Source:
    return Source() if quota is None else Source(quota.source_table, quota.source_period, quota.source_date)


def _complete(assembly_id: AssemblyId) -> Select[int]:
    """Ids of the people who can be drawn: signed up, and every feature answered. The same people as in the pool.

    Special features don't count: saying nothing is an answer there.
    """
    features = select(func.count(Feature.id)).where(Feature.assembly_id == assembly_id, ~Feature.is_special)
    return (
        select(RegistrationAnswer.registration_id)
        .join(Registration, Registration.id == RegistrationAnswer.registration_id)
        .where(Registration.assembly_id == assembly_id, Registration.state == RegistrationState.SIGNED_UP)
        .group_by(RegistrationAnswer.registration_id)
        .having(func.count() == features.scalar_subquery())
    )


def pool_counts(assembly_id: AssemblyId) -> Mapping[int, int]:
    """Returns id of the answer → people with this answer who can be drawn."""
    statement = (
        select(RegistrationAnswer.feature_value_id, func.count())
        .where(RegistrationAnswer.registration_id.in_(_complete(assembly_id)))
        .group_by(RegistrationAnswer.feature_value_id)
    )
    return dict(db.session.execute(statement).all())


def pool_size(assembly_id: AssemblyId) -> int:
    """People who can be drawn now."""
    return db.session.scalar(select(func.count()).select_from(_complete(assembly_id).subquery())) or 0


@dataclass(frozen=True)
class QuotaChangeRow:
    """A line in the list of changed quotas."""

    changed_at: datetime
    by: str
    feature: str
    answer: str
    old: tuple[int, int] | None
    new: tuple[int, int]
    reason: str


def quota_changes(assembly_id: AssemblyId) -> list[QuotaChangeRow]:
    """All changes, the last first."""
    rows = db.session.execute(
        select(QuotaChange, Account.name)
        .outerjoin(Account, Account.id == QuotaChange.actor_id)
        .where(QuotaChange.assembly_id == assembly_id)
        .order_by(QuotaChange.id.desc())
    )
    return [
        QuotaChangeRow(
            changed_at=change.changed_at,
            by=name or "",
            feature=change.feature,
            answer=change.answer,
            old=None if change.old_minimum is None else (change.old_minimum, change.old_maximum or 0),
            new=(change.new_minimum, change.new_maximum),
            reason=change.reason,
        )
        for change, name in rows
    ]
