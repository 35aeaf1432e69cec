"""The verbs: ask for a job, stop it, say who handles it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import delete, select, update

from beraad.bulk import insert_many_unless_there
from beraad.days import today
from beraad.extensions import db
from beraad.jobs import registry
from beraad.jobs.models import UNFINISHED, Job, JobId, JobState
from beraad.orm import insert_id_unless_there, now, rows_changed
from beraad.web import edge, visitor


def register(
    app: Flask, kind: str, handler: registry.Handler, given_up: registry.GivenUp | None = None, priority: int = 0
) -> None:
    """Let `handler(run)` do the jobs of `kind` in `app`. It must be idempotent from its last cursor.

    `given_up(payload)` is called in the transaction in which a job fails for good, however that came about. Of the
    jobs that wait, those of the highest `priority` go first.
    """
    registry.current_jobs(app).priorities[kind] = priority
    registry.current_jobs(app).handlers[kind] = handler
    if given_up is not None:
        registry.current_jobs(app).given_up[kind] = given_up


def register_daily(app: Flask, kind: str, handler: registry.Handler) -> None:
    """Let `handler(run)` be done once a day, without anybody asking for it."""
    register(app, kind, handler)
    registry.current_jobs(app).daily.append(kind)


def ask_for_today() -> None:
    """Ask for the daily jobs of today, in the current transaction; asking again changes nothing."""
    for kind in registry.current_jobs().daily:
        ask(kind, idempotency_key=f"{kind}:{today().isoformat()}")


def enqueue(
    kind: str,
    subject: str = "",
    payload: Mapping[str, Any] | None = None,
    idempotency_key: str | None = None,
    assembly_id: int | None = None,
    max_attempts: int = 5,
) -> Job:
    """Ask for a job as `ask` does. Returns the job, which with an `idempotency_key` may be an earlier one."""
    number = ask(kind, subject, payload, idempotency_key, assembly_id, max_attempts)
    which = Job.id == number if number is not None else Job.idempotency_key == idempotency_key
    return db.session.scalars(select(Job).where(which)).one()


def ask(
    kind: str,
    subject: str = "",
    payload: Mapping[str, Any] | None = None,
    idempotency_key: str | None = None,
    assembly_id: int | None = None,
    max_attempts: int = 5,
    pause: timedelta = timedelta(),
) -> int | None:
    """Ask for a job in the current transaction; the worker is woken once that is committed, and after a `pause`.

    `payload` holds numbers and codes, no personal data. Returns the id of the job. Returns None, and adds nothing,
    if there is a job with this `idempotency_key` already.
    """
    jobs = registry.current_jobs()
    jobs.handler(kind)
    pause = timedelta() if jobs.carrier.immediate else pause
    number = insert_id_unless_there(
        db.session(),
        Job,
        kind=kind,
        subject=subject,
        payload=dict(payload or {}),
        idempotency_key=idempotency_key,
        assembly_id=assembly_id,
        created_by=visitor.current_account_id(),
        max_attempts=max_attempts,
        not_before=now() + pause if pause else None,
    )
    if number is not None:
        _wake_after_commit(number, kind, pause)
    return number


def ask_many(kind: str, jobs: Sequence[tuple[str, Mapping[str, Any]]], assembly_id: int | None = None) -> None:
    """Ask for a job for each (subject, payload) in one statement, likewise."""
    registry.current_jobs().handler(kind)
    shared = {"kind": kind, "assembly_id": assembly_id, "created_by": visitor.current_account_id()}
    rows = [{**shared, "subject": subject, "payload": dict(payload)} for subject, payload in jobs]
    for number in insert_many_unless_there(db.session(), Job, rows, "id"):
        _wake_after_commit(number, kind)


def _wake_after_commit(number: int, kind: str, pause: timedelta = timedelta()) -> None:
    jobs = registry.current_jobs()
    carrier, priority = jobs.carrier, jobs.priorities.get(kind, 0)
    edge.after_commit(lambda: carrier.wake(JobId(number), pause, priority))


def cancel(job: Job) -> bool:
    """Stop a job that has not ended; a worker that is at it stops at its next step. False when it had ended."""
    stopped = rows_changed(
        db.session,
        update(Job)
        .where(Job.id == job.id, Job.state.in_(UNFINISHED))
        .values(state=JobState.CANCELLED, lease_until=None, lease_token="", finished_at=now()),
    )
    db.session.refresh(job)
    return bool(stopped)


def retry(job: Job) -> bool:
    """Let a failed job go on from its cursor, with fresh tries. False when it had not failed."""
    revived = rows_changed(
        db.session,
        update(Job)
        .where(Job.id == job.id, Job.state == JobState.FAILED)
        .values(state=JobState.QUEUED, attempts=0, not_before=None, error_code="", error_params={}, finished_at=None),
    )
    db.session.refresh(job)
    if revived:
        _wake_after_commit(job.id, job.kind)
    return bool(revived)


def forget(before: datetime) -> int:
    """Delete the jobs that ended before this moment. Returns how many."""
    return rows_changed(db.session, delete(Job).where(Job.state.not_in(UNFINISHED), Job.finished_at < before))
