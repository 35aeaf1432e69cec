"""The way in which each person hears from us. What each way means is said by `ContactBy` itself."""

from __future__ import annotations

from beraad.mail import service as mail
from beraad.recruitment.models.registration import ContactBy, Registration


def offered() -> list[ContactBy]:
    """The ways that people can choose now: text messages only where the site can send them."""
    return [way for way in ContactBy if not way.is_text or mail.sends_text_messages()]


def way_of(person: Registration) -> ContactBy:
    """The way this person chose; by post if what it needs is lacking, by telephone if no text messages can be sent."""
    if not person.contact_by.is_post and not getattr(person, person.contact_by.field):
        return ContactBy.POST
    return person.contact_by if person.contact_by in offered() else ContactBy.PHONE


def send(person: Registration, subject: str, body: str, reference: str) -> bool:
    """Put a message in the outbox for somebody who is not reached by hand. Returns whether it did."""
    way = way_of(person)
    if way.message_kind is None:
        return False
    address = str(getattr(person, way.field))
    mail.queue(address, subject, body, reference, assembly_id=person.assembly_id, kind=way.message_kind)
    return True
