"""The job that computes what quotas and rule mean for chances."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from flask import Flask

from beraad.assemblies.models import Assembly
from beraad.extensions import db
from beraad.jobs import service as jobs
from beraad.jobs.run import JobRun
from beraad.lottery import figures
from beraad.lottery.consequences import scenarios
from beraad.lottery.consequences.scenarios import Outcome, Setting
from beraad.lottery.errors import LotteryError
from beraad.lottery.frozen import disclosure, freezing
from beraad.lottery.models import Consequences, Rule
from beraad.lottery.snapshot import Snapshot, sha256
from beraad.orm import now

JOB = "lottery.consequences"
#: parts of the computation, for its progress
STEPS = 5


def compute(run: JobRun) -> None:
    """Gather, compute without a transaction, store. Stores nothing while nobody can be drawn: the page says why."""
    assembly = db.session.get(Assembly, run.assembly_id)
    if assembly is None:
        return
    assembly_id, special = assembly.id, disclosure.special(assembly)
    stored = db.session.get(Consequences, assembly_id)
    try:
        snapshot = freezing.collect(assembly)
    except LotteryError:
        return
    pool = sha256(snapshot.to_bytes())
    base = dict(stored.base) if stored is not None and stored.snapshot_sha256 == pool else None
    run.step(phase="chances", done=0, total=STEPS)
    base = base or _base(snapshot, special, run)
    setting = Setting(Rule(run.payload["rule"]), run.payload["room"], run.payload["without"])
    other = None
    if setting != Setting() and "problem" not in base:
        other = {"setting": dict(run.payload), "spread": _spread(scenarios.outcome(snapshot, setting))}
    row = Consequences(assembly_id=assembly_id, snapshot_sha256=pool, base=base, other=other, computed_at=now())
    db.session.merge(row)


def _base(snapshot: Snapshot, special: frozenset[str], run: JobRun) -> dict[str, Any]:
    """The chances with the quotas as they are, ready for JSON."""
    outcome = scenarios.outcome(snapshot, Setting())
    if outcome.why_not is not None:
        return {"problem": type(outcome.why_not).__name__}
    run.step(done=1)
    by_rule = [[rule.value, asdict(spread)] for rule, spread in scenarios.by_rule(snapshot)]
    run.step(done=2)
    costs = [asdict(cost) for cost in scenarios.costs(snapshot)]
    run.step(done=3)
    quota_costs = [asdict(cost) for cost in scenarios.quota_costs(snapshot, outcome.answers)]
    run.step(done=4)
    legacy, greedy = scenarios.traditional(snapshot)
    return {
        "spread": _spread(outcome),
        "answers": [asdict(line) for line in figures.hidden(outcome.answers, special)],
        "features": snapshot.features,
        "by_rule": by_rule,
        "costs": costs,
        "quota_costs": quota_costs,
        "legacy": {"draws": legacy.draws, "failures": legacy.failures},
        "greedy": asdict(greedy),
    }


def _spread(outcome: Outcome) -> dict[str, Any] | None:
    return asdict(outcome.spread) if outcome.spread is not None else None


def init_app(app: Flask) -> None:
    """Let the worker of `app` compute consequences."""
    jobs.register(app, JOB, compute)
