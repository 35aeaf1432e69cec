"""What pages ask about the panel; the rows are frozen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from sqlalchemy import func, select

from beraad.accounts.models import Account
from beraad.assemblies.models import Assembly, AssemblyId
from beraad.days import day_of, today
from beraad.extensions import db
from beraad.lottery.draw import files
from beraad.lottery.draw import queries as lottery
from beraad.lottery.quotas import queries as quota_queries
from beraad.panel.models import EMPTY, HOLDING, AnsweredBy, Cause, Seat, SeatEvent, SeatId, SeatState
from beraad.recruitment.models.registration import Registration
from beraad.telling.ways import ContactBy
from beraad.web.charts import Bar
from beraad.web.visitor import AccountId


@dataclass(frozen=True)
class SeatRow:
    """A seat with who holds it now, or held it last."""

    id: SeatId
    number: int
    turn: int
    state: SeatState
    pool_id: str
    name: str
    phone: str
    email: str
    contact_by: ContactBy | None
    answer_by: date | None
    asked_at: datetime | None
    answered_at: datetime | None
    asked_by: ContactBy | None
    told_at: datetime | None

    @property
    def is_late(self) -> bool:
        """Asked, not answered, and the last day has passed."""
        return self.state is SeatState.INVITED and self.answer_by is not None and self.answer_by < today()


def seats(assembly_id: AssemblyId) -> list[SeatRow]:
    """Each seat of the panel with its last turn, in order."""
    last = (
        select(Seat.number, func.max(Seat.turn).label("turn"))
        .where(Seat.assembly_id == assembly_id)
        .group_by(Seat.number)
        .subquery()
    )
    rows: Iterable[Sequence[Any]] = db.session.execute(
        select(
            Seat.id,
            Seat.number,
            Seat.turn,
            Seat.state,
            Seat.pool_id,
            func.coalesce(Registration.name, ""),
            func.coalesce(Registration.phone, ""),
            func.coalesce(Registration.email, ""),
            Registration.contact_by,
            Seat.answer_by,
            Seat.asked_at,
            Seat.answered_at,
            Seat.asked_by,
            Seat.told_at,
        )
        .join(last, (last.c.number == Seat.number) & (last.c.turn == Seat.turn))
        .outerjoin(Registration, Registration.id == Seat.registration_id)
        .where(Seat.assembly_id == assembly_id)
        .order_by(Seat.number)
    )
    return [SeatRow(*row) for row in rows]


@dataclass(frozen=True)
class Counts:
    """How many seats are in which state; of the invited, to how many people a call or a letter still has to go."""

    seats: int
    drawn: int
    invited: int
    confirmed: int
    empty: int
    late: int
    to_call: int
    to_write: int


def counts(rows: Sequence[SeatRow]) -> Counts:
    """Counts over all seats of a panel."""
    states = Counter(row.state for row in rows)
    waiting = Counter(row.asked_by for row in rows if row.state is SeatState.INVITED and row.told_at is None)
    return Counts(
        seats=len(rows),
        drawn=states[SeatState.DRAWN],
        invited=states[SeatState.INVITED],
        confirmed=states[SeatState.CONFIRMED],
        empty=sum(states[state] for state in EMPTY),
        late=sum(row.is_late for row in rows),
        to_call=waiting[ContactBy.PHONE],
        to_write=waiting[ContactBy.POST],
    )


def seat(assembly_id: AssemblyId, seat_id: SeatId) -> Seat:
    """Returns this turn in a seat of the burgerberaad, or 404."""
    row: Seat = db.first_or_404(select(Seat).where(Seat.assembly_id == assembly_id, Seat.id == seat_id))
    return row


def own_seat(assembly_id: AssemblyId, account_id: AccountId) -> Seat | None:
    """The seat that this account holds; None for a panellist who got the role by hand."""
    return db.session.scalar(
        select(Seat).where(
            Seat.assembly_id == assembly_id, Seat.account_id == account_id, Seat.state == SeatState.CONFIRMED
        )
    )


def is_last_turn(seat: Seat) -> bool:
    """Whether nobody was offered this seat afterwards."""
    later = select(Seat.id).where(
        Seat.assembly_id == seat.assembly_id, Seat.number == seat.number, Seat.turn > seat.turn
    )
    return db.session.scalar(later.limit(1)) is None


def answers(seat: Seat) -> Mapping[str, str]:
    """What this person answered to the features, as frozen for the draw, without special personal data."""
    draw = lottery.real_draw(seat.assembly_id)
    if draw is None or draw.concluded_at is None:
        return {}
    return files.public_snapshot(draw).answers(seat.pool_id)


@dataclass(frozen=True)
class HistoryRow:
    """A line in the history of a seat."""

    recorded_at: datetime
    turn: int
    by: str
    name: str
    state: SeatState
    way: AnsweredBy | None
    cause: Cause | None
    happened_on: date | None
    reason: str

    @property
    def left_on(self) -> date | None:
        """The day on which somebody left the panel, or None."""
        if self.state is not SeatState.DROPPED_OUT:
            return None
        return self.happened_on or day_of(self.recorded_at)


def history(assembly_id: AssemblyId, number: int) -> list[HistoryRow]:
    """Everything that happened to a seat, all turns, in order."""
    rows = db.session.execute(
        select(
            SeatEvent.recorded_at,
            Seat.turn,
            func.coalesce(Account.name, ""),
            func.coalesce(Registration.name, Seat.pool_id),
            SeatEvent.state,
            SeatEvent.way,
            SeatEvent.cause,
            SeatEvent.happened_on,
            SeatEvent.reason,
        )
        .join(Seat, Seat.id == SeatEvent.seat_id)
        .outerjoin(Account, Account.id == SeatEvent.actor_id)
        .outerjoin(Registration, Registration.id == Seat.registration_id)
        .where(Seat.assembly_id == assembly_id, Seat.number == number)
        .order_by(SeatEvent.id)
    )
    return [HistoryRow(*row) for row in rows]


@dataclass(frozen=True)
class PictureRow:
    """One answer: target, part of the population (0 … 1), people holding a seat, and of those the confirmed."""

    feature: str
    answer: str
    low: int
    high: int
    share: float | None
    holding: int
    confirmed: int


def picture(assembly: Assembly) -> list[PictureRow]:
    """The panel of this moment beside quotas and population, without special personal data; empty before the draw."""
    draw = lottery.real_draw(assembly.id)
    if draw is None or draw.concluded_at is None:
        return []
    snapshot = files.public_snapshot(draw)
    held = db.session.execute(
        select(Seat.pool_id, Seat.state).where(Seat.assembly_id == assembly.id, Seat.state.in_(HOLDING))
    ).all()
    holding = snapshot.counts(pool_id for pool_id, _ in held)
    confirmed = snapshot.counts(pool_id for pool_id, state in held if state is SeatState.CONFIRMED)
    shares = {
        (feature.name, answer.answer): answer.bounds.share if answer.bounds else None
        for feature in quota_queries.quotas(assembly.id)
        for answer in feature.answers
    }
    return [
        PictureRow(feature, answer, *snapshot.quotas[feature][answer], shares.get(key), holding[key], confirmed[key])
        for key in holding
        for feature, answer in [key]
    ]


def picture_bars(rows: Sequence[PictureRow], seats: int) -> list[tuple[str, list[Bar]]]:
    """Feature → a bar for each answer, in seats; the population as if all `seats` were divided over it."""
    return [
        (
            feature,
            [
                Bar(
                    label=row.answer,
                    low=row.low,
                    high=row.high,
                    pool=None if row.share is None else round(row.share * seats, 1),
                    panel=row.holding,
                )
                for row in of_feature
            ],
        )
        for feature, of_feature in groupby(sorted(rows, key=lambda row: row.feature), key=lambda row: row.feature)
    ]


def names_of(assembly_id: AssemblyId, pool_ids: Collection[str]) -> dict[str, str]:
    """Pool id → name."""
    statement = select(Registration.pool_id, Registration.name).where(
        Registration.assembly_id == assembly_id, Registration.pool_id.in_(pool_ids)
    )
    return {row.pool_id: row.name for row in db.session.execute(statement)}
