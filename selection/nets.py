"""Seatings in which nobody meets anybody twice, from the lines of a finite plane.

Over the field of q elements (q a power of a prime) the q² points (x, y) lie on q lines in each of q + 1 directions:
y + d·x = t for the directions d = 0 … q−1 and the tables t, and x = t for the last. Two points share a line in exactly
one direction. Let people be points and the directions rounds: in q + 1 rounds at q tables nobody meets anybody twice
(a *net*; Bose, *On the application of the properties of Galois fields to the construction of hyper-Graeco-Latin
squares*, 1938). Three things fit it to n people, T tables and R rounds:

- the n people take the points in the order of the lines of an unused direction, again from the start when n > q²: such
  a line meets every table once, so tables stay equal to within one person;
- T > q: the T − q extra tables of a round are lines of another unused direction, on which nobody meets anybody twice
  either, filled from the fullest tables;
- T < q, or still unequal tables: whoever has no chair goes where the fewest repeats arise.

The outcome is a start for a search, so it needn't be perfect: `best_net` tries the q around T and keeps the best.
"""

from __future__ import annotations

import itertools

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]


def field_tables(q: int) -> tuple[Ints, Ints] | None:
    """Addition and multiplication of the field of `q` elements (q × q each); None when there is no such field."""
    p = next((p for p in range(2, q + 1) if q % p == 0), 0)
    k = next((k for k in range(1, 8) if p**k == q), 0)
    if not p or not k:
        return None
    digits = [tuple(a // p**i % p for i in range(k)) for a in range(q)]
    number = {digit: a for a, digit in enumerate(digits)}
    add = [[number[tuple((x + y) % p for x, y in zip(a, b, strict=True))] for b in digits] for a in digits]
    for tail in digits:  # the monic polynomials of degree k; one without zero divisors is irreducible
        times = [[number[_multiply(a, b, tail, p)] for b in digits] for a in digits]
        if all(times[a][b] for a in range(1, q) for b in range(1, q)):
            return np.array(add), np.array(times)
    return None


def _multiply(a: tuple[int, ...], b: tuple[int, ...], tail: tuple[int, ...], p: int) -> tuple[int, ...]:
    """a·b modulo z^k = −Σ tail_i z^i, polynomials over the integers modulo p, lowest power first."""
    k = len(a)
    product = [0] * (2 * k - 1)
    for (i, x), (j, y) in itertools.product(enumerate(a), enumerate(b)):
        product[i + j] += x * y
    for power in range(2 * k - 2, k - 1, -1):
        for i, factor in enumerate(tail):
            product[power - k + i] -= product[power] * factor
    return tuple(x % p for x in product[:k])


def table_sizes(n: int, tables: int) -> tuple[int, int]:
    """The smallest and the largest table when `n` people sit as equally as possible."""
    return n // tables, -(-n // tables)


def repeats_of(seats: Ints) -> int:
    """Σ over pairs of (meetings − 1)⁺ for a seating of shape (rounds, people)."""
    met = (seats[:, :, None] == seats[:, None, :]).sum(axis=0)
    np.fill_diagonal(met, 0)
    return int(np.maximum(met - 1, 0).sum()) // 2


def best_net(n: int, tables: int, rounds: int) -> Ints:
    """Seats (rounds × n, tables from 0) with as few repeats as the planes with q from T−4 to T+2 give."""
    found: list[Ints] = []
    for q in range(max(2, tables - 4, -(-tables // 2)), tables + 3):
        if (field := field_tables(q)) is not None and q <= 2 * tables:
            found.append(_net(n, tables, rounds, q, *field))
            if not repeats_of(found[-1]):
                break
    return min(found, key=repeats_of)


def _net(n: int, tables: int, rounds: int, q: int, add: Ints, times: Ints) -> Ints:
    x, y = np.divmod(np.arange(q * q), q)
    line = np.array([add[y, times[d, x]] for d in range(q)] + [x])  # direction × point → table
    used = min(rounds, q + 1)
    spare = [line[d] for d in range(used, q + 1)] or [np.arange(q * q) // q]
    order = np.argsort(spare[0], kind="stable")
    points = order[np.arange(n) % (q * q)]
    seats = np.empty((rounds, n), dtype=np.int64)
    met = np.zeros((n, n), dtype=np.int64)
    free = [direction[points] for direction in [*spare[1:], spare[0]]]
    for r in range(rounds):
        seats[r], chosen, group = _round(line[r % (q + 1)][points], tables, q, free, met)
        if tables > q:
            free[chosen] = np.where(group, -1, free[chosen])  # these lines have met now
        met += seats[r][:, None] == seats[r][None, :]
    return seats


def _round(base: Ints, tables: int, q: int, free: list[Ints], met: Ints) -> tuple[Ints, int, npt.NDArray[np.bool_]]:
    """The round `base` at `tables` tables: of the ways to fill extra tables the one with the fewest repeats and moves.

    Also the direction whose lines were used, and who was on them. The last lines go first, so that the first tables
    have people who stay there all rounds, as pins often ask.
    """
    extra = max(0, tables - q)
    best, least = (base, 0, base < 0), (-1, -1)
    for chosen, first in itertools.product(range(len(free)), range(q - extra, -1, -max(1, extra))):
        seat, group = base.copy(), (free[chosen] >= first) & (free[chosen] < first + extra)
        for e in range(extra):
            _fill(seat, np.flatnonzero(free[chosen] == first + e), q + e, tables)
        moves = _level(seat, tables, met)
        repeats = int(met[seat[:, None] == seat[None, :]].sum() - met.trace())
        if least[0] < 0 or (repeats, moves) < least:
            best, least = (seat, chosen, group), (repeats, moves)
        if least == (0, 0) or not extra:
            break
    return best


def _fill(seat: Ints, line: Ints, table: int, tables: int) -> None:
    """Move people of `line` to an extra table, from the fullest tables first, leaving the last for the others."""
    _, most = table_sizes(len(seat), tables)
    sizes = np.bincount(seat, minlength=tables)
    by_size = line[np.argsort(-sizes[seat[line]], kind="stable")]
    seat[by_size[:most]] = table


def _level(seat: Ints, tables: int, met: Ints) -> int:
    """Make the tables of one round as equal as can be, each move the one that repeats the fewest; how many moves."""
    least, most = table_sizes(len(seat), tables)
    moves = 0
    while True:
        sizes = np.bincount(seat, minlength=tables)
        homeless = seat >= tables
        low, high = sizes[:tables].min(), sizes[:tables].max()
        if not homeless.any() and low >= least and high <= most:
            return moves
        givers = homeless if homeless.any() else np.asarray(sizes[seat] == high)
        takers = np.flatnonzero(sizes[:tables] == low)
        movers = np.flatnonzero(givers)
        cost = np.array([(met[movers][:, seat == t] > 0).sum(axis=1) for t in takers])
        t, i = np.unravel_index(int(cost.argmin()), cost.shape)
        seat[movers[i]] = takers[t]
        moves += 1
