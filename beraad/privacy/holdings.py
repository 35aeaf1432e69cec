"""What there is of each kind of data in a burgerberaad: one question chooses it, to count it and to delete it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

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
from beraad.recruitment.models.registration import Registration
from beraad.recruitment.models.sample import RegisterRow
from beraad.recruitment.models.sign_up import SealedAnswer, SealedNeeds
from beraad.recruitment.models.waves import Invitation
from beraad.recruitment.questions import needs, special
from beraad.recruitment.register import kept_out

#: on a certificate: draws of which the answers to special features were destroyed
DRAWS = "lotingen"
#: people in a seat of this state belong to the panel, also when they left it and the seat is still empty
OF_PANEL = (*HOLDING, SeatState.DROPPED_OUT)


def count(assembly: Assembly, deadline: Deadline, day: date) -> int:
    """Returns how much of this kind would be deleted on `day`."""
    if not deadline.reaches(day):
        return 0
    return held(assembly, deadline, day)


def held(assembly: Assembly, deadline: Deadline, day: date | None = None) -> int:
    """Returns how much there is of this kind; with `day`, of messages only those whose own term has passed by then."""
    total = _count(_selected(assembly, deadline, day))
    return total + _count(destroying.holding(assembly.id)) if deadline.kind is Kind.SPECIAL else total


def _count(rows: Select[Any]) -> int:
    return db.session.scalar(select(func.count()).select_from(rows.subquery())) or 0


def erase(assembly: Assembly, deadline: Deadline, day: date, most: int) -> Mapping[str, int]:
    """Delete at most so many of this kind; returns how many, by their code on the certificate."""
    if deadline.kind is Kind.SAMPLE:
        kept_out.forget(assembly.id)
    ids = db.session.scalars(_selected(assembly, deadline, day).limit(most)).all()
    if ids:
        _erase(assembly, deadline.kind, ids)
    elif deadline.kind is Kind.SPECIAL:
        return _erase_draw(assembly)
    return {deadline.kind.value: len(ids)} if ids else {}


def _erase_draw(assembly: Assembly) -> Mapping[str, int]:
    """The special data in one draw: a draw is large, and has a commit of its own."""
    draw_id = db.session.scalar(destroying.holding(assembly.id).limit(1))
    if draw_id is None:
        return {}
    destroying.destroy(db.session.get_one(Draw, draw_id))
    return {DRAWS: 1}


def _selected(assembly: Assembly, deadline: Deadline, day: date | None) -> Select[int]:
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
            gave_reason = exists().where(Attendance.seat_id == Seat.id, Attendance.sealed_reason.is_not(None))
            return seats.where(or_(Seat.sealed_needs.is_not(None), gave_reason))
        case Kind.BANK:
            claimed = exists().where(TravelClaim.seat_id == Seat.id)
            return seats.where(or_(Seat.sealed_bank.is_not(None), claimed))
        case Kind.PANEL:
            return people.where(seated)
        case Kind.MESSAGES:
            return _messages(assembly, deadline.days, day)


def _sample(assembly: Assembly) -> Select[int]:
    answered = exists().where(Invitation.register_row_id == RegisterRow.id, Registration.invitation_id == Invitation.id)
    rows = select(RegisterRow.id).where(RegisterRow.assembly_id == assembly.id, ~answered)
    return rows.order_by(RegisterRow.id)


def _holds(table: type[SealedAnswer | SealedNeeds]) -> ColumnElement[bool]:
    """Whether somebody has a row in a table of sealed data."""
    return exists().where(table.registration_id == Registration.id)


def _messages(assembly: Assembly, days: int, day: date | None) -> Select[int]:
    messages = select(OutboxMessage.id).where(OutboxMessage.assembly_id == assembly.id, OutboxMessage.recipient != "")
    if day is not None:
        before = start_of(day - timedelta(days=days))
        on_its_way = OutboxMessage.state.in_((MailState.QUEUED, MailState.SENDING))
        messages = messages.where(OutboxMessage.created_at < before, ~on_its_way)
    return messages.order_by(OutboxMessage.id)


def _erase(assembly: Assembly, kind: Kind, ids: Sequence[int]) -> None:
    match kind:
        case Kind.SAMPLE:
            erasing.erase_sample_rows(ids)
        case Kind.SPECIAL:
            special.forget(ids)
            needs.forget(list(ids))
        case Kind.NEEDS:
            db.session.execute(update(Seat).where(Seat.id.in_(ids)).values(sealed_needs=None))
            erasing.forget_reasons(ids)
        case Kind.BANK:
            db.session.execute(update(Seat).where(Seat.id.in_(ids)).values(sealed_bank=None))
            erasing.forget_claims(ids)
        case Kind.MESSAGES:
            mail.wipe(OutboxMessage.id.in_(ids))
        case Kind.NOT_DRAWN | Kind.PANEL:
            people = db.session.scalars(select(Registration).where(Registration.id.in_(ids))).all()
            erasing.erase_people(assembly, people)
