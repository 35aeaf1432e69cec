"""The verbs of seats: seat the drawn people, ask them, write down their answer."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, select
from sqlalchemy.exc import IntegrityError

from beraad.accounts import service as accounts
from beraad.accounts.access import token_hash
from beraad.assemblies import service as assemblies
from beraad.assemblies.models import Assembly, Role
from beraad.audit import service as audit
from beraad.days import day_of, today
from beraad.extensions import db
from beraad.lottery.models import Draw
from beraad.mail import service as mail
from beraad.orm import now
from beraad.panel.errors import DateNeededError, SeatTakenError, TooLateError, WrongStateError
from beraad.panel.models import Cause, Seat, SeatEvent, SeatState, Way
from beraad.panel.needs import service as needs
from beraad.recruitment.models.registration import ContactBy, Registration, RegistrationState
from beraad.recruitment.questions import ways
from beraad.web import sealing
from beraad.web.places import full_address
from beraad.web.visitor import account_number

#: how long the link with which a new panellist signs in works
SIGN_IN_LASTS = timedelta(days=14)


@dataclass(frozen=True)
class Leaving:
    """Why and when somebody left; `happened_on` is empty when that is the day on which it was written down."""

    cause: Cause
    reason: str = ""
    happened_on: date | None = None


def late_on(day: date) -> tuple[ColumnElement[bool], ...]:
    """Seats whose last day to answer was before `day`, and that nobody answered for."""
    return Seat.state == SeatState.INVITED, Seat.answer_by < day


def seat_people(draw: Draw, panel: list[str]) -> list[Seat]:
    """Give each drawn person a seat. Whoever withdrew after the pool was frozen has declined already."""
    chosen = select(Registration).where(Registration.assembly_id == draw.assembly_id, Registration.pool_id.in_(panel))
    known = {person.pool_id: person for person in db.session.scalars(chosen)}
    seats = []
    for number, pool_id in enumerate(sorted(panel), start=1):
        seat = add_seat(draw.assembly_id, number, 1, pool_id, known.get(pool_id))
        person = known.get(pool_id)
        if person is None or person.state is not RegistrationState.SIGNED_UP:
            move(seat, SeatState.DECLINED, None)
        seats.append(seat)
    audit.record("panel.seated", f"draw:{draw.id}", assembly_id=draw.assembly_id, seats=len(seats))
    return seats


def add_seat(assembly_id: int, number: int, turn: int, pool_id: str, person: Registration | None) -> Seat:
    """Somebody's turn in a seat; raises `SeatTakenError` when seat or person was taken at the same moment."""
    seat = Seat(
        assembly_id=assembly_id,
        number=number,
        turn=turn,
        pool_id=pool_id,
        registration_id=person.id if person else None,
    )
    try:
        with db.session.begin_nested():
            db.session.add(seat)
    except IntegrityError as error:
        raise SeatTakenError from error
    if person is not None:
        needs.take_over(seat, person.id)
    db.session.add(SeatEvent(seat_id=seat.id, actor_id=account_number(), state=SeatState.DRAWN))
    db.session.flush()
    return seat


def ask_everyone(assembly: Assembly, answer_by: date | None) -> tuple[int, int]:
    """Ask all drawn people who have not been asked; gives how many by mail, and how many by phone or post."""
    chosen = select(Seat).where(Seat.assembly_id == assembly.id, Seat.state == SeatState.DRAWN).order_by(Seat.number)
    asked = [ask(seat, answer_by) for seat in db.session.scalars(chosen)]
    return sum(asked), len(asked) - sum(asked)


def ask(seat: Seat, answer_by: date | None) -> bool:
    """Ask one drawn person to answer; True when that went by mail, False when the griffie has to call or write."""
    _lock(seat)
    if seat.state is not SeatState.DRAWN:
        raise WrongStateError
    if answer_by is None or answer_by < today():
        raise DateNeededError
    token = secrets.token_urlsafe(24)
    seat.token_hash, seat.sealed_token = token_hash(token), sealing.seal(token, f"seat:{seat.id}")
    seat.asked_at, seat.answer_by = now(), answer_by
    seat.asked_by = ways.of(seat.registration) if seat.registration else ContactBy.POST
    move(seat, SeatState.INVITED, None)
    mailed = mail_link(seat, "panel_asked", f"seat-{seat.id}-asked")
    seat.told_at = now() if mailed else None
    return mailed


def remind(assembly: Assembly) -> int:
    """Remind by mail everyone who was asked and did not answer; once a day at most. Gives how many."""
    chosen = select(Seat).where(Seat.assembly_id == assembly.id, Seat.state == SeatState.INVITED)
    return remind_seats(assembly, db.session.scalars(chosen.order_by(Seat.number)).all())


def remind_seats(assembly: Assembly, seats: Sequence[Seat]) -> int:
    """Remind the people in these seats by mail, those who had no reminder today; gives how many."""
    day = today()
    reminded = 0
    for seat in seats:
        if seat.reminded_at is not None and day_of(seat.reminded_at) == day:
            continue
        if mail_link(seat, "panel_reminder", f"seat-{seat.id}-reminder-{day.isoformat()}"):
            seat.reminded_at = now()
            reminded += 1
    db.session.flush()
    if reminded:
        audit.record("panel.reminded", f"assembly:{assembly.id}", assembly_id=assembly.id, reminded=reminded)
    return reminded


def confirm(seat: Seat, way: Way) -> None:
    """This person takes the seat: they get an account as panellist and a link to sign in with."""
    _lock(seat)
    if seat.state is not SeatState.INVITED:
        raise WrongStateError
    if way is Way.LINK and is_late(seat):
        raise TooLateError
    seat.answered_at = now()
    move(seat, SeatState.CONFIRMED, way)
    _welcome(seat)


def decline(seat: Seat, way: Way, reason: str = "", cause: Cause = Cause.UNTOLD) -> None:
    """This person does not take the seat; it waits for a replacement."""
    _lock(seat)
    if seat.state not in (SeatState.DRAWN, SeatState.INVITED):
        raise WrongStateError
    seat.answered_at = now()
    move(seat, SeatState.DECLINED, way, Leaving(cause, reason))


def come_back(seat: Seat, way: Way) -> None:
    """Somebody who said no takes the seat after all, as long as nobody else was offered it."""
    lock_panel(seat.assembly)
    _lock(seat)
    person = seat.registration
    if seat.state is not SeatState.DECLINED or person is None or person.state is not RegistrationState.SIGNED_UP:
        raise WrongStateError
    if way is Way.LINK and is_late(seat):
        raise TooLateError
    seat.answered_at = now()
    move(seat, SeatState.CONFIRMED, way)
    _welcome(seat)


def release_late(assembly: Assembly) -> int:
    """Free the seats of everyone whose last day to answer has passed; gives how many."""
    chosen = select(Seat).where(Seat.assembly_id == assembly.id, *late_on(today())).order_by(Seat.number)
    found = db.session.scalars(chosen).all()
    for seat in found:
        decline(seat, Way.OFFICE, cause=Cause.NO_ANSWER)
    return len(found)


def drop_out(
    seat: Seat, way: Way, reason: str = "", cause: Cause = Cause.UNTOLD, happened_on: date | None = None
) -> None:
    """A confirmed panellist stops, before, between or during the meetings; the seat waits for a replacement.

    `happened_on`: the day on which they stopped, when that is not today; raises `DateNeededError` for a day to come.
    """
    _lock(seat)
    if seat.state is not SeatState.CONFIRMED:
        raise WrongStateError
    if happened_on is not None and happened_on > today():
        raise DateNeededError
    move(seat, SeatState.DROPPED_OUT, way, Leaving(cause, reason, happened_on))
    if seat.account is not None:
        assemblies.revoke_role(seat.assembly, seat.account, Role.PANELLIST)


def is_late(seat: Seat) -> bool:
    """Whether the last day to answer has passed."""
    return seat.answer_by is not None and today() > seat.answer_by


def by_token(token: str) -> Seat | None:
    """The seat that the link with this token is about."""
    return db.session.scalar(select(Seat).where(Seat.token_hash == token_hash(token)))


def move(seat: Seat, state: SeatState, way: Way | None, leaving: Leaving | None = None) -> None:
    """Put the seat in `state`, with a line in its history. Reasons stay out of the log."""
    seat.state = state
    add_line(seat, way, leaving)
    audit.record(
        "panel.seat_moved",
        f"seat:{seat.id}",
        assembly_id=seat.assembly_id,
        state=state.value,
        way=way.value if way else "",
    )


def add_line(seat: Seat, way: Way | None, leaving: Leaving | None = None) -> None:
    """A line in the history of the seat, in the state that it is in."""
    said = {} if leaving is None else {**vars(leaving)}
    db.session.add(SeatEvent(seat_id=seat.id, actor_id=account_number(), state=seat.state, way=way, **said))
    db.session.flush()


def _welcome(seat: Seat) -> None:
    person = seat.registration
    if person is None or not person.email:
        return
    account = accounts.find_or_create(person.email, person.name or person.email)
    seat.account_id = account.id
    db.session.flush()
    assemblies.grant_role(seat.assembly, account, Role.PANELLIST)
    accounts.send_magic_link(account, f"/panel/{seat.assembly.slug}", SIGN_IN_LASTS)


def answer_link(seat: Seat) -> str:
    """The address at which the person in this seat answers; empty before they were asked."""
    if seat.sealed_token is None:
        return ""
    return full_address("panel_answer.show", token=sealing.unseal(seat.sealed_token, f"seat:{seat.id}"))


def mail_link(seat: Seat, template: str, reference: str) -> bool:
    """Send the link to answer; False when this person is not reached by mail or text message."""
    person = seat.registration
    if person is None or seat.sealed_token is None:
        return False
    subject, body = mail.render(
        template,
        person.language,
        name=person.name,
        title=seat.assembly.title,
        url=answer_link(seat),
        answer_by=seat.answer_by,
    )
    return ways.send(person, subject, body, reference)


def lock_panel(assembly: Assembly) -> None:
    """Wait until nobody else is changing who sits where; until the commit."""
    db.session.refresh(assembly, with_for_update=True)


def _lock(seat: Seat) -> None:
    db.session.refresh(seat, with_for_update=True)
