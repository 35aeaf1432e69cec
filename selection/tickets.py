"""M equal tickets: whole numbers of tickets per panel with the smallest largest change of anyone's chance found.

Panel j with probability p_j gets c_j tickets, Σ c = M. A profile of n people with T = Σ_j c_j z_j seats among the
tickets gives each member ⌊T/n⌋ or ⌈T/n⌉ of them, so the change of a chance is at least the distance of M·π to a whole
number, and d_p = T_p − M·x_p says how much is added to that.

c starts at ⌊M·p⌋ with the largest remainders rounded up. Then one ticket at a time moves from a panel to another while
that lowers Σ_p w_p d_p², found for all pairs at once from the Gram matrix G = Z diag(w) Zᵀ. Profiles with a large
change get more weight and the search goes on; the best c seen counts. The true optimum is as hard as discrepancy
minimisation; the result is compared with the bound |change| ≤ k/M of Beck and Fiala's rounding in the tests.
"""

from __future__ import annotations

import numpy as np

from selection.polytope import Floats, Ints

#: How often the weights are raised where the change is largest.
ROUNDS = 12

#: By how much the weight of the profiles with the largest change grows in a round.
EMPHASIS = 1.5


def tickets_per_panel(panels: Ints, probabilities: Floats, count: Ints, M: int) -> Ints:
    """c (J) for `panels` (J × P) with `probabilities`; `count`: people per profile."""
    Z = panels.astype(float)
    goal = M * probabilities @ Z
    c = _largest_remainders(M * probabilities, M)
    weights = 1.0 / count.astype(float) ** 2
    best, smallest = c, largest_change(c @ panels, goal, count)
    for _ in range(ROUNDS):
        c = _descend(Z, c, goal, weights)
        seats = c @ panels
        change = _changes(seats, goal, count)
        if float(change.max(initial=0.0)) < smallest:
            best, smallest = c, float(change.max())
        weights = np.where(change > 0.9 * change.max(initial=0.0), weights * EMPHASIS, weights)
    return best


def largest_change(seats: Ints, goal: Floats, count: Ints) -> float:
    """The largest change of anyone's chance, in tickets, when a profile's `seats` are shared out evenly."""
    return float(_changes(seats, goal, count).max(initial=0.0))


def _changes(seats: Ints, goal: Floats, count: Ints) -> Floats:
    chance = goal / count
    below, above = seats // count, -(-seats // count)
    return np.maximum(np.abs(below - chance), np.abs(above - chance))


def _largest_remainders(shares: Floats, M: int) -> Ints:
    c = np.floor(shares).astype(np.int64)
    order = np.argsort(c - shares, kind="stable")
    c[order[: M - int(c.sum())]] += 1
    return c


def _descend(Z: Floats, c: Ints, goal: Floats, weights: Floats) -> Ints:
    """Move single tickets while the weighted sum of squares falls."""
    gram = (Z * weights) @ Z.T
    own = np.diag(gram)
    c = c.copy()
    slope = (Z * weights) @ (c @ Z - goal)
    for _ in range(4 * len(c)):
        fall = 2 * (slope[None, :] - slope[:, None]) + own[None, :] + own[:, None] - 2 * gram
        fall[c == 0, :] = np.inf
        giver, taker = np.unravel_index(int(np.argmin(fall)), fall.shape)
        if fall[giver, taker] >= -1e-12:
            break
        c[giver] -= 1
        c[taker] += 1
        slope += gram[:, taker] - gram[:, giver]
    return c
