"""Keeps what quotas and rule mean for chances: computed by a job when somebody asks, shown until the next time.

For each burgerberaad the last answer is there, with the hash of the pool and quotas that it is about. A second setting
beside it costs little as long as those are the same: then only that setting is computed.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from beraad.assemblies.models import Assembly
from beraad.extensions import db
from beraad.jobs import service as jobs
from beraad.jobs.models import Job
from beraad.jobs.run import JobRun
from beraad.lottery import figures
from beraad.lottery.consequences import scenarios as consequences
from beraad.lottery.consequences.scenarios import Outcome, Setting
from beraad.lottery.errors import LotteryError
from beraad.lottery.frozen import disclosure
from beraad.lottery.models import Consequences, Rule
from beraad.lottery.snapshot import Snapshot, sha256
from beraad.orm import now

JOB = "lottery.consequences"
#: parts of the computation, for its progress
STEPS = 5


def ask(assembly: Assembly, setting: Setting) -> Job:
    """Let the worker compute the chances of this moment, with `setting` beside them."""
    payload = {"rule": setting.rule.value, "room": setting.room, "without": setting.without}
    return jobs.enqueue(JOB, subject(assembly.id), payload, assembly_id=assembly.id, max_attempts=2)


def subject(assembly_id: int) -> str:
    """What the job is about, to find it by."""
    return f"consequences:{assembly_id}"


def current(assembly_id: int) -> Consequences | None:
    """What was last computed; None when that never happened."""
    return db.session.get(Consequences, assembly_id)


def work(run: JobRun) -> None:
    """The job: gather, compute without a transaction, keep."""
    assembly = db.session.get(Assembly, run.assembly_id)
    if assembly is None:
        return
    number, special, known = assembly.id, disclosure.special(assembly), current(assembly.id)
    try:
        snapshot = consequences.snapshot_of(assembly)
    except LotteryError:  # the page says what is missing
        return
    pool = sha256(snapshot.to_bytes())
    base = dict(known.base) if known is not None and known.snapshot_sha256 == pool else None
    run.step(phase="chances", done=0, total=STEPS)
    base = base or _base(snapshot, special, run)
    setting = Setting(Rule(run.payload["rule"]), run.payload["room"], run.payload["without"])
    other = None
    if setting != Setting() and "problem" not in base:
        other = {"setting": dict(run.payload), "spread": _spread(consequences.outcome(snapshot, setting))}
    made = Consequences(assembly_id=number, snapshot_sha256=pool, base=base, other=other, computed_at=now())
    db.session.merge(made)


def _base(snapshot: Snapshot, special: frozenset[str], run: JobRun) -> dict[str, Any]:
    """The chances with the quotas as they are, ready for JSON."""
    found = consequences.outcome(snapshot, Setting())
    if found.why_not is not None:
        return {"problem": type(found.why_not).__name__}
    run.step(done=1)
    by_rule = [[rule.value, asdict(spread)] for rule, spread in consequences.by_rule(snapshot)]
    run.step(done=2)
    costs = [asdict(cost) for cost in consequences.costs(snapshot)]
    run.step(done=3)
    quota_costs = [asdict(cost) for cost in consequences.quota_costs(snapshot, found.answers)]
    run.step(done=4)
    legacy, greedy = consequences.traditional(snapshot)
    return {
        "spread": _spread(found),
        "answers": [asdict(line) for line in figures.hidden(found.answers, special)],
        "features": snapshot.features,
        "by_rule": by_rule,
        "costs": costs,
        "quota_costs": quota_costs,
        "legacy": {"draws": legacy.draws, "failures": legacy.failures},
        "greedy": asdict(greedy),
    }


def _spread(found: Outcome) -> dict[str, Any] | None:
    return asdict(found.spread) if found.spread is not None else None
