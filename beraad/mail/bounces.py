"""Mail that came back: a delivery status notification (RFC 3464), as a mail server hands it over.

It names the message by the envelope id that we gave with it, or by the Message-ID in what it returns of it. Both hold a
fingerprint with the application's secret, so that nobody can say of a message that they never got that it came back.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import Message
from email.utils import parsedate_to_datetime

from flask import current_app
from sqlalchemy import select

from beraad.config import Config
from beraad.extensions import db
from beraad.mail import service, transports
from beraad.mail.models import Delivery, MailState, OutboxMessage
from beraad.orm import now
from beraad.web.refusals import Refusal

#: bytes of a notification, at most: it may return all of a message, and ours are short
LARGEST = 1_000_000
#: beginnings of the codes of RFC 3463 that say that trying again won't help: address, security, mailbox switched off
REFUSED = ("5.1.", "5.7.", "5.2.1")
#: the word for each recipient → what became of the message; a message that is only late has another
ENDED = {"failed": Delivery.UNREACHED, "delivered": Delivery.DELIVERED}


class NoNotificationError(Refusal):
    """It is no delivery status notification."""


class TooLargeError(Refusal):
    """It is larger than `LARGEST`."""


class UnknownMessageError(Refusal):
    """It is about no message that left here."""


@dataclass(frozen=True)
class Notification:
    """What a notification says."""

    #: empty if it does not name it
    envelope_id: str
    message_id: str
    #: None while the mail server keeps trying
    delivery: Delivery | None
    reported_at: datetime


def receive(content: bytes) -> Delivery | None:
    """Store what became of the message. Returns it, or None if the mail server keeps trying.

    Raises `TooLargeError`, `NoNotificationError` or `UnknownMessageError`.
    """
    if len(content) > LARGEST:
        raise TooLargeError
    said = read(content)
    message = _find(said)
    if message is None:
        raise UnknownMessageError
    if said.delivery is not None:
        service.report_delivery(message.reference, said.message_id, said.delivery, said.reported_at)
    return said.delivery


def read(content: bytes) -> Notification:
    """What the notification says. Raises `NoNotificationError`."""
    try:
        report = message_from_bytes(content)
        if report.get_content_type() != "multipart/report":
            raise NoNotificationError
        parts = list(report.walk())
    except (RecursionError, ValueError) as error:
        raise NoNotificationError from error
    blocks = [
        block for part in parts if part.get_content_type() == "message/delivery-status" for block in _blocks(part)
    ]
    actions = [_text(block, "Action").lower() for block in blocks if block["Action"]]
    if not actions:
        raise NoNotificationError
    envelope = next((_text(block, "Original-Envelope-Id") for block in blocks if block["Original-Envelope-Id"]), "")
    codes = [_text(block, "Status") for block in blocks if block["Status"]]
    delivery = next((ENDED[action] for action in actions if action in ENDED), None)
    if delivery is Delivery.UNREACHED and any(code.startswith(REFUSED) for code in codes):
        delivery = Delivery.REFUSED
    return Notification(envelope, _returned_id(parts), delivery, _moment(_text(report, "Date")))


def _blocks(part: Message) -> Iterator[Message]:
    """The blocks of fields: one about the message, and one for each recipient."""
    payload = part.get_payload()
    if isinstance(payload, list):
        yield from (block for block in payload if isinstance(block, Message))


def _returned_id(parts: list[Message]) -> str:
    """The Message-ID in the headers that came back; empty if none did."""
    for part in parts:
        if part.get_content_type() == "text/rfc822-headers":
            part = message_from_bytes(part.get_payload(decode=True) or b"")  # type: ignore[arg-type]
        elif part.get_content_type() != "message/rfc822":
            continue
        inside = part.get_payload()
        returned = inside[0] if isinstance(inside, list) and inside else part
        if isinstance(returned, Message) and returned["Message-ID"]:
            return _text(returned, "Message-ID")
    return ""


def _text(block: Message, name: str) -> str:
    return " ".join(str(block.get(name, "")).split())


def _moment(text: str) -> datetime:
    """The moment of the notification; this one if it says none, or one that is still to come."""
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return now()
    return min(moment if moment.tzinfo else moment.replace(tzinfo=UTC), now())


def _find(said: Notification) -> OutboxMessage | None:
    config: Config = current_app.config["BERAAD"]
    reference = transports.reference_of(said.envelope_id, config)
    if reference is not None:
        return db.session.scalar(select(OutboxMessage).where(OutboxMessage.reference == reference))
    if not said.message_id:
        return None
    sent = select(OutboxMessage).where(OutboxMessage.transport_reference == said.message_id).limit(1)
    found = db.session.scalar(sent)
    if found is not None:
        return found
    uncertain = db.session.scalars(select(OutboxMessage).where(OutboxMessage.state == MailState.UNCERTAIN))
    return next((one for one in uncertain if transports.message_id(one.reference, config) == said.message_id), None)
