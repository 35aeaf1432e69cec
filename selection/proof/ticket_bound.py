"""How little M tickets can change the chances: the change of one list of tickets, and a bound for every list.

A person with chance π, m = M·π, has c of the M tickets: the change is |c − m|, in tickets. Suppose every change is
below t. Then each member of profile p has from the smallest to the largest whole number within t of m_p, so its T_p
seats on all tickets lie in a box [a_p, b_p]; and every ticket meets the quotas: M·lower ≤ A T ≤ M·upper. For any
multipliers λ of the rows

    0  =  λᵀA T − (Aᵀλ)ᵀT  ≤  Σ_r max(λ_r M lower_r, λ_r M upper_r)  +  Σ_p max(−(Aᵀλ)_p a_p, −(Aᵀλ)_p b_p)

so if the right-hand side is below 0 there are no such tickets. It grows with t in steps, at the distances from the m to
the whole numbers beside them; the bound is the first of these at which it is no longer below 0, or 1 if it always is.

All numbers are whole: chances in 1/UNIT, changes in 1/UNIT of a ticket.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from selection.model.constraints import Constraints
from selection.model.tolerances import UNIT


def largest_change(chances: Mapping[str, int], counts: Mapping[str, int], M: int) -> int:
    """Returns the largest |c − m|; `chances` (1/UNIT) and `counts` of tickets by id."""
    return max((abs(counts[person] * UNIT - M * chance) for person, chance in chances.items()), default=0)


def least_change(constraints: Constraints, multipliers: Mapping[int, int], chances: Sequence[int], M: int) -> int:
    """Returns a lower bound on the largest change of any M tickets. `multipliers` by row; `chances` by profile."""
    parts = [M * chance % UNIT for chance in chances]
    levels = sorted({0, *parts, *(UNIT - part for part in parts if part)})
    narrowest = max((min(part, UNIT - part) for part in parts), default=0)
    levels = [level for level in levels if level >= narrowest]
    rows = sum(max(M * y * constraints.lower[r], M * y * constraints.upper[r]) for r, y in multipliers.items())
    prices = [-sum(multipliers.get(r, 0) for r in entries) for entries in constraints.entries]
    low, high = 0, len(levels)
    while low < high:
        middle = (low + high) // 2
        if rows + _box(constraints, prices, chances, M, levels[middle]) < 0:
            low = middle + 1
        else:
            high = middle
    return levels[low] if low < len(levels) else UNIT


def _box(constraints: Constraints, prices: Sequence[int], chances: Sequence[int], M: int, level: int) -> int:
    """Returns the largest Σ price_p T_p if no change exceeds `level`, which leaves each person some whole number."""
    total = 0
    for p, (price, n) in enumerate(zip(prices, constraints.count, strict=True)):
        if price:
            whole, part = divmod(M * chances[p], UNIT)
            fewest = max(n * (whole + (part > level)), M * constraints.least[p])
            most = min(n * (whole + (0 < UNIT - part <= level and part > 0)), M * constraints.most[p])
            total += max(price * fewest, price * most)
    return total
