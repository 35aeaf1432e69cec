"""Keeps up to date how the pool stands: after a change a job asks the domains above and keeps their answer.

However many people sign up at once, at most one computation is under way and one waits for it.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from beraad.assemblies.models import Assembly
from beraad.extensions import db
from beraad.jobs import service as jobs
from beraad.jobs.models import Job, JobState
from beraad.jobs.run import JobRun
from beraad.orm import now
from beraad.recruitment import queries, signals
from beraad.recruitment.models import PoolOutlook

JOB = "recruitment.outlook"


def ask(assembly_id: int, **_: Any) -> None:
    """Ask for a new computation, unless one waits already or nobody can do it. Receives `pool_changed`."""
    if not signals.outlook_wanted.receivers:
        return
    subject = f"outlook:{assembly_id}"
    waiting = select(Job.id).where(Job.subject == subject, Job.state == JobState.QUEUED).limit(1)
    if db.session.scalar(waiting) is None:
        jobs.enqueue(JOB, subject, {"assembly": assembly_id}, assembly_id=assembly_id)


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
