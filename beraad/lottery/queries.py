"""The questions that pages ask about quotas and draws; frozen rows come out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import abort
from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from beraad.accounts.models import Account
from beraad.assemblies.models import Feature, FeatureValue
from beraad.extensions import db
from beraad.lottery.bounds import Bounds, Source
from beraad.lottery.models import Draw, DrawEvent, DrawKind, DrawState, Quota, QuotaChange
from beraad.recruitment.models import Registration, RegistrationAnswer, RegistrationState


@dataclass(frozen=True)
class AnswerQuota:
    """An answer with its quota, if it has one, and how many people in the pool gave it; None: not shown."""

    value_id: int
    answer: str
    bounds: Bounds | None
    pool: int | None


@dataclass(frozen=True)
class FeatureQuotas:
    """A feature with the quotas of its answers."""

    feature_id: int
    name: str
    #: about special personal data: nobody sees how many people gave which answer
    is_special: bool
    source: Source
    answers: Sequence[AnswerQuota]

    @property
    def low(self) -> int:
        return sum(answer.bounds.minimum for answer in self.answers if answer.bounds)

    @property
    def high(self) -> int:
        return sum(answer.bounds.maximum for answer in self.answers if answer.bounds)


def quotas(assembly_id: int) -> list[FeatureQuotas]:
    """All features with their answers, in order, beside the pool of this moment."""
    counts = pool_counts(assembly_id)
    rows = db.session.execute(
        select(Feature, FeatureValue, Quota)
        .join(FeatureValue, FeatureValue.feature_id == Feature.id)
        .outerjoin(Quota, Quota.value_id == FeatureValue.id)
        .where(Feature.assembly_id == assembly_id)
        .order_by(Feature.position, Feature.id, FeatureValue.position, FeatureValue.id)
    ).all()
    found: dict[int, tuple[Feature, list[AnswerQuota], Source]] = {}
    for feature, value, quota in rows:
        _, answers, _ = found.setdefault(feature.id, (feature, [], _source(quota)))
        pool = None if feature.is_special else counts.get(value.id, 0)
        answers.append(AnswerQuota(value.id, value.value, _bounds(quota), pool))
    return [
        FeatureQuotas(feature.id, feature.name, feature.is_special, source, answers)
        for feature, answers, source in found.values()
    ]


def _bounds(quota: Quota | None) -> Bounds | None:
    if quota is None:
        return None
    return Bounds(quota.minimum, quota.maximum, quota.flex_minimum, quota.flex_maximum, quota.share)


def _source(quota: Quota | None) -> Source:
    return Source() if quota is None else Source(quota.source_table, quota.source_period, quota.source_date)


def _complete(assembly_id: int) -> Select[tuple[int]]:
    """Numbers of the people who can be drawn: signed up, and every feature answered. The same people as in the pool.

    Special features don't count: who says nothing there has answered too.
    """
    asked = select(func.count(Feature.id)).where(Feature.assembly_id == assembly_id, ~Feature.is_special)
    features = asked.scalar_subquery()
    return (
        select(RegistrationAnswer.registration_id)
        .join(Registration, Registration.id == RegistrationAnswer.registration_id)
        .where(Registration.assembly_id == assembly_id, Registration.state == RegistrationState.SIGNED_UP)
        .group_by(RegistrationAnswer.registration_id)
        .having(func.count() == features)
    )


def pool_counts(assembly_id: int) -> Mapping[int, int]:
    """Number of the answer → people who gave it and can be drawn."""
    chosen = (
        select(RegistrationAnswer.feature_value_id, func.count())
        .where(RegistrationAnswer.registration_id.in_(_complete(assembly_id)))
        .group_by(RegistrationAnswer.feature_value_id)
    )
    return dict(db.session.execute(chosen).all())


def pool_size(assembly_id: int) -> int:
    """People who can be drawn now."""
    return db.session.scalar(select(func.count()).select_from(_complete(assembly_id).subquery())) or 0


@dataclass(frozen=True)
class QuotaChangeRow:
    """A line in the list of changed quotas."""

    at: datetime
    by: str
    feature: str
    answer: str
    old: tuple[int, int] | None
    new: tuple[int, int]
    reason: str


def quota_changes(assembly_id: int) -> list[QuotaChangeRow]:
    """All changes, the last first."""
    rows = db.session.execute(
        select(QuotaChange, Account.name)
        .outerjoin(Account, Account.id == QuotaChange.actor_id)
        .where(QuotaChange.assembly_id == assembly_id)
        .order_by(QuotaChange.id.desc())
    )
    return [
        QuotaChangeRow(
            at=change.at,
            by=name or "",
            feature=change.feature,
            answer=change.answer,
            old=None if change.old_minimum is None else (change.old_minimum, change.old_maximum or 0),
            new=(change.new_minimum, change.new_maximum),
            reason=change.reason,
        )
        for change, name in rows
    ]


@dataclass(frozen=True)
class DrawRow:
    """A line in the register of draws."""

    number: int
    kind: DrawKind
    state: DrawState
    people: int
    seats: int
    proposed_at: datetime
    ceremony_at: datetime | None
    concluded_at: datetime | None
    ticket: int | None
    reason: str
    ended_reason: str
    merkle_root: str


def draws(assembly_id: int, kind: DrawKind | None = None) -> list[DrawRow]:
    """The draws of a burgerberaad, the last first."""
    names = tuple(DrawRow.__dataclass_fields__)
    chosen = select(*(getattr(Draw, name) for name in names)).where(Draw.assembly_id == assembly_id)
    if kind is not None:
        chosen = chosen.where(Draw.kind == kind)
    return [DrawRow(*row) for row in db.session.execute(chosen.order_by(Draw.number.desc()))]


def failures(assembly_id: int) -> dict[int, str]:
    """Number of a draw that failed → the code of what ended it, one of `words.REASONS`."""
    rows = db.session.execute(
        select(Draw.number, DrawEvent.error_code)
        .join(DrawEvent, DrawEvent.draw_id == Draw.id)
        .where(Draw.assembly_id == assembly_id, DrawEvent.what == "failed")
    )
    return dict(rows.all())


def draw(assembly_id: int, number: int, kind: DrawKind | None = None) -> Draw:
    """Draw `number` of this burgerberaad; 404 when there is none."""
    found = db.session.scalar(select(Draw).where(Draw.assembly_id == assembly_id, Draw.number == number))
    if found is None or (kind is not None and found.kind is not kind):
        abort(404)
    return found


def real_draw(assembly_id: int) -> Draw | None:
    """The real draw that is under way or was held; otherwise None."""
    return db.session.scalar(
        select(Draw)
        .where(
            Draw.assembly_id == assembly_id,
            Draw.kind == DrawKind.REAL,
            Draw.state.not_in([DrawState.VOID, DrawState.FAILED]),
        )
        .order_by(Draw.number.desc())
        .limit(1)
    )


@dataclass(frozen=True)
class Officials:
    """Who took the four steps of a draw; empty when nobody did or a command did it."""

    proposed: str
    approved: str
    entered: str
    confirmed: str


def officials(draw_id: int) -> Officials:
    """Names of the officials of one draw, in one question."""
    people = [aliased(Account) for _ in range(4)]
    links = (Draw.proposed_by_id, Draw.approved_by_id, Draw.ticket_by_id, Draw.confirmed_by_id)
    chosen = select(*(person.name for person in people)).select_from(Draw)
    for person, link in zip(people, links, strict=True):
        chosen = chosen.outerjoin(person, person.id == link)
    names = db.session.execute(chosen.where(Draw.id == draw_id)).one()
    return Officials(*(name or "" for name in names))


@dataclass(frozen=True)
class EventRow:
    """A line about one draw. `what` is a code of `words.EVENTS`, `error_code` one of `words.REASONS`."""

    at: datetime
    by: str
    what: str
    reason: str
    error_code: str
    error_params: Mapping[str, Any]


def events(draw_id: int) -> list[EventRow]:
    """What happened to a draw, in order."""
    rows = db.session.execute(
        select(
            DrawEvent.at, Account.name, DrawEvent.what, DrawEvent.reason, DrawEvent.error_code, DrawEvent.error_params
        )
        .outerjoin(Account, Account.id == DrawEvent.actor_id)
        .where(DrawEvent.draw_id == draw_id)
        .order_by(DrawEvent.id)
    )
    return [EventRow(at, name or "", *rest) for at, name, *rest in rows]
