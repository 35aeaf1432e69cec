"""The way in which each person hears from us."""

from __future__ import annotations

from typing import Protocol

from flask_babel import lazy_gettext as _l

from beraad.choices import LabelledEnum
from beraad.mail import service as mail
from beraad.mail.models import MessageKind


class ContactBy(LabelledEnum):
    """How somebody wants to hear from us."""

    EMAIL = "e-mail", _l("Per e-mail")
    POST = "post", _l("Per post")
    PHONE = "telefoon", _l("Per telefoon")
    TEXT = "sms", _l("Per sms")

    @property
    def message_kind(self) -> MessageKind | None:
        """What the application sends by itself; None for a way that is work for somebody."""
        return MessageKind.EMAIL if self.is_email else MessageKind.TEXT if self.is_text else None

    @property
    def is_by_hand(self) -> bool:
        """Whether somebody has to post a letter or make a call."""
        return self.message_kind is None

    @property
    def field(self) -> str:
        """The field of a registration that this way needs."""
        return "email" if self.is_email else "address_line1" if self.is_post else "phone"


#: the ways that are work for somebody
BY_HAND = tuple(way for way in ContactBy if way.is_by_hand)
#: what is tried, in this order, for somebody whom the chosen way can't reach
OTHERWISE = (ContactBy.POST, ContactBy.EMAIL, ContactBy.PHONE)


class Reachable(Protocol):
    """What has to be known of somebody: a registration, or its columns."""

    @property
    def contact_by(self) -> ContactBy: ...
    @property
    def email(self) -> str: ...
    @property
    def phone(self) -> str: ...
    @property
    def address_line1(self) -> str: ...


def offered() -> list[ContactBy]:
    """The ways that people can choose now: text messages only where the site can send them."""
    return [way for way in ContactBy if not way.is_text or mail.sends_text_messages()]


def way_of(person: Reachable) -> ContactBy | None:
    """The way this person chose, or else one that can reach them: a letter, mail, a call. None if there is no way.

    Who wants text messages where none can be sent is called.
    """
    preferred = person.contact_by
    if preferred.is_text and person.phone and not mail.sends_text_messages():
        return ContactBy.PHONE
    return next((way for way in (preferred, *OTHERWISE) if getattr(person, way.field)), None)
