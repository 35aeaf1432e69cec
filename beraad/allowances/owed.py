"""What is owed: for each meeting that was held, to everyone who was noted as present and wants it.

None of this is stored: it follows from the present scheme, attendance and claims, until it is put on a list.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import and_, select
from sqlalchemy.orm import joinedload

from beraad.allowances.models import AllowanceScheme, LineKind, PaymentLine, TravelClaim, TravelKind
from beraad.assemblies.models import Assembly, AssemblyId
from beraad.extensions import db
from beraad.meetings.models import Attendance, Meeting, MeetingId, Presence, Status
from beraad.panel.models import Seat

#: ids of the meeting and of the seat, and what it is for
Key = tuple[int, int, LineKind]


@dataclass(frozen=True)
class Amount:
    """Something that is owed, or was paid, to the person in a seat."""

    meeting_id: MeetingId
    meeting_number: int
    seat: Seat
    kind: LineKind
    cents: int

    @property
    def key(self) -> Key:
        return self.meeting_id, self.seat.id, self.kind


def scheme(assembly_id: AssemblyId) -> AllowanceScheme | None:
    """Returns what this burgerberaad pays, or None if that has not been decided."""
    return db.session.get(AllowanceScheme, assembly_id)


def owed(assembly: Assembly) -> Mapping[Key, Amount]:
    """Returns all that is owed for the meetings so far, also what is on a list or was paid."""
    current = scheme(assembly.id)
    if current is None:
        return {}
    amounts = (amount for row in _present(assembly.id) for amount in _amounts(current, *row))
    return {amount.key: amount for amount in amounts if amount.cents > 0}


def due(assembly: Assembly) -> list[Amount]:
    """Returns what is owed and on no list yet, by the number of the seat."""
    owing = owed(assembly)
    if not owing:
        return []
    listed = select(PaymentLine.meeting_id, PaymentLine.seat_id, PaymentLine.kind).join(
        Meeting, Meeting.id == PaymentLine.meeting_id
    )
    on_lists = {tuple(row) for row in db.session.execute(listed.where(Meeting.assembly_id == assembly.id))}
    return [amount for key, amount in owing.items() if key not in on_lists]


def payable(assembly: Assembly) -> list[Amount]:
    """Returns what is due to people whose bank account is known."""
    return [amount for amount in due(assembly) if amount.seat.sealed_bank is not None]


def refusing(assembly_id: AssemblyId) -> Sequence[Seat]:
    """Returns the seats of people who want no allowance."""
    statement = select(Seat).options(joinedload(Seat.registration)).where(Seat.assembly_id == assembly_id)
    return db.session.scalars(statement.where(Seat.wants_allowance.is_(False)).order_by(Seat.number, Seat.turn)).all()


def _present(assembly_id: AssemblyId) -> Sequence[tuple[Meeting, Seat, Presence, TravelClaim | None]]:
    statement = (
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
    return [(row[0], row[1], row[2], row[3]) for row in db.session.execute(statement)]


def _amounts(
    scheme: AllowanceScheme, meeting: Meeting, seat: Seat, presence: Presence, claim: TravelClaim | None
) -> list[Amount]:
    percent = 100 if presence is Presence.PRESENT else scheme.partly_percent
    amounts = [Amount(meeting.id, meeting.number, seat, LineKind.MEETING, scheme.meeting_cents * percent // 100)]
    if claim is not None:
        amounts.append(Amount(meeting.id, meeting.number, seat, LineKind.TRAVEL, travel_cents(scheme, claim)))
    return amounts


def travel_cents(scheme: AllowanceScheme, claim: TravelClaim) -> int:
    """Returns the amount of a claim, in cents."""
    if claim.kind is TravelKind.DISTANCE:
        return claim.kilometres * scheme.km_cents
    return claim.cents if scheme.pays_actual else 0


def euros(cents: int) -> str:
    """Returns an amount as Dutch bookkeeping writes it: 135,00."""
    return f"{cents // 100},{cents % 100:02d}"
