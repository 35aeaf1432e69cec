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
from beraad.lottery.models import Goal, LargerDraw
from beraad.lottery.quotas import service as quotas
from beraad.lottery.quotas.queries import quotas as quotas_of
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
    """Give the burgerberaad the seats and quotas of the proposal. Returns how many quotas changed.

    Raises `ProposalOldError` if there is none or if it is about other people, quotas or seats.
    """
    stored = db.session.get(LargerDraw, assembly.id)
    if stored is None or stored.snapshot_sha256 != sha256(freezing.collect(assembly).to_bytes()):
        raise ProposalOldError
    bounds_by_value = {}
    for feature in quotas_of(assembly.id):
        for answer in feature.answers:
            pair = stored.proposal["quotas"].get(feature.name, {}).get(answer.answer)
            if pair is not None and answer.bounds is not None:
                bounds_by_value[answer.value_id] = answer.bounds.moved(*pair)
    assemblies.change_seats(assembly, stored.proposal["seats"])
    return quotas.set_quotas(assembly, bounds_by_value, reason=reason)


def job_subject(assembly_id: AssemblyId) -> str:
    """What the job is about, to find it by."""
    return subject_of(LargerDraw, assembly_id)
