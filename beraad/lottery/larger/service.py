"""Asks for a draw of more people, and takes the proposal over."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from beraad.assemblies import service as assemblies
from beraad.assemblies.models import Assembly, AssemblyId
from beraad.audit.service import subject_of
from beraad.extensions import db
from beraad.jobs import service as jobs
from beraad.jobs.models import Job
from beraad.lottery import engine, engine_dropout
from beraad.lottery.engine_dropout import Expected
from beraad.lottery.errors import ProposalOldError
from beraad.lottery.frozen import freezing
from beraad.lottery.larger.origin import Origin, base, origin
from beraad.lottery.models import Goal, LargerDraw
from beraad.lottery.quotas import service as quotas
from beraad.lottery.snapshot import Snapshot, sha256

JOB = "lottery.larger_draw"


@dataclass(frozen=True)
class LargerData:
    """At most so many `extra` people; who leaves, as a percentage or a table (`factors`, with the name of its file)."""

    extra: int
    leave_percent: int
    late_percent: int
    goal: Goal
    factors: str = ""
    source: str = ""

    def expected(self) -> Expected:
        """The same in the terms of the engine."""
        leaving = engine.Leaving(Fraction(self.leave_percent, 100), self.factors, self.source)
        return Expected(leaving, self.extra, Fraction(self.late_percent, 100), self.goal)


def ask(assembly: Assembly, data: LargerData) -> Job:
    """Let the worker look for a draw of more people. Raises the `LotteryError` for which there can be none."""
    engine.check_leaving(freezing.collect(assembly), data.expected().leaving)
    payload = {**vars(data), "goal": data.goal.value}
    return jobs.enqueue(JOB, job_subject(assembly.id), payload, assembly_id=assembly.id, max_attempts=2)


def compute(snapshot: Snapshot, data: LargerData, on_step: engine.Step) -> engine_dropout.Proposal:
    """Look for the draw, without a transaction. Raises `LotteryError`."""
    return engine_dropout.propose(snapshot, data.expected(), on_step)


def take_over(assembly: Assembly, reason: str) -> int:
    """Give the burgerberaad the seats and quotas of the proposal, and remember those of now (see `origin`).

    Returns how many quotas changed.

    Raises `ProposalOldError` if there is none or if it is about other people, quotas or seats.
    """
    stored, now = db.session.get(LargerDraw, assembly.id), freezing.collect(assembly)
    if stored is None or stored.snapshot_sha256 != sha256(now.to_bytes()):
        raise ProposalOldError
    seats = stored.proposal["seats"]
    before = base(now, origin(assembly, stored))
    stored.asked = {**stored.asked, "origin": vars(Origin(before.seats, seats, before.quotas, before.pairs))}
    assemblies.change_seats(assembly, seats, reason)
    new = {(f, v): (low, high) for f, values in stored.proposal["quotas"].items() for v, (low, high) in values.items()}
    return quotas.move_quotas(assembly, new, reason)


def job_subject(assembly_id: AssemblyId) -> str:
    """What the job is about, to find it by."""
    return subject_of(LargerDraw, assembly_id)
