"""The job that computes the outlook of a pool."""

from __future__ import annotations

from dataclasses import asdict

from flask import Flask

from beraad.assemblies.models import Assembly
from beraad.extensions import db
from beraad.jobs import service as jobs
from beraad.jobs.run import JobRun
from beraad.lottery import engine
from beraad.lottery.errors import LotteryError
from beraad.lottery.frozen import freezing
from beraad.orm import now
from beraad.pool.models import PoolOutlook
from beraad.pool.service import OUTLOOK_JOB
from beraad.recruitment.office import queries


def init_app(app: Flask) -> None:
    jobs.register(app, OUTLOOK_JOB, compute_outlook)


def compute_outlook(run: JobRun) -> None:
    """Collect the pool, compute outside any transaction, store. Does nothing without quotas or people."""
    assembly = db.session.get(Assembly, run.payload["assembly"])
    if assembly is None:
        return
    assembly_id, people = assembly.id, queries.counts(assembly.id).signed_up
    try:
        snapshot = freezing.collect(assembly)
    except LotteryError:
        return
    run.step(phase="outlook")
    outlook = asdict(engine.outlook(snapshot))
    db.session.merge(PoolOutlook(assembly_id=assembly_id, people=people, found=outlook, computed_at=now()))
