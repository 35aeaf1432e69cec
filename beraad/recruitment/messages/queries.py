"""Messages with the people they reach: how many by each way, what became of them, and who is still to be reached."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload

from beraad.assemblies.models import Assembly, AssemblyId
from beraad.extensions import db
from beraad.mail.models import OutboxMessage
from beraad.recruitment import ways
from beraad.recruitment.models.messages import Delivery, DeliveryId, Message, MessageId
from beraad.recruitment.models.registration import ContactBy, Registration, RegistrationState


def messages(assembly_id: AssemblyId) -> Sequence[Message]:
    """All messages, newest first."""
    mine = select(Message).where(Message.assembly_id == assembly_id)
    return db.session.scalars(mine.order_by(Message.id.desc())).all()


def message(assembly: Assembly, message_id: MessageId) -> Message:
    """Returns the message, or 404."""
    message: Message = db.first_or_404(
        select(Message).where(Message.id == message_id, Message.assembly_id == assembly.id)
    )
    return message


def delivery(of_message: Message, delivery_id: DeliveryId) -> Delivery:
    """Returns one delivery of the message, or 404."""
    delivery: Delivery = db.first_or_404(
        select(Delivery).where(Delivery.id == delivery_id, Delivery.message_id == of_message.id)
    )
    return delivery


def signed_up(assembly_id: AssemblyId) -> ColumnElement[bool]:
    """Condition for the registrations that a message reaches."""
    return (Registration.assembly_id == assembly_id) & (Registration.state == RegistrationState.SIGNED_UP)


def audience(assembly_id: AssemblyId) -> Mapping[ContactBy, int]:
    """How many people a message would reach now, by way."""
    people = db.session.scalars(select(Registration).where(signed_up(assembly_id)))
    counts = Counter(ways.way_of(person) for person in people)
    return {way: counts[way] for way in ContactBy}


def by_way(message_id: MessageId) -> Mapping[ContactBy, int]:
    """How many deliveries there are, by way."""
    counts = Counter(db.session.scalars(select(Delivery.contact_by).where(Delivery.message_id == message_id)))
    return {way: counts[way] for way in ContactBy}


def work_list(message_id: MessageId, way: ContactBy) -> Sequence[Delivery]:
    """The letters or calls of a message, those still to do first."""
    return db.session.scalars(
        select(Delivery)
        .options(joinedload(Delivery.registration))
        .where(Delivery.message_id == message_id, Delivery.contact_by == way)
        .order_by(Delivery.done_at.is_not(None), Delivery.id)
    ).all()


@dataclass(frozen=True)
class Outcome:
    """How many deliveries by one way are in one state."""

    way: ContactBy
    people: int
    #: words for the state in which the outbox has them; empty for work by hand
    outbox_state: str = ""
    #: for work by hand: whether it was ticked off
    is_done: bool = False


def outcomes(message_id: MessageId) -> list[Outcome]:
    """What became of all deliveries: for mail as the outbox says it, for letters and calls what was ticked off."""
    rows = []
    for way in ContactBy:
        if way.message_kind is not None:
            mine = OutboxMessage.reference.startswith(f"message-{message_id}-")
            states = select(OutboxMessage.state).where(mine, OutboxMessage.kind == way.message_kind)
            counts = Counter(str(state.label) for state in db.session.scalars(states))
            rows += [Outcome(way, people, outbox_state=state) for state, people in counts.items()]
        else:
            done = select(Delivery.done_at.is_not(None))
            ticked = Counter(
                db.session.scalars(done.where(Delivery.message_id == message_id, Delivery.contact_by == way))
            )
            rows += [Outcome(way, people, is_done=bool(is_done)) for is_done, people in ticked.items()]
    return rows
