"""Doing one job: take it, let its handler work, write down how it ended.

Two workers never do the same job: taking is one compare-and-set UPDATE that sets a token, and every later write asks
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
from sqlalchemy import and_, bindparam, or_, update
from sqlalchemy.exc import OperationalError

from beraad import orm
from beraad.extensions import db
from beraad.jobs import registry
from beraad.jobs.errors import JobCancelled, JobFailed, JobPostponed, LeaseLost, WorkerStopping
from beraad.jobs.models import Job, JobState
from beraad.jobs.run import JobRun
from beraad.orm import Moment, now
from beraad.web import edge

log = structlog.get_logger("beraad.jobs")
LONGEST_PAUSE = timedelta(minutes=10)
_jobs = Job.__table__.c
_moment = bindparam("moment", type_=Moment())
LEFT = and_(_jobs.state == JobState.RUNNING, _jobs.lease_until < _moment)
LEFT_TOO_OFTEN = and_(LEFT, _jobs.attempts >= _jobs.max_attempts)
DUE = or_(and_(_jobs.state == JobState.QUEUED, or_(_jobs.not_before.is_(None), _jobs.not_before <= _moment)), LEFT)
GIVEN_UP = update(Job.__table__).where(_jobs.id == bindparam("number"), LEFT_TOO_OFTEN)
TAKEN = (
    update(Job.__table__)
    .where(_jobs.id == bindparam("number"), DUE, ~LEFT_TOO_OFTEN)
    .values(state=JobState.RUNNING, attempts=_jobs.attempts + 1, not_before=None)
    .returning(*_jobs)
)


def pause_after(attempts: int) -> timedelta:
    """How long to wait after this many failed tries: 5 s, 10 s, 20 s, … up to ten minutes."""
    return min(timedelta(seconds=5 * 2 ** (min(attempts, 12) - 1)), LONGEST_PAUSE)


def work_on(number: int) -> bool:
    """Do job `number` when it is free; False when it has ended, has to wait, or another worker is at it.

    Needs an application context whose session holds no transaction. A crash is written down and raised again, so
    that the caller logs the traceback.
    """
    jobs = registry.current_jobs()
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


def take(number: int) -> JobRun | None:
    """Take the job when it is free. One that was left too often by workers that died is given up."""
    jobs, moment = registry.current_jobs(), now()
    with orm.need_not_last(), edge.unit_of_change():  # another worker that takes it finds nothing done
        held = {"lease_token": secrets.token_hex(16), "lease_until": moment + jobs.lease, "started_at": moment}
        taken = db.session.execute(TAKEN, {"number": number, "moment": moment, **held}).one_or_none()
        if taken is None:
            _give_up_when_left_too_often(number, moment)
            return None
        return JobRun(taken, jobs.lease, jobs.stopping)


def _give_up_when_left_too_often(number: int, moment: datetime) -> None:
    failed = {"state": JobState.FAILED, "error_code": "abandoned", "finished_at": moment}
    values = {**failed, "lease_until": None, "lease_token": ""}
    if orm.rows_changed(db.session, GIVEN_UP, {"number": number, "moment": moment, **values}):
        job = db.session.get_one(Job, number)
        _tell_given_up(job.kind, job.payload)


def _tell_given_up(kind: str, payload: Mapping[str, Any]) -> None:
    callback = registry.current_jobs().given_up.get(kind)
    if callback is not None:
        callback(payload)


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
    if isinstance(failure, JobPostponed) and failure.until is not None:
        _let_go(run, JobState.QUEUED, not_before=failure.until, attempts=max(run.attempts - 1, 0))
        _wake(run, failure.until - now())
        return
    if run.is_last_attempt:
        _let_go(run, JobState.FAILED, error_code=failure.code, error_params=failure.params)
        return
    pause = pause_after(run.attempts)
    _let_go(run, JobState.QUEUED, not_before=now() + pause, error_code=failure.code, error_params=failure.params)
    _wake(run, pause)


def _wake(run: JobRun, pause: timedelta) -> None:
    jobs = registry.current_jobs()
    jobs.carrier.wake(run.job_id, pause, jobs.priorities.get(run.kind, 0))


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
