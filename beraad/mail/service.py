"""The verbs: put a message in the outbox, send one again, wipe the addresses."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from flask import current_app
from flask_babel import force_locale
from sqlalchemy import ColumnElement, select

from beraad.config import Config
from beraad.extensions import db
from beraad.jobs import service as jobs_service
from beraad.mail import transports
from beraad.mail.models import UNSENT, Delivery, MailState, MessageKind, OutboxMessage
from beraad.orm import insert_id_unless_there, now
from beraad.web import edge, sealing
from beraad.web.refusals import Refusal

#: the kind of job that sends one message
SEND = "mail.send"
REFERENCE = re.compile(r"[a-z0-9][a-z0-9_.-]{0,119}")


class NotRepeatableError(Refusal):
    """Only a message that failed or may not have been sent can be sent again, and not once it is wiped."""


def render(template: str, language: str = "nl", **values: Any) -> tuple[str, str]:
    """Subject and text from `templates/mail/<template>.txt`: the first line is the subject, then an empty line."""
    with force_locale(language):
        text = current_app.jinja_env.get_template(f"mail/{template}.txt").render(**values)
    subject, _, body = text.partition("\n")
    return subject.strip(), body.strip() + "\n"


def queue(
    to: str,
    subject: str,
    body: str,
    reference: str,
    assembly_id: int | None = None,
    kind: MessageKind = MessageKind.EMAIL,
) -> None:
    """Put a message in the outbox in the current transaction; it leaves once that is committed.

    `reference` says once and for all which mail this is: lower-case letters, digits, `.`, `_` and `-`, no personal
    data. `to` is an e-mail address, or for a text message a telephone number. When the outbox has the reference
    already, nothing happens.
    """
    if not REFERENCE.fullmatch(reference):
        raise ValueError(f"not a reference of mail: {reference!r}")
    number = insert_id_unless_there(
        db.session(),
        OutboxMessage,
        reference=reference,
        kind=kind,
        recipient=to,
        subject=" ".join(subject.split()),
        sealed_body=sealing.seal(body, f"mail:{reference}"),
        assembly_id=assembly_id,
    )
    if number is not None:
        _ask_to_send(number, assembly_id)


def sends_text_messages() -> bool:
    """Whether text messages can leave: through NotifyNL with a template for them, or as files where all mail does."""
    config: Config = current_app.config["BERAAD"]
    return bool(config.notify.text_template) if config.notify else config.mail_server is None


def is_known(reference: str) -> bool:
    """Whether the outbox has, or had, this message."""
    return _known(reference) is not None


def send_again(message: OutboxMessage) -> None:
    """Send a message that failed or is uncertain once more, with the same Message-ID.

    Raises `NotRepeatableError` for any other, and for a message that has been wiped.
    """
    if message.state not in (MailState.FAILED, MailState.UNCERTAIN) or not message.recipient:
        raise NotRepeatableError(message.reference)
    message.state, message.error_code = MailState.QUEUED, ""
    db.session.flush()
    _ask_to_send(message.id, message.assembly_id)


def report_delivery(reference: str, theirs: str, delivery: Delivery, at: datetime) -> bool:
    """Store what the service reported about the arrival of a message. Returns False if the message is unknown.

    A message that may not have been sent turns out to have been sent. Reports older than the last are ignored.
    """
    message = _known(reference)
    if message is None:
        return False
    if message.delivery_at is None or message.delivery_at < at:
        message.delivery, message.delivery_at = delivery, at
    if message.state is MailState.UNCERTAIN:
        message.state, message.error_code, message.sent_at = MailState.SENT, "", now()
        message.transport_reference = theirs
    db.session.flush()
    return True


def wipe(*which: ColumnElement[bool]) -> int:
    """Wipe recipient, subject and text of the messages that fit all of `which`, with their files. Returns how many.

    What has not left yet never does.
    """
    chosen = select(OutboxMessage).where(OutboxMessage.recipient != "", *which)
    found = db.session.scalars(chosen).all()
    for message in found:
        message.recipient, message.subject, message.sealed_body = "", "", b""
        if message.state in UNSENT:
            message.state, message.error_code = MailState.FAILED, "wiped"
    db.session.flush()
    references = [message.reference for message in found]
    edge.after_commit(lambda: transports.delete_files(references))
    return len(found)


def delete_left_files() -> int:
    """Delete files of messages that were wiped while they were on their way. Returns how many."""
    there = transports.written()
    kept = select(OutboxMessage.reference).where(OutboxMessage.recipient != "", OutboxMessage.reference.in_(there))
    left = there - set(db.session.scalars(kept))
    transports.delete_files(left)
    return len(left)


def _known(reference: str) -> OutboxMessage | None:
    return db.session.scalar(select(OutboxMessage).where(OutboxMessage.reference == reference))


def _ask_to_send(number: int, assembly_id: int | None) -> None:
    jobs_service.ask(SEND, f"outbox_message:{number}", {"message": number}, assembly_id=assembly_id)
