"""How a job ends other than well."""

from __future__ import annotations

from datetime import datetime
from typing import Any


class JobFailed(Exception):  # noqa: N818 - said by a handler, not a fault of the ledger
    """Raised by a handler: it can't be done, trying again won't help. `params` are numbers and codes."""

    def __init__(self, code: str, **params: Any) -> None:
        self.code = code
        self.params = params
        super().__init__(code)


class JobPostponed(JobFailed):
    """Raised by a handler: not now. Tried again after a pause; failed with this code when the tries are used up.

    With `until` it waits until that moment, and the try does not count.
    """

    def __init__(self, code: str, until: datetime | None = None, **params: Any) -> None:
        self.until = until
        super().__init__(code, **params)


class JobCancelled(Exception):  # noqa: N818 - a request, not a fault
    """Raised by `step` and `heartbeat` once the job has been cancelled. What was not committed is dropped."""


class LeaseLost(Exception):  # noqa: N818 - another worker is at it, all is well
    """This worker was away too long and another one took the job over. What was not committed is dropped."""


class WorkerStopping(Exception):  # noqa: N818 - a normal end
    """The worker is asked to stop; the job goes on from its cursor when a worker is back."""


class UnknownJobKindError(Exception):
    """A job was asked for that no domain registered a handler for."""
