"""Choosing reserves for the expected drop-out: read, choose without a transaction, store."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from fractions import Fraction

from sqlalchemy import select

from beraad.assemblies.models import Assembly, AssemblyId
from beraad.audit import service as audit
from beraad.extensions import db
from beraad.lottery import engine
from beraad.lottery.draw import files
from beraad.lottery.engine import Leaving
from beraad.lottery.errors import NoPanelError
from beraad.lottery.snapshot import Snapshot
from beraad.panel.errors import NobodyLeftError
from beraad.panel.models import HOLDING, Reserve, ReserveList, Seat
from beraad.panel.replacement.queries import concluded_draw, free_people


@dataclass(frozen=True)
class ReservesData:
    """How many reserves at most, and who is expected to leave.

    Everyone leaves with chance `leave_percent`, or as `factors` says: a table `feature,value,beta` from earlier
    assemblies, of which `source` is the name.
    """

    count: int
    leave_percent: int
    factors: str = ""
    source: str = ""


@dataclass(frozen=True)
class Choice:
    """Copies of what choosing needs, so that it needs no database."""

    assembly_id: AssemblyId
    #: the frozen pool as far as it can still be drawn from, with the people who hold a seat
    snapshot: Snapshot
    panel: list[str]
    count: int
    seed: str
    leaving: Leaving


def load(assembly: Assembly, data: ReservesData) -> Choice:
    """Read what there is to choose from now. Raises `DrawMissingError`."""
    draw = concluded_draw(assembly)
    snapshot = files.snapshot(draw)
    holding = select(Seat.pool_id).where(Seat.assembly_id == assembly.id, Seat.state.in_(HOLDING))
    panel = sorted(db.session.scalars(holding))
    return Choice(
        assembly_id=assembly.id,
        snapshot=snapshot.only({*panel, *free_people(assembly, snapshot)}),
        panel=panel,
        count=data.count,
        seed=hashlib.sha256(f"beraad-reserves/1 {draw.seed} {draw.ticket} {len(panel)}".encode()).hexdigest(),
        leaving=Leaving(Fraction(data.leave_percent, 100), data.factors, data.source),
    )


def choose(choice: Choice, on_step: engine.Step) -> engine.Reserves:
    """Choose, without a transaction. Raises `NobodyLeftError`."""
    try:
        return engine.reserves(choice.snapshot, choice.panel, choice.count, choice.seed, choice.leaving, on_step)
    except NoPanelError as error:
        raise NobodyLeftError from error


def store(choice: Choice, reserves: engine.Reserves) -> ReserveList:
    """Make the chosen reserves the list that counts."""
    row = ReserveList(
        assembly_id=choice.assembly_id,
        leave_percent=int(100 * choice.leaving.chance),
        source=choice.leaving.source,
        seed=choice.seed,
        met=reserves.met,
        met_random=reserves.met_random,
        met_without=reserves.met_without,
        leaving=reserves.leaving,
        reserves=[Reserve(rank=rank, pool_id=pool_id) for rank, pool_id in enumerate(reserves.ids, start=1)],
    )
    db.session.add(row)
    db.session.flush()
    audit.record("panel.reserves_chosen", row, assembly_id=choice.assembly_id, reserves=len(reserves.ids))
    return row
