"""Keeps up to date how the pool stands against the quotas: a job computes it after a change and stores the outcome.

However many people sign up at once, at most one computation waits, and there is a rest between two: whoever signs up
during the rest is in the next one, and the machine is free to serve them.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from typing import Any

from sqlalchemy import bindparam, select

from beraad.assemblies.models import Assembly
from beraad.extensions import db
from beraad.jobs import service as jobs
from beraad.jobs.models import Job, JobState
from beraad.jobs.run import JobRun
from beraad.lottery import engine
from beraad.lottery.engine import Outlook
from beraad.lottery.errors import LotteryError
from beraad.lottery.frozen import freezing
from beraad.orm import now
from beraad.pool.models import PoolOutlook
from beraad.recruitment.office import queries

#: kept as it was first stored: jobs in the database carry it
JOB = "recruitment.outlook"
#: a job that has not begun
_jobs = Job.__table__.c
WAITING = select(_jobs.id).where(_jobs.subject == bindparam("subject"), _jobs.state == JobState.QUEUED).limit(1)
#: the last two that were begun: of these one may be under way
BEGUN = (
    select(_jobs.started_at, _jobs.finished_at)
    .where(_jobs.subject == bindparam("subject"), _jobs.state.in_((JobState.RUNNING, JobState.DONE)))
    .order_by(_jobs.id.desc())
    .limit(2)
)
#: how many times as long as the last one took nothing is computed, at most so long
REST, LONGEST_REST = 2, timedelta(seconds=30)


def ask(assembly_id: int, **_: Any) -> None:
    """Ask for a new computation, unless one waits already. Receives `pool_changed`."""
    subject = f"outlook:{assembly_id}"
    if db.session.scalar(WAITING, {"subject": subject}) is None:
        jobs.ask(JOB, subject, {"assembly": assembly_id}, assembly_id=assembly_id, pause=_rest(subject))


def _rest(subject: str) -> timedelta:
    """How long the next computation has to wait; from now on when one is under way, for it ends later."""
    begun = db.session.execute(BEGUN, {"subject": subject}).all()
    ended = next((job for job in begun if job.finished_at), None)
    if ended is None:
        return timedelta()
    since = ended.finished_at if ended is begun[0] else now()
    rest = min(REST * (ended.finished_at - ended.started_at), LONGEST_REST)
    return max(since + rest - now(), timedelta())


def work(run: JobRun) -> None:
    """The job: collect the pool, compute outside any transaction, store. Does nothing without quotas or people."""
    assembly = db.session.get(Assembly, run.payload["assembly"])
    if assembly is None:
        return
    assembly_id, people = assembly.id, queries.counts(assembly.id).signed_up
    try:
        snapshot = freezing.collect(assembly)
    except LotteryError:
        return
    run.step(phase="outlook")
    found = engine.outlook(snapshot)
    db.session.merge(PoolOutlook(assembly_id=assembly_id, people=people, found=asdict(found), computed_at=now()))


def current(assembly_id: int) -> tuple[PoolOutlook, Outlook] | None:
    """The last outcome with its row, or None if there is none that this version can read."""
    row = db.session.get(PoolOutlook, assembly_id)
    found = engine.restored_outlook(row.found) if row is not None else None
    return (row, found) if row is not None and found is not None else None
