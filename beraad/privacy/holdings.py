"""What there is of each kind of data in a burgerberaad: one question chooses it, to count it and to delete it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Select, exists, func, or_, select, update

from beraad.allowances.models import TravelClaim
from beraad.assemblies.models import Assembly
from beraad.days import start_of
from beraad.extensions import db
from beraad.lottery.draw import destroying
from beraad.lottery.models import Draw
from beraad.mail import service as mail
from beraad.mail.models import MailState, OutboxMessage
from beraad.meetings.models import Attendance
from beraad.panel.models import HOLDING, Seat, SeatState
from beraad.privacy import erasing
from beraad.privacy.clocks import Deadline
from beraad.privacy.kinds import Kind
from beraad.recruitment.models import kept_out
from beraad.recruitment.models.registration import Registration
from beraad.recruitment.models.sample import RegisterRow
from beraad.recruitment.models.sign_up import SealedAnswer, SealedNeeds
from beraad.recruitment.models.waves import Invitation
from beraad.recruitment.questions import needs, special

#: on a certificate: draws of which the answers to special features were destroyed
DRAWS = "lotingen"
#: people in a seat of this state belong to the panel, also when they left it and the seat is still empty
OF_PANEL = (*HOLDING, SeatState.DROPPED_OUT)


def count(assembly: Assembly, deadline: Deadline, day: date) -> int:
    """How much of this kind would be deleted on `day`."""
    if not deadline.reaches(day):
        return 0
    return held(assembly, deadline, day)


def held(assembly: Assembly, deadline: Deadline, day: date | None = None) -> int:
    """How much there is of this kind; with `day`, of messages only those whose own term has passed by then."""
    found = _count(_chosen(assembly, deadline, day))
    return found + _count(destroying.holding(assembly.id)) if deadline.kind is Kind.SPECIAL else found


def _count(chosen: Select[tuple[int]]) -> int:
    return db.session.scalar(select(func.count()).select_from(chosen.subquery())) or 0


def erase(assembly: Assembly, deadline: Deadline, day: date, most: int) -> Mapping[str, int]:
    """Delete at most so many of this kind; gives how many there were, by their code on the certificate."""
    if deadline.kind is Kind.SAMPLE:
        kept_out.forget(assembly.id)
    numbers = db.session.scalars(_chosen(assembly, deadline, day).limit(most)).all()
    if numbers:
        _erase(assembly, deadline.kind, numbers)
    elif deadline.kind is Kind.SPECIAL:
        return _erase_draw(assembly)
    return {deadline.kind.value: len(numbers)} if numbers else {}


def _erase_draw(assembly: Assembly) -> Mapping[str, int]:
    """The special data in one draw: a draw is large, and has a commit of its own."""
    number = db.session.scalar(destroying.holding(assembly.id).limit(1))
    if number is None:
        return {}
    destroying.destroy(db.session.get_one(Draw, number))
    return {DRAWS: 1}


def _chosen(assembly: Assembly, deadline: Deadline, day: date | None) -> Select[tuple[int]]:
    seated = exists().where(Seat.registration_id == Registration.id, Seat.state.in_(OF_PANEL))
    people = select(Registration.id).where(Registration.assembly_id == assembly.id).order_by(Registration.id)
    seats = select(Seat.id).where(Seat.assembly_id == assembly.id).order_by(Seat.id)
    match deadline.kind:
        case Kind.SAMPLE:
            return _sample(assembly)
        case Kind.SPECIAL:
            return people.where(or_(_holds(SealedAnswer), _holds(SealedNeeds)))
        case Kind.NOT_DRAWN:
            return people.where(~seated)
        case Kind.NEEDS:
            told = exists().where(Attendance.seat_id == Seat.id, Attendance.sealed_reason.is_not(None))
            return seats.where(or_(Seat.sealed_needs.is_not(None), told))
        case Kind.BANK:
            claimed = exists().where(TravelClaim.seat_id == Seat.id)
            return seats.where(or_(Seat.sealed_bank.is_not(None), claimed))
        case Kind.PANEL:
            return people.where(seated)
        case Kind.MESSAGES:
            return _messages(assembly, deadline.days, day)


def _sample(assembly: Assembly) -> Select[tuple[int]]:
    answered = exists().where(Invitation.register_row_id == RegisterRow.id, Registration.invitation_id == Invitation.id)
    rows = select(RegisterRow.id).where(RegisterRow.assembly_id == assembly.id, ~answered)
    return rows.order_by(RegisterRow.id)


def _holds(table: type[SealedAnswer | SealedNeeds]) -> ColumnElement[bool]:
    """Whether somebody has a row in a table of sealed data."""
    return exists().where(table.registration_id == Registration.id)


def _messages(assembly: Assembly, days: int, day: date | None) -> Select[tuple[int]]:
    chosen = select(OutboxMessage.id).where(OutboxMessage.assembly_id == assembly.id, OutboxMessage.recipient != "")
    if day is not None:
        before = start_of(day - timedelta(days=days))
        on_its_way = OutboxMessage.state.in_((MailState.QUEUED, MailState.SENDING))
        chosen = chosen.where(OutboxMessage.created_at < before, ~on_its_way)
    return chosen.order_by(OutboxMessage.id)


def _erase(assembly: Assembly, kind: Kind, numbers: Sequence[int]) -> None:
    match kind:
        case Kind.SAMPLE:
            erasing.erase_sample_rows(numbers)
        case Kind.SPECIAL:
            special.forget(numbers)
            needs.forget(list(numbers))
        case Kind.NEEDS:
            db.session.execute(update(Seat).where(Seat.id.in_(numbers)).values(sealed_needs=None))
            erasing.forget_reasons(numbers)
        case Kind.BANK:
            db.session.execute(update(Seat).where(Seat.id.in_(numbers)).values(sealed_bank=None))
            erasing.forget_claims(numbers)
        case Kind.MESSAGES:
            mail.wipe(OutboxMessage.id.in_(numbers))
        case Kind.NOT_DRAWN | Kind.PANEL:
            people = db.session.scalars(select(Registration).where(Registration.id.in_(numbers))).all()
            erasing.erase_people(assembly, people)
