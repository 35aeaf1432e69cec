"""From a frozen pool to a thousand tickets: read, compute without a transaction, store; for jobs and commands."""

from __future__ import annotations

from dataclasses import dataclass

from beraad.extensions import db
from beraad.lottery import engine, figures, files, service
from beraad.lottery.errors import LotteryError, NoPanelError, RecordError, WrongStateError
from beraad.lottery.models import Draw, DrawFileName, DrawState
from beraad.lottery.snapshot import Snapshot, sha256
from beraad.orm import now

#: after one of these the draw can't go on as it is: computing again gives the same
FINAL = (NoPanelError, RecordError)


@dataclass(frozen=True)
class Work:
    """Copies of what a computation needs, so that it needs no database."""

    draw_id: int
    snapshot: Snapshot
    seed: str


def load(draw_id: int) -> Work:
    """What there is to compute; raises `WrongStateError` when the draw does not wait for it."""
    draw = db.session.get_one(Draw, draw_id)
    service.require(draw, DrawState.COMPUTING)
    return Work(draw.id, service.snapshot(draw), draw.seed)


def compute(work: Work, step: engine.Step) -> bytes:
    """The verified record (lottery.json). Raises `NoPanelError`, `ComputationError`, `RecordError`.

    `step(phase, done, total)` hears how far it is, and may raise to stop it.
    """
    record = engine.compute(work.snapshot, work.seed, step)
    step("verify", 0, 0)
    fault = engine.verify(record, work.snapshot)
    if fault:
        raise RecordError(detail=fault)
    return record


def store(work: Work, record: bytes) -> Draw:
    """Keep the record with its figures; raises `WrongStateError` when the draw was withdrawn meanwhile."""
    draw = db.session.get_one(Draw, work.draw_id)
    service.lock(draw)
    if draw.state is not DrawState.COMPUTING or draw.seed != work.seed:
        raise WrongStateError(state=draw.state)
    files.keep(draw, DrawFileName.RECORD, record)
    draw.record_sha256 = sha256(record)
    draw.figures = figures.summary(work.snapshot, files.parse(record))
    draw.state, draw.computed_at = DrawState.COMPUTED, now()
    service.log(draw, "computed", None, record=draw.record_sha256)
    return draw


def give_up(work: Work, error: LotteryError) -> None:
    """Write down why there are no tickets. The frozen pool stays; only a final answer ends the draw."""
    draw = db.session.get_one(Draw, work.draw_id)
    service.lock(draw)
    if draw.state is not DrawState.COMPUTING:
        return
    draw.job_id = None
    final = isinstance(error, FINAL)
    draw.state = DrawState.FAILED if final else DrawState.FROZEN
    service.log(draw, "failed" if final else "stopped", None, error=error)
