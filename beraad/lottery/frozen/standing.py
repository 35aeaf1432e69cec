"""The state of a computation about the current pool and quotas, for the page that shows its result."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from beraad.assemblies.models import Assembly
from beraad.jobs.models import JobState
from beraad.jobs.queries import JobView
from beraad.lottery.errors import LotteryError
from beraad.lottery.frozen import freezing
from beraad.lottery.snapshot import sha256
from beraad.web import refusals

R = TypeVar("R")


@dataclass(frozen=True)
class Standing(Generic[R]):
    """Where the computation is. `problem`: why there can be no result now, in words, or empty."""

    problem: str
    job: JobView | None
    result: R | None
    #: the pool, the quotas or the seats have changed since
    is_old: bool

    @property
    def is_busy(self) -> bool:
        return self.job is not None and self.job.is_unfinished

    @property
    def has_failed(self) -> bool:
        return self.job is not None and self.job.state is JobState.FAILED


def pool_now(assembly: Assembly) -> tuple[str, str]:
    """Returns the SHA-256 of pool and quotas, and why there is none, in words: one of the two is empty."""
    try:
        return sha256(freezing.collect(assembly).to_bytes()), ""
    except LotteryError as error:
        return "", refusals.sentence(error)
