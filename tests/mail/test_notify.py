"""NotifyNL: each answer understood, nothing sent twice, and reports of arrival written down."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from beraad.config import Config, ConfigError, NotifyService, notify_service
from beraad.days import morning_of, today
from beraad.extensions import db
from beraad.jobs import runner
from beraad.jobs.models import Job, JobState
from beraad.mail import service
from beraad.mail.models import Delivery, MailState, MessageKind, OutboxMessage
from beraad.orm import now
from beraad.web import edge
from tests.mail import notify_server
from tests.mail.notify_server import EMAIL_TEMPLATE, ISSUER, SECRET, TOKEN
from tests.pages import Browser
from tests.working import work_off

TO = "inwoner@voorbeeld.example"
REPORT = "/notify/terugmelding"
Through = Callable[[NotifyService], None]


@pytest.fixture
def through(context: Flask) -> Iterator[Through]:
    """Sends the application's messages through a service of this test."""
    before: Config = context.config["BERAAD"]

    def use(notify: NotifyService) -> None:
        context.config["BERAAD"] = replace(before, notify=notify)

    yield use
    context.config["BERAAD"] = before


def put(reference: str = "bericht-1", to: str = TO, kind: MessageKind = MessageKind.EMAIL) -> None:
    with edge.unit_of_change():
        service.queue(to, "Uw aanmelding", "Beste inwoner, één woord: ja.\n", reference, kind=kind)


def row(reference: str = "bericht-1") -> OutboxMessage:
    db.session.rollback()
    return db.session.scalars(select(OutboxMessage).where(OutboxMessage.reference == reference)).one()


def try_now() -> None:
    """The pause after a failed try has passed."""
    db.session.rollback()
    with edge.unit_of_change():
        for job in db.session.scalars(select(Job)):
            job.not_before = None
    work_off()


def test_mail_goes_once_with_template_text_and_reference(context: Flask, through: Through) -> None:
    with notify_server.running() as server:
        through(server.service())
        put()
        put()
        work_off()
    (sent,) = server.accepted
    assert sent["path"] == "/v2/notifications/email"
    assert (sent["email_address"], sent["template_id"], sent["reference"]) == (TO, EMAIL_TEMPLATE, "bericht-1")
    assert sent["personalisation"] == {"subject": "Uw aanmelding", "body": "Beste inwoner, één woord: ja.\n"}
    found = row()
    assert (found.state, found.transport_reference, found.attempts) == (MailState.SENT, sent["id"], 1)


def test_a_text_message_goes_to_a_telephone(context: Flask, through: Through, set_clock: Any) -> None:
    set_clock(morning_of(today()))
    with notify_server.running() as server:
        through(server.service())
        put(to="0612345678", kind=MessageKind.TEXT)
        through(server.service(text_template=""))
        put("bericht-2", to="0612345678", kind=MessageKind.TEXT)
    (sent,) = server.accepted
    assert (sent["path"], sent["phone_number"]) == ("/v2/notifications/sms", "0612345678")
    assert (row("bericht-2").state, row("bericht-2").error_code) == (MailState.FAILED, "no_text_messages")


@pytest.mark.parametrize(
    ("answer", "state", "code"),
    [
        ((400, "ValidationError", f"email_address {TO} Not a valid address"), MailState.FAILED, "recipient_refused"),
        ((400, "BadRequestError", "Can't send using a team-only API key"), MailState.FAILED, "recipient_not_allowed"),
        ((400, "BadRequestError", "Missing personalisation: body"), MailState.FAILED, "template_refused"),
        ((400, "BadRequestError", "Template not found"), MailState.FAILED, "template_refused"),
        ((400, "BadRequestError", "something else"), MailState.FAILED, "message_refused"),
        ((403, "AuthError", "Invalid token: API key not found"), MailState.FAILED, "key_refused"),
        ((404, "NoResultFound", "No result found"), MailState.FAILED, "service_not_found"),
        ((429, "RateLimitError", "Exceeded rate limit"), MailState.QUEUED, "rate_limited"),
        ((429, "TooManyRequestsError", "Exceeded send limits"), MailState.QUEUED, "rate_limited"),
        ((500, "Exception", "Internal server error"), MailState.QUEUED, "server_error"),
        ((503, "Exception", "Unavailable"), MailState.QUEUED, "server_error"),
    ],
)
def test_each_answer_is_understood(
    context: Flask, through: Through, answer: tuple[int, str, str], state: MailState, code: str
) -> None:
    with notify_server.running(answer) as server:
        through(server.service())
        put()
        assert server.accepted == []
        assert (row().state, row().error_code, row().attempts) == (state, code, 1)
        waits = state is MailState.QUEUED
        assert db.session.scalars(select(Job.state)).all() == [JobState.QUEUED if waits else JobState.DONE]
        try_now()
        assert len(server.accepted) == (1 if waits else 0), "what has to wait goes the next time"
    assert row().state is (MailState.SENT if waits else MailState.FAILED)


def test_a_wrong_secret_is_refused(context: Flask, through: Through) -> None:
    with notify_server.running() as server:
        through(server.service())
        through(replace(server.service(), secret=ISSUER))
        put()
    assert (row().state, row().error_code) == (MailState.FAILED, "key_refused")


def test_a_server_that_is_away_gets_it_later(context: Flask, through: Through) -> None:
    with notify_server.running() as gone:
        through(gone.service())
    put()
    assert (row().state, row().error_code) == (MailState.QUEUED, "server_unreachable")


def test_without_an_answer_we_ask_whether_it_arrived(context: Flask, through: Through) -> None:
    with notify_server.running(None, swallow=True) as server:
        through(server.service())
        put()
        assert len(server.accepted) == 1
    assert (row().state, row().transport_reference) == (MailState.SENT, server.accepted[0]["id"])


def test_when_nobody_knows_people_decide_and_it_is_looked_up_before_it_goes_again(
    context: Flask, through: Through
) -> None:
    with notify_server.running(None) as server:
        through(server.service())
        put()
        assert (row().state, row().error_code) == (MailState.UNCERTAIN, "no_answer")
        work_off()
        assert server.accepted == []
        server.accepted.append({"id": "late", "reference": "bericht-1"})  # it had arrived after all
        with edge.unit_of_change():
            service.send_again(row())
        assert len(server.accepted) == 1
    assert (row().state, row().transport_reference) == (MailState.SENT, "late")


@pytest.mark.parametrize("arrived", [True, False])
def test_after_a_crash_the_service_tells_whether_it_was_sent(
    context: Flask, through: Through, monkeypatch: pytest.MonkeyPatch, arrived: bool
) -> None:
    from beraad.mail.notify import Notify

    class Killed(BaseException):
        pass

    def dying(*_: object) -> None:
        raise Killed

    with notify_server.running() as server:
        through(server.service())
        with monkeypatch.context() as patch:
            patch.setattr(runner, "_try_later", dying)
            real = Notify.send

            def send_and_die(self: Notify, reference: str, message: Any) -> str:
                if arrived:
                    real(self, reference, message)
                raise Killed

            patch.setattr(Notify, "send", send_and_die)
            with pytest.raises(Killed):
                put()
        db.session.rollback()
        db.session.info.pop("after_commit", None)
        with edge.unit_of_change():
            db.session.scalars(select(Job)).one().lease_until = now() - timedelta(seconds=1)
        work_off()
        assert len(server.accepted) == (1 if arrived else 0), "never offered twice by itself"
    assert row().state is (MailState.SENT if arrived else MailState.UNCERTAIN)


def report(client: Browser, token: str = TOKEN, **told: Any) -> int:
    content = {"id": "9", "reference": "bericht-1", "to": TO, "completed_at": "2026-11-21T12:00:00.000000Z", **told}
    return client.raw.post(REPORT, json=content, headers={"Authorization": f"Bearer {token}"}).status_code


@pytest.mark.parametrize(
    ("status", "delivery"),
    [
        ("delivered", Delivery.DELIVERED),
        ("permanent-failure", Delivery.REFUSED),
        ("temporary-failure", Delivery.UNREACHED),
        ("technical-failure", Delivery.BROKEN),
        ("sending", None),
    ],
)
def test_reports_of_arrival_are_written_down(
    context: Flask, through: Through, client: Browser, status: str, delivery: Delivery | None
) -> None:
    with notify_server.running() as server:
        through(server.service())
        put()
    assert report(client, status=status) == 204
    assert row().delivery is delivery


def test_old_news_changes_nothing(context: Flask, through: Through, client: Browser) -> None:
    with notify_server.running() as server:
        through(server.service())
        put()
    for _twice in range(2):
        assert report(client, status="delivered") == 204
    assert report(client, status="temporary-failure", completed_at="2026-11-21T11:00:00.000000Z") == 204
    assert row().delivery is Delivery.DELIVERED


def test_a_report_settles_what_was_uncertain(context: Flask, through: Through, client: Browser) -> None:
    with notify_server.running(None) as server:
        through(server.service())
        put()
    assert row().state is MailState.UNCERTAIN
    assert report(client, status="delivered") == 204
    assert (row().state, row().error_code, row().transport_reference) == (MailState.SENT, "", "9")


def test_only_who_has_the_token_may_report(context: Flask, through: Through, client: Browser) -> None:
    with notify_server.running() as server:
        through(server.service())
        put()
        assert report(client, token="another token", status="delivered") == 401
        assert report(client, token="", status="delivered") == 401
        assert report(client, status="delivered", reference="onbekend") == 404
        assert report(client, status=7) == 400
        through(server.service(callback_token=""))
        assert report(client, token="", status="delivered") == 404
    assert row().delivery is None


def test_without_the_service_there_is_nothing_to_report(client: Browser) -> None:
    assert report(client, status="delivered") == 404


KEY = f"burgerberaad-{ISSUER}-{SECRET}"
GOOD = {"BERAAD_NOTIFY_KEY": KEY, "BERAAD_NOTIFY_EMAIL_TEMPLATE": EMAIL_TEMPLATE}


def test_the_key_is_taken_apart() -> None:
    found = notify_service(GOOD)
    assert found is not None
    assert (found.issuer, found.secret, found.url) == (ISSUER, SECRET, "https://api.notifynl.nl")
    assert SECRET not in repr(found)
    assert notify_service({}) is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"BERAAD_NOTIFY_KEY": "burgerberaad"},
        {"BERAAD_NOTIFY_EMAIL_TEMPLATE": ""},
        {"BERAAD_NOTIFY_URL": "http://notify.example"},
        {"BERAAD_NOTIFY_CALLBACK_TOKEN": "kort"},
    ],
)
def test_a_wrong_setting_is_named(wrong: dict[str, str]) -> None:
    with pytest.raises(ConfigError, match=next(iter(wrong))):
        notify_service({**GOOD, **wrong})
