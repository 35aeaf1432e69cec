"""One table: the ledger of jobs."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NewType

from flask_babel import lazy_gettext as _l
from sqlalchemy import JSON, BigInteger, CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from beraad.choices import LabelledEnum
from beraad.orm import Model, Moment, choice, now

JobId = NewType("JobId", int)


class JobState(LabelledEnum):
    """Where a job is."""

    QUEUED = "wacht", _l("Wacht")
    RUNNING = "bezig", _l("Bezig")
    DONE = "klaar", _l("Klaar")
    FAILED = "mislukt", _l("Mislukt")
    CANCELLED = "gestopt", _l("Gestopt")


#: the states in which there is still something to do
UNFINISHED = (JobState.QUEUED, JobState.RUNNING)


class Job(Model):
    """Something to be done outside a request."""

    __tablename__ = "job"

    id: Mapped[JobId] = mapped_column(primary_key=True)
    #: which handler does it, as `domain.verb`
    kind: Mapped[str] = mapped_column(String(80), index=True)
    #: table and number of what it is about, as `draw:12`
    subject: Mapped[str] = mapped_column(String(80), default="")
    #: what the handler needs to know: numbers and codes
    payload: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    state: Mapped[JobState] = mapped_column(choice(JobState), default=JobState.QUEUED)
    #: where the next chunk starts; a number of the handler's choice, committed with the chunk before it
    cursor: Mapped[int] = mapped_column(BigInteger, default=0)
    #: how much has been done, and of how much; a total of 0 is not known beforehand
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    #: code of what it is doing now; the domain has the words
    phase: Mapped[str] = mapped_column(String(40), default="")
    #: code of what went wrong, with its particulars (numbers and codes)
    error_code: Mapped[str] = mapped_column(String(80), default="")
    error_params: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    #: tries since the cursor last moved, and how many there may be
    attempts: Mapped[int] = mapped_column(default=0)
    max_attempts: Mapped[int] = mapped_column(default=5)
    #: not to be started before this moment: the pause after a failed try
    not_before: Mapped[datetime | None] = mapped_column(Moment)
    #: the worker holds the job until this moment, and renews it while it lives
    lease_until: Mapped[datetime | None] = mapped_column(Moment)
    #: known to the holder alone; a holder that lost the job can't write any more
    lease_token: Mapped[str] = mapped_column(String(32), default="")
    #: two requests with the same key are one job
    idempotency_key: Mapped[str | None] = mapped_column(String(120), unique=True)
    #: number of the burgerberaad it belongs to
    assembly_id: Mapped[int | None] = mapped_column(index=True)
    #: number of the account that asked for it
    created_by: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    started_at: Mapped[datetime | None] = mapped_column(Moment)
    finished_at: Mapped[datetime | None] = mapped_column(Moment)

    __table_args__ = (
        Index("ix_job_state_not_before", "state", "not_before"),
        Index("ix_job_subject_state", "subject", "state"),
        CheckConstraint("(state = 'bezig') = (lease_until IS NOT NULL)", name="running_is_leased"),
        CheckConstraint("attempts >= 0 AND max_attempts > 0", name="attempts_counted"),
        CheckConstraint("done >= 0 AND total >= 0", name="progress_counted"),
    )
