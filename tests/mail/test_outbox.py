"""The outbox: written in the transaction, sent after it, never sent twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from email.message import Message
from email.policy import default
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from beraad.config import MailServer
from beraad.extensions import db
from beraad.jobs import registry, runner
from beraad.jobs.models import Job, JobState
from beraad.mail import queries, service
from beraad.mail.models import MailState, OutboxMessage
from beraad.orm import now
from beraad.web import edge
from tests.mail import smtp_server
from tests.working import work_off

TO = "inwoner@voorbeeld.example"
Through = Callable[..., object]


def put(reference: str = "bericht-1", to: str = TO, assembly_id: int | None = None) -> None:
    with edge.unit_of_change():
        service.queue(to, "Uw aanmelding", "Beste inwoner,\n\nWij hebben uw aanmelding.\n", reference, assembly_id)


def message(reference: str = "bericht-1") -> OutboxMessage:
    db.session.rollback()
    return db.session.scalars(select(OutboxMessage).where(OutboxMessage.reference == reference)).one()


def job_state() -> JobState:
    return db.session.scalars(select(Job.state).order_by(Job.id.desc())).first()  # type: ignore[return-value]


@pytest.fixture
def through(context: Flask) -> Iterator[Through]:
    """Sends the application's mail to a mail server of this test."""
    before = context.config["BERAAD"]

    def use(port: int) -> None:
        server = MailServer(host="127.0.0.1", port=port, starttls=False)
        context.config["BERAAD"] = replace(before, mail_server=server)

    yield use
    context.config["BERAAD"] = before


def read(file: Path) -> Message:
    return message_from_bytes(file.read_bytes(), policy=default)


def test_mail_leaves_after_the_commit_and_not_before(context: Flask, outbox: Path) -> None:
    with edge.unit_of_change():
        service.queue(TO, "Uw aanmelding", "Beste inwoner, één woord: ja.\n", "na-commit-1")
        assert not (outbox / "na-commit-1.eml").exists()
    sent = read(outbox / "na-commit-1.eml")
    assert (sent["To"], sent["From"]) == (TO, "beraad@voorbeeld.example")
    assert sent["Subject"] == "Uw aanmelding"
    assert "één woord: ja." in sent.get_content()  # type: ignore[attr-defined]
    row = message("na-commit-1")
    assert (row.state, row.attempts) == (MailState.SENT, 1)
    assert b"woord" not in row.sealed_body


def test_a_change_that_is_dropped_sends_nothing(context: Flask, outbox: Path) -> None:
    with pytest.raises(ZeroDivisionError), edge.unit_of_change():
        service.queue(TO, "Uw aanmelding", "tekst", "dropped-1")
        raise ZeroDivisionError
    assert not (outbox / "dropped-1.eml").exists()
    assert db.session.scalar(select(OutboxMessage)) is None


def test_the_same_reference_is_the_same_mail(context: Flask, through: Through) -> None:
    with smtp_server.running() as server:
        through(server.port)
        put()
        put()
    assert len(server.received) == 1


@pytest.mark.parametrize("reference", ["", "Met Hoofdletters", "../elders", "a" * 121, "x@voorbeeld.example"])
def test_a_reference_is_a_safe_name(context: Flask, reference: str) -> None:
    with pytest.raises(ValueError, match="reference"):
        service.queue(TO, "Onderwerp", "tekst", reference)


def test_a_line_break_in_a_subject_adds_no_header(context: Flask, outbox: Path) -> None:
    with edge.unit_of_change():
        service.queue(TO, "Uw\r\nBcc: ander@voorbeeld.example", "tekst", "kop-1")
    assert read(outbox / "kop-1.eml")["Bcc"] is None


def test_a_mail_server_gets_the_message_once(context: Flask, through: Through) -> None:
    with smtp_server.running() as server:
        through(server.port)
        put()
        work_off()
    ((recipient, text),) = server.received
    assert recipient == TO
    assert "Subject: Uw aanmelding" in text
    assert "Message-ID: <" in text
    assert message().state is MailState.SENT


@pytest.mark.parametrize(
    ("answers", "state", "code"),
    [
        ({"rcpt": "550 no such user"}, MailState.FAILED, "recipient_refused"),
        ({"mail": "553 not you"}, MailState.FAILED, "sender_refused"),
        ({"end": "554 spam"}, MailState.FAILED, "message_refused"),
        ({"data": "554 no"}, MailState.FAILED, "message_refused"),
        ({"rcpt": "450 later"}, MailState.QUEUED, "recipient_refused"),
        ({"data": "451 later"}, MailState.QUEUED, "message_refused"),
        ({"end": "452 full"}, MailState.QUEUED, "message_refused"),
        ({"rcpt": ""}, MailState.QUEUED, "connection_lost"),
        ({"end": ""}, MailState.UNCERTAIN, "no_answer"),
    ],
)
def test_each_answer_of_a_mail_server_is_understood(
    context: Flask, through: Through, answers: dict[str, str], state: MailState, code: str
) -> None:
    with smtp_server.running(**answers) as server:
        through(server.port)
        put()
        assert server.received == []
    row = message()
    assert (row.state, row.error_code, row.attempts) == (state, code, 1)
    assert job_state() is (JobState.QUEUED if state is MailState.QUEUED else JobState.DONE)


def test_a_server_that_is_away_gets_it_later_and_not_for_ever(context: Flask, through: Through) -> None:
    with smtp_server.running() as gone:
        port = gone.port
    through(port)
    put()
    assert (message().state, message().error_code) == (MailState.QUEUED, "server_unreachable")
    for _try in range(4):
        with edge.unit_of_change():
            db.session.scalars(select(Job)).one().not_before = None
        work_off()
    assert (message().state, message().attempts) == (MailState.FAILED, 5)
    assert job_state() is JobState.FAILED


@contextmanager
def dying_worker(monkeypatch: pytest.MonkeyPatch, context: Flask, transport: str) -> Iterator[None]:
    """The process ends right after the transport has the message: nothing more is written."""

    class Killed(BaseException):
        pass

    def die(*_: object) -> None:
        raise Killed

    from beraad.mail import transports

    chosen = getattr(transports, transport)
    real = chosen.send

    def send_and_die(self: object, reference: str, mail: object) -> None:
        real(self, reference, mail)
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(chosen, "send", send_and_die)
        patch.setattr(runner, "_try_later", die)
        with pytest.raises(Killed):
            yield
    db.session.rollback()
    db.session.info.pop("after_commit", None)
    with edge.unit_of_change():
        for job in db.session.scalars(select(Job).where(Job.state == JobState.RUNNING)):
            job.lease_until = now() - timedelta(seconds=1)


def test_a_crash_after_sending_is_shown_and_not_sent_twice(
    context: Flask, through: Through, monkeypatch: pytest.MonkeyPatch
) -> None:
    with smtp_server.running() as server:
        through(server.port)
        with dying_worker(monkeypatch, context, "Smtp"):
            put()
        assert message().state is MailState.SENDING
        db.session.rollback()
        work_off()
        assert len(server.received) == 1, "nobody knows whether it was sent, so it is not sent again"
        assert (message().state, message().error_code) == (MailState.UNCERTAIN, "worker_died")
        db.session.rollback()
        with edge.unit_of_change():
            service.send_again(message())
        work_off()
    assert message().state is MailState.SENT
    numbers = {line for _, text in server.received for line in text.splitlines() if line.startswith("Message-ID")}
    assert len(server.received) == 2
    assert len(numbers) == 1, "sent again on request with the same Message-ID"


def test_a_crash_after_writing_a_file_ends_in_one_file(
    context: Flask, outbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with dying_worker(monkeypatch, context, "Files"):
        put("twee-keer-1")
    work_off()
    assert message("twee-keer-1").state is MailState.SENT
    assert len(list(outbox.glob("*twee-keer-1*"))) == 1


def test_what_was_sent_can_not_be_sent_again(context: Flask) -> None:
    put()
    with pytest.raises(service.NotRepeatableError):
        service.send_again(message())


def test_what_is_wiped_keeps_neither_address_nor_words(context: Flask) -> None:
    put("blijft-1")
    put("ander-1", to="Ander@voorbeeld.example")
    with edge.unit_of_change():
        assert service.wipe(OutboxMessage.recipient == "Ander@voorbeeld.example") == 1
        assert service.wipe(OutboxMessage.recipient == "Ander@voorbeeld.example") == 0
    assert (message("ander-1").recipient, message("ander-1").subject, message("ander-1").sealed_body) == ("", "", b"")
    assert message("blijft-1").recipient == TO


def test_a_message_that_nobody_tries_any_more_is_shown_to_staff(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether it may have left depends on how far its worker had come."""
    with app.app_context():
        monkeypatch.setattr(registry.current_jobs().carrier, "wake", lambda *_: None)
        for reference, state, expected in (
            ("wacht-1", MailState.QUEUED, (MailState.FAILED, "given_up")),
            ("onderweg-1", MailState.SENDING, (MailState.UNCERTAIN, "worker_died")),
        ):
            with edge.unit_of_change():
                service.queue(TO, "Onderwerp", "Tekst", reference)
                made = db.session.scalars(select(OutboxMessage).where(OutboxMessage.reference == reference)).one()
                made.state = state
                db.session.flush()
                job = db.session.scalars(select(Job).where(Job.subject == f"outbox_message:{made.id}")).one()
                job.state, job.lease_until, job.attempts = JobState.RUNNING, now() - timedelta(seconds=1), 5
            left = job.id
            db.session.rollback()
            assert not runner.work_on(left)
            assert (message(reference).state, message(reference).error_code) == expected
            db.session.rollback()
            with edge.unit_of_change():
                service.send_again(message(reference))


def test_a_burgerberaad_has_its_own_outbox(context: Flask) -> None:
    for number in range(3):
        put(f"lijst-{number}", assembly_id=5)
    put("elders", assembly_id=6)
    rows = db.session.execute(queries.outbox(5).order_by(OutboxMessage.id)).all()
    assert [row.reference for row in rows] == ["lijst-0", "lijst-1", "lijst-2"]
    assert rows[0].state is MailState.SENT
    assert queries.counts(5) == {MailState.SENT: 3}
