"""Reserves chosen for the drop-out to be expected, beside what a list drawn by lot would have given."""

from __future__ import annotations

import hashlib
from fractions import Fraction

from sqlalchemy import select

from beraad.accounts.models import Account
from beraad.assemblies.models import Assembly
from beraad.audit import service as audit
from beraad.extensions import db
from beraad.lottery import engine
from beraad.lottery import queries as lottery
from beraad.lottery import service as draws
from beraad.lottery.errors import NoPanelError
from beraad.lottery.models import Draw
from beraad.lottery.snapshot import Snapshot
from beraad.panel.errors import DrawMissingError, NobodyLeftError
from beraad.panel.models import HOLDING, Reserve, ReserveList, Seat
from beraad.recruitment import queries as recruitment


def choose(
    assembly: Assembly, count: int, leave_percent: int, factors: bytes | None, source: str, actor: Account | None
) -> ReserveList:
    """Choose at most `count` reserves for the people who hold a seat now.

    `factors`: contents of a table `feature,value,beta` from earlier assemblies; without it everyone leaves with chance
    `leave_percent`. Raises `DrawMissingError`, `NobodyLeftError`, and `DropoutFileError` naming the cell.
    """
    draw = held_draw(assembly)
    snapshot = draws.snapshot(draw)
    held = select(Seat.pool_id).where(Seat.assembly_id == assembly.id, Seat.state.in_(HOLDING))
    panel = sorted(db.session.scalars(held))
    small = snapshot.only({*panel, *free_people(assembly, snapshot)})
    seed = hashlib.sha256(f"beraad-reserves/1 {draw.seed} {draw.ticket} {len(panel)}".encode()).hexdigest()
    try:
        found = engine.reserves(small, panel, count, seed, Fraction(leave_percent, 100), factors, source)
    except NoPanelError as error:
        raise NobodyLeftError from error
    made = ReserveList(
        assembly_id=assembly.id,
        made_by_id=actor.id if actor else None,
        leave_percent=leave_percent,
        source=source if factors is not None else "",
        seed=seed,
        met=found.met,
        met_random=found.met_random,
        met_without=found.met_without,
        leaving=found.leaving,
        reserves=[Reserve(rank=rank, pool_id=pool_id) for rank, pool_id in enumerate(found.ids, start=1)],
    )
    db.session.add(made)
    db.session.flush()
    audit.record("panel.reserves_chosen", f"reserve_list:{made.id}", assembly_id=assembly.id, reserves=len(found.ids))
    return made


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
