"""The proofs of nash and goldilocks: multipliers of one linear program at the computed chances."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from selection.model.deadline import Deadline
from selection.model.tolerances import PROVEN, TIGHT
from selection.proof.certificate import Objective
from selection.rules.goldilocks import weights
from selection.solving.branching import prove
from selection.solving.columns import Weights
from selection.solving.multipliers import leaf, whole_units
from selection.solving.polytope import Floats, Polytope
from selection.solving.solver import INFINITY, Model, Status

#: Most leaves in the proof of an objective.
LEAVES = 2000


def objective(
    polytope: Polytope, rule: str, z: Floats, deadline: Deadline, proven_weights: Weights | None = None
) -> Objective | None:
    """Returns the proof for the expected panel `z`, or None for rules without one.

    `proven_weights`: those of goldilocks over whole panels.
    """
    able = z > TIGHT
    polytope = replace(polytope, most=np.where(able, polytope.most, 0))
    if rule not in ("nash", "goldilocks") or not (able & (polytope.least == 0)).any():
        return None
    if rule == "nash":
        return _nash(polytope, z, able, deadline)
    return (
        _goldilocks(polytope, z, able)
        if proven_weights is None
        else _split(polytope, z, able, deadline, proven_weights)
    )


def _nash(polytope: Polytope, z: Floats, able: np.ndarray, deadline: Deadline) -> Objective:
    price = np.where(able, polytope.count / np.where(able, z, 1.0), 0.0)
    solution = polytope.model(price, whole=False).solve("the proof of the product")
    people = float(polytope.count[able].sum())
    if solution.objective > people * (1 + PROVEN):
        return Objective(prove(polytope, price, people * (1 + PROVEN), LEAVES, deadline).tree, {}, {})
    return Objective(leaf(solution.row_dual), {}, {})


def _goldilocks(polytope: Polytope, z: Floats, able: np.ndarray) -> Objective:
    """Solves max c₁ t − c₂ M over the relaxation, t ≤ π ≤ M: the objective's tangent at the smallest chance."""
    a, b = weights(polytope)
    free_places = np.flatnonzero(able & (polytope.least == 0))
    R, Q, n = polytope.rows, len(free_places), -polytope.count[free_places].astype(float)
    m = float((z[free_places] / polytope.count[free_places]).min())
    place = np.zeros(len(able), dtype=np.int64)
    place[free_places] = np.arange(Q)
    columns = []
    for p, (rows, values) in enumerate(polytope.columns()):
        extra = [R + int(place[p]), R + Q + int(place[p])] if able[p] and not polytope.least[p] else []
        columns.append((np.append(rows, extra).astype(np.int64), np.append(values, np.ones(len(extra)))))
    columns += [(np.arange(R, R + Q), n), (np.arange(R + Q, R + 2 * Q), n)]
    free = np.full(Q, INFINITY)
    cost = np.zeros(len(columns))
    cost[-2:] = b / m**2, -a
    model = Model(
        columns,
        np.concatenate([polytope.lower, np.zeros(Q), -free]),
        np.concatenate([polytope.upper, free, np.zeros(Q)]),
        np.append(polytope.least, [0.0, 0.0]),
        np.append(polytope.most, [INFINITY, INFINITY]),
        cost,
    )
    solution = model.solve("the proof of goldilocks")
    assert solution.status is Status.OPTIMAL, "the chances are a solution"
    low, high = np.zeros(len(able)), np.zeros(len(able))
    low[free_places] = np.maximum(solution.row_dual[R : R + Q] * n, 0.0)
    high[free_places] = np.maximum(-solution.row_dual[R + Q :] * n, 0.0)
    low, high = low / (low.sum() or 1.0), high / (high.sum() or 1.0)
    return Objective(leaf(solution.row_dual[:R]), whole_units(low), whole_units(high))


def _split(polytope: Polytope, z: Floats, able: np.ndarray, deadline: Deadline, proven_weights: Weights) -> Objective:
    """As `_goldilocks`, with weights that hold over whole panels: their tangent is bounded by splitting."""
    a, b = weights(polytope)
    chances = z / polytope.count
    free = able & (polytope.least == 0)
    m = float(chances[free].min())
    value = np.where(free, (b / m**2 * proven_weights.low - a * proven_weights.high) / polytope.count, 0.0)
    target = b / m - a * float(chances[free].max()) + PROVEN
    tree = prove(polytope, value, target, LEAVES, deadline).tree
    return Objective(
        tree,
        whole_units(np.where(free, proven_weights.low, 0.0)),
        whole_units(np.where(free, proven_weights.high, 0.0)),
    )
