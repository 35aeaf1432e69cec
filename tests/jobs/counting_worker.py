"""A worker process for the test that kills it: adds a row per item, some items a chunk."""

from __future__ import annotations

import time
from datetime import timedelta
from pathlib import Path

from flask import Flask

from beraad import create_app
from beraad.accounts.models import Account
from beraad.config import Config
from beraad.extensions import db
from beraad.jobs import registry, service, worker
from beraad.jobs.run import JobRun

ITEMS = 200
CHUNK = 4


def count(run: JobRun) -> None:
    """Add an account for each item; its address is not unique here, so that doubled work would show."""
    for start in range(run.cursor, ITEMS, CHUNK):
        for item in range(start, start + CHUNK):
            db.session.add(Account(email=f"{item}-{time.monotonic_ns()}@voorbeeld.example", name=f"item {item}"))
            db.session.flush()
            time.sleep(0.002)
        run.step(cursor=start + CHUNK, done=start + CHUNK, total=ITEMS, phase="count")


def application(address: str, instance: Path) -> Flask:
    """The application whose leases last a third of a second, with the counting job."""
    app = create_app(
        Config(
            secret_key="a secret for tests alone, long enough",
            database_url=address,
            instance=instance,
            base_url="http://localhost",
            mail_from="beraad@voorbeeld.example",
            secure_cookies=False,
        )
    )
    registry.current_jobs(app).lease = timedelta(seconds=0.3)
    service.register(app, "test.count", count)
    return app


def live(address: str, instance: Path) -> None:
    """The life of a worker process."""
    worker.run(application(address, instance), threads=2)
