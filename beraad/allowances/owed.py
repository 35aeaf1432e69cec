"""What is owed: for each meeting that was held, to whoever was noted as present and wants it.

Nothing of this is kept: it follows from the scheme, attendance and claims of this moment, until a list holds it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import and_, select
from sqlalchemy.orm import joinedload

from beraad.allowances.models import AllowanceScheme, LineKind, PaymentLine, TravelClaim, TravelKind
from beraad.assemblies.models import Assembly
from beraad.extensions import db
from beraad.meetings.models import Attendance, Meeting, Presence, Status
from beraad.panel.models import Seat

#: number (id) of the meeting, of the seat, and what it is for
Key = tuple[int, int, LineKind]


@dataclass(frozen=True)
class Amount:
    """Something that is owed, or was paid, to the person in a seat."""

    meeting_id: int
    #: number of the meeting, as people speak of it
    meeting: int
    seat: Seat
    kind: LineKind
    cents: int

    @property
    def key(self) -> Key:
        return self.meeting_id, self.seat.id, self.kind


def scheme(assembly_id: int) -> AllowanceScheme | None:
    """What this burgerberaad pays; None while that has not been laid down."""
    return db.session.get(AllowanceScheme, assembly_id)


def owed(assembly: Assembly) -> Mapping[Key, Amount]:
    """All that is owed for the meetings so far, also what stands on a list or was paid."""
    found = scheme(assembly.id)
    if found is None:
        return {}
    amounts = (amount for row in _present(assembly.id) for amount in _amounts(found, *row))
    return {amount.key: amount for amount in amounts if amount.cents > 0}


def due(assembly: Assembly) -> list[Amount]:
    """What is owed and stands on no list yet, by the number of the seat."""
    owing = owed(assembly)
    if not owing:
        return []
    listed = select(PaymentLine.meeting_id, PaymentLine.seat_id, PaymentLine.kind).join(
        Meeting, Meeting.id == PaymentLine.meeting_id
    )
    known = {tuple(row) for row in db.session.execute(listed.where(Meeting.assembly_id == assembly.id))}
    return [amount for key, amount in owing.items() if key not in known]


@dataclass(frozen=True)
class Sorted:
    """What is due: to whoever can be paid, and to whoever has to give a bank account first."""

    payable: Sequence[Amount]
    without_account: Sequence[Amount]


def by_account(amounts: Sequence[Amount]) -> Sorted:
    """Divide what is due by whether there is an account to pay it to."""
    return Sorted(
        [amount for amount in amounts if amount.seat.sealed_bank is not None],
        [amount for amount in amounts if amount.seat.sealed_bank is None],
    )


def refusing(assembly_id: int) -> Sequence[Seat]:
    """Seats of people who want no allowance."""
    chosen = select(Seat).options(joinedload(Seat.registration)).where(Seat.assembly_id == assembly_id)
    return db.session.scalars(chosen.where(Seat.wants_allowance.is_(False)).order_by(Seat.number, Seat.turn)).all()


def _present(assembly_id: int) -> Sequence[tuple[Meeting, Seat, Presence, TravelClaim | None]]:
    chosen = (
        select(Meeting, Seat, Attendance.presence, TravelClaim)
        .join(Attendance, Attendance.meeting_id == Meeting.id)
        .join(Seat, Seat.id == Attendance.seat_id)
        .outerjoin(TravelClaim, and_(TravelClaim.meeting_id == Meeting.id, TravelClaim.seat_id == Seat.id))
        .options(joinedload(Seat.registration))
        .where(
            Meeting.assembly_id == assembly_id,
            Meeting.status == Status.HELD,
            Attendance.presence.in_((Presence.PRESENT, Presence.PARTLY)),
            Seat.wants_allowance.is_not(False),
        )
        .order_by(Seat.number, Seat.turn, Meeting.number)
    )
    return [(row[0], row[1], row[2], row[3]) for row in db.session.execute(chosen)]


def _amounts(
    paid: AllowanceScheme, meeting: Meeting, seat: Seat, presence: Presence, claim: TravelClaim | None
) -> list[Amount]:
    percent = 100 if presence is Presence.PRESENT else paid.partly_percent
    found = [Amount(meeting.id, meeting.number, seat, LineKind.MEETING, paid.meeting_cents * percent // 100)]
    if claim is not None:
        found.append(Amount(meeting.id, meeting.number, seat, LineKind.TRAVEL, travel_cents(paid, claim)))
    return found


def travel_cents(paid: AllowanceScheme, claim: TravelClaim) -> int:
    """What a claim comes to."""
    if claim.kind is TravelKind.DISTANCE:
        return claim.kilometres * paid.km_cents
    return claim.cents if paid.pays_actual else 0
