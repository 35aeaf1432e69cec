"""What the application knows about its jobs: which handler does which kind, how long a lease lasts, who carries."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, Protocol, cast

from flask import Flask, current_app

from beraad.jobs.errors import UnknownJobKindError
from beraad.jobs.models import JobId
from beraad.jobs.run import JobRun

Handler = Callable[[JobRun], None]
#: called with the payload when a job will not be tried again
GivenUp = Callable[[Mapping[str, Any]], None]

#: for work that somebody waits for at a screen, and for work of which there may be thousands
FIRST, LAST = 10, -10

#: how long a worker that died keeps others from its job; a living worker renews three times as often
LEASE = timedelta(seconds=30)


class Waker(Protocol):
    """What carries the message "work on this job" to a worker; see `beraad.jobs.carrier`."""

    #: jobs are done at once, in the process that asks
    immediate: bool

    def wake(self, job_id: JobId, pause: timedelta = ..., priority: int = ...) -> None: ...


class Jobs:
    """The jobs of one application; kept in `app.extensions["jobs"]`."""

    def __init__(self, carrier: Waker) -> None:
        self.carrier = carrier
        self.handlers: dict[str, Handler] = {}
        #: who wants to know that a job of a kind has failed for good; called in the transaction that says so
        self.given_up: dict[str, GivenUp] = {}
        #: kind → which goes first when several wait, the highest; a kind that is not here has 0
        self.priorities: dict[str, int] = {}
        #: the kinds that are done once a day
        self.daily: list[str] = []
        self.lease = LEASE
        #: set when this process should let go of its jobs
        self.stopping = threading.Event()

    def handler(self, kind: str) -> Handler:
        """The handler for `kind`; raises UnknownJobKindError if there is none."""
        if kind not in self.handlers:
            raise UnknownJobKindError(f"no handler is registered for jobs of kind {kind!r}")
        return self.handlers[kind]


def current_jobs(app: Flask | None = None) -> Jobs:
    """The jobs of `app`, or of the current application."""
    return cast(Jobs, (app or current_app).extensions["jobs"])
