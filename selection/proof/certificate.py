"""The proof that goes with a lottery, in whole numbers, checkable by anyone with fractions and no solver.

For multipliers λ on the rows and weights w ≥ 0 on profiles (n_p people, chance π_p, z_p = n_p π_p expected seats)

    Σ_p w_p π_p  ≤  Σ_r max(λ_r·lower_r, λ_r·upper_r)  +  Σ_p max(c_p·least_p, c_p·most_p)    c_p = w_p / n_p − (Aᵀλ)_p

holds for every lottery, whatever λ is: the right-hand side is the largest λᵀAz + cᵀz with Az and z inside their bounds.
So no lottery gives everyone with weight more than the right-hand side divided by Σ w. Where whole panels allow less
than that, the proof splits: every panel has z_p ≤ a or z_p ≥ a + 1, each side has its own proof, the larger bound
holds.

*A level.* Stage 1 proves the smallest chance. A later stage proves the next level for lotteries that give the profiles
of earlier stages (those that had weight) exactly their chance; for them z_p is known and c_p·z_p replaces the maximum.
That doesn't hold for the sides of a split, where those profiles may have weight instead, w_p π_p being known.

*Someone who can't be selected.* All weight on one profile: when its seats z_p are bounded below 1, it is on no panel.

In a record numbers are decimals of twelve digits, here whole multiples of 1/UNIT.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from selection.model.constraints import Constraints
from selection.model.tolerances import UNIT

#: γ of goldilocks: how much small chances count against large ones.
GAMMA = 1


@dataclass(frozen=True)
class Leaf:
    """Multipliers by row, in 1/UNIT; zeros left out."""

    multipliers: Mapping[int, int]


@dataclass(frozen=True)
class Split:
    """Panels with at most `at` of the profile, and panels with more."""

    profile: int
    at: int
    low: Tree
    high: Tree


Tree = Leaf | Split
Weights = Mapping[int, int] | Mapping[int, Fraction]


@dataclass(frozen=True)
class Proof:
    """`weights` by profile, in 1/UNIT, zeros left out; `tree`: the bound on their mean."""

    weights: Mapping[int, int]
    tree: Tree


@dataclass(frozen=True)
class Objective:
    """What proves nash or goldilocks (see `rule_gap`): a tree; for goldilocks weights on low and on high chances."""

    tree: Tree
    low: Mapping[int, int]
    high: Mapping[int, int]


@dataclass(frozen=True)
class Certificate:
    """`levels`: a proof per level of chances, lowest first; `excluded`: for a profile on no panel, its proof.

    `every_level`: the levels prove all chances, and not only what the smallest can be. `tickets`: how little tickets
    can change them (`change.least_change`).
    """

    levels: tuple[Proof, ...] = ()
    excluded: Mapping[int, Proof] = field(default_factory=dict)
    every_level: bool = False
    objective: Objective | None = None
    tickets: Leaf = Leaf({})


def bound(constraints: Constraints, proof: Proof, known: Mapping[int, int], most: list[int]) -> Fraction:
    """What no lottery exceeds, for the weighted mean chance. `known`: chances (1/UNIT) of profiles already settled.

    `most`: the most people of a profile on a panel, 0 where that has been proven.
    """
    inside = known if isinstance(proof.tree, Leaf) else {}
    ceiling = _ceiling(constraints, proof.weights, proof.tree, inside, constraints.least, most)
    settled = sum(weight * known[p] for p, weight in proof.weights.items() if p in known)
    rest = sum(weight for p, weight in proof.weights.items() if p not in known)
    return ((ceiling or Fraction(0)) - Fraction(settled, UNIT)) / rest


def _ceiling(
    constraints: Constraints,
    weights: Weights,
    tree: Tree,
    known: Mapping[int, int],
    least: list[int],
    most: list[int],
) -> Fraction | None:
    """The largest weighted sum the tree allows; None when its side has no panels."""
    if isinstance(tree, Leaf):
        return _leaf(constraints, weights, tree.multipliers, known, least, most)
    p, at = tree.profile, tree.at
    sides = []
    if least[p] <= at:
        lowered = [*most[:p], min(most[p], at), *most[p + 1 :]]
        sides.append(_ceiling(constraints, weights, tree.low, known, least, lowered))
    if most[p] > at:
        raised = [*least[:p], max(least[p], at + 1), *least[p + 1 :]]
        sides.append(_ceiling(constraints, weights, tree.high, known, raised, most))
    return max((side for side in sides if side is not None), default=None)


def _leaf(
    constraints: Constraints,
    weights: Weights,
    multipliers: Mapping[int, int],
    known: Mapping[int, int],
    least: list[int],
    most: list[int],
) -> Fraction:
    total = Fraction(sum(max(m * constraints.lower[r], m * constraints.upper[r]) for r, m in multipliers.items()))
    by_count: dict[int, int | Fraction] = {}
    for p, entries in enumerate(constraints.entries):
        n = constraints.count[p]
        c = weights.get(p, 0) - n * sum(multipliers.get(r, 0) for r in entries)  # n·c_p of the text
        if not c:
            continue
        if p in known:
            total += Fraction(c * known[p], UNIT)
        else:
            by_count[n] = by_count.get(n, 0) + max(c * least[p], c * most[p])
    return total + sum((Fraction(value, n) for n, value in by_count.items()), Fraction(0))


def rule_gap(constraints: Constraints, certificate: Certificate, rule: str, chances: list[int]) -> int:
    """How much better another lottery could be by the rule's own objective, in 1/UNIT, rounded up.

    nash: the share by which its geometric mean of chances could be larger. For any lottery π' the arithmetic mean is
    above the geometric, so with N people who can be selected  geo(π') ≤ geo(π)·(Σ n_p π'_p / π_p) / N.

    goldilocks: by how much its objective (n/k)·max π + γ (k/n)/min π could be smaller. With m the smallest chance,
    1/min π' ≥ 2/m − (Σ low_p π'_p)/m² and max π' ≥ Σ high_p π'_p for weights that add up to 1. People who must be drawn
    count in n and not in the maximum and the minimum.
    """
    proof, most = certificate.objective, most_seats(constraints, certificate)
    able = [p for p, limit in enumerate(most) if limit and chances[p]]
    if proof is None or not able or not constraints.lower[0]:
        return 0
    pi = {p: Fraction(chances[p], UNIT) for p in able}
    n = sum(constraints.count[p] for p in able)
    if rule == "nash":
        weights = {p: UNIT * constraints.count[p] / pi[p] for p in able}
        ceiling = _ceiling(constraints, weights, proof.tree, {}, constraints.least, most) or Fraction(0)
        return _up(ceiling / UNIT / n - 1)
    pi = {p: chance for p, chance in pi.items() if not constraints.least[p]}
    if not pi:
        return 0
    k, m = constraints.lower[0], min(pi.values())
    a, b = Fraction(n, k), GAMMA * Fraction(k, n)
    low, high = sum(proof.low.values()), sum(proof.high.values())
    tangent = {p: UNIT * (b / m**2 * proof.low.get(p, 0) / low - a * proof.high.get(p, 0) / high) for p in pi}
    ceiling = _ceiling(constraints, tangent, proof.tree, {}, constraints.least, most) or Fraction(0)
    return _up(a * max(pi.values()) + b / m - (2 * b / m - ceiling / UNIT))


def _up(value: Fraction) -> int:
    return max(0, -(-value.numerator * UNIT // value.denominator))


def most_seats(constraints: Constraints, certificate: Certificate) -> list[int]:
    """The most people of each profile on a panel, 0 for those on none."""
    return [0 if p in certificate.excluded else most for p, most in enumerate(constraints.most)]


def level_bounds(
    constraints: Constraints, certificate: Certificate, chances: list[int]
) -> Iterator[tuple[int, Fraction]]:
    """Per level its chance in 1/UNIT, and what bounds it for lotteries that give earlier levels what they have.

    The chance of a level is the smallest of those who have no weight in an earlier one.
    """
    most = most_seats(constraints, certificate)
    known: dict[int, int] = dict.fromkeys(certificate.excluded, 0)
    for proof in certificate.levels:
        lowest = min((chance for p, chance in enumerate(chances) if p not in known), default=0)
        here = [p for p in proof.weights if p not in known]
        yield lowest, bound(constraints, proof, known, most) if here else Fraction(1)
        known.update((p, chances[p]) for p in here)


def level_gaps(constraints: Constraints, certificate: Certificate, chances: list[int]) -> list[int]:
    """How much higher each level could be, at most, with earlier levels as they are; in 1/UNIT, rounded up."""
    return [_up(limit - Fraction(lowest, UNIT)) for lowest, limit in level_bounds(constraints, certificate, chances)]


def upper_bound(constraints: Constraints, certificate: Certificate) -> int:
    """What no lottery gives everyone who can be selected, in 1/UNIT, rounded up."""
    if not certificate.levels:
        return 0
    exact = bound(constraints, certificate.levels[0], {}, most_seats(constraints, certificate))
    return min(UNIT, _up(exact))
