"""The rule nash: the largest product of chances, max Σ_p n_p log π_p.

Over the relaxation by an interior-point method; over whole panels by column generation on the gradient n_p / z_p.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from selection.model.deadline import OutOfTimeError
from selection.model.errors import SolverError
from selection.model.progress import Progress
from selection.model.tolerances import PROVEN, TIGHT
from selection.rules.chances import Chances, leximin
from selection.solving.columns import Columns, Flags
from selection.solving.interior_point import maximise_logs
from selection.solving.polytope import Floats, Ints, Polytope, nearest
from selection.solving.pricing import Pricer
from selection.solving.relative_interior import implied
from selection.solving.solver import INFINITY

#: Most iterations of the slow method for the best mixture.
SHARES = 20_000

#: Newton steps to the optimum of a face, and how far it may be: farther means another face.
NEWTON, NEAR = 3, 1e-5


def nash(polytope: Polytope, progress: Progress) -> Chances:
    """Returns the chances with the largest product over the relaxation, among profiles on some relaxed panel.

    If the relaxation has no interior the method may not converge; then the implied equalities are fixed first.
    """
    fair = leximin(polytope, progress)
    able = fair.z > TIGHT
    progress.step("chances", 0, 1)
    inside = replace(polytope, most=np.where(able, polytope.most, 0))
    try:
        z = _maximise(inside, strict=True)
    except SolverError:
        z = nearest(inside, _maximise(implied(inside), strict=False))
    z = _polished(inside, z)
    if not (z[able] > TIGHT).all():  # the product is zero
        return fair
    return replace(fair, z=z)


def _maximise(polytope: Polytope, strict: bool) -> Floats:
    """Returns the point of the relaxation with the largest product; unless `strict`, as near as the method gets."""
    free = polytope.least < polytope.most
    z = np.where(free, 0.0, polytope.least)
    A = polytope.matrix()
    ranged = np.flatnonzero(polytope.lower < polytope.upper)
    activity = np.zeros((polytope.rows, len(ranged)))
    activity[ranged, np.arange(len(ranged))] = -1.0
    b = np.where(polytope.lower < polytope.upper, 0.0, polytope.lower) - A @ z
    if free.any():
        optimum = maximise_logs(
            np.hstack([A[:, free], activity]),
            b,
            np.concatenate([polytope.count[free], np.zeros(len(ranged))]),
            np.concatenate([polytope.least[free], polytope.lower[ranged]]).astype(float),
            np.concatenate([polytope.most[free], polytope.upper[ranged]]).astype(float),
            strict,
        )
        z[free] = np.clip(optimum.v[: int(free.sum())], 0.0, polytope.most[free])
    return z


def _polished(polytope: Polytope, z: Floats) -> Floats:
    """Returns `z` moved to the optimum of the face that it nearly lies on.

    At a bound whose multiplier is 0 the interior-point method ends only within the square root of its residual.
    """
    optimum = nearest(polytope, z)
    image, inside = polytope.times(optimum), (optimum > polytope.least) & (optimum < polytope.most)
    rows = np.flatnonzero((image <= polytope.lower + TIGHT) | (image >= polytope.upper - TIGHT))
    A, n = polytope.matrix()[rows][:, inside], polytope.count[inside]
    for _ in range(NEWTON):
        v = optimum[inside]
        y = np.linalg.lstsq((A * (v**2 / n)) @ A.T, A @ v, rcond=None)[0]
        optimum[inside] = v + v - (v**2 / n) * (A.T @ y)
    image = polytope.times(optimum)
    missed = max(float((polytope.lower - image).max()), float((image - polytope.upper).max()))
    kept = (optimum >= polytope.least).all() and (optimum <= polytope.most).all() and missed <= TIGHT
    return optimum if kept and float(np.abs(optimum - z).max(initial=0.0)) < NEAR else z


def nash_over_panels(polytope: Polytope, panels: list[Ints], pricer: Pricer, progress: Progress) -> Columns:
    """Returns the mixture of panels with the largest product of chances, by column generation on the gradient."""
    panels = list(panels)
    seen = {z.tobytes() for z in panels}
    able = polytope.most > 0
    count = np.where(able, polytope.count, 0).astype(float)
    while True:
        progress.step("columns", len(panels), 0)
        mixture = _best_mixture(panels, able, count[able])
        z = mixture @ np.array(panels)
        price = np.where(able, count / np.where(able, z, 1.0), 0.0)
        try:
            best = pricer.better(price, float(count.sum()))
        except OutOfTimeError:
            return Columns(panels, mixture, (), False)
        if best is None or best.tobytes() in seen:
            return Columns(panels, mixture, (), True)
        seen.add(best.tobytes())
        panels.append(best)


def _best_mixture(panels: list[Ints], able: Flags, count: Floats) -> Floats:
    Z = np.array(panels, dtype=float)[:, able]
    J, P = Z.shape
    E = np.zeros((P + 1, P + J))
    E[:P, :P] = -np.eye(P)
    E[:P, P:] = Z.T
    E[P, P:] = 1.0
    b = np.zeros(P + 1)
    b[P] = 1.0
    n = np.concatenate([count, np.zeros(J)])
    try:
        optimum = maximise_logs(E, b, n, np.zeros(P + J), np.full(P + J, INFINITY))
    except SolverError:
        return _by_shares(Z, count)
    q = np.maximum(optimum.v[P:], 0.0)
    return np.asarray(q / q.sum(), dtype=float)


def _by_shares(Z: Floats, count: Floats) -> Floats:
    """As `_best_mixture`, slower but always: multiplies each panel's probability by the mean gain of its people."""
    q: Floats = np.full(len(Z), 1.0 / len(Z))
    for _ in range(SHARES):
        gain = Z @ (count / np.maximum(q @ Z, TIGHT)) / count.sum()
        q = q * gain / float(q @ gain)
        if float(gain.max()) < 1 + PROVEN:
            break
    return q
