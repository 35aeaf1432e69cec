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


@dataclass(frozen=True)
class Step:
    """What has to be done now: this step out of so many."""

    number: int
    total: int


def step_of(draw: Draw) -> Step | None:
    """The step that a draw waits for, from the proposal on. None once it is over."""
    if not draw.is_real:
        number = {DrawState.FROZEN: 2, DrawState.COMPUTING: 2, DrawState.COMPUTED: 3}.get(draw.state)
        return Step(number, 3) if number else None
    published = 5 if draw.ticket is None else 6
    steps = {DrawState.PROPOSED: 2, DrawState.FROZEN: 3, DrawState.COMPUTING: 3, DrawState.COMPUTED: 4}
    number = {**steps, DrawState.PUBLISHED: published}.get(draw.state)
    return Step(number, 6) if number else None


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
