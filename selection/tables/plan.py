"""Who sits with whom over the rounds: every table a mix, and as few people as possible who meet again.

n people sit at T tables in R rounds; a table seats ⌊n/T⌋ or ⌈n/T⌉. m_ij is the number of rounds in which i and j share
a table. *Repeats* ρ = Σ_{i<j} (m_ij − 1)⁺: meetings with somebody already met. Different meetings = slots M − ρ, with
M = Σ m_ij = R (a·C(⌈n/T⌉,2) + (T−a)·C(⌊n/T⌋,2)), a = n mod T.

**Lower bound on ρ**, the largest of three:

1. *Not enough others.* At most C(n,2) different pairs exist, so ρ ≥ M − C(n,2).
2. *Not enough tables.* Look at round r > 1 and round 1. The s people of a table in round r come from T tables of round
   1, so at least q·b + C(b,2)… pairs of them sat together: spread evenly, with s = uT + b (0 ≤ b < T), that is
   b·C(u+1,2) + (T−b)·C(u,2) pairs (convexity). Each is a meeting again in round r. A pair that meets in k rounds
   counts k − 1 repeats, one in each of its rounds but the first, so summing over r = 2 … R never counts one twice:
   ρ ≥ (R−1)·Σ_tables (b·C(u+1,2) + (T−b)·C(u,2)).
   With groups that stay together a table that seats groups of w, w′, … takes them whole from tables of round 1: with
   x_t of its people from table t, Σ C(x_t, 2) is smallest when the groups come from different tables and the others are
   added where fewest are (an exchange towards equal x_t never raises the sum). The least over all ways to put groups at
   tables together counts; with more than MOST_GROUPS the largest of them alone (leaving a demand out keeps a bound).
3. *Those who must.* A pair that pins or a shared interpreter put together in f rounds repeats f − 1 times at least.

*Limits.* The bound isn't always reached; whether a better seating or a better bound is missing isn't known. It is
reached for groups of 2, 3, 4 or 5 of 100 people at 12 tables in 8 rounds and for 3 of 60 at 8 tables in 6 rounds. Where
other people than the group must meet again too it is weak: 3 of 53 people at 7 tables in 5 rounds end at 40 for a bound
of 24, and 3 of 36 at 6 tables in 4 rounds at 21 for 9. Four of 97 at 11 tables in 7 rounds end a quarter above it.
Of 10,000 requests for four to seven people all but three end at the fewest of every seating: those, with a group and
pins together, one or two above.

**Method.** Start from a net over a finite field, in which nobody meets twice when the numbers allow it
(`selection.tables.affine_nets`, and `selection.tables.plane_points` for groups); bring pinned people to their chairs by
exchanging people in all rounds and the numbers of tables, which keeps the net; improve the balance by more such
exchanges; then exchange chairs in single rounds (`selection.tables.seating`). When the bound isn't met a short second
search starts from a warm seating. Integer arithmetic and the seed stream only: the same request and seed give the same
seating everywhere.

**Balance.** For each chosen feature and value the count at a table should lie between the floor and the ceiling of the
value's share of that table. `prefer="meetings"` compares seatings by repeats first and then by Σ dist² of the counts to
that range; `prefer="balance"` the other way round. The two compete: with 100 people at 12 tables, 8 rounds and four
features the first has no repeats and one count in seven outside its range, nearly all by one; the second puts every
count in its range, with repeats in one meeting of nine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb

import numpy as np

from selection.model.progress import Progress
from selection.tables.affine_nets import Ints, table_sizes
from selection.tables.fixed_seats import join_pins, place_groups
from selection.tables.request import TableRequest, check_request, groups, pinned_chairs
from selection.tables.search import Asked, search

#: Groups that the bound looks at together: there are 203 ways to put six groups at tables.
MOST_GROUPS = 6
#: More than any number of repeats.
NO_ROOM = 10**9


@dataclass(frozen=True)
class TablePlan:
    """A seating and its figures.

    seats: [round][person] → table from 1. slots: M. repeats: ρ; repeats_bound: no seating has fewer. cells: counts of a
    value at a table in a round; cells_outside: those outside their fair range, at most `farthest` people from it.
    """

    ids: tuple[str, ...]
    seats: tuple[tuple[int, ...], ...]
    slots: int
    repeats: int
    repeats_bound: int
    cells: int
    cells_outside: int
    farthest: int


def seat(request: TableRequest, seed: bytes, progress: Progress | None = None) -> TablePlan:
    """Returns the seating for `request`. Progress phase: "tables". Raises InputError for pins or groups that clash."""
    check_request(request)
    together = groups(request)
    chairs = join_pins(np.array(pinned_chairs(request)), together, request.tables)
    placed = place_groups(chairs, together, request.tables, seed)
    values, kinds = _values(request)
    bound = repeats_bound(request.tables, chairs, list(together.values()))
    asked = Asked(chairs, placed, list(together.values()), request.tables, values, kinds, request.prefer == "meetings")
    seating = search(asked, bound, seed, progress)
    outside = seating.outside
    least, most = table_sizes(len(request.ids), request.tables)
    larger = len(request.ids) % request.tables
    return TablePlan(
        ids=tuple(request.ids),
        seats=tuple(tuple(int(t) + 1 for t in row) for row in seating.seats),
        slots=request.rounds * (larger * comb(most, 2) + (request.tables - larger) * comb(least, 2)),
        repeats=seating.repeats,
        repeats_bound=bound,
        cells=int(outside.size),
        cells_outside=int((outside > 0).sum()),
        farthest=int(outside.max(initial=0)),
    )


def repeats_bound(tables: int, chairs: Ints, together: Sequence[Sequence[int]] = ()) -> int:
    """Returns the lower bound on ρ of this module.

    `chairs` (rounds × n): the table somebody must sit at, −1 for free; `together`: groups of people.
    """
    rounds, n = chairs.shape
    least, most = table_sizes(n, tables)
    sizes = [most] * (n % tables) + [least] * (tables - n % tables)
    slots = rounds * sum(comb(size, 2) for size in sizes)
    again = sum(_again(size, [], tables) for size in sizes) + _again_for_groups(sorted({least, most}), together, tables)
    must = ((chairs[:, :, None] == chairs[:, None, :]) & (chairs[:, :, None] >= 0)).sum(axis=0)
    for people in together:
        must[np.ix_(np.array(people), np.array(people))] = rounds
    np.fill_diagonal(must, 0)
    forced = int(np.maximum(must - 1, 0).sum()) // 2
    bound: int = max(slots - comb(n, 2), (rounds - 1) * again, forced)
    return bound


def _again(size: int, groups: Sequence[int], tables: int) -> int:
    """Returns the fewest pairs at a table of `size` with these groups who shared a table in another round."""
    origin = sorted([*groups, *[0] * (tables - len(groups))])
    for _ in range(size - sum(groups)):
        origin[0] += 1
        origin.sort()
    return sum(comb(x, 2) for x in origin)


def _again_for_groups(sizes: Sequence[int], together: Sequence[Sequence[int]], tables: int) -> int:
    """Returns how much more than without groups that is for all tables of a round, at least."""
    largest = sorted((len(people) for people in together), reverse=True)[: min(MOST_GROUPS, tables)]

    def extra(groups: Sequence[int]) -> int:
        costs = [_again(s, groups, tables) - _again(s, [], tables) for s in sizes if sum(groups) <= s]
        return min(costs, default=NO_ROOM)

    def least(waiting: list[int], cells: list[list[int]]) -> int:
        if not waiting:
            return sum(extra(cell) for cell in cells)
        first, rest = waiting[0], waiting[1:]
        joined = [[*cells[:c], [*cells[c], first], *cells[c + 1 :]] for c in range(len(cells))]
        return min(least(rest, choice) for choice in [*joined, [*cells, [first]]])

    return max(0, least(largest, []))


def _values(request: TableRequest) -> tuple[Ints, int]:
    """Returns values (n × features), numbered through over all features, and how many there are."""
    values = np.zeros((len(request.ids), len(request.spread)), dtype=np.int64)
    kinds = 0
    for f, column in enumerate(request.spread.values()):
        number = {value: kinds + k for k, value in enumerate(sorted(set(column)))}
        values[:, f] = [number[value] for value in column]
        kinds += len(number)
    return values, kinds
