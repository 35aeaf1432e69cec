"""The job that looks every hour what waits, and lets staff know."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from beraad.assemblies.models import Assembly, Phase
from beraad.desk import service
from beraad.extensions import db
from beraad.jobs import service as jobs
from beraad.jobs.run import JobRun
from beraad.orm import now

#: the kinds of job that look: each hour, and once a day whatever happened
LOOK, LOOK_DAILY = "desk.look", "desk.look_daily"
#: burgerberaden that are looked at together
CHUNK = 50


def init_app(app: Flask) -> None:
    jobs.register(app, LOOK, look)
    jobs.register_daily(app, LOOK_DAILY, look)


def look(run: JobRun) -> None:
    """Tell what waits in all burgerberaden, in order; goes on after the last chunk that was committed."""
    while True:
        chosen = select(Assembly).where(Assembly.id > run.cursor, Assembly.phase != Phase.CLOSED)
        assemblies = db.session.scalars(chosen.order_by(Assembly.id).limit(CHUNK)).all()
        if not assemblies:
            break
        service.tell_of(assemblies)
        run.step(cursor=assemblies[-1].id, done=run.done + len(assemblies))
    hour = now().replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    jobs.ask(LOOK, idempotency_key=f"{LOOK}:{hour.isoformat()}", pause=hour - now())
