"""Where mail goes: files in a folder, or a mail server; `notify` is a third way.

A transport says how sure it is when it did not work.
"""

from __future__ import annotations

import hmac
import smtplib
import ssl
from collections.abc import Iterable
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from flask import current_app

from beraad.config import Config, MailServer
from beraad.mail.models import MessageKind, OutboxMessage

#: seconds to wait for each answer of the mail server
PATIENCE = 30


class NotSentError(Exception):
    """It has certainly not been sent. `code` says why."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


class RefusedError(NotSentError):
    """It has certainly not been sent, and trying again won't help."""


class UncertainError(NotSentError):
    """The mail server had the message but gave no answer: it may have been sent."""


@dataclass(frozen=True)
class Outgoing:
    """A message on its way: what it says, and the same as mail."""

    kind: MessageKind
    recipient: str
    subject: str
    body: str
    mail: EmailMessage
    #: see `envelope_id`
    envelope: str
    #: where a mail server sends it back to
    returns_to: str


class Transport(Protocol):
    #: sending the same message again does no harm
    repeatable: bool

    def send(self, reference: str, message: Outgoing) -> str:
        """Send. Returns the other side's reference. Raises NotSentError, RefusedError or UncertainError."""

    def find(self, reference: str) -> str | None:
        """What the other side calls a message that it has already; None when it has none, or can't be asked."""


class Files:
    """Each message a file `<reference>.eml`; writing it again replaces it by the same."""

    repeatable = True

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def find(self, reference: str) -> str | None:
        return None

    def send(self, reference: str, message: Outgoing) -> str:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            unfinished = self.folder / f".{reference}"
            unfinished.write_bytes(message.mail.as_bytes())
            unfinished.replace(self.folder / f"{reference}.eml")
        except OSError as error:
            raise NotSentError("folder_not_writable") from error
        return str(message.mail["Message-ID"])


def folder() -> Path:
    """Where `Files` writes."""
    config: Config = current_app.config["BERAAD"]
    return config.instance / "outbox"


def written() -> set[str]:
    """The references of all messages that are there as a file."""
    return {file.stem for file in folder().glob("*.eml")}


def delete_files(references: Iterable[str]) -> None:
    """Delete the files of these messages, as far as there are any."""
    for reference in references:
        for name in (f"{reference}.eml", f".{reference}"):
            (folder() / name).unlink(missing_ok=True)


class Smtp:
    """A mail server. Only between the end of the message and the server's answer is the outcome unknown."""

    repeatable = False

    def __init__(self, server: MailServer) -> None:
        self.server = server

    def find(self, reference: str) -> str | None:
        return None

    def send(self, reference: str, message: Outgoing) -> str:
        if message.kind is not MessageKind.EMAIL:
            raise RefusedError("no_text_messages")
        try:
            connection = self._connect()
        except smtplib.SMTPAuthenticationError as error:
            raise NotSentError("sign_in_refused") from error
        except (smtplib.SMTPException, OSError) as error:
            raise NotSentError("server_unreachable") from error
        try:
            self._offer(connection, message)
        finally:
            connection.close()
        return str(message.mail["Message-ID"])

    def _connect(self) -> smtplib.SMTP:
        connection = smtplib.SMTP(self.server.host, self.server.port, timeout=PATIENCE)
        try:
            connection.ehlo_or_helo_if_needed()
            if self.server.starttls:
                connection.starttls(context=ssl.create_default_context())
            if self.server.user:
                connection.login(self.server.user, self.server.password)
        except (smtplib.SMTPException, OSError):
            connection.close()
            raise
        return connection

    def _offer(self, connection: smtplib.SMTP, message: Outgoing) -> None:
        named = ["RET=HDRS", f"ENVID={message.envelope}"] if connection.has_extn("dsn") else []
        try:
            _accepted(connection.mail(message.returns_to, named), "sender_refused")
            _accepted(connection.rcpt(message.mail["To"].addresses[0].addr_spec), "recipient_refused")
        except (smtplib.SMTPException, OSError) as error:
            raise NotSentError("connection_lost") from error
        try:
            _accepted(connection.data(message.mail.as_bytes(policy=SMTP)), "message_refused")
        except smtplib.SMTPDataError as error:  # the server did not want to begin
            _accepted((error.smtp_code, b""), "message_refused")
        except (smtplib.SMTPException, OSError) as error:
            raise UncertainError("no_answer") from error


def _accepted(answer: tuple[int, bytes], code: str) -> None:
    status = answer[0]
    if status >= 500:
        raise RefusedError(code)
    if status >= 300:
        raise NotSentError(code)


def message_id(reference: str, config: Config) -> str:
    """The Message-ID of the mail with this reference: always the same, and not to be guessed."""
    return f"<{_fingerprint('message id', reference, config)}@{urlsplit(config.base_url).hostname or 'localhost'}>"


def envelope_id(reference: str, config: Config) -> str:
    """What a mail server calls the message when it says that it came back: the reference, with a fingerprint."""
    return f"{reference}.{_fingerprint('envelope', reference, config)}"


def reference_of(envelope: str, config: Config) -> str | None:
    """Returns the reference in an envelope id of ours; None if it is not ours."""
    reference = envelope.rpartition(".")[0]
    return reference if hmac.compare_digest(envelope.encode(), envelope_id(reference, config).encode()) else None


def _fingerprint(what: str, reference: str, config: Config) -> str:
    text = f"{what}:{config.base_url} {reference}"
    return hmac.digest(config.secret_key.encode(), text.encode(), "sha256").hex()[:32]


def compose(row: OutboxMessage, body: str, config: Config) -> Outgoing:
    """The message as it travels."""
    mail = _mail(row, body, config)
    returns_to = config.mail_returns or mail["From"].addresses[0].addr_spec
    return Outgoing(row.kind, row.recipient, row.subject, body, mail, envelope_id(row.reference, config), returns_to)


def _mail(row: OutboxMessage, body: str, config: Config) -> EmailMessage:
    """The message as mail."""
    message = EmailMessage(policy=SMTP)
    message["From"] = config.mail_from
    message["To"] = row.recipient
    message["Subject"] = row.subject
    message["Date"] = format_datetime(row.created_at)
    message["Message-ID"] = message_id(row.reference, config)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(body)
    return message
