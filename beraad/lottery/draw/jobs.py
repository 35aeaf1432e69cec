"""The job that computes the tickets of a draw."""

from __future__ import annotations

from flask import Flask

from beraad.jobs import service as jobs
from beraad.jobs.errors import JobFailed
from beraad.jobs.run import JobRun
from beraad.lottery.draw import computing
from beraad.lottery.errors import LotteryError, WrongStateError
from beraad.web import edge

COMPUTE_JOB = "lottery.compute"


def compute(run: JobRun) -> None:
    """Compute, verify, store. Nothing is stored of a computation that was stopped."""
    try:
        work = computing.load(run.payload["draw"])
    except WrongStateError:  # stored by an earlier try, or withdrawn
        return
    run.step(phase="feasibility")
    try:
        record = computing.compute(work, run.heartbeat)
    except LotteryError as error:
        with edge.unit_of_change():
            computing.give_up(work, error)
        raise JobFailed(type(error).__name__) from error
    computing.store(work, record)


def init_app(app: Flask) -> None:
    """Let the worker of `app` compute tickets."""
    jobs.register(app, COMPUTE_JOB, compute)
