"""The job that chooses reserves."""

from __future__ import annotations

from flask import Flask

from beraad.assemblies.models import Assembly
from beraad.extensions import db
from beraad.jobs import service as jobs
from beraad.jobs.errors import JobFailed
from beraad.jobs.run import JobRun
from beraad.panel.errors import NobodyLeftError
from beraad.panel.replacement import reserves
from beraad.panel.replacement.reserves import ReservesData

CHOOSE_JOB = "panel.choose_reserves"


def choose_reserves(run: JobRun) -> None:
    """Load, choose, store."""
    payload = run.payload
    data = ReservesData(payload["count"], payload["percent"], payload["factors"], payload["source"])
    choice = reserves.load(db.session.get_one(Assembly, run.assembly_id), data)
    run.step(phase="alternates")
    try:
        alternates = reserves.choose(choice, run.heartbeat)
    except NobodyLeftError as error:
        raise JobFailed("nobody_left") from error
    reserves.store(choice, alternates)


def init_app(app: Flask) -> None:
    """Let the worker of `app` choose reserves."""
    jobs.register(app, CHOOSE_JOB, choose_reserves)
