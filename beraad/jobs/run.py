"""What a handler holds while it works: the job's particulars, and a way to commit a chunk together with its cursor."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select, update
from sqlalchemy.orm import Session

from beraad.extensions import db
from beraad.jobs.errors import JobCancelled, LeaseLost, WorkerStopping
from beraad.jobs.models import Job, JobState
from beraad.orm import now, rows_changed
from beraad.web import edge

#: seconds between two progress rows that a heartbeat writes
BEAT = 1.0
#: part of its working time that a job leaves to other writers on SQLite, and at least and at most so many seconds
PAUSE_SHARE, SHORTEST_PAUSE, LONGEST_PAUSE = 0.2, 0.003, 0.1
_jobs = Job.__table__
#: changes a job as long as it is held with this token
HELD = update(_jobs).where(
    _jobs.c.id == bindparam("job"), _jobs.c.state == JobState.RUNNING, _jobs.c.lease_token == bindparam("token")
)


class JobRun:
    """One try at a job. The values are copies: reading them opens no transaction."""

    def __init__(self, job: Row[Any], lease: timedelta, stopping: threading.Event) -> None:
        """`job`: the columns of the job as it was taken. `lease`: how long it is ours without renewing.

        `stopping`: set when this process has to let go of its jobs.
        """
        self.job_id = job.id
        self.kind = job.kind
        self.subject = job.subject
        self.assembly_id = job.assembly_id
        self.payload: Mapping[str, Any] = MappingProxyType(dict(job.payload))
        self.cursor, self.done, self.total, self.phase = job.cursor, job.done, job.total, job.phase
        self.attempts: int = job.attempts
        self.max_attempts: int = job.max_attempts
        self.lease = lease
        self._stopping = stopping
        self._token = job.lease_token
        self._last_beat = 0.0
        self._last_step = time.monotonic()

    @property
    def is_last_attempt(self) -> bool:
        """A crash or a postponement now would be the end of the job."""
        return self.attempts >= self.max_attempts

    def step(
        self,
        cursor: int | None = None,
        done: int | None = None,
        total: int | None = None,
        phase: str | None = None,
    ) -> None:
        """Commit everything since the last step, with the place where the next chunk starts, and renew the lease.

        Raises `JobCancelled`, `LeaseLost` (and then nothing of this chunk is kept) or `WorkerStopping` (the chunk is
        kept). Also to be called before a long computation: a transaction left open keeps others from writing.
        """
        moved = cursor is not None and cursor != self.cursor
        values = self._progress(done, total, phase)
        if moved:
            values |= {"cursor": cursor, "attempts": 1}
        self._write(db.session(), values)
        edge.commit()
        if moved:
            self.cursor, self.attempts = cursor or 0, 1
        self._stop_when_asked()
        self._let_others_write()

    def heartbeat(self, phase: str = "", done: int = 0, total: int = 0) -> None:
        """Show progress from inside a long computation; may be called as often as you like.

        Writes at most once a second, in a short transaction of its own. Raises `JobCancelled`, `LeaseLost` or
        `WorkerStopping` to stop the computation; RuntimeError when the handler left a transaction open.
        """
        if time.monotonic() - self._last_beat < BEAT:
            return
        if db.session().in_transaction():
            raise RuntimeError("call run.step() before a long computation: a transaction is open")
        self._stop_when_asked()
        values = self._progress(done, total, phase)
        with db.engine.begin() as connection:
            self._write(connection, values)
        self._last_beat = time.monotonic()

    def _progress(self, done: int | None, total: int | None, phase: str | None) -> dict[str, Any]:
        self.done = self.done if done is None else done
        self.total = self.total if total is None else total
        self.phase = self.phase if phase is None else phase
        return {"done": self.done, "total": self.total, "phase": self.phase}

    def renew(self, connection: Connection) -> None:
        """Keep the job for another lease. Raises `JobCancelled` or `LeaseLost`."""
        self._write(connection, {})

    def end(self, session: Session, state: JobState, **values: Any) -> None:
        """Let go of the job in `state`, in the session's transaction."""
        ended = {"lease_until": None, "lease_token": "", "finished_at": None if state is JobState.QUEUED else now()}
        self._write(session, {"state": state, **ended, **values})

    def _write(self, where: Session | Connection, values: dict[str, Any]) -> None:
        held = {"job": self.job_id, "token": self._token}
        if rows_changed(where, HELD, {**held, "lease_until": now() + self.lease, **values}):
            return
        state = where.execute(select(Job.state).where(Job.id == self.job_id)).scalar()
        raise JobCancelled if state in (JobState.CANCELLED, None) else LeaseLost

    def _let_others_write(self) -> None:
        # SQLite has one writer at a time and no queue: a job that starts its next chunk at once keeps everyone out.
        if db.engine.dialect.name == "sqlite":
            worked = time.monotonic() - self._last_step
            time.sleep(min(max(worked * PAUSE_SHARE, SHORTEST_PAUSE), LONGEST_PAUSE))
        self._last_step = time.monotonic()

    def _stop_when_asked(self) -> None:
        if self._stopping.is_set():
            raise WorkerStopping
