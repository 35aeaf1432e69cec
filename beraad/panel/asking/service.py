"""Asking drawn people who are not reached by mail: letters to post, people to call, a text message with the link.

Whoever is on one of these lists has been given a seat and a last day to answer; `told_at` says that the letter is in
the post or that the call was made. The daily job reminds by mail, once, shortly before the last day.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from beraad.assemblies.models import Assembly
from beraad.audit import service as audit
from beraad.days import today
from beraad.extensions import db
from beraad.jobs.run import JobRun
from beraad.mail import service as mail
from beraad.mail.models import MessageKind
from beraad.orm import now
from beraad.panel import service
from beraad.panel.errors import WrongStateError
from beraad.panel.models import Seat, SeatState, Way
from beraad.panel.needs import completeness
from beraad.recruitment.models.registration import ContactBy

#: the kind of job that reminds
REMIND_JOB = "panel.remind"
#: days before the last day to answer on which the daily job reminds, once
REMIND_BEFORE = timedelta(days=3)
#: how the history calls a letter and a call
WAYS = {ContactBy.POST: Way.POST, ContactBy.PHONE: Way.PHONE}


def to_tell(assembly_id: int, way: ContactBy) -> Sequence[Seat]:
    """Seats of people who are asked by letter or by telephone and did not answer yet; those still to tell first."""
    return db.session.scalars(
        select(Seat)
        .options(joinedload(Seat.registration))
        .where(Seat.assembly_id == assembly_id, Seat.state == SeatState.INVITED, Seat.asked_by == way)
        .order_by(Seat.told_at.is_not(None), Seat.number)
    ).all()


def to_post(assembly_id: int) -> list[Seat]:
    """Seats of people to whom a letter still has to be posted."""
    return [seat for seat in to_tell(assembly_id, ContactBy.POST) if seat.told_at is None]


def tell(seat: Seat) -> None:
    """The letter has been posted, or the call was made. The second time changes nothing."""
    if seat.state is not SeatState.INVITED or seat.asked_by not in WAYS:
        raise WrongStateError
    if seat.told_at is not None:
        return
    seat.told_at = now()
    service.add_line(seat, WAYS[seat.asked_by])
    audit.record("panel.told", f"seat:{seat.id}", assembly_id=seat.assembly_id, way=WAYS[seat.asked_by].value)


def tell_all_by_post(assembly: Assembly) -> int:
    """All letters that were still to post have been posted; gives how many."""
    found = to_post(assembly.id)
    for seat in found:
        tell(seat)
    return len(found)


def can_text() -> bool:
    """Whether this site sends text messages."""
    notify = current_app.config["BERAAD"].notify
    return notify is not None and bool(notify.text_template)


def text_link(seat: Seat) -> None:
    """Send the link as a text message to somebody who is on the list to call; once."""
    person = seat.registration
    if seat.state is not SeatState.INVITED or person is None or not person.phone or not can_text():
        raise WrongStateError
    subject, body = mail.render(
        "panel_text",
        person.language,
        title=seat.assembly.title,
        url=service.answer_link(seat),
        answer_by=seat.answer_by,
    )
    reference = f"seat-{seat.id}-text"
    mail.queue(person.phone, subject, body, reference, assembly_id=seat.assembly_id, kind=MessageKind.TEXT)
    tell(seat)


def remind_daily(run: JobRun) -> None:
    """The daily job: a reminder before the last day to answer, and one to complete what the first meeting needs."""
    for number in db.session.scalars(select(Assembly.id).order_by(Assembly.id)).all():
        assembly = db.session.get_one(Assembly, number)
        _remind_before_last_day(assembly)
        completeness.remind_before_start(assembly)
        run.step(cursor=number)


def _remind_before_last_day(assembly: Assembly) -> None:
    day = today()
    chosen = select(Seat).where(
        Seat.assembly_id == assembly.id,
        Seat.state == SeatState.INVITED,
        Seat.reminded_at.is_(None),
        Seat.asked_at < now() - timedelta(days=1),
        Seat.answer_by >= day,
        Seat.answer_by <= day + REMIND_BEFORE,
    )
    service.remind_seats(assembly, db.session.scalars(chosen.order_by(Seat.number)).all())
