"""The jobs that send a message and that let bundles leave when they are due."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask

from beraad.extensions import db
from beraad.jobs import service as jobs
from beraad.jobs.run import JobRun
from beraad.orm import now
from beraad.telling import audiences, bundles, service
from beraad.telling.models import Message

#: the kinds of job that let bundles leave: when one is due, and once a day whatever happened
LEAVE_JOB, LEAVE_DAILY = "telling.leave", "telling.leave_daily"
#: people that are committed together
CHUNK = 250


def init_app(app: Flask) -> None:
    jobs.register(app, service.SEND_JOB, send)
    jobs.register(app, LEAVE_JOB, leave)
    jobs.register_daily(app, LEAVE_DAILY, leave)


def send(run: JobRun) -> None:
    """Put everyone in the audience on the message, in order; goes on after the last chunk that was committed."""
    message_id = run.payload["message"]
    while True:
        message = db.session.get_one(Message, message_id)
        audience = audiences.find(message.assembly, message.audience) if message.audience else None
        who = audience.addressees(run.cursor, CHUNK) if audience else []
        bundles.add_recipients(message.id, who)
        gathered = bundles.gather(message, CHUNK)
        bundles.leave(CHUNK)
        if not who and not gathered:
            break
        last = (who[-1].registration_id or who[-1].account_id) if who else None
        run.step(cursor=last, done=run.done + gathered, phase="sending")
    service.mark_sent(message)
    run.step()
    leave(run)


def leave(run: JobRun) -> None:
    """Let all bundles leave that are due, and come back when the next one is."""
    while bundles.leave(CHUNK):
        run.step(phase="leaving")
    due = bundles.next_due()
    if due is not None:
        minute = due.replace(second=0, microsecond=0) + timedelta(minutes=1)
        jobs.ask(LEAVE_JOB, idempotency_key=f"{LEAVE_JOB}:{minute.isoformat()}", pause=max(minute - now(), timedelta()))
