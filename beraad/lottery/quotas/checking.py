"""Whether a panel is possible now; if not, the smallest change of quotas that makes one."""

from __future__ import annotations

from dataclasses import dataclass, replace

from beraad.assemblies.models import Assembly
from beraad.lottery import engine
from beraad.lottery.bounds import Bounds
from beraad.lottery.errors import LotteryError
from beraad.lottery.frozen import disclosure, freezing
from beraad.lottery.quotas import pairs
from beraad.lottery.quotas import service as quotas
from beraad.lottery.quotas.queries import quotas as quotas_of


@dataclass(frozen=True)
class Checked:
    """The answer, or the reason why it can't be given yet."""

    feasibility: engine.Feasibility | None = None
    error: LotteryError | None = None


def check(assembly: Assembly) -> Checked:
    """Check the pool and quotas of this moment."""
    try:
        snapshot = freezing.collect(assembly)
    except LotteryError as error:
        return Checked(error=error)
    answer = engine.check(snapshot)
    code, params = disclosure.why_not(assembly, answer.code, answer.params)
    return Checked(feasibility=replace(answer, code=code, params=params))


def accept_changes(assembly: Assembly, reason: str) -> int:
    """Make the smallest change that the check offers now. Returns how many quotas changed.

    Raises the `LotteryError` for which the check can't be made.
    """
    checked = check(assembly)
    if checked.error is not None:
        raise checked.error
    assert checked.feasibility is not None
    changes = {(change.feature, change.answer): change for change in checked.feasibility.changes}
    bounds = {}
    for feature in quotas_of(assembly.id):
        for answer in feature.answers:
            change = changes.get((feature.name, answer.answer))
            if change is None or answer.bounds is None:
                continue
            bounds[answer.value_id] = answer.bounds.moved(change.new_low, change.new_high)
    together: dict[pairs.Combination, Bounds | None] = {}
    for pair in pairs.pairs(assembly.id):
        for row in pair.rows:
            change = changes.get((pair.name, row.answer))
            if change is not None:
                together[row.combination] = row.bounds.moved(change.new_low, change.new_high)
    return quotas.set_quotas(assembly, bounds, reason=reason) + pairs.set_pair_quotas(assembly, together, reason)
