"""The verbs and questions of messages: write, look over, send; letters and calls as lists to tick off.

Sending makes one delivery for each person, once, whatever happens in between: mail goes to the outbox under a name of
its own, so that it can't leave twice, and for post and telephone a line appears in the work list.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import abort
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from beraad.assemblies.models import Assembly
from beraad.audit import service as audit
from beraad.extensions import db
from beraad.jobs import service as jobs
from beraad.jobs.run import JobRun
from beraad.mail.models import OutboxMessage
from beraad.orm import now
from beraad.recruitment import signals
from beraad.recruitment.errors import MessageStateError, SameOfficialError, UnknownPlaceholderError
from beraad.recruitment.models.messages import Delivery, Message, MessageState
from beraad.recruitment.models.registration import ContactBy, Registration, RegistrationState
from beraad.recruitment.questions import ways
from beraad.web.visitor import account_number

JOB = "recruitment.send_message"
#: deliveries that are committed together
CHUNK = 100
#: what differs from person to person, as it is written in a text
PLACEHOLDERS = ("{naam}", "{kenmerk}", "{burgerberaad}", "{eigen-pagina}")


def write(assembly: Assembly, subject: str, body: str, message: Message | None = None) -> Message:
    """A new draft, or other words for `message`. Raises `UnknownPlaceholderError`, `MessageStateError`."""
    for words in (subject, body):
        _check_placeholders(words)
    if message is None:
        message = Message(assembly_id=assembly.id, state=MessageState.DRAFT)
        db.session.add(message)
    _require_draft(message)
    message.subject, message.body, message.written_by_id = subject, body, account_number()
    db.session.flush()
    audit.record("recruitment.message_written", f"recruitment_message:{message.id}", assembly_id=assembly.id)
    return message


def discard(message: Message) -> None:
    """Throw a draft away."""
    _require_draft(message)
    subject, number = f"recruitment_message:{message.id}", message.assembly_id
    db.session.delete(message)
    db.session.flush()
    audit.record("recruitment.message_discarded", subject, assembly_id=number)


def send(message: Message) -> Message:
    """Send a draft to everyone who is signed up, in the background. Raises `SameOfficialError` for whoever wrote it."""
    _require_draft(message)
    if message.written_by_id is not None and message.written_by_id == account_number():
        raise SameOfficialError
    message.state, message.sent_at = MessageState.SENDING, now()
    db.session.flush()
    subject = f"recruitment_message:{message.id}"
    job = jobs.enqueue(JOB, subject, {"message": message.id}, idempotency_key=subject, assembly_id=message.assembly_id)
    message.job_id = job.id
    db.session.flush()
    audit.record("recruitment.message_approved", subject, assembly_id=message.assembly_id)
    return message


def work(run: JobRun) -> None:
    """The job: a delivery for each person, in order of sign-up; goes on after the last one that was committed."""
    number = run.payload["message"]
    while True:
        message = db.session.get_one(Message, number)
        people = _next_people(message, run.cursor)
        if not people:
            break
        for person in people:
            _deliver(message, person)
        run.step(cursor=people[-1].id, done=run.done + len(people), phase="sending")
    message.state = MessageState.SENT
    db.session.flush()
    audit.record(
        "recruitment.message_sent",
        f"recruitment_message:{number}",
        assembly_id=message.assembly_id,
        **{way.name.lower(): count for way, count in by_way(message).items()},
    )


def tick_off(delivery: Delivery) -> Delivery:
    """The letter has been posted, or the call was made."""
    if delivery.contact_by not in ways.BY_ITSELF and delivery.done_at is None:
        delivery.done_at, delivery.done_by_id = now(), account_number()
        db.session.flush()
        subject = f"recruitment_delivery:{delivery.id}"
        audit.record("recruitment.delivery_done", subject, assembly_id=delivery.message.assembly_id)
    return delivery


def fill_in(words: str, person: Registration, title: str) -> str:
    """The text as this person reads it."""
    values = {"{naam}": person.name, "{kenmerk}": person.pool_id, "{burgerberaad}": title}
    if "{eigen-pagina}" in words:
        values["{eigen-pagina}"] = signals.own_page(person)
    for placeholder, value in values.items():
        words = words.replace(placeholder, value)
    return words


def example(message: Message, title: str) -> tuple[str, str]:
    """Subject and text as somebody who is made up would read them."""
    somebody = Registration(name=_("Voorbeeldinwoner"), pool_id="p000000")
    return fill_in(message.subject, somebody, title), fill_in(message.body, somebody, title)


def audience(assembly_id: int) -> Mapping[ContactBy, int]:
    """How many people a message would reach now, by way."""
    chosen = select(Registration).where(*_signed_up(assembly_id))
    counts = Counter(ways.of(person) for person in db.session.scalars(chosen))
    return {way: counts[way] for way in ContactBy}


def by_way(message: Message) -> Mapping[ContactBy, int]:
    """How many deliveries there are, by way."""
    counts = Counter(db.session.scalars(select(Delivery.contact_by).where(Delivery.message_id == message.id)))
    return {way: counts[way] for way in ContactBy}


def listed(assembly_id: int) -> Sequence[Message]:
    """All messages, newest first."""
    chosen = select(Message).where(Message.assembly_id == assembly_id).order_by(Message.id.desc())
    return db.session.scalars(chosen).all()


def find(assembly: Assembly, number: int) -> Message:
    """One message; 404 when this burgerberaad has no such."""
    found = db.session.scalar(select(Message).where(Message.id == number, Message.assembly_id == assembly.id))
    if found is None:
        abort(404)
    return found


def delivery(message: Message, number: int) -> Delivery:
    """One delivery; 404 when the message has no such."""
    found = db.session.scalar(select(Delivery).where(Delivery.id == number, Delivery.message_id == message.id))
    if found is None:
        abort(404)
    return found


def work_list(message: Message, way: ContactBy) -> Sequence[Delivery]:
    """The letters or calls of a message, those still to do first."""
    return db.session.scalars(
        select(Delivery)
        .options(joinedload(Delivery.registration))
        .where(Delivery.message_id == message.id, Delivery.contact_by == way)
        .order_by(Delivery.done_at.is_not(None), Delivery.id)
    ).all()


@dataclass(frozen=True)
class Proof:
    """What became of a way of sending: state → number of deliveries."""

    way: ContactBy
    states: Mapping[str, int]


def proof(message: Message) -> list[Proof]:
    """What became of all deliveries; for mail the states of the outbox, for letters and calls what was ticked off."""
    posted: Counter[str] = Counter()
    called: Counter[str] = Counter()
    counts = {ContactBy.POST: posted, ContactBy.PHONE: called}
    rows = db.session.execute(
        select(Delivery.contact_by, Delivery.done_at.is_not(None)).where(Delivery.message_id == message.id)
    )
    for way, is_done in rows:
        if way in counts:
            counts[way]["done" if is_done else "open"] += 1
    mine = OutboxMessage.reference.startswith(f"message-{message.id}-")
    for way, kind in ways.BY_ITSELF.items():
        states = db.session.scalars(select(OutboxMessage.state).where(mine, OutboxMessage.kind == kind))
        counts[way] = Counter(state.label for state in states)
    return [Proof(way, counts[way]) for way in ContactBy]


def _deliver(message: Message, person: Registration) -> None:
    made = Delivery(message_id=message.id, registration_id=person.id, contact_by=ways.of(person))
    db.session.add(made)
    title = person.assembly.title
    subject, body = (fill_in(words, person, title) for words in (message.subject, message.body))
    if ways.send(person, subject, body, f"message-{message.id}-{person.id}"):
        made.done_at = now()


def _next_people(message: Message, after: int) -> Sequence[Registration]:
    chosen = select(Registration).where(*_signed_up(message.assembly_id), Registration.id > after)
    return db.session.scalars(chosen.order_by(Registration.id).limit(CHUNK)).all()


def _signed_up(assembly_id: int) -> tuple[object, object]:
    return Registration.assembly_id == assembly_id, Registration.state == RegistrationState.SIGNED_UP


def _require_draft(message: Message) -> None:
    if message.state is not MessageState.DRAFT:
        raise MessageStateError(message.state.value)


def _check_placeholders(words: str) -> None:
    rest = words
    for placeholder in PLACEHOLDERS:
        rest = rest.replace(placeholder, "")
    start, end = rest.find("{"), rest.find("}")
    if start >= 0 or end >= 0:
        raise UnknownPlaceholderError(rest[start : end + 1] if 0 <= start < end else "{")
