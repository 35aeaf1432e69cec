"""The job that sends one message: says so in the outbox, offers it to the transport, writes down the answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import current_app
from sqlalchemy import bindparam, update

from beraad import days
from beraad.config import Config
from beraad.extensions import db
from beraad.jobs.errors import JobPostponed
from beraad.jobs.run import JobRun
from beraad.mail import transports
from beraad.mail.models import MailState, MessageKind, OutboxMessage
from beraad.mail.notify import Notify
from beraad.mail.transports import Files, NotSentError, Outgoing, RefusedError, Smtp, Transport, UncertainError
from beraad.orm import now
from beraad.web import sealing

_outbox = OutboxMessage.__table__
WRITTEN = update(_outbox).where(_outbox.c.id == bindparam("number"))


def transport_of(config: Config) -> Transport:
    """The transport that the settings ask for."""
    if config.notify:
        return Notify(config.notify)
    return Smtp(config.mail_server) if config.mail_server else Files(transports.folder())


def send(run: JobRun) -> None:
    """Send the message of this job, unless that has been done or may have been done."""
    config: Config = current_app.config["BERAAD"]
    transport = transport_of(config)
    row = db.session.get(OutboxMessage, run.payload["message"])
    if row is None or row.state not in (MailState.QUEUED, MailState.SENDING):
        return
    if row.kind is MessageKind.TEXT and row.state is MailState.QUEUED and days.is_quiet(now()):
        raise JobPostponed("quiet_hours", until=days.end_of_quiet(now()))
    number, reference = row.id, row.reference
    if not row.recipient:  # wiped while it was on its way
        _write(number, state=MailState.UNCERTAIN, error_code="wiped")
        return
    if row.state is MailState.SENDING and not transport.repeatable:
        _after_death(run, number, reference, transport)
        return
    again = row.attempts > 0
    message = transports.compose(row, sealing.unseal(row.sealed_body, f"mail:{reference}"), config)
    _write(number, state=MailState.SENDING, attempts=row.attempts + 1)
    run.step()
    try:
        theirs = _offer(transport, reference, message, again)
    except UncertainError as error:
        _write(number, state=MailState.UNCERTAIN, error_code=error.code)
    except RefusedError as error:
        _write(number, state=MailState.FAILED, error_code=error.code)
    except NotSentError as error:
        _try_later(run, number, error)
    else:
        _is_sent(number, theirs)


def given_up(payload: Mapping[str, Any]) -> None:
    """Nobody tries the message of this job any more: staff see it and can send it again."""
    row = db.session.get(OutboxMessage, payload["message"])
    if row is not None and row.state is MailState.QUEUED:
        row.state, row.error_code = MailState.FAILED, "given_up"
    elif row is not None and row.state is MailState.SENDING:
        row.state, row.error_code = MailState.UNCERTAIN, "worker_died"


def _offer(transport: Transport, reference: str, message: Outgoing, again: bool) -> str:
    """Send, unless this is a second try and the other side has the message since the first."""
    known = transport.find(reference) if again else None
    return transport.send(reference, message) if known is None else known


def _after_death(run: JobRun, number: int, reference: str, transport: Transport) -> None:
    """A worker died while it was sending: only the other side may know what became of the message."""
    run.step()
    try:
        known = transport.find(reference)
    except NotSentError:
        known = None
    if known is None:
        _write(number, state=MailState.UNCERTAIN, error_code="worker_died")
    else:
        _is_sent(number, known)


def _is_sent(number: int, theirs: str) -> None:
    _write(number, state=MailState.SENT, error_code="", sent_at=now(), transport_reference=theirs)


def _try_later(run: JobRun, number: int, error: NotSentError) -> None:
    _write(number, state=MailState.FAILED if run.is_last_attempt else MailState.QUEUED, error_code=error.code)
    run.step()
    raise JobPostponed(error.code)


def _write(number: int, **values: Any) -> None:
    """Write these columns of a message, without reading the others again after each commit."""
    db.session.execute(WRITTEN, {"number": number, **values})
