"""The verbs of allowances: set the scheme, claim travel costs, and draw up, approve and pay lists."""

from __future__ import annotations

import json
from dataclasses import asdict, astuple, dataclass
from typing import Any

from sqlalchemy import func, select

from beraad.accounts.models import Account
from beraad.acts import service as acts
from beraad.allowances import owed
from beraad.allowances.errors import (
    AccountChangedError,
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
from beraad.audit import queries as audit_queries
from beraad.audit import service as audit
from beraad.extensions import db
from beraad.meetings.models import Attendance, Meeting, Presence
from beraad.orm import now
from beraad.panel.models import Seat
from beraad.panel.needs import bank
from beraad.panel.service import lock_panel
from beraad.web import sealing

#: the act of the second official, see `allowances.acts`
APPROVE_KEY = "allowances.approve"


@dataclass(frozen=True)
class SchemeData:
    """What is paid: cents for a meeting and a kilometre, and the part for people who were there part of the time."""

    meeting_cents: int
    km_cents: int = 0
    pays_actual: bool = False
    partly_percent: int = 100


@dataclass(frozen=True)
class TravelData:
    """A journey there and back: its kilometres or its price in cents, depending on the kind."""

    kind: TravelKind
    kilometres: int = 0
    cents: int = 0


def set_scheme(assembly: Assembly, data: SchemeData) -> AllowanceScheme:
    """Decide what is paid. What is on a list already stays as it is."""
    scheme = owed.scheme(assembly.id) or AllowanceScheme(assembly_id=assembly.id)
    for name, value in asdict(data).items():
        setattr(scheme, name, value)
    scheme.changed_at = now()
    db.session.add(scheme)
    db.session.flush()
    audit.record("allowances.scheme_set", assembly, assembly_id=assembly.id, **asdict(data))
    return scheme


def claim_travel(meeting: Meeting, seat: Seat, data: TravelData) -> TravelClaim:
    """Claim travel costs for a meeting, in place of an earlier claim for it.

    Raises TravelNotPaidError, NotPresentError, or SettledError if the earlier claim is on a list.
    """
    scheme = owed.scheme(meeting.assembly_id)
    if scheme is None or not (scheme.km_cents if data.kind is TravelKind.DISTANCE else scheme.pays_actual):
        raise TravelNotPaidError
    if not _was_present(meeting, seat):
        raise NotPresentError
    if _is_listed(meeting, seat):
        raise SettledError
    claim = claim_of(meeting, seat) or TravelClaim(meeting_id=meeting.id, seat_id=seat.id)
    claim.kind, claim.kilometres, claim.cents, claim.claimed_at = data.kind, data.kilometres, data.cents, now()
    db.session.add(claim)
    db.session.flush()
    audit.record("allowances.travel_claimed", meeting, assembly_id=meeting.assembly_id, seat=seat.id)
    return claim


def claim_of(meeting: Meeting, seat: Seat) -> TravelClaim | None:
    """Returns what was claimed for this meeting, or None."""
    return db.session.scalar(
        select(TravelClaim).where(TravelClaim.meeting_id == meeting.id, TravelClaim.seat_id == seat.id)
    )


def draw_up(assembly: Assembly, official: Account) -> PaymentList:
    """Make a list of all that is due to people who gave a bank account. Raises NothingDueError."""
    lock_panel(assembly)
    payable = owed.payable(assembly)
    if not payable:
        raise NothingDueError
    last = db.session.scalar(select(func.max(PaymentList.number)).where(PaymentList.assembly_id == assembly.id))
    lines = [
        PaymentLine(meeting_id=amount.meeting_id, seat_id=amount.seat.id, kind=amount.kind, cents=amount.cents)
        for amount in payable
    ]
    payment_list = PaymentList(
        assembly_id=assembly.id, number=(last or 0) + 1, state=ListState.TO_PAY, drawn_up_by_id=official.id, lines=lines
    )
    db.session.add(payment_list)
    db.session.flush()
    _record("list_drawn_up", payment_list, lines=len(lines), cents=sum(line.cents for line in lines))
    acts.propose(APPROVE_KEY, payment_list, official.id)
    return payment_list


def withdraw(payment_list: PaymentList) -> None:
    """Delete a list that was not approved; what was on it is due again. Raises WrongStateError."""
    _lock(payment_list, ListState.TO_PAY)
    _record("list_withdrawn", payment_list)
    acts.close(payment_list)
    db.session.delete(payment_list)
    db.session.flush()


def approve(payment_list: PaymentList, official: Account) -> None:
    """Approve a list, as a second official. Raises WrongStateError, SameOfficialError or StaleListError."""
    _lock(payment_list, ListState.TO_PAY)
    if payment_list.drawn_up_by_id == official.id:
        raise SameOfficialError
    if stale_lines(payment_list):
        raise StaleListError
    payment_list.state, payment_list.approved_by_id, payment_list.approved_at = ListState.APPROVED, official.id, now()
    acts.close(payment_list)
    db.session.flush()
    _record("list_approved", payment_list, accounts=accounts_of(payment_list))


def stale_lines(payment_list: PaymentList) -> list[PaymentLine]:
    """Returns the lines that are no longer owed, or not that much."""
    owing = owed.owed(db.session.get_one(Assembly, payment_list.assembly_id))
    amounts = {key: amount.cents for key, amount in owing.items()}
    return [
        line for line in payment_list.lines if amounts.get((line.meeting_id, line.seat_id, line.kind)) != line.cents
    ]


def hand_out(payment_list: PaymentList) -> None:
    """Log that the list with bank accounts goes to the finance department.

    Raises WrongStateError before it was approved, AccountMissingError if it cannot be paid as it is, or
    AccountChangedError if it would be paid to another account than was approved.
    """
    if payment_list.state is ListState.TO_PAY:
        raise WrongStateError
    if any(line.seat.sealed_bank is None for line in payment_list.lines):
        raise AccountMissingError
    if _is_changed(payment_list):
        raise AccountChangedError
    _record("list_handed_out", payment_list, lines=len(payment_list.lines))


def reopen_changed(payment_list: PaymentList) -> bool:
    """Let a list be approved again if a bank account on it changed since. Returns whether it has to be."""
    if payment_list.state is not ListState.APPROVED or not _is_changed(payment_list):
        return False
    _lock(payment_list, ListState.APPROVED)
    payment_list.state, payment_list.approved_by_id, payment_list.approved_at = ListState.TO_PAY, None, None
    db.session.flush()
    _record("list_reopened", payment_list)
    acts.propose(APPROVE_KEY, payment_list, payment_list.drawn_up_by_id)
    return True


def accounts_of(payment_list: PaymentList) -> str:
    """Returns a keyed fingerprint of the bank accounts and names to which the list is paid."""
    seats = {line.seat_id: line.seat for line in payment_list.lines}
    paid_to = [(seat_id, *astuple(bank.of_seat(seats[seat_id]))) for seat_id in sorted(seats)]
    return sealing.fingerprint("accounts of a list:" + json.dumps(paid_to))


def _is_changed(payment_list: PaymentList) -> bool:
    """Whether an account is another one than was approved; not if one was wiped, which is said apart."""
    if any(line.seat.sealed_bank is None for line in payment_list.lines):
        return False
    approved = audit_queries.last_details(payment_list, "allowances.list_approved").get("accounts")
    return approved is not None and approved != accounts_of(payment_list)


def mark_paid(payment_list: PaymentList, official: Account) -> None:
    """Note that the finance department paid everything on the list. Raises WrongStateError."""
    _lock(payment_list, ListState.APPROVED)
    payment_list.state, payment_list.paid_by_id, payment_list.paid_at = ListState.PAID, official.id, now()
    db.session.flush()
    _record("list_paid", payment_list)


def _was_present(meeting: Meeting, seat: Seat) -> bool:
    noted = select(Attendance.presence).where(Attendance.meeting_id == meeting.id, Attendance.seat_id == seat.id)
    return db.session.scalar(noted) in (Presence.PRESENT, Presence.PARTLY)


def _is_listed(meeting: Meeting, seat: Seat) -> bool:
    line = select(PaymentLine.id).where(
        PaymentLine.meeting_id == meeting.id, PaymentLine.seat_id == seat.id, PaymentLine.kind == LineKind.TRAVEL
    )
    return db.session.scalar(line) is not None


def _lock(payment_list: PaymentList, state: ListState) -> None:
    db.session.refresh(payment_list, with_for_update=True)
    if payment_list.state is not state:
        raise WrongStateError


def _record(event: str, payment_list: PaymentList, **details: Any) -> None:
    audit.record(f"allowances.{event}", payment_list, assembly_id=payment_list.assembly_id, **details)
