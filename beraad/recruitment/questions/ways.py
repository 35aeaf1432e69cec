"""The way each person hears from us: by e-mail or text message at once, by post or telephone as work for somebody."""

from __future__ import annotations

from beraad.mail import service as mail
from beraad.mail.models import MessageKind
from beraad.recruitment.models.registration import ContactBy, Registration

#: ways that need nobody's hands
BY_ITSELF = {ContactBy.EMAIL: MessageKind.EMAIL, ContactBy.TEXT: MessageKind.TEXT}


def offered() -> list[ContactBy]:
    """The ways that people can choose now: text messages only where the site can send them."""
    return [way for way in ContactBy if way is not ContactBy.TEXT or mail.sends_text_messages()]


def of(person: Registration) -> ContactBy:
    """The way this person chose; by telephone when no text messages can be sent, by post when an address is lacking."""
    needs = {ContactBy.EMAIL: person.email, ContactBy.PHONE: person.phone, ContactBy.TEXT: person.phone}
    if not needs.get(person.contact_by, "post"):
        return ContactBy.POST
    return person.contact_by if person.contact_by in offered() else ContactBy.PHONE


def send(person: Registration, subject: str, body: str, reference: str) -> bool:
    """Put this in the outbox for somebody who chose e-mail or text messages; False for whoever is reached by hand."""
    way = of(person)
    if way not in BY_ITSELF:
        return False
    to = person.email if way is ContactBy.EMAIL else person.phone
    mail.queue(to, subject, body, reference, assembly_id=person.assembly_id, kind=BY_ITSELF[way])
    return True
