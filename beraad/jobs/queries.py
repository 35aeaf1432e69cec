"""What pages ask about jobs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from beraad.extensions import db
from beraad.jobs.models import UNFINISHED, Job, JobId, JobState

#: seconds after which a page about an unfinished job is loaded again
REFRESH = 2


@dataclass(frozen=True)
class JobView:
    """A job as a progress page shows it."""

    id: int
    kind: str
    subject: str
    state: JobState
    done: int
    total: int
    phase: str
    error_code: str
    error_params: Mapping[str, Any]
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None

    @property
    def has_failed(self) -> bool:
        """It was given up; it can be retried by hand."""
        return self.state is JobState.FAILED

    @property
    def is_unfinished(self) -> bool:
        """It waits or is being worked on, so the page has to refresh itself."""
        return self.state in UNFINISHED


def job_view(job_id: JobId) -> JobView | None:
    """Returns the job, or None if there is none."""
    return _view(db.session.get(Job, job_id))


def latest(subject: str, kind: str | None = None) -> JobView | None:
    """The newest job about `subject` (and of `kind`), or None."""
    newest = select(Job).where(Job.subject == subject).order_by(Job.id.desc()).limit(1)
    return _view(db.session.scalar(newest if kind is None else newest.where(Job.kind == kind)))


def _view(job: Job | None) -> JobView | None:
    if job is None:
        return None
    return JobView(
        id=job.id,
        kind=job.kind,
        subject=job.subject,
        state=job.state,
        done=job.done,
        total=job.total,
        phase=job.phase,
        error_code=job.error_code,
        error_params=dict(job.error_params),
        created_at=job.created_at,
        started_at=job.started_at,
        finished_at=job.finished_at,
    )
