"""Asking drawn people who are not reached by mail: letters to post, people to call, a text message with the link.

Those people have a seat and a last day to answer; `Seat.told_at` says when the letter was posted or the call made. The
daily job reminds by mail, once, shortly before the last day.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from flask import current_app
from sqlalchemy import select

from beraad.assemblies.models import Assembly
from beraad.audit import service as audit
from beraad.days import today
from beraad.extensions import db
from beraad.orm import now
from beraad.panel import notices, service
from beraad.panel.asking import queries
from beraad.panel.errors import WrongStateError
from beraad.panel.models import AnsweredBy, Seat, SeatState
from beraad.recruitment import ways
from beraad.telling import service as telling
from beraad.telling.ways import ContactBy

#: days before the last day to answer on which the daily job reminds, once
REMIND_BEFORE = timedelta(days=3)
#: what the history says of a letter and a call
WAYS = {ContactBy.POST: AnsweredBy.POST, ContactBy.PHONE: AnsweredBy.PHONE}


def mark_contacted(seat: Seat) -> None:
    """Note that the letter was posted or the call made; the second time changes nothing. Raises `WrongStateError`."""
    if seat.state is not SeatState.INVITED or seat.asked_by not in WAYS:
        raise WrongStateError
    if seat.told_at is not None:
        return
    seat.told_at = now()
    service.add_line(seat, WAYS[seat.asked_by])
    audit.record("panel.told", seat, assembly_id=seat.assembly_id, way=WAYS[seat.asked_by].value)


def mark_all_posted(assembly: Assembly) -> int:
    """Note that all letters have been posted. Returns how many were still to post."""
    seats = queries.to_post(assembly.id)
    for seat in seats:
        mark_contacted(seat)
    return len(seats)


def can_text() -> bool:
    """Whether this site sends text messages."""
    notify = current_app.config["BERAAD"].notify
    return notify is not None and bool(notify.text_template)


def text_link(seat: Seat) -> None:
    """Send the link as a text message to somebody on the list to call. Raises `WrongStateError`."""
    person = seat.registration
    if seat.state is not SeatState.INVITED or person is None or not person.phone or not can_text():
        raise WrongStateError
    to = replace(ways.person_of(person), way=ContactBy.TEXT, address=person.phone)
    telling.answer(seat.assembly, to, notices.asked(seat, service.answer_link(seat)), f"seat-{seat.id}-text")
    mark_contacted(seat)


def remind_before_last_day(assembly: Assembly) -> None:
    """Remind people by mail, once, if their last day to answer is near."""
    day = today()
    statement = select(Seat).where(
        Seat.assembly_id == assembly.id,
        Seat.state == SeatState.INVITED,
        Seat.reminded_at.is_(None),
        Seat.asked_at < now() - timedelta(days=1),
        Seat.answer_by >= day,
        Seat.answer_by <= day + REMIND_BEFORE,
    )
    service.remind_seats(assembly, db.session.scalars(statement.order_by(Seat.number)).all())
