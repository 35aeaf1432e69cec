"""The largest product: maximise Σ_i n_i log v_i over a polyhedron, by a primal-dual interior-point method.

    min  −Σ_{i: n_i > 0} n_i log v_i    such that    E v = b,    lower ≤ v ≤ upper

All terms but E are diagonal, so each Newton step solves one system E D⁻¹ Eᵀ with as many rows as E (Boyd,
Vandenberghe, *Convex Optimization*, section 11.7; steps follow Mehrotra's predictor and corrector). The objective is
strictly convex in the entries that count, so their values are unique; callers check them against a linear bound.

Our own: a conic solver such as clarabel takes the logarithm as n exponential cones and is one more binary to trust
and pin, where this is numpy alone and repeats to the byte.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from selection.model.errors import SolverError
from selection.model.tolerances import INTERIOR
from selection.solving.polytope import Floats

#: Newton steps after which something is wrong; 20 to 60 are usual.
STEPS = 300

#: Distances to a bound below this are rounding.
NEAREST = 1e-15

#: The least curvature of a column in a Newton step: a step is a little shorter for it, and stays one.
CURVED = 1e-7

#: How much of the way to the boundary a step goes.
BOUNDARY = 0.99


@dataclass(frozen=True)
class Optimum:
    """`v` and the multipliers of E v = b: ∇objective = Eᵀ·multipliers but for the bounds."""

    v: Floats
    multipliers: Floats


@dataclass
class _Point:
    v: Floats
    y: Floats
    low: Floats  # multipliers of v ≥ lower
    high: Floats  # multipliers of v ≤ upper


def maximise_logs(E: Floats, b: Floats, n: Floats, lower: Floats, upper: Floats, strict: bool = True) -> Optimum:
    """Returns the maximiser. Bounds may be infinite; lower < upper everywhere.

    `strict`: SolverError is raised without convergence; otherwise the point that came nearest is returned.
    """
    has_low, has_high = np.isfinite(lower), np.isfinite(upper)
    low, high = np.where(has_low, lower, 0.0), np.where(has_high, upper, 0.0)
    v = np.where(has_high & has_low, (low + high) / 2, np.where(has_low, low + 1.0, high - 1.0))
    point = _Point(v, np.zeros(len(b)), has_low * 1.0, has_high * 1.0)
    scale = float(n.sum()) or 1.0
    best, best_error = point, np.inf
    for _ in range(STEPS):
        residuals = _residuals(E, b, n, low, high, point)
        error = max(float(np.abs(r).max(initial=0.0)) for r in residuals) / scale
        if error < best_error:
            best, best_error = _Point(point.v.copy(), point.y.copy(), point.low, point.high), error
        if error < INTERIOR:
            break
        if not np.isfinite(error):
            break
        try:
            with np.errstate(all="ignore"):
                point = _step(E, n, (low, high), (has_low, has_high), point, residuals)
        except np.linalg.LinAlgError:
            break
    if strict and best_error > INTERIOR * 1e3:
        raise SolverError("solver", solver="interior point", status=f"error {best_error:.1e}", what="the product")
    return Optimum(best.v, best.y)


def _residuals(E: Floats, b: Floats, n: Floats, low: Floats, high: Floats, point: _Point) -> tuple[Floats, ...]:
    gradient = -n / np.where(n > 0, point.v, 1.0)
    stationary = gradient + E.T @ point.y - point.low + point.high
    return stationary, E @ point.v - b, point.low * (point.v - low), point.high * (high - point.v)


def _to_the_boundary(*moves: tuple[Floats, Floats]) -> float:
    """Returns the longest step, at most 1, that keeps each value above zero as it moves along its change."""
    limits = [float((value[change < 0] / -change[change < 0]).min(initial=np.inf)) for value, change in moves]
    return min(1.0, BOUNDARY * min(limits))


def _step(
    E: Floats,
    n: Floats,
    bounds: tuple[Floats, Floats],
    has: tuple[Floats, Floats],
    point: _Point,
    residuals: tuple[Floats, ...],
) -> _Point:
    stationary, primal, low_gap, high_gap = residuals
    above = np.where(has[0], np.maximum(point.v - bounds[0], NEAREST), 1.0)
    below = np.where(has[1], np.maximum(bounds[1] - point.v, NEAREST), 1.0)
    low, high = np.where(has[0], point.low, 1.0), np.where(has[1], point.high, 1.0)
    positive = np.where(n > 0, point.v, 1.0)
    D = n / positive**2 + point.low / above + point.high / below
    D = np.maximum(D, CURVED)  # without it slacks far from their bounds drown everything else at the end
    S = (E / D) @ E.T
    S[np.diag_indices_from(S)] += 1e-14 * max(1.0, float(np.trace(S)) / max(1, len(S)))
    pairs = int(has[0].sum() + has[1].sum()) or 1
    mu = float(low_gap.sum() + high_gap.sum()) / pairs

    def direction(low_aim: Floats, high_aim: Floats) -> tuple[Floats, Floats, Floats, Floats]:
        rhs = -stationary - np.where(has[0], low_aim / above, 0.0) + np.where(has[1], high_aim / below, 0.0)
        dy = np.linalg.solve(S, primal + E @ (rhs / D))
        dv = (rhs - E.T @ dy) / D
        dlow = np.where(has[0], (-low_aim - point.low * dv) / above, 0.0)
        dhigh = np.where(has[1], (-high_aim + point.high * dv) / below, 0.0)
        return dv, dy, dlow, dhigh

    def longest(dv: Floats, dlow: Floats, dhigh: Floats) -> float:
        return _to_the_boundary((above, dv), (below, -dv), (low, dlow), (high, dhigh), (positive, (n > 0) * dv))

    dv, _, dlow, dhigh = direction(low_gap, high_gap)
    trial = longest(dv, dlow, dhigh)
    after = (np.where(has[0], (point.low + trial * dlow) * (above + trial * dv), 0.0)).sum()
    after += (np.where(has[1], (point.high + trial * dhigh) * (below - trial * dv), 0.0)).sum()
    sigma = min(1.0, max(0.0, float(after) / pairs / mu)) ** 3 if mu > 0 else 0.0
    dv, dy, dlow, dhigh = direction(low_gap + dlow * dv - sigma * mu, high_gap - dhigh * dv - sigma * mu)
    length = longest(dv, dlow, dhigh)
    return _Point(point.v + length * dv, point.y + length * dy, point.low + length * dlow, point.high + length * dhigh)
