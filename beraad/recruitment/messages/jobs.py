"""The job that sends a message."""

from __future__ import annotations

from flask import Flask

from beraad.extensions import db
from beraad.jobs import service as jobs
from beraad.jobs.run import JobRun
from beraad.recruitment.messages import service
from beraad.recruitment.models.messages import Message
from beraad.recruitment.models.registration import RegistrationId

#: deliveries that are committed together
CHUNK = 100


def init_app(app: Flask) -> None:
    jobs.register(app, service.SEND_JOB, send_message)


def send_message(run: JobRun) -> None:
    """Make a delivery for each person, in order of sign-up; goes on after the last one that was committed."""
    message_id = run.payload["message"]
    while True:
        message = db.session.get_one(Message, message_id)
        people = service.next_people(message, RegistrationId(run.cursor), CHUNK)
        if not people:
            break
        for person in people:
            service.deliver(message, person)
        run.step(cursor=people[-1].id, done=run.done + len(people), phase="sending")
    service.mark_sent(message)
