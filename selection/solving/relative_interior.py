"""What every point of a relaxation has in common: bounds and rows in which it has no room at all.

One linear program finds a point with as much room as can be, in homogeneous form (Freund, Roundy, Todd, *Identifying
the set of always-active constraints in a system of linear inequalities by a single linear program*, 1985):

    max Σ u    such that    every inequality of (z, λ) has slack ≥ u    0 ≤ u ≤ 1    λ ≥ 1

An inequality with u = 0 in the optimum is an equation for every point.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from selection.solving.polytope import Floats, Polytope
from selection.solving.solver import INFINITY, Model, Status

#: Room below this is none: in the optimum u is 0 or 1 but for the solver's tolerance.
ROOM = 1e-6


def implied(polytope: Polytope) -> Polytope:
    """The same points, with each bound that all of them meet made an equation. Needs a point."""
    P, R = len(polytope.count), polytope.rows
    rows = np.flatnonzero(polytope.lower < polytope.upper)
    free = np.flatnonzero(polytope.least < polytope.most)
    u = _room(polytope, rows, free)
    if u is None:
        return polytope
    tight = u < ROOM
    low_row, high_row, low, high = np.split(tight, np.cumsum([len(rows), len(rows), len(free)]))
    lower, upper, least, most = (a.copy() for a in (polytope.lower, polytope.upper, polytope.least, polytope.most))
    upper[rows[low_row]] = lower[rows[low_row]]
    lower[rows[high_row & ~low_row]] = upper[rows[high_row & ~low_row]]
    most[free[low]] = least[free[low]]
    least[free[high & ~low]] = most[free[high & ~low]]
    assert len(least) == P and len(lower) == R
    return replace(polytope, lower=lower, upper=upper, least=least, most=most)


def _room(polytope: Polytope, rows: np.ndarray, free: np.ndarray) -> Floats | None:
    """u of the inequalities: rows at their lower and upper sides, columns at theirs; None without an answer.

    Row r says A_r z − lower_r λ − u ≥ 0, row R + i the other side of a ranged row, then two rows per free column.
    """
    P, R, Q, F = len(polytope.count), polytope.rows, len(rows), len(free)
    second = {int(r): R + i for i, r in enumerate(rows)}
    place = {int(p): R + Q + i for i, p in enumerate(free)}
    columns: list[tuple[Any, Any]] = []
    for p, (indices, ones) in enumerate(polytope.columns()):
        others = [second[r] for r in indices.tolist() if r in second]
        sides = [place[p], place[p] + F] if p in place else []
        signs = [-1.0] * len(others) + ([1.0, -1.0] if sides else [])
        columns.append((np.append(indices, [*others, *sides]).astype(np.int64), np.append(ones, signs)))
    fixed = np.where(polytope.least == polytope.most, polytope.least, 0)
    offset = polytope.times(fixed)
    scale = np.concatenate(
        [offset - polytope.lower, (polytope.upper - offset)[rows], -polytope.least[free], polytope.most[free]]
    ).astype(float)
    columns.append((np.flatnonzero(scale), scale[np.flatnonzero(scale)]))
    slack = [*rows.tolist(), *range(R, R + Q), *range(R + Q, R + Q + 2 * F)]
    columns += [([row], [-1.0]) for row in slack]
    total = R + Q + 2 * F
    ranged = np.zeros(total, dtype=bool)
    ranged[rows] = ranged[R:] = True
    most = np.where(polytope.least == polytope.most, 0.0, INFINITY)
    model = Model(
        columns,
        np.zeros(total),
        np.where(ranged, INFINITY, 0.0),
        np.concatenate([np.zeros(P), [1.0], np.zeros(len(slack))]),
        np.concatenate([most, [INFINITY], np.ones(len(slack))]),
        np.concatenate([np.zeros(P + 1), np.ones(len(slack))]),
    )
    solution = model.solve("the room of the chances")
    return solution.x[P + 1 :] if solution.status is Status.OPTIMAL else None
