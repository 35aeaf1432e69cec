"""How random the tickets are in bits, and how random a lottery with their chances can be at most.

The entropy of M tickets is −Σ_S q(S) log₂ q(S) with q(S) the share of tickets that have the panel S: at most log₂ M,
whatever the panels. A lottery that isn't bound to M tickets can have more. De Azevedo and Gölz (Maximally random
sortition, arXiv 2604.02712) find the one of highest entropy with given chances, P(S) ∝ Π_{i∈S} w_i over all panels,
for which panels have to be counted. An upper bound needs less. Let c_i be the chances and F a list of sets of people
that has every panel in it. When everybody is drawn apart with chance c_i, the set S comes with probability
P°(S) = Π_{i∈S} c_i Π_{i∉S} (1 − c_i). Every lottery q with the chances c has −Σ_S q(S) log P°(S) = Σ_i h(c_i), where
h(c) = −c log c − (1 − c) log(1 − c), and its divergence from P° given F isn't negative, so

    H(q) ≤ Σ_i h(c_i) + log P°(F)

This is the dual of the highest entropy at the weights w_i = c_i / (1 − c_i): every other choice of weights is a bound
too, and these have the right mean number of people in every group from the start. The panels themselves would be the
best F; P° of them is a sum over the counts of all features at once. F here are the sets of k people that meet the
quotas of one feature, and the feature with the lowest bound counts. The other features and the households are left
out, so the bound holds, and is larger than the highest entropy by what they take away.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import numpy as np

from selection.model.problem import Problem, Quota
from selection.solving.polytope import Floats, Ints
from selection.tickets.intersections import independent


def entropy(seats: Ints) -> float:
    """Returns the entropy in bits of a ticket out of these. `seats` (M × k): the people on each, in any order."""
    shares = np.array(list(Counter(row.tobytes() for row in np.sort(seats, axis=1)).values())) / len(seats)
    return max(0.0, float(-(shares * np.log2(shares)).sum()))


def entropy_bound(problem: Problem, chance: Floats) -> float:
    """Returns bits that no lottery over panels has more of when everybody, in the order of `problem`, has this chance.

    There must be such a lottery. In floating point: right to about 1e-9.
    """
    open_chance = chance[(chance > 0) & (chance < 1)]
    closed = 1 - open_chance
    apart = float(-(open_chance * np.log2(open_chance) + closed * np.log2(closed)).sum())
    answers = zip(*problem.people.values(), strict=True)
    inside = [
        _inside(chance, column, quotas, problem.seats)
        for column, quotas in zip(answers, problem.features.values(), strict=True)
    ]
    return max(0.0, apart + float(np.log2(min(inside, default=1.0))))


def _inside(chance: Floats, answers: tuple[str, ...], quotas: Mapping[str, Quota], seats: int) -> float:
    """The probability of `seats` people inside the quotas of one feature when everybody is drawn independently."""
    row = {value: r for r, value in enumerate(quotas)}
    cell = np.array([row[answer] for answer in answers], dtype=np.int64)
    number = independent(chance, cell, len(row), seats)[:, : seats + 1]
    total = np.ones(1)
    for quota, distribution in zip(quotas.values(), number, strict=True):
        allowed = distribution.copy()
        allowed[: quota.min] = 0.0
        allowed[quota.max + 1 :] = 0.0
        total = np.convolve(total, allowed)[: seats + 1]
    return float(total[seats])
