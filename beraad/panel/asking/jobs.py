"""The daily job that reminds drawn people and new panellists."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import select

from beraad.assemblies.models import Assembly
from beraad.extensions import db
from beraad.jobs import service as jobs
from beraad.jobs.run import JobRun
from beraad.panel.asking import service
from beraad.panel.needs import completeness

REMIND_JOB = "panel.remind"


def remind(run: JobRun) -> None:
    """A reminder before the last day to answer, and one to complete what the first meeting needs."""
    for assembly_id in db.session.scalars(select(Assembly.id).order_by(Assembly.id)).all():
        assembly = db.session.get_one(Assembly, assembly_id)
        service.remind_before_last_day(assembly)
        completeness.remind_before_start(assembly)
        run.step(cursor=assembly_id)


def init_app(app: Flask) -> None:
    """Let the worker of `app` remind, once a day."""
    jobs.register_daily(app, REMIND_JOB, remind)
