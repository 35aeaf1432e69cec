"""Worker processes that are killed: each starts in a moment, forked from a process that has everything loaded.

Their leases are short, so that what a killed worker held is free after a second instead of half a minute; everything
else is the worker as it is.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path
from random import Random

from sqlalchemy import func, select

from beraad import create_app, orm
from beraad.config import Config
from beraad.extensions import db
from beraad.jobs import registry, service, worker
from beraad.jobs.models import UNFINISHED, Job, JobState
from beraad.orm import now
from beraad.recruitment.letters import printing
from beraad.web import edge
from tests import forked
from tests.benchmarks.servers import Site

#: seconds after which the job of a killed worker is free
LEASE = 1.0
#: a killed worker lives at most so many seconds from its first job on
LONGEST_LIFE = 0.8
#: letters in a file, fewer than usual so that many files are made
BATCH = 25
PATIENCE = 180


def live(environment: Mapping[str, str]) -> None:
    """The life of a worker process."""
    printing.BATCH = BATCH
    app = create_app(Config.from_environment(environment))
    registry.current_jobs(app).lease = timedelta(seconds=LEASE)
    worker.run(app, threads=2)


def start(site: Site) -> BaseProcess:
    """A worker process."""
    return forked.start(live, dict(site.environment))


def kill_while_working(site: Site, kills: int, random: Random) -> tuple[int, int]:
    """Kill workers at random moments of their work, then let one finish it.

    Gives how often one was killed before there was nothing left to do, and how many jobs had to be revived because
    they had been left too often.
    """
    killed = revived = 0
    while killed < kills and unfinished():
        moment, process = now(), start(site)
        wait_until(lambda since=moment: has_begun(since) or not unfinished())  # type: ignore[misc]
        time.sleep(random.uniform(0, LONGEST_LIFE))
        killed += bool(unfinished())
        process.kill()
        process.join()
        revived += revive()
    process = start(site)
    while unfinished() or revive():
        wait_until(lambda: not unfinished())
    process.terminate()
    process.join()
    return killed, revived


def wait_until(true: Callable[[], bool]) -> None:
    """Look until it is so."""
    end = time.monotonic() + PATIENCE
    while not true():
        if time.monotonic() > end:
            raise RuntimeError(f"waited too long; see {Path('processes.log')}")
        time.sleep(0.02)


def has_begun(since: datetime) -> bool:
    """Whether a worker took a job after this moment."""
    return _count(Job.started_at >= since) > 0


def unfinished() -> int:
    """How many jobs still have to be done."""
    return _count(Job.state.in_(UNFINISHED))


def revive() -> int:
    """As staff do: let jobs that were given up go on; gives how many. Mail is not tried again without a person."""
    with edge.unit_of_change():
        left = select(Job).where(Job.state == JobState.FAILED, ~Job.kind.startswith("mail.send"))
        return sum(service.retry(job) for job in db.session.scalars(left).all())


def _count(which: object) -> int:
    with orm.reading():
        found = db.session.scalar(select(func.count(Job.id)).where(which)) or 0  # type: ignore[arg-type]
        db.session.rollback()
    return found
