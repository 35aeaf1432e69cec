"""What pages ask about allowances, and the rows of the file for the finance department."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from beraad.accounts.models import Account
from beraad.allowances import owed
from beraad.allowances.models import LineKind, ListState, PaymentLine, PaymentList, TravelClaim
from beraad.allowances.owed import Amount, euros
from beraad.assemblies.models import Assembly, AssemblyId
from beraad.extensions import db
from beraad.meetings.models import Attendance, Meeting, Presence, Status
from beraad.panel.models import Seat
from beraad.panel.needs import bank


@dataclass(frozen=True)
class PersonRow:
    """What one person gets: numbers of the meetings, and amounts in cents."""

    seat: Seat
    meetings: Sequence[int]
    fees: int
    travel: int

    @property
    def cents(self) -> int:
        return self.fees + self.travel

    @property
    def has_account(self) -> bool:
        """Whether there is a bank account to pay it to."""
        return self.seat.sealed_bank is not None

    @property
    def name(self) -> str:
        return self.seat.registration.name if self.seat.registration else self.seat.pool_id


def per_person(amounts: Iterable[Amount]) -> list[PersonRow]:
    """Returns the amounts by person, in the order in which they come."""
    grouped: dict[int, list[Amount]] = {}
    for amount in amounts:
        grouped.setdefault(amount.seat.id, []).append(amount)
    return [
        PersonRow(
            seat=own[0].seat,
            meetings=sorted({amount.meeting_number for amount in own}),
            fees=sum(amount.cents for amount in own if amount.kind is LineKind.MEETING),
            travel=sum(amount.cents for amount in own if amount.kind is LineKind.TRAVEL),
        )
        for own in grouped.values()
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


def lists(assembly_id: AssemblyId) -> list[ListRow]:
    """Returns all payment lists, the last first."""
    statement = (
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
    return [ListRow(*row) for row in db.session.execute(statement)]


def payment_list(assembly_id: AssemblyId, number: int) -> PaymentList:
    """Returns the list with its lines, or 404."""
    payment_list: PaymentList = db.first_or_404(
        select(PaymentList)
        .options(
            selectinload(PaymentList.lines).joinedload(PaymentLine.seat).joinedload(Seat.registration),
            selectinload(PaymentList.lines).joinedload(PaymentLine.meeting),
        )
        .where(PaymentList.assembly_id == assembly_id, PaymentList.number == number)
    )
    return payment_list


def amounts(payment_list: PaymentList) -> list[Amount]:
    """Returns the lines of a list as amounts, by the number of the seat."""
    return [
        Amount(line.meeting_id, line.meeting.number, line.seat, line.kind, line.cents)
        for line in sorted(payment_list.lines, key=lambda line: (line.seat.number, line.seat.turn, line.meeting.number))
    ]


FILE_HEADER = ("kenmerk", "naam", "iban", "bedrag", "omschrijving")


def file_rows(assembly: Assembly, payment_list: PaymentList) -> list[tuple[str, ...]]:
    """Returns what the finance department pays: a row for each person, with a reference that is never used twice."""
    rows: list[tuple[str, ...]] = []
    for row in per_person(amounts(payment_list)):
        account = bank.of_seat(row.seat)
        meetings = ", ".join(str(number) for number in row.meetings)
        reference = f"{assembly.id}-{payment_list.number}-{row.seat.id}"
        description = f"{assembly.title}: {meetings}"
        rows.append((reference, account.holder or row.name, account.iban, euros(row.cents), description))
    return rows


@dataclass(frozen=True)
class OwnRow:
    """A meeting for its panellist: what they get for it, and whether that was paid."""

    meeting: Meeting
    presence: Presence
    claim: TravelClaim | None
    fee: int
    travel: int
    #: state of the list with the fee and of that with the travel costs; None if there is none
    fee_state: ListState | None
    travel_state: ListState | None


def own_rows(assembly: Assembly, seat: Seat) -> list[OwnRow]:
    """Returns the meetings at which the person in `seat` was present, with what is paid for them."""
    statement = (
        select(Meeting, Attendance.presence)
        .join(Attendance, Attendance.meeting_id == Meeting.id)
        .where(
            Attendance.seat_id == seat.id,
            Meeting.status == Status.HELD,
            Attendance.presence.in_((Presence.PRESENT, Presence.PARTLY)),
        )
        .order_by(Meeting.number)
    )
    owing = owed.owed(assembly)
    claims = {claim.meeting_id: claim for claim in _claims(seat)}
    states = _states(seat)
    return [
        OwnRow(
            meeting=meeting,
            presence=presence,
            claim=claims.get(meeting.id),
            fee=_cents(owing.get((meeting.id, seat.id, LineKind.MEETING))),
            travel=_cents(owing.get((meeting.id, seat.id, LineKind.TRAVEL))),
            fee_state=states.get((meeting.id, LineKind.MEETING)),
            travel_state=states.get((meeting.id, LineKind.TRAVEL)),
        )
        for meeting, presence in db.session.execute(statement)
    ]


def _cents(amount: Amount | None) -> int:
    return amount.cents if amount else 0


def _claims(seat: Seat) -> Sequence[TravelClaim]:
    return db.session.scalars(select(TravelClaim).where(TravelClaim.seat_id == seat.id)).all()


def _states(seat: Seat) -> dict[tuple[int, LineKind], ListState]:
    lines = select(PaymentLine).options(joinedload(PaymentLine.list)).where(PaymentLine.seat_id == seat.id)
    return {(line.meeting_id, line.kind): line.list.state for line in db.session.scalars(lines)}
