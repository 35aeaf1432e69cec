"""The questions that pages ask about allowances."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import abort
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from beraad.accounts.models import Account
from beraad.allowances import owed
from beraad.allowances.models import LineKind, ListState, PaymentLine, PaymentList, TravelClaim
from beraad.allowances.owed import Amount
from beraad.assemblies.models import Assembly
from beraad.extensions import db
from beraad.meetings.models import Attendance, Meeting, Presence, Status
from beraad.panel.models import Seat
from beraad.panel.needs import bank


@dataclass(frozen=True)
class PersonRow:
    """What one person gets: the meetings, and the amounts in cents."""

    seat: Seat
    meetings: Sequence[int]
    fees: int
    travel: int

    @property
    def cents(self) -> int:
        return self.fees + self.travel

    @property
    def name(self) -> str:
        return self.seat.registration.name if self.seat.registration else self.seat.pool_id


def per_person(amounts: Iterable[Amount]) -> list[PersonRow]:
    """The amounts put together for each seat's turn, in the order in which they come."""
    grouped: dict[int, list[Amount]] = {}
    for amount in amounts:
        grouped.setdefault(amount.seat.id, []).append(amount)
    return [
        PersonRow(
            seat=found[0].seat,
            meetings=sorted({amount.meeting for amount in found}),
            fees=sum(amount.cents for amount in found if amount.kind is LineKind.MEETING),
            travel=sum(amount.cents for amount in found if amount.kind is LineKind.TRAVEL),
        )
        for found in grouped.values()
    ]


@dataclass(frozen=True)
class ListRow:
    """A payment list among the others."""

    number: int
    state: ListState
    drawn_up_at: datetime
    drawn_up_by: str
    people: int
    cents: int


def lists(assembly_id: int) -> list[ListRow]:
    """All payment lists, the last first."""
    chosen = (
        select(
            PaymentList.number,
            PaymentList.state,
            PaymentList.drawn_up_at,
            func.coalesce(Account.name, ""),
            func.count(PaymentLine.seat_id.distinct()),
            func.coalesce(func.sum(PaymentLine.cents), 0),
        )
        .outerjoin(PaymentLine, PaymentLine.list_id == PaymentList.id)
        .outerjoin(Account, Account.id == PaymentList.drawn_up_by_id)
        .where(PaymentList.assembly_id == assembly_id)
        .group_by(PaymentList.number, PaymentList.state, PaymentList.drawn_up_at, Account.name)
        .order_by(PaymentList.number.desc())
    )
    return [ListRow(*row) for row in db.session.execute(chosen)]


def payment_list(assembly_id: int, number: int) -> PaymentList:
    """One list with its lines; 404 when this burgerberaad has no such."""
    found = db.session.scalar(
        select(PaymentList)
        .options(
            selectinload(PaymentList.lines).joinedload(PaymentLine.seat).joinedload(Seat.registration),
            selectinload(PaymentList.lines).joinedload(PaymentLine.meeting),
        )
        .where(PaymentList.assembly_id == assembly_id, PaymentList.number == number)
    )
    if found is None:
        abort(404)
    return found


def amounts(found: PaymentList) -> list[Amount]:
    """The lines of a list as amounts."""
    return [
        Amount(line.meeting_id, line.meeting.number, line.seat, line.kind, line.cents)
        for line in sorted(found.lines, key=lambda line: (line.seat.number, line.seat.turn, line.meeting.number))
    ]


FILE_HEADER = ("kenmerk", "naam", "iban", "bedrag", "omschrijving")


def file_rows(assembly: Assembly, found: PaymentList) -> list[tuple[str, ...]]:
    """What the finance department pays: one row for each person, with a reference that is never used twice."""
    rows = []
    for row in per_person(amounts(found)):
        account = bank.of_seat(row.seat)
        meetings = ", ".join(str(number) for number in row.meetings)
        reference = f"{assembly.id}-{found.number}-{row.seat.id}"
        about = f"{assembly.title}: {meetings}"
        rows.append((reference, account.holder or row.name, account.iban, euros(row.cents), about))
    return rows


def euros(cents: int) -> str:
    """An amount as Dutch bookkeeping writes it: 135,00."""
    return f"{cents // 100},{cents % 100:02d}"


@dataclass(frozen=True)
class OwnRow:
    """A meeting for its panellist: what they get for it, and how far that is."""

    meeting: Meeting
    presence: Presence
    claim: TravelClaim | None
    fee: int
    travel: int
    #: state of the list on which fee and travel costs stand; None while they stand on none
    fee_state: ListState | None
    travel_state: ListState | None


def own(assembly: Assembly, seat: Seat) -> list[OwnRow]:
    """The meetings at which the person in `seat` was present, with what is paid for them."""
    chosen = (
        select(Meeting, Attendance.presence)
        .join(Attendance, Attendance.meeting_id == Meeting.id)
        .where(
            Attendance.seat_id == seat.id,
            Meeting.status == Status.HELD,
            Attendance.presence.in_((Presence.PRESENT, Presence.PARTLY)),
        )
        .order_by(Meeting.number)
    )
    known = owed.owed(assembly)
    claims = {claim.meeting_id: claim for claim in _claims(seat)}
    states = _states(seat)
    return [
        OwnRow(
            meeting=meeting,
            presence=presence,
            claim=claims.get(meeting.id),
            fee=_cents(known.get((meeting.id, seat.id, LineKind.MEETING))),
            travel=_cents(known.get((meeting.id, seat.id, LineKind.TRAVEL))),
            fee_state=states.get((meeting.id, LineKind.MEETING)),
            travel_state=states.get((meeting.id, LineKind.TRAVEL)),
        )
        for meeting, presence in db.session.execute(chosen)
    ]


def _cents(amount: Amount | None) -> int:
    return amount.cents if amount else 0


def _claims(seat: Seat) -> Sequence[TravelClaim]:
    return db.session.scalars(select(TravelClaim).where(TravelClaim.seat_id == seat.id)).all()


def _states(seat: Seat) -> dict[tuple[int, LineKind], ListState]:
    lines = select(PaymentLine).options(joinedload(PaymentLine.list)).where(PaymentLine.seat_id == seat.id)
    return {(line.meeting_id, line.kind): line.list.state for line in db.session.scalars(lines)}
