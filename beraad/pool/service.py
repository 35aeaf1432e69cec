"""Keeps the outlook of the pool up to date: after each change a job computes it anew (see `jobs`).

However many people sign up at once, at most one computation waits, and there is a rest between two: people who sign up
during the rest are in the next one, and the machine is free to serve them.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import bindparam, select

from beraad.assemblies.models import AssemblyId
from beraad.extensions import db
from beraad.jobs import service as jobs
from beraad.jobs.models import Job, JobState
from beraad.lottery import engine
from beraad.lottery.engine import Outlook
from beraad.orm import now
from beraad.pool.models import PoolOutlook

#: the kind of job; kept as it was first stored
OUTLOOK_JOB = "recruitment.outlook"
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
#: the rest is this many times as long as the last computation, and never longer than this
REST, LONGEST_REST = 2, timedelta(seconds=30)


def ask(assembly_id: AssemblyId, **_: object) -> None:
    """Have the outlook computed anew, unless a job for that waits already. Receives `pool_changed`."""
    subject = f"outlook:{assembly_id}"
    if db.session.scalar(WAITING, {"subject": subject}) is None:
        jobs.ask(OUTLOOK_JOB, subject, {"assembly": assembly_id}, assembly_id=assembly_id, pause=_rest(subject))


def _rest(subject: str) -> timedelta:
    """How long the next computation has to wait; counted from now if one is under way, which ends later."""
    begun = db.session.execute(BEGUN, {"subject": subject}).all()
    ended = next((job for job in begun if job.finished_at), None)
    if ended is None:
        return timedelta()
    since: datetime = ended.finished_at if ended is begun[0] else now()
    rest: timedelta = min(REST * (ended.finished_at - ended.started_at), LONGEST_REST)
    return max(since + rest - now(), timedelta())


def current(assembly_id: AssemblyId) -> tuple[PoolOutlook, Outlook] | None:
    """The last outlook with its row, or None if there is none that this version can read."""
    row = db.session.get(PoolOutlook, assembly_id)
    outlook = engine.restored_outlook(row.found) if row is not None else None
    return (row, outlook) if row is not None and outlook is not None else None
