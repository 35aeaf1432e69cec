"""Mail that comes back: what a mail server says about it marks the message, and nothing else does."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from beraad import create_app
from beraad.config import Config
from beraad.extensions import db
from beraad.mail import bounces, transports
from beraad.mail.bounces import NoNotificationError, TooLargeError, UnknownMessageError
from beraad.mail.models import Delivery, MailState, OutboxMessage
from beraad.orm import now
from beraad.web import edge
from tests.mail import smtp_server
from tests.mail.test_outbox import Through, message, put, through
from tests.working import work_off

__all__ = ["through"]
REFERENCE = "bundle-1-1"
REPORT = b"Content-Type: multipart/report; boundary=a\n\n"
#: as Postfix writes it; the last part is the message or its headers
NOTIFICATION = """\
Date: Sat, 28 Nov 2026 10:00:00 +0100
From: MAILER-DAEMON@mail.voorbeeld.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="grens"

--grens
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--grens
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.voorbeeld.example
{envelope}

Final-Recipient: rfc822; inwoner@voorbeeld.example
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 no such user

--grens
Content-Type: {returned}

Message-ID: {message_id}
Subject: Nieuws

--grens--
"""


def notification(config: Config, reference: str = REFERENCE, **parts: str) -> bytes:
    values = {
        "envelope": "X-Postfix-Queue-ID: 4F2",
        "action": "failed",
        "status": "5.1.1",
        "returned": "message/rfc822",
        "message_id": transports.message_id(reference, config),
    }
    return NOTIFICATION.format(**{**values, **parts}).encode()


def sent(config: Config, state: MailState = MailState.SENT) -> None:
    """A message that has left."""
    is_sent = state is MailState.SENT
    row = OutboxMessage(
        reference=REFERENCE,
        recipient="inwoner@voorbeeld.example",
        subject="Nieuws",
        sealed_body=b"",
        state=state,
        sent_at=now() if is_sent else None,
        transport_reference=transports.message_id(REFERENCE, config) if is_sent else "",
    )
    with edge.unit_of_change():
        db.session.add(row)


@pytest.fixture
def config(context: Flask) -> Config:
    found: Config = context.config["BERAAD"]
    return found


@pytest.mark.parametrize(
    ("parts", "delivery"),
    [
        ({}, Delivery.REFUSED),
        ({"returned": "text/rfc822-headers"}, Delivery.REFUSED),
        ({"status": "5.2.2"}, Delivery.UNREACHED),
        ({"status": "4.4.7"}, Delivery.UNREACHED),
        ({"action": "delivered", "status": "2.0.0"}, Delivery.DELIVERED),
        ({"action": "delayed", "status": "4.4.1"}, None),
    ],
)
def test_the_message_is_marked(config: Config, parts: dict[str, str], delivery: Delivery | None) -> None:
    sent(config)
    with edge.unit_of_change():
        assert bounces.receive(notification(config, **parts)) is delivery
    row = message(REFERENCE)
    assert (row.delivery, row.state) == (delivery, MailState.SENT)
    assert row.delivery_at is None or row.delivery_at <= now()


def test_an_envelope_id_is_enough_and_one_that_is_made_up_is_not(config: Config) -> None:
    sent(config, MailState.UNCERTAIN)
    own = f"Original-Envelope-Id: {transports.envelope_id(REFERENCE, config)}"
    made_up = f"Original-Envelope-Id: {REFERENCE}.{'0' * 32}"
    with pytest.raises(UnknownMessageError):
        bounces.receive(notification(config, message_id="<1@elders.example>", envelope=made_up))
    with edge.unit_of_change():
        bounces.receive(notification(config, message_id="<1@elders.example>", envelope=own))
    row = message(REFERENCE)
    assert (row.delivery, row.state) == (Delivery.REFUSED, MailState.SENT), "it did leave, and came back"


def test_a_message_that_may_have_left_is_found_by_its_message_id(config: Config) -> None:
    sent(config, MailState.UNCERTAIN)
    with edge.unit_of_change():
        bounces.receive(notification(config))
    assert message(REFERENCE).delivery is Delivery.REFUSED


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", NoNotificationError),
        (b"Subject: Re: Nieuws\n\nDank u!", NoNotificationError),
        (b"\xff\xfe\x00" * 50, NoNotificationError),
        (REPORT + b"--a\nContent-Type: message/delivery-status\n\n--a--", NoNotificationError),
        (REPORT + b"--a\n" + b"Content-Type: message/rfc822\n\n" * 9000, NoNotificationError),
        (b"x" * (bounces.LARGEST + 1), TooLargeError),
    ],
)
def test_anything_else_is_refused(config: Config, content: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        bounces.receive(content)


class Extended(smtp_server.Conversation):
    """A mail server that says what became of a message, if it is named."""

    def say(self, line: str) -> None:
        super().say("250-test\r\n250 DSN" if line == "250 test" else line)


def test_a_mail_server_is_told_the_name_and_where_to_send_it_back(
    context: Flask, through: Through, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(smtp_server, "Conversation", Extended)
    monkeypatch.setattr(transports.smtplib.SMTP, "putcmd", _kept(said))
    with smtp_server.running() as server:
        through(server.port)
        context.config["BERAAD"] = config = replace(context.config["BERAAD"], mail_returns="terug@voorbeeld.example")
        put(REFERENCE)
        work_off()
    (mail,) = [line for line in said if line.startswith("mail ")]
    assert mail == f"mail FROM:<terug@voorbeeld.example> RET=HDRS ENVID={transports.envelope_id(REFERENCE, config)}"


def _kept(said: list[str]) -> object:
    putcmd = transports.smtplib.SMTP.putcmd

    def kept(self: object, command: str, args: str = "") -> None:
        said.append(f"{command} {args}")
        putcmd(self, command, args)  # type: ignore[arg-type]

    return kept


def test_a_mail_server_hands_it_to_the_command(tmp_path: Path) -> None:
    settings = {"BERAAD_SECRET_KEY": "a secret for tests alone, long enough", "BERAAD_INSTANCE": str(tmp_path)}
    config = Config.from_environment(settings)
    app = create_app(config)
    with app.app_context():
        db.create_all()
        sent(config)
        db.session.remove()
        assert bounced(settings, notification(config)) == (0, "Noted: refused.\n", "")
        assert db.session.scalars(select(OutboxMessage.delivery)).one() is Delivery.REFUSED
        db.session.remove()
        unknown = (65, "", "This is about no message that was sent from here.\n")
        assert bounced(settings, notification(config, "ander-1")) == unknown
        assert bounced(settings, b"Dank u!")[0] == 65
        assert bounced(settings, b"x" * 2_000_000) == (65, "", "This message is too large.\n")
        db.engine.dispose()


def bounced(settings: dict[str, str], content: bytes) -> tuple[int, str, str]:
    """Exit status, and what the command says on both outputs."""
    command = [sys.executable, "-m", "beraad.cli", "mail", "bounced"]
    ended = subprocess.run(command, env={**os.environ, **settings}, input=content, capture_output=True, timeout=60)
    return ended.returncode, ended.stdout.decode(), ended.stderr.decode()
