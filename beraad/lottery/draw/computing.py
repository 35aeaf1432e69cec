"""From a frozen pool to its tickets: read, compute without a transaction, store. For jobs and commands."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app

from beraad.extensions import db
from beraad.lottery import beacon, engine, figures
from beraad.lottery.draw import files, register
from beraad.lottery.errors import ListChangedError, LotteryError, NoPanelError, RecordError, WrongStateError
from beraad.lottery.frozen import disclosure
from beraad.lottery.models import Draw, DrawFileName, DrawId, DrawState
from beraad.lottery.seeds import SeedSource
from beraad.lottery.snapshot import Snapshot, sha256
from beraad.orm import now

#: after one of these a retry is pointless: computing again has the same outcome
FINAL = (NoPanelError, RecordError, ListChangedError)


@dataclass(frozen=True)
class Computation:
    """Copies of all that a computation needs; it runs without the database."""

    draw_id: DrawId
    snapshot: Snapshot
    seed: str
    #: what the seed was made of
    source: SeedSource
    #: seconds after which the search for panels stops with the best found
    limit: float


def load(draw_id: DrawId) -> Computation:
    """Read what is needed to compute. Raises `WrongStateError` or `ListChangedError`."""
    draw = db.session.get_one(Draw, draw_id)
    if draw.state is not DrawState.COMPUTING:
        raise WrongStateError(state=draw.state.value)
    files.require_announced(draw)
    source = SeedSource(draw.merkle_root, draw.digits, beacon.of_draw(draw))
    limit = current_app.config["BERAAD"].draw_seconds
    return Computation(draw.id, files.snapshot(draw), draw.seed, source, limit)


def compute(work: Computation, on_step: engine.Step) -> bytes:
    """Compute the verified record (lottery.json). Raises `NoPanelError`, `ComputationError`, `RecordError`.

    `on_step(phase, done, total)` is called with the progress; it may raise to stop the computation.
    """
    source = work.source.to_record(work.snapshot)
    record = engine.find_tickets(work.snapshot, work.seed, source, work.limit, on_step)
    on_step("verify", 0, 0)
    fault = engine.verify(record, work.snapshot)
    if fault:
        raise RecordError(detail=fault)
    return record


def store(work: Computation, record: bytes) -> Draw:
    """Store the record with its figures. Raises `WrongStateError` or `ListChangedError`."""
    draw = db.session.get_one(Draw, work.draw_id)
    register.lock(draw)
    if draw.state is not DrawState.COMPUTING or draw.seed != work.seed:
        raise WrongStateError(state=draw.state.value)
    files.require_announced(draw)
    if sha256(work.snapshot.to_bytes()) != draw.snapshot_sha256:
        raise ListChangedError
    files.add(draw, DrawFileName.RECORD, record)
    draw.record_sha256 = sha256(record)
    draw.figures = figures.summary(work.snapshot, files.parse(record), disclosure.special(draw.assembly))
    draw.state, draw.computed_at = DrawState.COMPUTED, now()
    register.log(draw, "computed", None, record=draw.record_sha256)
    return draw


def give_up(work: Computation, error: LotteryError) -> None:
    """Write down why there are no tickets. The frozen pool stays; only a final answer ends the draw."""
    draw = db.session.get_one(Draw, work.draw_id)
    register.lock(draw)
    if draw.state is not DrawState.COMPUTING:
        return
    draw.job_id = None
    final = isinstance(error, FINAL)
    draw.state = DrawState.FAILED if final else DrawState.FROZEN
    if final and draw.is_real:
        draw.assembly.pool_frozen_at = None
    register.log(draw, "failed" if final else "stopped", None, error=error)
