"""Keeps up to date how the pool stands: after a change a job asks the domains above and keeps their answer.

However many people sign up at once, one computation waits at most, and between two there is a rest: who signs up then
is in the next, and the computer has its hands free for them.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import bindparam, select

from beraad.assemblies.models import Assembly
from beraad.extensions import db
from beraad.jobs import service as jobs
from beraad.jobs.models import Job, JobState
from beraad.jobs.run import JobRun
from beraad.orm import now
from beraad.recruitment import queries, signals
from beraad.recruitment.models import PoolOutlook

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
    """Ask for a new computation, unless one waits already or nobody can do it. Receives `pool_changed`."""
    if not signals.outlook_wanted.receivers:
        return
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
    """The job: gather, compute without a transaction, keep."""
    assembly = db.session.get(Assembly, run.payload["assembly"])
    if assembly is None:
        return
    number, people = assembly.id, queries.counts(assembly.id).signed_up
    answers = [answer for _receiver, answer in signals.outlook_wanted.send(assembly) if answer is not None]
    if not answers:
        return
    run.step(phase="outlook")
    found: signals.Outlook = answers[0]()
    db.session.merge(PoolOutlook(assembly_id=number, people=people, found=found.stored(), computed_at=now()))


def current(assembly_id: int) -> tuple[PoolOutlook, signals.Outlook] | None:
    """What was last computed, with the moment; None when that never happened."""
    row = db.session.get(PoolOutlook, assembly_id)
    return (row, signals.Outlook.restored(row.found)) if row is not None else None
