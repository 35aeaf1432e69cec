"""Huey carries the message "work on job N" to a worker, now or after a pause. It may lose it: see `sweep`."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from functools import cached_property
from pathlib import Path

import structlog
from flask import Flask
from huey import SqliteHuey, crontab
from huey.api import Huey, TaskWrapper
from huey.serializer import SignedSerializer
from sqlalchemy import select

from beraad import orm
from beraad.extensions import db
from beraad.jobs import registry, runner, service
from beraad.jobs.models import UNFINISHED, Job
from beraad.orm import now
from beraad.web import edge

log = structlog.get_logger("beraad.jobs")


class Carrier:
    """The messages of one application, in `instance/huey.sqlite`; `immediate`: the work is done at once instead."""

    def __init__(self, app: Flask, instance: Path, secret: str, immediate: bool) -> None:
        self.app = app
        self.instance = instance
        self.secret = secret
        self.immediate = immediate

    @cached_property
    def huey(self) -> Huey:
        """Made when it is first needed, so that starting the application opens no second database."""
        huey = SqliteHuey(
            "beraad",
            filename=str(self.instance / "huey.sqlite"),
            immediate=self.immediate,
            results=False,
            fsync=False,  # a message may be lost
            serializer=SignedSerializer(self.secret, salt="jobs"),
        )
        huey.periodic_task(crontab(), name="sweep")(self.sweep)
        huey.periodic_task(crontab(minute="5"), name="today")(self.today)
        return huey

    @cached_property
    def messages(self) -> TaskWrapper:
        """What Huey sends: the message "work on job N"."""
        return self.huey.task(name="work")(self.work)

    def work(self, number: int) -> None:
        """Do job `number`, in an application context and transactions of its own."""
        with self.app.app_context(), orm.reading(False), structlog.contextvars.bound_contextvars(job=number):
            runner.work_on(number)

    def wake(self, number: int, pause: timedelta = timedelta(), priority: int = 0) -> None:
        """Send the message; of those that wait, the one with the highest `priority` is taken first.

        A carrier that can't be written to loses nothing: the sweep finds the job.
        """
        try:
            if pause:
                self.messages.schedule((number,), delay=pause.total_seconds(), priority=priority)
            else:
                self.messages(number, priority=priority)
        except (sqlite3.Error, OSError):
            log.warning("carrier_unreachable", job=number)

    def carried(self) -> set[int]:
        """The numbers of the jobs for which a message is on its way."""
        waiting = [*self.huey.pending(), *self.huey.scheduled()]
        return {task.args[0] for task in waiting if isinstance(task, self.messages.task_class)}

    def today(self) -> None:
        """Ask for the daily jobs. Runs each hour, so that a worker that was away at night makes up for it."""
        with self.app.app_context(), orm.reading(False), edge.unit_of_change():
            service.ask_for_today()

    def sweep(self) -> int:
        """Send a message for each unfinished job that nobody carries; returns how many. Runs at start and each minute.

        A job that is being worked on gets one for the moment its lease ends, in case its worker has died.
        """
        carried, priorities = self.carried(), registry.current_jobs(self.app).priorities
        with self.app.app_context(), orm.reading():
            columns = select(Job.id, Job.kind, Job.not_before, Job.lease_until)
            unfinished = db.session.execute(columns.where(Job.state.in_(UNFINISHED)).order_by(Job.id)).all()
        lost = [job for job in unfinished if job.id not in carried]
        for job in lost:
            due = job.lease_until or job.not_before
            self.wake(job.id, max(due - now(), timedelta()) if due else timedelta(), priorities.get(job.kind, 0))
        return len(lost)
