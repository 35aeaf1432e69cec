"""The questions that pages ask about the panel; frozen rows come out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask import abort
from sqlalchemy import func, select

from beraad.accounts.models import Account
from beraad.assemblies.models import Assembly
from beraad.days import day_of, today
from beraad.extensions import db
from beraad.lottery.draw import queries as lottery
from beraad.lottery.draw import service as draws
from beraad.lottery.quotas import queries as quota_queries
from beraad.panel.models import HOLDING, Cause, Seat, SeatEvent, SeatState, Way
from beraad.recruitment.models.registration import ContactBy, Registration


@dataclass(frozen=True)
class SeatRow:
    """A seat with who holds it now, or held it last."""

    id: int
    number: int
    turn: int
    state: SeatState
    pool_id: str
    name: str
    phone: str
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


def seats(assembly_id: int) -> list[SeatRow]:
    """Each seat of the panel with its last turn, in order."""
    last = (
        select(Seat.number, func.max(Seat.turn).label("turn"))
        .where(Seat.assembly_id == assembly_id)
        .group_by(Seat.number)
        .subquery()
    )
    rows = db.session.execute(
        select(
            Seat.id,
            Seat.number,
            Seat.turn,
            Seat.state,
            Seat.pool_id,
            func.coalesce(Registration.name, ""),
            func.coalesce(Registration.phone, ""),
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


def counts(rows: Sequence[SeatRow]) -> Mapping[SeatState, int]:
    """How many seats are in each state."""
    return {state: sum(row.state is state for row in rows) for state in SeatState}


def to_tell(rows: Sequence[SeatRow]) -> Mapping[ContactBy, int]:
    """How many people still have to be called, or get a letter."""
    waiting = [row.asked_by for row in rows if row.state is SeatState.INVITED and row.told_at is None]
    return {way: waiting.count(way) for way in (ContactBy.POST, ContactBy.PHONE)}


def seat(assembly_id: int, seat_id: int) -> Seat:
    """The seat's turn with this number in this burgerberaad; 404 when there is none."""
    found = db.session.scalar(select(Seat).where(Seat.assembly_id == assembly_id, Seat.id == seat_id))
    if found is None:
        abort(404)
    return found


def own_seat(assembly_id: int, account_id: int) -> Seat | None:
    """The seat that this account holds; None for panellists who were given the role by hand."""
    return db.session.scalar(
        select(Seat).where(
            Seat.assembly_id == assembly_id, Seat.account_id == account_id, Seat.state == SeatState.CONFIRMED
        )
    )


def is_last_turn(found: Seat) -> bool:
    """Whether nobody was offered this seat after the person in `found`."""
    later = select(Seat.id).where(
        Seat.assembly_id == found.assembly_id, Seat.number == found.number, Seat.turn > found.turn
    )
    return db.session.scalar(later.limit(1)) is None


def answers(found: Seat) -> Mapping[str, str]:
    """What this person answered to the features, as frozen for the draw, without special personal data."""
    draw = lottery.real_draw(found.assembly_id)
    return draws.told(draw).answers(found.pool_id) if draw is not None and draw.concluded_at is not None else {}


@dataclass(frozen=True)
class HistoryRow:
    """A line in the history of a seat."""

    at: datetime
    turn: int
    by: str
    name: str
    state: SeatState
    way: Way | None
    cause: Cause | None
    happened_on: date | None
    reason: str

    @property
    def left_on(self) -> date | None:
        """The day on which somebody left the panel; None for anything else."""
        if self.state is not SeatState.DROPPED_OUT:
            return None
        return self.happened_on or day_of(self.at)


def history(assembly_id: int, number: int) -> list[HistoryRow]:
    """Everything that happened to a seat, all turns, in order."""
    rows = db.session.execute(
        select(
            SeatEvent.at,
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
    """The panel of this moment against quotas and population, special personal data left out; empty before the draw."""
    draw = lottery.real_draw(assembly.id)
    if draw is None or draw.concluded_at is None:
        return []
    snapshot = draws.told(draw)
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


def names_of(assembly_id: int, pool_ids: Sequence[str]) -> dict[str, str]:
    """Pool id → name."""
    chosen = select(Registration.pool_id, Registration.name)
    rows = db.session.execute(chosen.where(Registration.assembly_id == assembly_id, Registration.pool_id.in_(pool_ids)))
    return {row.pool_id: row.name for row in rows}
