"""More people than seats: a size and quotas for the draw with which the quotas hold after drop-out.

After Gambhir, Flanigan, Roth (*Near-optimal dropout-robust sortition*, arXiv 2511.16897, 2025), who choose the panel
before anybody leaves and keep everybody's chance in hand. Here the answer is again a problem of a lottery, with more
seats and other quotas: its chances are as fair, and as provable, as without drop-out.

With n people of value v, each of whom stays with chance s_v (the mean over the pool), the quota [min_v, max_v] holds
with probability  P_v(n) = Σ_{min_v ≤ j ≤ max_v} Binomial(n, s_v)(j).  For K seats the panel with the smallest
Σ_v −log P_v(n_v), as if values were independent, is a small integer program over profiles, the costs made convex. K is
the smallest number that holds, by bisection up to the best. The quotas of the draw are, for every value, the n that
hold as surely as the union over all V values asks, P_v(n) ≥ 1 − (1 − hold)/V, and those hardly worse than n_v. If all
are of the first kind, every panel drawn holds with the probability asked (people of one value being alike).

*Goal.* With `Goal.QUOTAS` minimums and maximums count in people. With `Goal.MINIMUMS` the minimums count, and a maximum
grows with the number of people drawn, to ⌈max_v · most / k⌉: so many may stay if nobody leaves. Minimums that hold
separately hold together at least as often as if they were independent (Harris' inequality), so Π_v P_v(n_v) is then a
lower bound on what the panel planned reaches, and `selection.panels.dropout_bound` an upper one for every panel.

*Limits.* Quotas narrower than drop-out varies can't hold, whatever the size: of 40 people who stay with chance 0.85 the
number that stays has a standard deviation of 2.3. Then the best is returned; reserves or wider quotas are what helps.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import comb, log

import numpy as np

from selection.model.errors import NoPanelError, SolverError
from selection.model.pairs import REST
from selection.model.problem import Problem
from selection.model.profiles import Profiles, make_profiles
from selection.model.progress import Progress, Silent
from selection.model.quota import Quota
from selection.model.seed import SeedStream
from selection.panels.dropout import draw_sets
from selection.panels.dropout_bound import Goal
from selection.panels.last_meeting import held
from selection.panels.recourse import answer_rows
from selection.solving.polytope import Ints, Polytope, make_polytope
from selection.solving.solver import Model, Status

#: Simulated drop-outs.
SETS = 1000
#: The smallest P_v that a cost is taken of, and what each person costs beyond the numbers that have it.
LEAST, STEEP = 1e-9, 25.0
#: A number of people whose cost −log P_v is at most this much more than the planned one's is in the quota of the draw.
HARDLY = 0.002
#: Nodes after which the program for a panel ends with the best it has.
NODES = 200


@dataclass(frozen=True)
class Plan:
    """`problem`: the draw with more seats. `holds`: how often the goal is reached by the panel planned.

    `error`: the standard error of `holds`.
    """

    problem: Problem
    holds: float
    error: float


def overrecruit(
    problem: Problem,
    hold: float,
    most: int,
    stay: Mapping[str, Fraction],
    goal: Goal = Goal.QUOTAS,
    seed: bytes | None = None,
    progress: Progress | None = None,
) -> Plan:
    """Returns the smallest draw of up to `most` people that reaches `goal` with probability `hold`, else the best.

    `stay`: everybody's chance to stay. Raises NoPanelError for fewer people than seats, SolverError, Cancelled.
    Progress phase: "overrecruit".
    """
    search = _Search(problem, hold, most, stay, goal, seed or bytes.fromhex(problem.sha256()))
    progress = progress or Silent()
    low, high, steps = problem.seats, max(most, problem.seats), 2 + max(most - problem.seats, 1).bit_length()
    progress.step("overrecruit", 0, steps)
    best = search.plan(low, high)
    done, high = 1, best.problem.seats
    while best.holds >= hold and low < high:
        progress.step("overrecruit", done, steps)
        middle, done = (low + high) // 2, done + 1
        plan = search.plan(middle, middle)
        low, high, best = (low, middle, plan) if plan.holds >= hold else (middle + 1, high, best)
    return best


def aims(problem: Problem, most: int, goal: Goal) -> Problem:
    """Returns `problem` with the quotas that a plan of up to `most` people aims at."""
    if goal is Goal.QUOTAS:
        return problem
    features = {
        feature: {value: Quota(q.min, -(-q.max * most // problem.seats)) for value, q in values.items()}
        for feature, values in problem.features.items()
    }
    return replace(problem, features=features)


class _Search:
    def __init__(
        self, problem: Problem, hold: float, most: int, stay: Mapping[str, Fraction], goal: Goal, seed: bytes
    ) -> None:
        self._problem, self._hold, self._seed, self._stay, self._goal = problem, hold, seed, stay, goal
        self._profiles: Profiles = make_profiles(problem)
        self._polytope: Polytope = make_polytope(problem, self._profiles)
        people = list(problem.people)
        rows = answer_rows(problem, people)[:, :-1]
        staying = rows.T @ np.array([float(self._stay[person]) for person in people])
        rates = staying / np.maximum(rows.sum(axis=0), 1)
        aimed = aims(problem, max(most, problem.seats), goal)
        quotas = [quota for values in aimed.features.values() for quota in values.values()]
        in_pool = [int(n) for n in rows.sum(axis=0)]
        self._costs = [_costs(q, float(s), n) for q, s, n in zip(quotas, rates, in_pool, strict=True)]

    def plan(self, low: int, high: int) -> Plan:
        """The best panel of `low` to `high` people, as a draw."""
        panel = self._panel(low, high)
        counts = answer_rows(self._problem, panel).sum(axis=0)[:-1].astype(int)
        enough = -log(1 - (1 - self._hold) / max(len(counts), 1)) if self._hold < 1 else 0.0
        windows = iter([_window(cost, int(n), enough) for cost, n in zip(self._costs, counts, strict=True)])
        features = {f: {v: next(windows) for v in values} for f, values in self._problem.features.items()}
        for pair in self._problem.pairs:
            features[pair.name][REST] = Quota(0, len(panel))
        return self._simulated(replace(self._problem, features=features, seats=len(panel)), panel)

    def _panel(self, low: int, high: int) -> list[str]:
        """People of the panel with the smallest cost; of a profile the first."""
        polytope, V = self._polytope, len(self._costs)
        columns = list(polytope.columns())
        upper, cost = polytope.most.astype(float).tolist(), [0.0] * len(columns)
        for v, costs in enumerate(self._costs):
            rises = np.maximum.accumulate(np.diff(costs)) if len(costs) > 1 else np.zeros(0)
            columns += [(np.array([1 + v]), np.array([-1.0]))] * len(rises)
            upper += [1.0] * len(rises)
            cost += [-float(rise) for rise in rises]
        lower = np.concatenate([polytope.least, np.zeros(len(columns) - len(polytope.least))])
        row_lower, row_upper = polytope.lower.astype(float), polytope.upper.astype(float)
        row_lower[0], row_upper[0] = low, high
        row_lower[1 : 1 + V] = row_upper[1 : 1 + V] = 0.0
        model = Model(columns, row_lower, row_upper, lower, upper, cost, range(len(polytope.most)))
        solution = model.solve("a larger panel", nodes=NODES)
        if solution.status is Status.STOPPED:
            raise SolverError("out_of_time")
        if solution.status is Status.INFEASIBLE:  # the only rows are seats and households
            raise NoPanelError("too_few_people", seats=low, people=len(self._problem.people))
        return self._people(np.rint(solution.x[: len(polytope.most)]).astype(np.int64))

    def _people(self, z: Ints) -> list[str]:
        return [person for n, p in zip(z, self._profiles.profiles, strict=True) for person in p.members[: int(n)]]

    def _simulated(self, draw: Problem, panel: Sequence[str]) -> Plan:
        """`draw` with what a simulation on `panel` shows."""
        stay = [self._stay[person] for person in panel]
        leaves = draw_sets(stay, SETS, SeedStream(self._seed, "overrecruit"))
        counts = (~leaves).astype(float) @ answer_rows(self._problem, panel)
        within, minimums, _ = held(self._problem, counts)
        holds = float((within.all(axis=1) if self._goal is Goal.QUOTAS else minimums).mean())
        return Plan(draw, holds, (holds * (1 - holds) / SETS) ** 0.5)


def _costs(quota: Quota, stay: float, people: int) -> list[float]:
    """−log P_v(n) for n = 0, 1, …; steadily more where P_v is next to nothing."""
    largest = min(people, int(2 * quota.max / max(stay, 0.1)) + 20)
    inside = [sum(_binomial(n, j, stay) for j in range(quota.min, min(quota.max, n) + 1)) for n in range(largest + 1)]
    likely = [n for n, chance in enumerate(inside) if chance > LEAST] or [min(quota.min, largest)]
    first, last = likely[0], likely[-1]
    return [
        -log(min(1.0, max(inside[min(max(n, first), last)], LEAST))) + STEEP * (max(first - n, 0) + max(n - last, 0))
        for n in range(largest + 1)
    ]


def _binomial(n: int, j: int, p: float) -> float:
    if p in (0.0, 1.0):
        return float(j == n * p)
    logarithm = log(comb(n, j)) + j * log(p) + (n - j) * log(1 - p)
    return float(np.exp(logarithm))


def _window(costs: Sequence[float], planned: int, enough: float) -> Quota:
    """The numbers around `planned` that cost little."""
    limit = max(enough, costs[planned] + HARDLY)
    low = high = planned
    while low and costs[low - 1] <= limit:
        low -= 1
    while high + 1 < len(costs) and costs[high + 1] <= limit:
        high += 1
    return Quota(low, high)
