"""The job that looks for a draw of more people."""

from __future__ import annotations

from dataclasses import asdict

from flask import Flask

from beraad.assemblies.models import Assembly
from beraad.extensions import db
from beraad.jobs import service as jobs
from beraad.jobs.errors import JobFailed
from beraad.jobs.run import JobRun
from beraad.lottery.errors import LotteryError
from beraad.lottery.frozen import freezing
from beraad.lottery.larger import service
from beraad.lottery.larger.origin import base, origin
from beraad.lottery.larger.service import JOB, LargerData
from beraad.lottery.models import Goal, LargerDraw
from beraad.lottery.snapshot import sha256
from beraad.orm import now


def compute(run: JobRun) -> None:
    """Gather, compute without a transaction, store."""
    assembly = db.session.get_one(Assembly, run.assembly_id)
    assembly_id = assembly.id
    data = LargerData(**{**run.payload, "goal": Goal(run.payload["goal"])})
    try:
        snapshot, known = freezing.collect(assembly), origin(assembly, db.session.get(LargerDraw, assembly_id))
        before = base(snapshot, known)
        run.step(phase="overrecruit")
        proposal = service.compute(before, data, run.heartbeat)
    except LotteryError as error:
        raise JobFailed(type(error).__name__) from error
    asked = {name: value for name, value in run.payload.items() if name != "factors"}
    row = LargerDraw(
        assembly_id=assembly_id,
        snapshot_sha256=sha256(snapshot.to_bytes()),
        asked={**asked, "seats": before.seats, "origin": None if known is None else vars(known)},
        proposal=asdict(proposal),
        computed_at=now(),
    )
    db.session.merge(row)


def init_app(app: Flask) -> None:
    """Let the worker of `app` look for draws of more people."""
    jobs.register(app, JOB, compute)
