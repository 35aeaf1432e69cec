"""The same questions answered over the list of all panels, person by person, by other programs than the engine's.

`highspy` is used directly here, so that nothing is shared with the engine but the problem.
"""

from __future__ import annotations

from itertools import combinations

import highspy
import numpy as np

from selection.model.problem import Problem

INFINITY = highspy.kHighsInf


class _Quiet(highspy.Highs):
    """HiGHS without its banner, which newer versions print when they are made."""

    def enableCallbacks(self) -> None:
        self.setOptionValue("output_flag", False)
        super().enableCallbacks()


def panels_of(problem: Problem) -> np.ndarray:
    """All panels as rows of zeros and ones over `problem.people`."""
    ids = list(problem.people)
    rows = [
        [int(i in panel) for i in ids]
        for panel in map(set, combinations(ids, problem.seats))
        if _allowed(problem, panel)
    ]
    return np.array(rows, dtype=float).reshape(len(rows), len(ids))


def _allowed(problem: Problem, panel: set[str]) -> bool:
    if not set(problem.must) <= panel or set(problem.must_not) & panel:
        return False
    homes = [(problem.households or {})[i] for i in panel if i in (problem.households or {})]
    if len(homes) != len(set(homes)):
        return False
    answers = [dict(zip(problem.own_features, problem.own_answers(i), strict=True)) for i in panel]
    for feature, values in problem.categories().items():
        for value, (least, most) in values.items():
            if not least <= sum(given[feature] == value for given in answers) <= most:
                return False
    return all(
        least <= sum((given[first], given[second]) == (v, w) for given in answers) <= most
        for first, seconds in problem.pair_quotas().items()
        for second, rows in seconds.items()
        for v, row in rows.items()
        for w, (least, most) in row.items()
    )


def _best(panels: np.ndarray, extra: list[tuple[np.ndarray, float, float]], rows: list, cost: np.ndarray) -> tuple:
    """max cost·(q, extra) with q a distribution over panels; `rows`: (coefficients over q and extra, low, high)."""
    J = len(panels)
    model = _Quiet()
    model.setOptionValue("primal_feasibility_tolerance", 1e-10)
    model.setOptionValue("dual_feasibility_tolerance", 1e-10)
    lows = [0.0] * J + [low for _, low, _ in extra]
    highs = [INFINITY] * J + [high for _, _, high in extra]
    for c, low, high in zip(cost, lows, highs, strict=True):
        model.addCol(-float(c), low, high, 0, [], [])
    for coefficients, low, high in [*rows, (np.append(np.ones(J), np.zeros(len(extra))), 1.0, 1.0)]:
        at = np.flatnonzero(coefficients)
        model.addRow(low, high, len(at), at.astype(np.int32), coefficients[at])
    model.run()
    if model.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None, None
    return -model.getObjectiveValue(), np.array(model.getSolution().col_value)


def maximin(panels: np.ndarray, free: np.ndarray, floor: np.ndarray) -> float:
    """The largest smallest chance of those who are `free`, the others at least at `floor`."""
    rise = [(np.zeros(0), 0.0, INFINITY)]
    rows = [
        (np.append(panels[:, i], -1.0 if free[i] else 0.0), 0.0 if free[i] else floor[i], INFINITY)
        for i in range(panels.shape[1])
    ]
    value, _ = _best(panels, rise, rows, np.append(np.zeros(len(panels)), 1.0))
    return value


def leximin(panels: np.ndarray) -> np.ndarray:
    """The leximin chances: after each level, whoever can't have more while all others keep it is settled."""
    free = panels.any(axis=0)
    chances = np.zeros(panels.shape[1])
    while free.any():
        level = maximin(panels, free, chances - 1e-9)
        floor = np.maximum(np.where(free, level, chances) - 1e-9, 0.0)
        rows = [(panels[:, i], floor[i], INFINITY) for i in range(panels.shape[1])]
        stuck = [i for i in np.flatnonzero(free) if _best(panels, [], rows, panels[:, i])[0] <= level + 1e-7]
        assert stuck
        chances[stuck], free[stuck] = level, False
    return chances


def lowest_cap(panels: np.ndarray, among: np.ndarray, m: float) -> float:
    """The lowest largest chance of `among` when each of them has at least m."""
    J = len(panels)
    rows = [(np.append(panels[:, i], 0.0), m, INFINITY) for i in among]
    rows += [(np.append(panels[:, i], -1.0), -INFINITY, 0.0) for i in among]
    value, _ = _best(panels, [(np.zeros(0), 0.0, 1.0)], rows, np.append(np.zeros(J), -1.0))
    return INFINITY if value is None else -value


def goldilocks(panels: np.ndarray, among: np.ndarray, weight: float) -> float:
    """The smallest weight·max + 1/(weight·min), by golden sections over the smallest chance (it is convex)."""
    free = np.zeros(panels.shape[1], dtype=bool)
    free[among] = True
    top = maximin(panels, free, np.zeros(panels.shape[1])) * (1 - 1e-9)

    def value(m: float) -> float:
        return weight * lowest_cap(panels, among, m) + 1 / (weight * m)

    low, high, part = top * 1e-3, top, (5**0.5 - 1) / 2
    for _ in range(40):
        left, right = high - part * (high - low), low + part * (high - low)
        if value(left) < value(right):
            high = right
        else:
            low = left
    return min(value((low + high) / 2), value(top))
