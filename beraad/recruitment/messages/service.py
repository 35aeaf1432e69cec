"""Messages to people who signed up: write, look over, send; letters and calls as lists to tick off.

Sending makes one delivery for each person, once, whatever happens in between: mail goes to the outbox under a name of
its own, so it can't leave twice, and for post and telephone a line appears in the work list.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from beraad.assemblies.models import Assembly
from beraad.audit import service as audit
from beraad.extensions import db
from beraad.jobs import service as jobs
from beraad.orm import now
from beraad.recruitment import ways
from beraad.recruitment.errors import MessageStateError, OwnMessageError
from beraad.recruitment.messages import placeholders, queries
from beraad.recruitment.models.messages import Delivery, Message, MessageState
from beraad.recruitment.models.registration import Registration, RegistrationId
from beraad.web.visitor import current_account_id

#: the kind of job that sends a message; kept as it was first stored
SEND_JOB = "recruitment.send_message"


def write(assembly: Assembly, subject: str, body: str, message: Message | None = None) -> Message:
    """A new draft, or other words for `message`. Raises `UnknownPlaceholderError`, `MessageStateError`."""
    for text in (subject, body):
        placeholders.check(text)
    if message is None:
        message = Message(assembly_id=assembly.id, state=MessageState.DRAFT)
        db.session.add(message)
    _require_draft(message)
    message.subject, message.body, message.written_by_id = subject, body, current_account_id()
    db.session.flush()
    audit.record("recruitment.message_written", message, assembly_id=assembly.id)
    return message


def discard(message: Message) -> None:
    """Throw a draft away. Raises `MessageStateError`."""
    _require_draft(message)
    subject, assembly_id = audit.subject_of(Message, message.id), message.assembly_id
    db.session.delete(message)
    db.session.flush()
    audit.record("recruitment.message_discarded", subject, assembly_id=assembly_id)


def send(message: Message) -> Message:
    """Send a draft to everyone who is signed up, in the background. Raises `OwnMessageError`, `MessageStateError`."""
    _require_draft(message)
    if message.written_by_id is not None and message.written_by_id == current_account_id():
        raise OwnMessageError
    message.state, message.sent_at = MessageState.SENDING, now()
    db.session.flush()
    subject = audit.subject_of(Message, message.id)
    job = jobs.enqueue(
        SEND_JOB, subject, {"message": message.id}, idempotency_key=subject, assembly_id=message.assembly_id
    )
    message.job_id = job.id
    db.session.flush()
    audit.record("recruitment.message_approved", message, assembly_id=message.assembly_id)
    return message


def next_people(message: Message, after: RegistrationId, most: int) -> Sequence[Registration]:
    """The next people to send the message to, in order of sign-up."""
    mine = select(Registration).where(queries.signed_up(message.assembly_id), Registration.id > after)
    return db.session.scalars(mine.order_by(Registration.id).limit(most)).all()


def deliver(message: Message, person: Registration) -> None:
    """Put the message in the outbox, or on the work list, for one person."""
    delivery = Delivery(message_id=message.id, registration_id=person.id, contact_by=ways.way_of(person))
    db.session.add(delivery)
    title = person.assembly.title
    subject, body = (placeholders.fill_in(text, person, title) for text in (message.subject, message.body))
    if ways.send(person, subject, body, f"message-{message.id}-{person.id}"):
        delivery.done_at = now()


def mark_sent(message: Message) -> None:
    """Everyone has their delivery."""
    message.state = MessageState.SENT
    db.session.flush()
    counts = {way.name.lower(): count for way, count in queries.by_way(message.id).items()}
    audit.record("recruitment.message_sent", message, assembly_id=message.assembly_id, **counts)


def tick_off(delivery: Delivery) -> Delivery:
    """The letter has been posted, or the call was made."""
    if delivery.contact_by.is_by_hand and delivery.done_at is None:
        delivery.done_at, delivery.done_by_id = now(), current_account_id()
        db.session.flush()
        audit.record("recruitment.delivery_done", delivery, assembly_id=delivery.message.assembly_id)
    return delivery


def _require_draft(message: Message) -> None:
    if message.state is not MessageState.DRAFT:
        raise MessageStateError(message.state.value)
