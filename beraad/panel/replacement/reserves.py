"""Reserves chosen for the drop-out to be expected, beside what a list drawn by lot would have given."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sqlalchemy import select

from beraad.assemblies.models import Assembly
from beraad.audit import service as audit
from beraad.extensions import db
from beraad.jobs import service as jobs
from beraad.jobs.errors import JobFailed
from beraad.jobs.models import Job
from beraad.jobs.run import JobRun
from beraad.lottery import engine
from beraad.lottery.draw import queries as lottery
from beraad.lottery.draw import service as draws
from beraad.lottery.engine import Leaving
from beraad.lottery.errors import NoPanelError
from beraad.lottery.models import Draw
from beraad.lottery.snapshot import Snapshot
from beraad.panel.errors import DrawMissingError, NobodyLeftError
from beraad.panel.models import HOLDING, Reserve, ReserveList, Seat
from beraad.recruitment.office import queries as recruitment

#: the kind of job that chooses
CHOOSE_JOB = "panel.choose_reserves"


@dataclass(frozen=True)
class Work:
    """Copies of what choosing needs, so that it needs no database."""

    assembly_id: int
    #: the frozen pool as far as it can still be drawn from, with the people who hold a seat
    snapshot: Snapshot
    panel: list[str]
    count: int
    seed: str
    leaving: Leaving


def ask(assembly: Assembly, count: int, leave_percent: int, factors: str = "", source: str = "") -> Job:
    """Let the worker choose at most `count` reserves for the people who hold a seat.

    `factors`: a table `feature,value,beta` from earlier assemblies, called `source`; without it everyone leaves with
    chance `leave_percent`. Raises `DrawMissingError`, and `DropoutFileError` naming the cell.
    """
    payload = {"count": count, "percent": leave_percent, "factors": factors, "source": source if factors else ""}
    work = load(assembly, payload)
    engine.check_leaving(work.snapshot, work.leaving)
    return jobs.enqueue(CHOOSE_JOB, subject(assembly.id), payload, assembly_id=assembly.id, max_attempts=2)


def load(assembly: Assembly, payload: Mapping[str, Any]) -> Work:
    """What there is to choose from now; raises `DrawMissingError`."""
    draw = held_draw(assembly)
    snapshot = draws.snapshot(draw)
    held = select(Seat.pool_id).where(Seat.assembly_id == assembly.id, Seat.state.in_(HOLDING))
    panel = sorted(db.session.scalars(held))
    return Work(
        assembly_id=assembly.id,
        snapshot=snapshot.only({*panel, *free_people(assembly, snapshot)}),
        panel=panel,
        count=payload["count"],
        seed=hashlib.sha256(f"beraad-reserves/1 {draw.seed} {draw.ticket} {len(panel)}".encode()).hexdigest(),
        leaving=Leaving(Fraction(payload["percent"], 100), payload["factors"], payload["source"]),
    )


def choose(work: Work, heard: engine.Step) -> engine.Reserves:
    """The choice itself, without a transaction. Raises `NobodyLeftError`."""
    try:
        return engine.reserves(work.snapshot, work.panel, work.count, work.seed, work.leaving, heard)
    except NoPanelError as error:
        raise NobodyLeftError from error


def keep(work: Work, found: engine.Reserves, actor_id: int | None = None) -> ReserveList:
    """The chosen reserves become the list that counts."""
    made = ReserveList(
        assembly_id=work.assembly_id,
        made_by_id=actor_id,
        leave_percent=int(100 * work.leaving.chance),
        source=work.leaving.source,
        seed=work.seed,
        met=found.met,
        met_random=found.met_random,
        met_without=found.met_without,
        leaving=found.leaving,
        reserves=[Reserve(rank=rank, pool_id=pool_id) for rank, pool_id in enumerate(found.ids, start=1)],
    )
    db.session.add(made)
    db.session.flush()
    reserves = len(found.ids)
    audit.record("panel.reserves_chosen", f"reserve_list:{made.id}", assembly_id=work.assembly_id, reserves=reserves)
    return made


def run_job(run: JobRun) -> None:
    """Load, choose, keep: one try of the job."""
    work = load(db.session.get_one(Assembly, run.assembly_id), run.payload)
    run.step(phase="alternates")
    try:
        found = choose(work, run.heartbeat)
    except NobodyLeftError as error:
        raise JobFailed("nobody_left") from error
    keep(work, found)


def subject(assembly_id: int) -> str:
    """What the job is about, to find it by."""
    return f"assembly:{assembly_id}"


def current(assembly_id: int) -> ReserveList | None:
    """The list that counts now; None when none was made."""
    chosen = select(ReserveList).where(ReserveList.assembly_id == assembly_id).order_by(ReserveList.id.desc())
    return db.session.scalars(chosen.limit(1)).first()


def reserve_ids(assembly_id: int) -> set[str]:
    """Pool ids on the list that counts now."""
    found = current(assembly_id)
    return set() if found is None else {reserve.pool_id for reserve in found.reserves}


def held_draw(assembly: Assembly) -> Draw:
    """The real draw that filled the panel; raises `DrawMissingError`."""
    draw = lottery.real_draw(assembly.id)
    if draw is None or draw.concluded_at is None:
        raise DrawMissingError
    return draw


def free_people(assembly: Assembly, snapshot: Snapshot) -> set[str]:
    """People in the frozen pool who are still signed up and never had a seat."""
    seated = set(db.session.scalars(select(Seat.pool_id).where(Seat.assembly_id == assembly.id)))
    signed_up = {person.pool_id for person in recruitment.pool(assembly.id)}
    return (signed_up & set(snapshot.people)) - seated
