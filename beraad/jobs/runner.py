"""Doing one job: take it, let its handler work, write down how it ended.

Two workers never do the same job: taking is one compare-and-set UPDATE that gives a token, and every later write asks
for that token. A worker that lives renews its lease; the job of a worker that died is free when its lease has ended.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import structlog
from flask import Flask, current_app
from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlalchemy.exc import OperationalError

from beraad import orm
from beraad.extensions import db
from beraad.jobs import registry
from beraad.jobs.errors import JobCancelled, JobFailed, JobPostponed, LeaseLost, WorkerStopping
from beraad.jobs.models import Job, JobState
from beraad.jobs.run import JobRun
from beraad.orm import now
from beraad.web import edge

log = structlog.get_logger("beraad.jobs")
LONGEST_PAUSE = timedelta(minutes=10)


def pause_after(attempts: int) -> timedelta:
    """How long to wait after this many failed tries: 5 s, 10 s, 20 s, … up to ten minutes."""
    return min(timedelta(seconds=5 * 2 ** (min(attempts, 12) - 1)), LONGEST_PAUSE)


def work_on(number: int) -> bool:
    """Do job `number` when it is free; False when it has ended, has to wait, or another worker is at it.

    Needs an application context whose session holds no transaction. A crash is written down and raised again, so
    that whoever called logs the traceback.
    """
    jobs = registry.of()
    if jobs.stopping.is_set():
        return False
    run = take(number)
    if run is None:
        return False
    try:
        with kept(run, current_app._get_current_object()):  # type: ignore[attr-defined]
            jobs.handler(run.kind)(run)
        with edge.unit_of_change():
            run.end(db.session(), JobState.DONE)
    except (JobCancelled, LeaseLost):
        edge.rollback()
    except WorkerStopping:
        _let_go(run, JobState.QUEUED, attempts=max(run.attempts - 1, 0))
    except JobPostponed as postponed:
        _try_later(run, postponed)
    except JobFailed as failure:
        _let_go(run, JobState.FAILED, error_code=failure.code, error_params=failure.params)
    except BaseException as crash:
        _try_later(run, JobFailed("crashed", error=type(crash).__name__))
        raise
    return True


def work_off() -> int:
    """Do all jobs that are due now, in this process, one after the other; gives how many. For commands."""
    count = 0
    while (number := _next_due()) is not None:
        with current_app.app_context():
            count += work_on(number)
    return count


def _next_due() -> int | None:
    with current_app.app_context(), orm.reading():
        return db.session.scalar(select(Job.id).where(_due(now())).order_by(Job.id).limit(1))


def _due(moment: datetime) -> ColumnElement[bool]:
    queued = and_(Job.state == JobState.QUEUED, or_(Job.not_before.is_(None), Job.not_before <= moment))
    return or_(queued, _left(moment))


def _left(moment: datetime) -> ColumnElement[bool]:
    return and_(Job.state == JobState.RUNNING, Job.lease_until < moment)


def _left_too_often(moment: datetime) -> ColumnElement[bool]:
    return and_(_left(moment), Job.attempts >= Job.max_attempts)


def take(number: int) -> JobRun | None:
    """Take the job when it is free. One that was left too often by workers that died is given up."""
    jobs, moment = registry.of(), now()
    with edge.unit_of_change():
        taken = db.session.execute(
            update(Job.__table__)
            .where(Job.id == number, _due(moment), ~_left_too_often(moment))
            .values(
                state=JobState.RUNNING,
                lease_token=secrets.token_hex(16),
                lease_until=moment + jobs.lease,
                attempts=Job.attempts + 1,
                started_at=moment,
                not_before=None,
            )
        )
        if not taken.rowcount:
            _give_up_when_left_too_often(number, moment)
            return None
        return JobRun(db.session.scalars(select(Job).where(Job.id == number)).one(), jobs.lease)


def _give_up_when_left_too_often(number: int, moment: datetime) -> None:
    left = update(Job.__table__).where(Job.id == number, _left_too_often(moment))
    ended = db.session.execute(
        left.values(state=JobState.FAILED, error_code="abandoned", lease_until=None, lease_token="", finished_at=moment)
    )
    if ended.rowcount:
        job = db.session.get_one(Job, number)
        _tell_given_up(job.kind, job.payload)


def _tell_given_up(kind: str, payload: Mapping[str, Any]) -> None:
    told = registry.of().given_up.get(kind)
    if told is not None:
        told(payload)


@contextmanager
def kept(run: JobRun, app: Flask) -> Iterator[None]:
    """Renew the lease from a thread as long as this process lives, however long one computation takes."""
    ended = threading.Event()

    def renew() -> None:
        while not ended.wait(run.lease.total_seconds() / 3):
            try:
                with app.app_context(), db.engine.begin() as connection:
                    run.renew(connection)
            except OperationalError:  # the database is busy: the next round comes before the lease ends
                continue
            except (JobCancelled, LeaseLost):  # the handler hears it at its next step
                return

    keeper = threading.Thread(target=renew, name=f"lease of job {run.job_id}", daemon=True)
    keeper.start()
    try:
        yield
    finally:
        ended.set()
        keeper.join()


def _try_later(run: JobRun, failure: JobFailed) -> None:
    if run.is_last_attempt:
        _let_go(run, JobState.FAILED, error_code=failure.code, error_params=failure.params)
        return
    pause = pause_after(run.attempts)
    _let_go(run, JobState.QUEUED, not_before=now() + pause, error_code=failure.code, error_params=failure.params)
    registry.of().carrier.wake(run.job_id, pause)


def _let_go(run: JobRun, state: JobState, **values: object) -> None:
    """Drop what the handler left uncommitted and write down how the try ended."""
    edge.rollback()
    try:
        with edge.unit_of_change():
            run.end(db.session(), state, **values)
            if state is JobState.FAILED:
                _tell_given_up(run.kind, run.payload)
    except (JobCancelled, LeaseLost):
        return
    log.info("job_let_go", job=run.job_id, kind=run.kind, state=state.value, code=values.get("error_code", ""))
