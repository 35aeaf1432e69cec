"""What a certificate proves about a lottery, in exact arithmetic, whatever the record claims.

For multipliers λ on the rows and weights w ≥ 0 on profiles (n_p people, chance π_p, z_p = n_p π_p expected seats)

    Σ_p w_p π'_p  ≤  B  =  Σ_r max(λ_r·lower_r, λ_r·upper_r)  +  Σ_p max(c_p·least_p, c_p·most_p)

with c_p = w_p/n_p − (Aᵀλ)_p holds for every lottery π', whatever λ is: B is the largest λᵀAz + cᵀz with Az and z
inside their bounds. Where whole panels allow less, the proof splits: every panel has z_p ≤ a or z_p ≥ a + 1, each side
has its own λ, and the larger of the two bounds holds.

*A level* of leximin is one such inequality, with weight only on people whose chance is at most `highest`. A lottery in
which none of them has less than here can raise person p, one of them, by at most (B − Σ w π) / w_p: the *room* of p.
If all rooms are 0, for people at the top of their inequality, the chances are those of leximin (everybody has a
bottleneck, as in max-min fair flows). Levels are independent, so no rounding error is carried from one to the next. At
a leaf the best weights follow from λ, w_p = n_p max((Aᵀλ)_p, 0), and are not written.

*The smallest chance.* In no lottery do all people with weight have more than B / Σ w, nor all N people more than
seats / N.

*Someone on no panel.* A tree with B < 1 for z_p alone: z_p is a whole number on a panel, so it is 0.

Numbers are decimals of twelve digits in a record, and whole multiples of 1/UNIT here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from selection.model.constraints import Constraints
from selection.model.tolerances import PROVEN_ROOM, UNIT

#: `PROVEN_ROOM` in 1/UNIT.
ROOM = round(PROVEN_ROOM * UNIT)


@dataclass(frozen=True)
class Leaf:
    """Multipliers by row, in 1/UNIT; zeros left out."""

    multipliers: Mapping[int, int]


@dataclass(frozen=True)
class Split:
    """Panels with at most `limit` of the profile, and panels with more."""

    profile: int
    limit: int
    low: Tree
    high: Tree


Tree = Leaf | Split
Weights = Mapping[int, int] | Mapping[int, Fraction]


@dataclass(frozen=True)
class Level:
    """An inequality over people whose chance is at most `highest` (1/UNIT).

    `weights` by profile, in 1/UNIT: only for a split; at a leaf they follow from the multipliers.
    """

    highest: int
    tree: Tree
    weights: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Objective:
    """The proof of nash or goldilocks (see `objective`): a tree; for goldilocks weights on low and high chances too."""

    tree: Tree
    low: Mapping[int, int]
    high: Mapping[int, int]


@dataclass(frozen=True)
class Certificate:
    """`levels` in any order; `excluded`: profile on no panel → the tree that bounds its seats below 1.

    `tickets`: multipliers for the bound on how little tickets change chances (`ticket_bound.least_change`).
    """

    levels: tuple[Level, ...] = ()
    excluded: Mapping[int, Tree] = field(default_factory=dict)
    objective: Objective | None = None
    tickets: Leaf = Leaf({})


@dataclass(frozen=True)
class Inequality:
    """Σ weights_p π'_p ≤ bound for every lottery π'; both in 1/UNIT."""

    weights: Mapping[int, int]
    bound: Fraction


def seats_at_most(constraints: Constraints, p: int, tree: Tree) -> Fraction:
    """Returns the most seats of profile p on a panel that the tree allows."""
    weight = {p: UNIT * constraints.count[p]}
    return (ceiling(constraints, weight, tree, constraints.most) or Fraction(0)) / UNIT


def most_seats(constraints: Constraints, certificate: Certificate) -> list[int]:
    """Returns, by profile, the most people on a panel; 0 for excluded profiles."""
    return [0 if p in certificate.excluded else most for p, most in enumerate(constraints.most)]


def inequalities(
    constraints: Constraints, certificate: Certificate, chances: list[int]
) -> Iterator[tuple[Level, Inequality]]:
    """Yields each level with the inequality it proves for every lottery; levels without any weight are skipped."""
    most = most_seats(constraints, certificate)
    for level in certificate.levels:
        if isinstance(level.tree, Leaf):
            inequality = _of_leaf(constraints, level.tree.multipliers, level.highest, chances, most)
        else:
            inequality = Inequality(level.weights, ceiling(constraints, level.weights, level.tree, most) or Fraction(0))
        if inequality.weights:
            yield level, inequality


def _of_leaf(
    constraints: Constraints, multipliers: Mapping[int, int], highest: int, chances: list[int], most: list[int]
) -> Inequality:
    """Returns the inequality of these multipliers, with the best weights on people with chance at most `highest`."""
    total = sum(max(m * constraints.lower[r], m * constraints.upper[r]) for r, m in multipliers.items())
    weights = {}
    for p, price in enumerate(_prices(constraints, multipliers)):
        if price > 0 and most[p] and chances[p] <= highest:
            weights[p] = price * constraints.count[p]
        elif price:
            total += max(-price * constraints.least[p], -price * most[p])
    return Inequality(weights, Fraction(total))


@dataclass(frozen=True)
class Proven:
    """What the levels prove, in 1/UNIT, rounded up.

    `upper_bound`: an upper bound on the smallest chance of those not proven to be on no panel. `rooms`, by profile: a
    bound on how much a member's chance can rise without a fall for anyone whose chance is no larger.
    """

    upper_bound: int
    rooms: list[int]


def proven(constraints: Constraints, certificate: Certificate, chances: list[int]) -> Proven:
    """Returns the bound on the smallest chance, and the room of each profile."""
    most = most_seats(constraints, certificate)
    people = sum(n for n, limit in zip(constraints.count, most, strict=True) if limit)
    lowest = min(Fraction(1), Fraction(constraints.lower[0], people)) if people else Fraction(0)
    shares = (Fraction(limit, n) for limit, n in zip(most, constraints.count, strict=True) if limit)
    lowest = min([lowest, *shares])
    rooms = [
        max(0, -(-limit * UNIT // n) - chance)
        for limit, n, chance in zip(most, constraints.count, chances, strict=True)
    ]
    for level, inequality in inequalities(constraints, certificate, chances):
        weights = inequality.weights
        lowest = min(lowest, inequality.bound / sum(weights.values()))
        if any(chances[p] > level.highest for p in weights):
            continue
        excess = inequality.bound * UNIT - sum(weight * chances[p] for p, weight in weights.items())
        for p, weight in weights.items():
            if chances[p] >= level.highest - ROOM:
                rooms[p] = min(rooms[p], max(0, -(-excess.numerator // (excess.denominator * weight))))
    return Proven(rounded_up(lowest), rooms)


def ceiling(constraints: Constraints, weights: Weights, tree: Tree, most: list[int]) -> Fraction | None:
    """Returns the largest weighted sum of chances that the tree allows; None if it allows no panel."""
    return _ceiling(constraints, weights, tree, constraints.least, most)


def _ceiling(
    constraints: Constraints, weights: Weights, tree: Tree, least: list[int], most: list[int]
) -> Fraction | None:
    if isinstance(tree, Leaf):
        return _leaf(constraints, weights, tree.multipliers, least, most)
    p, limit = tree.profile, tree.limit
    sides = []
    if least[p] <= limit:
        lowered = [*most[:p], min(most[p], limit), *most[p + 1 :]]
        sides.append(_ceiling(constraints, weights, tree.low, least, lowered))
    if most[p] > limit:
        raised = [*least[:p], max(least[p], limit + 1), *least[p + 1 :]]
        sides.append(_ceiling(constraints, weights, tree.high, raised, most))
    return max((side for side in sides if side is not None), default=None)


def _leaf(
    constraints: Constraints, weights: Weights, multipliers: Mapping[int, int], least: list[int], most: list[int]
) -> Fraction:
    total = Fraction(sum(max(m * constraints.lower[r], m * constraints.upper[r]) for r, m in multipliers.items()))
    by_count: dict[int, int | Fraction] = {}
    for p, price in enumerate(_prices(constraints, multipliers)):
        n = constraints.count[p]
        c = weights.get(p, 0) - n * price  # n·c_p of the text
        if c:
            by_count[n] = by_count.get(n, 0) + max(c * least[p], c * most[p])
    return total + sum((Fraction(value, n) for n, value in by_count.items()), Fraction(0))


def _prices(constraints: Constraints, multipliers: Mapping[int, int]) -> Iterator[int]:
    """Yields (Aᵀλ)_p for each profile: the sum of its rows' multipliers."""
    of_row = [multipliers.get(r, 0) for r in range(len(constraints.lower))]
    return (sum(map(of_row.__getitem__, entries)) for entries in constraints.entries)


def rounded_up(value: Fraction) -> int:
    """Returns `value` in 1/UNIT, rounded up, at least 0."""
    return max(0, -(-value.numerator * UNIT // value.denominator))
