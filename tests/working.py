"""Jobs done in the process of the test, one after the other."""

from __future__ import annotations

from flask import current_app
from sqlalchemy import select

from beraad import orm
from beraad.extensions import db
from beraad.jobs import runner
from beraad.jobs.models import Job
from beraad.orm import now

NEXT_DUE = select(Job.id).where(runner.DUE).order_by(Job.id).limit(1)


def work_off() -> int:
    """Do all jobs that are due now. Returns how many."""
    count = 0
    while (job_id := _next_due()) is not None:
        with current_app.app_context():
            count += runner.work_on(job_id)
    return count


def _next_due() -> int | None:
    with current_app.app_context(), orm.reading():
        return db.session.scalar(NEXT_DUE, {"moment": now()})
