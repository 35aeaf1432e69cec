"""The rule goldilocks: no chance too small or too large, min (n/k)·max π + γ (k/n) / min π with γ = 1.

(Baharav, Flanigan, *Fair, manipulation-robust and transparent sortition*, 2024.) For a smallest chance m let M(m) be
the lowest largest chance: a linear program, convex in m. The objective (n/k)·M(m) + (k/n)/m is minimised over the cuts
M(m_i) + σ_i (m − m_i) found so far, with σ from the multipliers; the linear program at the minimiser yields the next
cut, until M there lies on the cuts. M has finitely many pieces, so this ends at the exact optimum. Between m and M the
chances are leximin.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from selection.model.progress import Progress
from selection.model.tolerances import TIGHT
from selection.proof.objective import GAMMA
from selection.rules.chances import Chances, leximin
from selection.solving.columns import Flags
from selection.solving.polytope import Polytope
from selection.solving.solver import INFINITY, Model, Status

#: More cuts than this mean a defect; fewer than 20 are usual.
CUTS = 500


@dataclass(frozen=True)
class Cut:
    """The lowest largest chance `M` at the smallest chance `m`, and how fast it rises there."""

    m: float
    M: float
    slope: float

    def value(self, m: float) -> float:
        return self.M + self.slope * (m - self.m)


def minimise(lowest_cap: Callable[[float], Cut], highest: float, a: float, b: float) -> tuple[float, float]:
    """Returns (m, M) that minimise a·M + b/m for 0 < m ≤ highest; `lowest_cap` evaluates the convex function M(m)."""
    cuts = [lowest_cap(highest)]
    for _ in range(CUTS):
        m = _lowest(cuts, highest, a, b)
        cut = lowest_cap(m)
        if max(known.value(m) for known in cuts) + TIGHT >= cut.M:
            return m, cut.M
        cuts.append(cut)
    raise AssertionError("a piecewise linear function has finitely many cuts")


def _lowest(cuts: list[Cut], highest: float, a: float, b: float) -> float:
    candidates = [highest]
    for i, cut in enumerate(cuts):
        if cut.slope > 0:
            candidates.append((b / (a * cut.slope)) ** 0.5)
        for other in cuts[:i]:
            if cut.slope != other.slope:
                candidates.append((other.value(0.0) - cut.value(0.0)) / (cut.slope - other.slope))
    inside = [m for m in candidates if 0 < m <= highest]
    return min(inside, key=lambda m: (a * max(cut.value(m) for cut in cuts) + b / m, m))


def weights(polytope: Polytope) -> tuple[float, float]:
    """Returns (n/k, γ k/n) for the people who can be drawn."""
    n, k = float(polytope.count[polytope.most > 0].sum()), float(polytope.lower[0])
    return n / k, GAMMA * k / n


def goldilocks(polytope: Polytope, progress: Progress) -> Chances:
    """Returns the rule's chances over the relaxation, among profiles that are on some relaxed panel."""
    fair = leximin(polytope, progress)
    able = (fair.z > TIGHT) & (polytope.least == 0)
    if not able.any():
        return fair
    progress.step("chances", 0, 1)
    inside = replace(polytope, most=np.where(fair.z > TIGHT, polytope.most, 0))
    highest = float((fair.z / polytope.count)[able].min())
    model = _capped(inside, able)
    _, M = minimise(lambda m: _lowest_cap(model, inside, able, m), highest, *weights(inside))
    capped = np.where(able, np.minimum(inside.most, inside.count * (M + TIGHT)), inside.most)
    chances = leximin(replace(inside, most=capped), progress)
    return replace(fair, z=chances.z)


def _capped(polytope: Polytope, able: Flags) -> Model:
    """max −M over z, M and m: n_p m ≤ z_p ≤ n_p M for profiles in `able`."""
    places = np.flatnonzero(able)
    R, Q = polytope.rows, len(places)
    row_of = {int(p): R + i for i, p in enumerate(places)}
    columns = []
    for p, (rows, values) in enumerate(polytope.columns()):
        extra = [row_of[p], row_of[p] + Q] if p in row_of else []
        columns.append((np.append(rows, extra).astype(np.int64), np.append(values, np.ones(len(extra)))))
    n = -polytope.count[places].astype(float)
    columns += [(np.arange(R + Q, R + 2 * Q), n), (np.arange(R, R + Q), n)]
    free, P = np.full(Q, INFINITY), len(polytope.count)
    return Model(
        columns,
        np.concatenate([polytope.lower, np.zeros(Q), -free]),
        np.concatenate([polytope.upper, free, np.zeros(Q)]),
        np.concatenate([polytope.least, [0.0, 0.0]]),
        np.concatenate([polytope.most, [1.0, 1.0]]),
        np.concatenate([np.zeros(P), [-1.0, 0.0]]),
    )


def _lowest_cap(model: Model, polytope: Polytope, able: Flags, m: float) -> Cut:
    lower, upper = model.lower.copy(), model.upper.copy()
    lower[-1] = upper[-1] = m
    model.set_bounds(lower, upper)
    solution = model.solve("the lowest largest chance")
    assert solution.status is Status.OPTIMAL, "the maximin chances are a solution"
    R, n = polytope.rows, polytope.count[np.flatnonzero(able)]
    return Cut(m, float(solution.x[-2]), -float(solution.row_dual[R : R + len(n)] @ n))
