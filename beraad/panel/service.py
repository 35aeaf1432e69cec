"""Changes seats: seats the drawn people, asks them, writes down their answer."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, select
from sqlalchemy.exc import IntegrityError

from beraad.accounts import service as accounts
from beraad.accounts.access import token_hash
from beraad.accounts.models import Account
from beraad.assemblies import service as assemblies
from beraad.assemblies.models import Assembly, AssemblyId, Role
from beraad.audit import service as audit
from beraad.choices import LabelledEnum
from beraad.days import day_of, today
from beraad.extensions import db
from beraad.lottery.models import Draw
from beraad.orm import now
from beraad.panel import notices
from beraad.panel.errors import DateNeededError, SeatTakenError, TooLateError, WrongStateError
from beraad.panel.models import AnsweredBy, Cause, Seat, SeatEvent, SeatState
from beraad.panel.needs import service as needs
from beraad.recruitment import ways
from beraad.recruitment.models.registration import Registration, RegistrationState
from beraad.telling import service as telling
from beraad.telling.composing import Text
from beraad.telling.ways import ContactBy, way_of
from beraad.web import sealing
from beraad.web.places import full_address
from beraad.web.visitor import current_account_id

#: how long the link with which a new panellist signs in works
#: how long after the last day to answer the link still shows what was answered
LINK_ENDS = timedelta(days=30)
SIGN_IN_LASTS = timedelta(days=14)


@dataclass(frozen=True)
class Leaving:
    """Why and when somebody left; `happened_on` is None for the day on which it is written down."""

    cause: Cause = Cause.UNTOLD
    reason: str = ""
    happened_on: date | None = None


class Answer(LabelledEnum):
    """An answer that somebody gave by phone, by post or at the counter."""

    CONFIRM = "bevestigd", _l("Doet mee")
    DECLINE = "afgezegd", _l("Doet niet mee")
    COME_BACK = "toch", _l("Zei nee, maar doet toch mee")
    DROP_OUT = "uitgevallen", _l("Deed mee, maar stopt")


@dataclass(frozen=True)
class AnswerData:
    """The answer, how it came in, and why and when for somebody who leaves."""

    answer: Answer
    way: AnsweredBy
    leaving: Leaving = Leaving()


def late_on(day: date) -> tuple[ColumnElement[bool], ...]:
    """Conditions for seats whose last day to answer was before `day` without an answer."""
    return Seat.state == SeatState.INVITED, Seat.answer_by < day


def seat_people(draw: Draw, panel: list[str]) -> list[Seat]:
    """Give each drawn person a seat. Anyone who withdrew after the pool was frozen has declined already."""
    statement = select(Registration).where(
        Registration.assembly_id == draw.assembly_id, Registration.pool_id.in_(panel)
    )
    people = {person.pool_id: person for person in db.session.scalars(statement)}
    seats = []
    for number, pool_id in enumerate(sorted(panel), start=1):
        person = people.get(pool_id)
        seat = add_seat(draw.assembly_id, TurnData(number, 1, pool_id), person)
        if person is None or person.state is not RegistrationState.SIGNED_UP:
            move(seat, SeatState.DECLINED, None)
        seats.append(seat)
    audit.record("panel.seated", draw, assembly_id=draw.assembly_id, seats=len(seats))
    return seats


@dataclass(frozen=True)
class TurnData:
    """Whose turn it is in a seat: the number of the seat, the turn (from 1), and the name of the person in the draw."""

    number: int
    turn: int
    pool_id: str


def add_seat(assembly_id: AssemblyId, data: TurnData, person: Registration | None) -> Seat:
    """Add somebody's turn in a seat. Raises `SeatTakenError` if seat or person was taken at the same moment."""
    seat = Seat(assembly_id=assembly_id, **vars(data), registration_id=person.id if person else None)
    try:
        with db.session.begin_nested():
            db.session.add(seat)
    except IntegrityError as error:
        raise SeatTakenError from error
    if person is not None:
        needs.take_over(seat, person.id)
    db.session.add(SeatEvent(seat_id=seat.id, actor_id=current_account_id(), state=SeatState.DRAWN))
    db.session.flush()
    return seat


def to_ask(assembly: Assembly) -> Sequence[Seat]:
    """Everyone who was drawn and has not been asked."""
    statement = select(Seat).where(Seat.assembly_id == assembly.id, Seat.state == SeatState.DRAWN)
    return db.session.scalars(statement.order_by(Seat.number)).all()


def ask_everyone(assembly: Assembly, answer_by: date | None) -> tuple[int, int]:
    """Ask all drawn people who have not been asked. Returns (by mail, by phone or post). Raises `DateNeededError`."""
    mailed = [ask(seat, answer_by) for seat in to_ask(assembly)]
    return sum(mailed), len(mailed) - sum(mailed)


def ask(seat: Seat, answer_by: date | None) -> bool:
    """Ask one drawn person to answer. Returns True if that goes by mail, False if the griffie has to call or write.

    Raises `WrongStateError` or `DateNeededError`.
    """
    _lock(seat)
    if seat.state is not SeatState.DRAWN:
        raise WrongStateError
    if answer_by is None or answer_by < today():
        raise DateNeededError
    token = secrets.token_urlsafe(24)
    seat.token_hash, seat.sealed_token = token_hash(token), sealing.seal(token, _sealed_for(seat))
    seat.asked_at, seat.answer_by = now(), answer_by
    seat.asked_by = (way_of(seat.registration) if seat.registration else None) or ContactBy.POST
    move(seat, SeatState.INVITED, None)
    mailed = _answer_with_link(seat, notices.asked, f"seat-{seat.id}-asked")
    seat.told_at = now() if mailed else None
    return mailed


def remind(assembly: Assembly) -> int:
    """Remind by mail everyone who was asked and did not answer, at most once a day. Returns how many."""
    return remind_seats(assembly, to_remind(assembly))


def to_remind(assembly: Assembly) -> Sequence[Seat]:
    """Everyone who was asked, did not answer and had no reminder today."""
    statement = select(Seat).where(Seat.assembly_id == assembly.id, Seat.state == SeatState.INVITED)
    invited = db.session.scalars(statement.order_by(Seat.number)).all()
    return [seat for seat in invited if not _was_reminded(seat)]


def _was_reminded(seat: Seat) -> bool:
    """Whether a reminder went to this person today."""
    return seat.reminded_at is not None and day_of(seat.reminded_at) == today()


def remind_seats(assembly: Assembly, seats: Sequence[Seat]) -> int:
    """Remind by mail the people in these seats who had no reminder today. Returns how many."""
    day = today()
    reminded = 0
    for seat in seats:
        if _was_reminded(seat):
            continue
        if _answer_with_link(seat, notices.reminder, f"seat-{seat.id}-reminder-{day.isoformat()}"):
            seat.reminded_at = now()
            reminded += 1
    db.session.flush()
    if reminded:
        audit.record("panel.reminded", assembly, assembly_id=assembly.id, reminded=reminded)
    return reminded


def confirm(seat: Seat, way: AnsweredBy) -> None:
    """This person takes the seat, and gets an account as panellist with a link to sign in.

    Raises `WrongStateError`, or `TooLateError` for an answer by the link.
    """
    _lock(seat)
    if seat.state is not SeatState.INVITED:
        raise WrongStateError
    if way is AnsweredBy.LINK and seat.is_late:
        raise TooLateError
    seat.answered_at = now()
    move(seat, SeatState.CONFIRMED, way)
    _welcome(seat)


def decline(seat: Seat, way: AnsweredBy, leaving: Leaving = Leaving()) -> None:
    """This person does not take the seat, which waits for a replacement. Raises `WrongStateError`."""
    _lock(seat)
    if seat.state not in (SeatState.DRAWN, SeatState.INVITED):
        raise WrongStateError
    seat.answered_at = now()
    move(seat, SeatState.DECLINED, way, leaving)


def come_back(seat: Seat, way: AnsweredBy) -> None:
    """Somebody who said no takes the seat after all.

    Raises `WrongStateError` if others were offered it, or `TooLateError` for an answer by the link.
    """
    lock_panel(seat.assembly)
    _lock(seat)
    person = seat.registration
    if seat.state is not SeatState.DECLINED or person is None or person.state is not RegistrationState.SIGNED_UP:
        raise WrongStateError
    if way is AnsweredBy.LINK and seat.is_late:
        raise TooLateError
    seat.answered_at = now()
    move(seat, SeatState.CONFIRMED, way)
    _welcome(seat)


def late(assembly: Assembly) -> Sequence[Seat]:
    """Everyone whose last day to answer has passed."""
    statement = select(Seat).where(Seat.assembly_id == assembly.id, *late_on(today())).order_by(Seat.number)
    return db.session.scalars(statement).all()


def release_late(assembly: Assembly) -> int:
    """Free the seats of everyone whose last day to answer has passed. Returns how many."""
    seats = late(assembly)
    for seat in seats:
        decline(seat, AnsweredBy.OFFICE, Leaving(Cause.NO_ANSWER))
    return len(seats)


def drop_out(seat: Seat, way: AnsweredBy, leaving: Leaving = Leaving()) -> None:
    """A confirmed panellist stops, before, between or during the meetings; the seat waits for a replacement.

    Raises `WrongStateError`, or `DateNeededError` if it happened on a day to come.
    """
    _lock(seat)
    if seat.state is not SeatState.CONFIRMED:
        raise WrongStateError
    if leaving.happened_on is not None and leaving.happened_on > today():
        raise DateNeededError
    move(seat, SeatState.DROPPED_OUT, way, leaving)
    if seat.account is not None:
        assemblies.revoke_role(seat.assembly, seat.account, Role.PANELLIST)


def write_answer(seat: Seat, data: AnswerData) -> None:
    """Write down an answer that came in at the griffie. Raises the `PanelError` of the step that it asks for."""
    if data.answer is Answer.CONFIRM:
        confirm(seat, data.way)
    elif data.answer is Answer.DECLINE:
        decline(seat, data.way, data.leaving)
    elif data.answer is Answer.COME_BACK:
        come_back(seat, data.way)
    else:
        drop_out(seat, data.way, data.leaving)


def by_token(token: str) -> Seat | None:
    """The seat that the link with this token is about; None if there is none, or long after the last day to answer."""
    seat = db.session.scalar(select(Seat).where(Seat.token_hash == token_hash(token)))
    if seat is None or seat.answer_by is None:
        return seat
    return seat if today() <= seat.answer_by + LINK_ENDS else None


def move(seat: Seat, state: SeatState, way: AnsweredBy | None, leaving: Leaving | None = None) -> None:
    """Put the seat in `state`, with a line in its history. Reasons stay out of the log."""
    seat.state = state
    add_line(seat, way, leaving)
    audit.record(
        "panel.seat_moved",
        seat,
        assembly_id=seat.assembly_id,
        state=state.value,
        way=way.value if way else "",
    )


def add_line(seat: Seat, way: AnsweredBy | None, leaving: Leaving | None = None) -> None:
    """A line in the history of the seat, in the state that it is in."""
    why = {} if leaving is None else vars(leaving)
    db.session.add(SeatEvent(seat_id=seat.id, actor_id=current_account_id(), state=seat.state, way=way, **why))
    db.session.flush()


def _welcome(seat: Seat) -> None:
    person = seat.registration
    if person is None or not person.email:
        return
    account = seat.account or _account_for(seat, person)
    seat.account_id = account.id
    db.session.flush()
    assemblies.grant_role(seat.assembly, account, Role.PANELLIST)
    link = accounts.make_magic_link(account, f"/panel/{seat.assembly.slug}", SIGN_IN_LASTS)
    to = replace(ways.person_of(person), way=ContactBy.EMAIL, address=person.email)
    reference = f"seat-{seat.id}-welcome-{int(now().timestamp())}"
    telling.answer(seat.assembly, to, notices.welcome(seat, link, SIGN_IN_LASTS.days), reference)


def _account_for(seat: Seat, person: Registration) -> Account:
    """The account that this person has from another panel, or a new one.

    An address is no person: couples share mailboxes, and anybody can type the address of an official.
    """
    name = person.name or person.email
    here = select(Seat.account_id).where(Seat.assembly_id == seat.assembly_id, Seat.account_id.is_not(None))
    taken = set(db.session.scalars(here))
    for account in accounts.all_at(person.email):
        if account.at_address and account.name == name.strip() and account.id not in taken:
            return account
    return accounts.create_for_panellist(person.email, name)


def answer_link(seat: Seat) -> str:
    """The address at which the person in this seat answers; empty before they are asked."""
    if seat.sealed_token is None:
        return ""
    return full_address("panel_answer.come_in", token=sealing.unseal(seat.sealed_token, _sealed_for(seat)))


def _answer_with_link(seat: Seat, words: Callable[[Seat, str], Text], reference: str) -> bool:
    """Send the link to answer. Returns False if this person is not reached by mail or text message."""
    person = seat.registration
    if person is None or seat.sealed_token is None:
        return False
    return ways.answer(person, words(seat, answer_link(seat)), reference)


def _sealed_for(seat: Seat) -> str:
    return audit.subject_of(Seat, seat.id)


def lock_panel(assembly: Assembly) -> None:
    """Wait until nobody else is changing who sits where; until the commit."""
    db.session.refresh(assembly, with_for_update=True)


def _lock(seat: Seat) -> None:
    db.session.refresh(seat, with_for_update=True)
