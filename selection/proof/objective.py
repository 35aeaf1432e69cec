"""How much better another lottery could be by nash or goldilocks: what a certificate's objective proves.

*nash*: the share by which the geometric mean of chances could be larger. The geometric mean is at most the arithmetic
mean, so with N people who can be selected, for any lottery π',  geo(π') ≤ geo(π)·(Σ n_p π'_p / π_p) / N.

*goldilocks*: by how much the objective (n/k)·max π + γ (k/n)/min π could be smaller. With m the smallest chance,
1/min π' ≥ 2/m − (Σ low_p π'_p)/m² and max π' ≥ Σ high_p π'_p for weights that add up to 1. People who must be drawn
count in n but not in the maximum and the minimum.
"""

from __future__ import annotations

from fractions import Fraction

from selection.model.constraints import Constraints
from selection.model.tolerances import UNIT
from selection.proof.certificate import Certificate, Objective, ceiling, most_seats, rounded_up

#: γ of goldilocks: the weight of small chances against large ones.
GAMMA = 1


def rule_gap(constraints: Constraints, certificate: Certificate, rule: str, chances: list[int]) -> int | None:
    """Returns by how much the rule's objective could be better, in 1/UNIT, rounded up; None if nothing is proven.

    The objective is undefined while somebody who may be on a panel has chance 0.
    """
    most = most_seats(constraints, certificate)
    able = [p for p, limit in enumerate(most) if limit]
    free = [p for p in able if not constraints.least[p]]
    if any(not chances[p] for p in able):
        return None
    if not free or not constraints.lower[0]:
        return 0
    proof = certificate.objective
    if proof is None:
        return None
    if rule == "nash":
        return _nash(constraints, proof, able, chances, most)
    known = proof.low.keys() | proof.high.keys()
    if not proof.low or not proof.high or not known <= set(free):
        return None
    return _goldilocks(constraints, proof, able, free, chances, most)


def _nash(constraints: Constraints, proof: Objective, able: list[int], chances: list[int], most: list[int]) -> int:
    n = sum(constraints.count[p] for p in able)
    weights = {p: Fraction(UNIT * UNIT * constraints.count[p], chances[p]) for p in able}
    limit = ceiling(constraints, weights, proof.tree, most) or Fraction(0)
    return rounded_up(limit / UNIT / n - 1)


def _goldilocks(
    constraints: Constraints, proof: Objective, able: list[int], free: list[int], chances: list[int], most: list[int]
) -> int:
    n, k = sum(constraints.count[p] for p in able), constraints.lower[0]
    pi = {p: Fraction(chances[p], UNIT) for p in free}
    m, a, b = min(pi.values()), Fraction(n, k), GAMMA * Fraction(k, n)
    low, high = sum(proof.low.values()), sum(proof.high.values())
    tangent = {p: UNIT * (b / m**2 * proof.low.get(p, 0) / low - a * proof.high.get(p, 0) / high) for p in pi}
    limit = ceiling(constraints, tangent, proof.tree, most) or Fraction(0)
    return rounded_up(a * max(pi.values()) + b / m - (2 * b / m - limit / UNIT))
