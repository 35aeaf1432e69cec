"""The job that sends one message: says so in the outbox, offers it to the transport, writes down the answer."""

from __future__ import annotations

from flask import current_app

from beraad.config import Config
from beraad.extensions import db
from beraad.jobs.errors import JobPostponed
from beraad.jobs.run import JobRun
from beraad.mail import transports
from beraad.mail.models import MailState, OutboxMessage
from beraad.mail.transports import NotSentError, RefusedError, UncertainError
from beraad.orm import now
from beraad.web import sealing


def send(run: JobRun) -> None:
    """Send the message of this job, unless that has been done or may have been done."""
    config: Config = current_app.config["BERAAD"]
    transport = transports.chosen(config)
    row = db.session.get(OutboxMessage, run.payload["message"])
    if row is None or row.state not in (MailState.QUEUED, MailState.SENDING):
        return
    if not row.recipient:  # wiped while it was on its way
        row.state, row.error_code = MailState.UNCERTAIN, "wiped"
        return
    if row.state is MailState.SENDING and not transport.repeatable:
        row.state, row.error_code = MailState.UNCERTAIN, "worker_died"
        return
    row.state, row.attempts = MailState.SENDING, row.attempts + 1
    reference = row.reference
    message = transports.compose(row, sealing.unseal(row.sealed_body, f"mail:{reference}"), config)
    run.step()
    try:
        transport.send(reference, message)
    except UncertainError as error:
        row.state, row.error_code = MailState.UNCERTAIN, error.code
    except RefusedError as error:
        row.state, row.error_code = MailState.FAILED, error.code
    except NotSentError as error:
        _try_later(run, row, error)
    else:
        row.state, row.error_code, row.sent_at = MailState.SENT, "", now()


def _try_later(run: JobRun, row: OutboxMessage, error: NotSentError) -> None:
    row.state = MailState.FAILED if run.is_last_attempt else MailState.QUEUED
    row.error_code = error.code
    run.step()
    raise JobPostponed(error.code)
