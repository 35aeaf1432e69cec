"""The verbs: put a message in the outbox, send one again, wipe the addresses."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import current_app
from flask_babel import force_locale
from sqlalchemy import ColumnElement, select

from beraad.bulk import insert_many_unless_there
from beraad.config import Config
from beraad.extensions import db
from beraad.jobs import service as jobs_service
from beraad.mail import transports
from beraad.mail.models import UNSENT, Delivery, MailState, MessageKind, OutboxMessage
from beraad.orm import insert_id_unless_there, now
from beraad.web import edge, sealing
from beraad.web.refusals import Refusal

#: the kinds of job that send one message: what somebody waits for, one message, and one of many
SEND_FIRST, SEND, SEND_BULK = "mail.send_first", "mail.send", "mail.send_bulk"
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
    is_awaited: bool = False,
) -> None:
    """Put a message in the outbox in the current transaction; it leaves once that is committed.

    `reference` says once and for all which mail this is: lower-case letters, digits, `.`, `_` and `-`, no personal
    data. `to` is an e-mail address, or for a text message a telephone number. When the outbox has the reference
    already, nothing happens. What somebody waits for at a screen (`is_awaited`) goes before all else.
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
        _ask_to_send(number, assembly_id, SEND_FIRST if is_awaited else SEND)


@dataclass(frozen=True)
class Letter:
    """One of many messages: as for `queue`."""

    reference: str
    kind: MessageKind
    recipient: str
    subject: str
    body: str


def queue_many(letters: Sequence[Letter], assembly_id: int | None = None) -> dict[str, int]:
    """Put many messages in the outbox in one statement; they leave after all others. Returns reference → id.

    A reference that the outbox has already adds nothing, and is left out of what is returned.
    """
    rows = [_row(letter, assembly_id) for letter in letters]
    added = insert_many_unless_there(db.session(), OutboxMessage, rows, "reference")
    jobs_service.ask_many(
        SEND_BULK, [(f"outbox_message:{number}", {"message": number}) for number in added.values()], assembly_id
    )
    return added


def _row(letter: Letter, assembly_id: int | None) -> dict[str, Any]:
    return {
        "reference": letter.reference,
        "kind": letter.kind,
        "recipient": letter.recipient,
        "subject": " ".join(letter.subject.split())[:300],
        "sealed_body": sealing.seal(letter.body, f"mail:{letter.reference}"),
        "assembly_id": assembly_id,
    }


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


def report_delivery(reference: str, theirs: str, delivery: Delivery, reported_at: datetime) -> bool:
    """Store what the service reported about the arrival of a message. Returns False if the message is unknown.

    A message that may not have been sent turns out to have been sent. Reports older than the last are ignored.
    """
    message = _known(reference)
    if message is None:
        return False
    if message.delivery_at is None or message.delivery_at < reported_at:
        message.delivery, message.delivery_at = delivery, reported_at
    if message.state is MailState.UNCERTAIN:
        message.state, message.error_code, message.sent_at = MailState.SENT, "", now()
        message.transport_reference = theirs
    db.session.flush()
    return True


def wipe(*which: ColumnElement[bool]) -> int:
    """Wipe recipient, subject and text of the messages that fit all of `which`, with their files. Returns how many.

    What has not left yet never does.
    """
    matching = select(OutboxMessage).where(OutboxMessage.recipient != "", *which)
    messages = db.session.scalars(matching).all()
    for message in messages:
        message.recipient, message.subject, message.sealed_body = "", "", b""
        if message.state in UNSENT:
            message.state, message.error_code = MailState.FAILED, "wiped"
    db.session.flush()
    references = [message.reference for message in messages]
    edge.after_commit(lambda: transports.delete_files(references))
    return len(messages)


def delete_left_files() -> int:
    """Delete files of messages that were wiped while they were on their way. Returns how many."""
    references = transports.written()
    kept = select(OutboxMessage.reference).where(OutboxMessage.recipient != "", OutboxMessage.reference.in_(references))
    left = references - set(db.session.scalars(kept))
    transports.delete_files(left)
    return len(left)


def _known(reference: str) -> OutboxMessage | None:
    return db.session.scalar(select(OutboxMessage).where(OutboxMessage.reference == reference))


def _ask_to_send(number: int, assembly_id: int | None, kind: str = SEND) -> None:
    jobs_service.ask(kind, f"outbox_message:{number}", {"message": number}, assembly_id=assembly_id)
