"""How far the computation of a draw is, for its page."""

from __future__ import annotations

from dataclasses import dataclass

from beraad.extensions import db
from beraad.jobs.models import Job, JobState
from beraad.lottery import words
from beraad.lottery.models import Draw, DrawState


@dataclass(frozen=True)
class Progress:
    """`phase`: in words. `total` is 0 when it isn't known beforehand. `failed`: the job ended without an answer."""

    phase: str
    done: int
    total: int
    failed: bool


def progress_of(draw: Draw) -> Progress | None:
    """The progress while the tickets are computed, otherwise None."""
    if draw.state is not DrawState.COMPUTING or draw.job_id is None:
        return None
    job = db.session.get(Job, draw.job_id)
    if job is None:
        return None
    return Progress(
        phase=str(words.PHASES.get(job.phase, words.PHASES[""])),
        done=job.done,
        total=job.total,
        failed=job.state is JobState.FAILED,
    )
