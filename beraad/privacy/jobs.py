"""The daily job: one for the site, and one for each burgerberaad in which something is due."""

from __future__ import annotations

from datetime import date

from beraad.assemblies.models import Assembly
from beraad.days import today
from beraad.extensions import db
from beraad.jobs import service as jobs
from beraad.jobs.run import JobRun
from beraad.privacy import retention

DAILY = "privacy.daily"
RETAIN = "privacy.retain"


def daily(run: JobRun) -> None:
    """Carry out the terms of the site, and ask for a job for each burgerberaad that has something to delete."""
    day = today()
    retention.carry_out_for_site(day, run.step)
    for number in retention.assembly_ids():
        if any(row.due for row in retention.outlook(db.session.get_one(Assembly, number), day)):
            key = f"{RETAIN}:{number}:{day.isoformat()}"
            payload = {"day": day.isoformat()}
            jobs.enqueue(RETAIN, f"assembly:{number}", payload, idempotency_key=key, assembly_id=number)


def retain(run: JobRun) -> None:
    """Carry out the terms of one burgerberaad."""
    assert run.assembly_id is not None
    retention.carry_out(run.assembly_id, date.fromisoformat(run.payload["day"]), run.step)
