"""The verbs of allowances: lay down the scheme, claim travel costs; draw up a list, approve it, note it was paid."""

from __future__ import annotations

from sqlalchemy import func, select

from beraad.accounts.models import Account
from beraad.allowances import owed
from beraad.allowances.errors import (
    AccountMissingError,
    NothingDueError,
    NotPresentError,
    SameOfficialError,
    SettledError,
    StaleListError,
    TravelNotPaidError,
    WrongStateError,
)
from beraad.allowances.models import (
    AllowanceScheme,
    LineKind,
    ListState,
    PaymentLine,
    PaymentList,
    TravelClaim,
    TravelKind,
)
from beraad.assemblies.models import Assembly
from beraad.audit import service as audit
from beraad.extensions import db
from beraad.meetings.models import Attendance, Meeting, Presence
from beraad.orm import now
from beraad.panel.models import Seat
from beraad.panel.service import lock_panel


def set_scheme(
    assembly: Assembly, meeting_cents: int, km_cents: int, pays_actual: bool, partly_percent: int
) -> AllowanceScheme:
    """Lay down what is paid. What stands on a list already stays as it is."""
    scheme = owed.scheme(assembly.id)
    if scheme is None:
        scheme = AllowanceScheme(assembly_id=assembly.id, meeting_cents=meeting_cents)
        db.session.add(scheme)
    scheme.meeting_cents, scheme.km_cents, scheme.changed_at = meeting_cents, km_cents, now()
    scheme.pays_actual, scheme.partly_percent = pays_actual, partly_percent
    db.session.flush()
    audit.record(
        "allowances.scheme_set",
        f"assembly:{assembly.id}",
        assembly_id=assembly.id,
        meeting_cents=meeting_cents,
        km_cents=km_cents,
        partly_percent=partly_percent,
        pays_actual=pays_actual,
    )
    return scheme


def claim_travel(meeting: Meeting, seat: Seat, kind: TravelKind, kilometres: int = 0, cents: int = 0) -> TravelClaim:
    """Travel costs for one meeting; a second claim takes the place of the first while that was not put on a list."""
    scheme = owed.scheme(meeting.assembly_id)
    offered = scheme is not None and (scheme.km_cents if kind is TravelKind.DISTANCE else scheme.pays_actual)
    if not offered:
        raise TravelNotPaidError
    if not _was_present(meeting, seat):
        raise NotPresentError
    if _is_listed(meeting, seat):
        raise SettledError
    claim = claim_of(meeting, seat)
    if claim is None:
        claim = TravelClaim(meeting_id=meeting.id, seat_id=seat.id, kind=kind)
    claim.kind, claim.kilometres, claim.cents, claim.claimed_at = kind, kilometres, cents, now()
    db.session.add(claim)
    db.session.flush()
    audit.record("allowances.travel_claimed", f"meeting:{meeting.id}", assembly_id=meeting.assembly_id, seat=seat.id)
    return claim


def claim_of(meeting: Meeting, seat: Seat) -> TravelClaim | None:
    """What was claimed for this meeting."""
    chosen = select(TravelClaim).where(TravelClaim.meeting_id == meeting.id, TravelClaim.seat_id == seat.id)
    return db.session.scalar(chosen)


def draw_up(assembly: Assembly, official: Account) -> PaymentList:
    """A list of all that is due to people who gave a bank account. Raises `NothingDueError`."""
    lock_panel(assembly)
    payable = owed.by_account(owed.due(assembly)).payable
    if not payable:
        raise NothingDueError
    last = db.session.scalar(select(func.max(PaymentList.number)).where(PaymentList.assembly_id == assembly.id))
    lines = [
        PaymentLine(meeting_id=amount.meeting_id, seat_id=amount.seat.id, kind=amount.kind, cents=amount.cents)
        for amount in payable
    ]
    made = PaymentList(
        assembly_id=assembly.id, number=(last or 0) + 1, state=ListState.TO_PAY, drawn_up_by_id=official.id, lines=lines
    )
    db.session.add(made)
    db.session.flush()
    _record("list_drawn_up", made, lines=len(lines), cents=sum(line.cents for line in lines))
    return made


def withdraw(found: PaymentList) -> None:
    """Throw away a list that was not approved; what stood on it is due again."""
    _lock(found, ListState.TO_PAY)
    _record("list_withdrawn", found)
    db.session.delete(found)
    db.session.flush()


def approve(found: PaymentList, official: Account) -> None:
    """A second official approves. Raises `SameOfficialError`, or `StaleListError` when something changed meanwhile."""
    _lock(found, ListState.TO_PAY)
    if found.drawn_up_by_id == official.id:
        raise SameOfficialError
    if stale(found):
        raise StaleListError
    found.state, found.approved_by_id, found.approved_at = ListState.APPROVED, official.id, now()
    db.session.flush()
    _record("list_approved", found)


def stale(found: PaymentList) -> list[PaymentLine]:
    """Lines that are not owed any more, or not that much."""
    known = owed.owed(db.session.get_one(Assembly, found.assembly_id))
    amounts = {key: amount.cents for key, amount in known.items()}
    return [line for line in found.lines if amounts.get((line.meeting_id, line.seat_id, line.kind)) != line.cents]


def hand_out(found: PaymentList) -> None:
    """The list with bank accounts goes to the finance department; that goes into the log.

    Raises `WrongStateError` before it was approved, and `AccountMissingError` when it can't be paid as it is.
    """
    if found.state is ListState.TO_PAY:
        raise WrongStateError
    if any(line.seat.sealed_bank is None for line in found.lines):
        raise AccountMissingError
    _record("list_handed_out", found, lines=len(found.lines))


def mark_paid(found: PaymentList, official: Account) -> None:
    """The finance department paid everything on the list."""
    _lock(found, ListState.APPROVED)
    found.state, found.paid_by_id, found.paid_at = ListState.PAID, official.id, now()
    db.session.flush()
    _record("list_paid", found)


def _was_present(meeting: Meeting, seat: Seat) -> bool:
    noted = select(Attendance.presence).where(Attendance.meeting_id == meeting.id, Attendance.seat_id == seat.id)
    return db.session.scalar(noted) in (Presence.PRESENT, Presence.PARTLY)


def _is_listed(meeting: Meeting, seat: Seat) -> bool:
    line = select(PaymentLine.id).where(
        PaymentLine.meeting_id == meeting.id, PaymentLine.seat_id == seat.id, PaymentLine.kind == LineKind.TRAVEL
    )
    return db.session.scalar(line) is not None


def _lock(found: PaymentList, state: ListState) -> None:
    db.session.refresh(found, with_for_update=True)
    if found.state is not state:
        raise WrongStateError


def _record(verb: str, found: PaymentList, **details: int) -> None:
    audit.record(f"allowances.{verb}", f"payment_list:{found.id}", assembly_id=found.assembly_id, **details)
