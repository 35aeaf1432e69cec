"""Is there a panel at all; if not, the smallest change of quotas that makes one, which quotas clash, who is missing.

The smallest change is an integer program: with u_v, o_v ≥ 0 the people value v falls short of its minimum or exceeds
its maximum by,

    min Σ_v (u_v + o_v)    such that    z a panel but for    min_v − u_v ≤ (A z)_v ≤ max_v + o_v

and, among equally small ones, as few quotas changed as possible,
with u_v ≤ min_v − min_flex_v and o_v ≤ max_flex_v − max_v where flexible bounds are given. Quotas clash when together
they leave no panel and each of them is needed for that: found by leaving quotas out one by one. Who is missing follows
from the duals λ of the relaxed program: one more volunteer with answers v₁, v₂, … lowers the change that is needed at
the rate −λ_0 − Σ λ_v, so the best answers are found per feature.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from selection.model.errors import NoPanelError
from selection.model.problem import Problem
from selection.model.profiles import make_profiles
from selection.model.progress import Progress, Silent
from selection.model.tolerances import POSITIVE_DUAL, UNIT
from selection.proof.certificate import Leaf
from selection.rules.chances import maximin
from selection.solving.polytope import Floats, Polytope, make_polytope
from selection.solving.solver import INFINITY, Model, Solution, Status

#: What changing one more quota costs beside changing a quota by one: small enough never to outweigh it.
COUNTED = 0.001

#: How many kinds of missing volunteers are named.
MISSING = 5


@dataclass(frozen=True)
class Change:
    """One quota as it is and as it could be."""

    feature: str
    value: str
    min: int
    max: int
    new_min: int
    new_max: int


@dataclass(frozen=True)
class Clash:
    """One side ("min" or "max") of a quota that is part of a contradiction, with its bound."""

    feature: str
    value: str
    side: str
    bound: int


@dataclass(frozen=True)
class Missing:
    """A kind of volunteer that would help: answers by feature, how many there are now, and what one more would bring.

    `gain`: without a panel, by how much the change that quotas need gets smaller; with one, a bound on the rise of the
    smallest chance.
    """

    answers: Mapping[str, str]
    gain: float
    present: int


@dataclass(frozen=True)
class Feasibility:
    """`ok`: a panel exists. Otherwise `reason` (an error with code and parameters) and what can be done.

    `changes` is empty when no change of quotas helps; `within_flex` says whether it stays within flexible bounds.
    """

    ok: bool
    reason: NoPanelError | None = None
    changes: tuple[Change, ...] = ()
    within_flex: bool = True
    clashes: tuple[Clash, ...] = ()
    missing: tuple[Missing, ...] = ()


def check(problem: Problem, progress: Progress | None = None) -> Feasibility:
    """Whether `problem` has a panel, and what would give it one. Raises Cancelled."""
    progress = progress or Silent()
    progress.step("feasibility", 0, 3)
    reason = obvious(problem)
    polytope = make_polytope(problem, make_profiles(problem))
    if reason is None:
        if has_panel(polytope):
            return Feasibility(True, missing=_scarce(problem, polytope, progress))
        reason = NoPanelError("no_panel")
    if reason.code in ("too_few_people", "musts_in_one_household"):
        return Feasibility(False, reason)
    progress.step("feasibility", 1, 3)
    changes, within = _smallest_change(problem, polytope)
    progress.step("feasibility", 2, 3)
    clashes = _clashes(polytope)
    missing = _missing(problem, polytope)
    progress.step("feasibility", 3, 3)
    return Feasibility(False, reason, changes, within, clashes, missing)


def has_panel(polytope: Polytope) -> bool:
    """Whether whole numbers satisfy every constraint."""
    model = polytope.model(np.zeros(len(polytope.count)), whole=True)
    return model.solve("is there a panel").status is not Status.INFEASIBLE


def obvious(problem: Problem) -> NoPanelError | None:
    """The contradictions that counting shows, told in numbers an organiser recognises."""
    excluded = set(problem.must_not)
    pool = [answers for person, answers in problem.people.items() if person not in excluded]
    if len(pool) < problem.seats:
        return NoPanelError("too_few_people", seats=problem.seats, people=len(pool))
    seen: dict[int, str] = {}
    for person in problem.must:
        household = (problem.households or {}).get(person)
        if household is not None and household in seen:
            return NoPanelError("musts_in_one_household", first=seen[household], second=person)
        if household is not None:
            seen[household] = person
    for at, (feature, quotas) in enumerate(problem.features.items()):
        low, high = sum(q.min for q in quotas.values()), sum(q.max for q in quotas.values())
        if low > problem.seats:
            return NoPanelError("minimums_above_seats", feature=feature, total=low, seats=problem.seats)
        if high < problem.seats:
            return NoPanelError("maximums_below_seats", feature=feature, total=high, seats=problem.seats)
        given = Counter(answers[at] for answers in pool)
        for value, quota in quotas.items():
            people = given[value]
            if people < quota.min:
                return NoPanelError("too_few_with_value", feature=feature, value=value, min=quota.min, people=people)
    return None


def _elastic(polytope: Polytope, room_below: Floats, room_above: Floats, whole: bool) -> Model:
    """The program of the smallest change: columns z, then u and o, then whether u and whether o, for every value.

    Row R + i says that change i is zero unless it is counted.
    """
    P, R, V = len(polytope.count), polytope.rows, len(polytope.values)
    farthest = float(polytope.lower[:1].sum() + polytope.lower.max())
    rows = [(v, 1.0) for v in range(1, V + 1)] + [(v, -1.0) for v in range(1, V + 1)]
    changes = [([v, R + i], [sign, 1.0]) for i, (v, sign) in enumerate(rows)]
    counts = [([R + i], [-farthest]) for i in range(2 * V)]
    room = np.minimum(np.concatenate([room_below, room_above]), farthest)
    return Model(
        [*polytope.columns(), *changes, *counts],
        np.concatenate([polytope.lower, np.full(2 * V, -INFINITY)]),
        np.concatenate([polytope.upper, np.zeros(2 * V)]),
        np.concatenate([polytope.least, np.zeros(4 * V)]),
        np.concatenate([polytope.most, room, np.ones(2 * V)]),
        np.concatenate([np.zeros(P), -np.ones(2 * V), np.full(2 * V, -COUNTED if whole else 0.0)]),
        [*range(P), *range(P + 2 * V, P + 4 * V)] if whole else (),
    )


def _smallest_change(problem: Problem, polytope: Polytope) -> tuple[tuple[Change, ...], bool]:
    quotas = [problem.features[f][v] for f, v in polytope.values]
    below = np.array([q.min if q.min_flex is None else q.min - q.min_flex for q in quotas], dtype=float)
    above = np.array([INFINITY if q.max_flex is None else q.max_flex - q.max for q in quotas], dtype=float)
    within = True
    solution = _elastic(polytope, below, above, whole=True).solve("the smallest change")
    if solution.status is Status.INFEASIBLE:
        within = False
        free = np.full(len(quotas), INFINITY)
        solution = _elastic(polytope, free, free, whole=True).solve("the smallest change")
    if solution.status is Status.INFEASIBLE:
        return (), False
    return _changes(polytope, solution), within


def _changes(polytope: Polytope, solution: Solution) -> tuple[Change, ...]:
    z = np.rint(solution.x[: len(polytope.count)]).astype(np.int64)
    image = np.rint(polytope.times(z)).astype(np.int64)
    changes = []
    for row, (feature, value) in enumerate(polytope.values, start=1):
        low, high, seats = int(polytope.lower[row]), int(polytope.upper[row]), int(image[row])
        if not low <= seats <= high:
            changes.append(Change(feature, value, low, high, min(low, seats), max(high, seats)))
    return tuple(changes)


def _clashes(polytope: Polytope) -> tuple[Clash, ...]:
    """An irreducible set of quota sides that leaves no panel; empty when the contradiction is not in the quotas."""
    V = len(polytope.values)
    lower, upper = polytope.lower.copy(), polytope.upper.copy()
    relaxed = not _possible(polytope, lower, upper, whole=False)
    seats = int(polytope.lower[0])
    for row in range(1, V + 1):
        for bounds, free in ((lower, 0), (upper, seats)):
            kept, bounds[row] = bounds[row], free
            if _possible(polytope, lower, upper, whole=not relaxed):
                bounds[row] = kept
    clashes = []
    for row, (feature, value) in enumerate(polytope.values, start=1):
        if lower[row] > 0:
            clashes.append(Clash(feature, value, "min", int(lower[row])))
        if upper[row] < seats:
            clashes.append(Clash(feature, value, "max", int(upper[row])))
    return tuple(clashes)


def _possible(polytope: Polytope, lower: np.ndarray, upper: np.ndarray, whole: bool) -> bool:
    changed = replace(polytope, lower=lower, upper=upper)
    model = changed.model(np.zeros(len(polytope.count)), whole)
    return model.solve("do these quotas clash").status is not Status.INFEASIBLE


def _missing(problem: Problem, polytope: Polytope) -> tuple[Missing, ...]:
    free = np.full(len(polytope.values), INFINITY)
    solution = _elastic(polytope, free, free, whole=False).solve("who is missing")
    if solution.status is Status.INFEASIBLE:
        return ()
    return best_additions(problem, polytope, -solution.row_dual)


def _scarce(problem: Problem, polytope: Polytope, progress: Progress) -> tuple[Missing, ...]:
    """Whoever would raise the smallest chance most, by the multipliers that prove it."""
    stages = maximin(polytope, progress).stages
    if not stages or not isinstance(stages[-1].tree, Leaf):
        return ()
    gain = np.zeros(polytope.rows)
    for row, units in stages[-1].tree.multipliers.items():
        gain[row] = -units / UNIT
    return best_additions(problem, polytope, gain)


def best_additions(problem: Problem, polytope: Polytope, gain: Floats) -> tuple[Missing, ...]:
    """The kinds of volunteer with the largest gain[0] + Σ gain[row of answer], above zero, best first."""
    options: list[list[tuple[float, str]]] = []
    row = 1
    for quotas in problem.features.values():
        options.append(sorted(((-float(gain[row + i]), v) for i, v in enumerate(quotas)), key=lambda o: o))
        row += len(quotas)
    found = []
    for loss, choice in _cheapest(options, MISSING):
        if float(gain[0]) - loss > POSITIVE_DUAL:
            answers = tuple(options[f][i][1] for f, i in enumerate(choice))
            present = sum(given == answers for given in problem.people.values())
            found.append(Missing(dict(zip(problem.features, answers, strict=True)), float(gain[0]) - loss, present))
    return tuple(found)


def _cheapest(options: Sequence[Sequence[tuple[float, str]]], how_many: int) -> list[tuple[float, tuple[int, ...]]]:
    """The combinations, one option of each list, with the smallest sums; every list is sorted."""
    start = (0,) * len(options)
    heap = [(sum(option[0][0] for option in options), start)]
    seen = {start}
    found: list[tuple[float, tuple[int, ...]]] = []
    while heap and len(found) < how_many:
        loss, choice = heapq.heappop(heap)
        found.append((loss, choice))
        for f, i in enumerate(choice):
            following = (*choice[:f], i + 1, *choice[f + 1 :])
            if i + 1 < len(options[f]) and following not in seen:
                seen.add(following)
                heapq.heappush(heap, (loss + options[f][i + 1][0] - options[f][i][0], following))
    return found
