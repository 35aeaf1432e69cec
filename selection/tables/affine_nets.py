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
- T < q, or still unequal tables: whoever has no chair goes where the fewest repeats arise;
- people who always stay together are one point of several chairs. The heaviest points come first, on one line of the
  unused direction, so that two such groups don't meet at all; points that are taken twice come next.

Where that leaves people who meet again, `selection.tables.plane_points` looks for other points to take, and for tables
for groups. The outcome is a start for a search, so it needn't be perfect: `best_net` tries the q around T and keeps the
best.

Our own: galois, a library of finite fields, compiles with numba at the start; the few small fields here are two tables.
"""

from __future__ import annotations

import itertools

import numpy as np
import numpy.typing as npt

from selection.model.seed import SeedStream
from selection.tables.plane_points import fit

Ints = npt.NDArray[np.int64]

#: Searches for better points on each plane.
TRIES = 4


def field_tables(q: int) -> tuple[Ints, Ints] | None:
    """Returns addition and multiplication of the field of `q` elements (q × q each), None if there is no such field."""
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
    """Returns the smallest and the largest table when `n` people sit as equally as possible."""
    return n // tables, -(-n // tables)


def repeats_of(seats: Ints, chairs: Ints | None = None) -> int:
    """Σ over pairs of (meetings − 1)⁺ for a seating of shape (rounds, points), where point i takes `chairs[i]` chairs.

    Without `chairs` everybody takes one. Who shares a point isn't counted.
    """
    met = (seats[:, :, None] == seats[:, None, :]).sum(axis=0)
    np.fill_diagonal(met, 0)
    again = np.maximum(met - 1, 0)
    return int(again.sum() if chairs is None else chairs @ again @ chairs) // 2


def best_net(chairs: Ints, tables: int, rounds: int, seed: bytes) -> Ints:
    """Seats (rounds × points, tables from 0) with as few repeats as the planes with q from T−4 to T+2 give.

    `chairs`: how many chairs each point takes, the largest first. When groups don't fit at these tables without meeting
    each other, table sizes may come out unequal.
    """
    lines = []
    for q in range(max(2, tables - 4, -(-tables // 2)), tables + 3):
        if (field := field_tables(q)) is not None and q <= 2 * tables:
            lines.append(_lines(q, *field))
    best, least = np.empty((0, 0), dtype=np.int64), -1
    for line in lines:
        net = _net(chairs, tables, rounds, line)
        if least < 0 or (repeats := repeats_of(net, chairs)) < least:
            best, least = net, repeats_of(net, chairs)
        if not least:
            return best
    stream = SeedStream(seed, "tables/places")
    for line in lines * TRIES:
        fitted = fit(line, chairs, tables, rounds, stream) if least else None
        if fitted is not None and (repeats := repeats_of(_levelled(fitted, chairs, tables), chairs)) < least:
            best, least = fitted, repeats
    return best


def _lines(q: int, add: Ints, times: Ints) -> Ints:
    """Direction (q + 1) × point (q²) → line."""
    x, y = np.divmod(np.arange(q * q), q)
    return np.array([add[y, times[d, x]] for d in range(q)] + [x])


def _levelled(seats: Ints, chairs: Ints, tables: int) -> Ints:
    """Returns `seats` with tables as equal as can be."""
    met = (seats[:, :, None] == seats[:, None, :]).sum(axis=0)
    for seat in seats:
        met -= seat[:, None] == seat[None, :]
        _Extra(chairs, tables, tables, met).level(seat)
        met += seat[:, None] == seat[None, :]
    return seats


def _net(chairs: Ints, tables: int, rounds: int, line: Ints) -> Ints:
    q, n = len(line) - 1, len(chairs)
    used = min(rounds, q + 1)
    spare = [line[d] for d in range(used, q + 1)] or [np.arange(q * q) // q]
    order = np.argsort(spare[0], kind="stable")
    heavy = int((chairs > 1).sum()) % (q * q)
    places = np.arange(n)
    points = order[np.where(places < q * q, places, heavy + (places - q * q) % (q * q - heavy))]
    seats = np.empty((rounds, n), dtype=np.int64)
    met = np.zeros((n, n), dtype=np.int64)
    free = [direction[points] for direction in [*spare[1:], spare[0]]]
    for r in range(rounds):
        extra = _Extra(chairs, tables, q, met)
        seats[r], used_direction, group = extra.best(line[r % (q + 1)][points], free)
        if tables > q:
            free[used_direction] = np.where(group, -1, free[used_direction])  # these lines have met now
        met += seats[r][:, None] == seats[r][None, :]
    return seats


class _Extra:
    """One round: fills the tables beyond q and makes all tables equal."""

    def __init__(self, chairs: Ints, tables: int, q: int, met: Ints) -> None:
        self._chairs, self._tables, self._q, self._met = chairs, tables, q, met
        self._light = chairs == 1
        self._least, self._most = table_sizes(int(chairs.sum()), tables)

    def best(self, base: Ints, free: list[Ints]) -> tuple[Ints, int, npt.NDArray[np.bool_]]:
        """Of the ways to fill the extra tables the one with the fewest repeats, then moves.

        Also the direction whose lines were used, and who was on them. The last lines go first, so that the first
        tables have people who stay there all rounds, as pins often ask.
        """
        extra = max(0, self._tables - self._q)
        best, least = (base, 0, base < 0), (-1, -1)
        for direction, first in itertools.product(range(len(free)), range(self._q - extra, -1, -max(1, extra))):
            seat, group = base.copy(), (free[direction] >= first) & (free[direction] < first + extra)
            for e in range(extra):
                self._fill(seat, np.flatnonzero((free[direction] == first + e) & self._light), self._q + e)
            moves = self.level(seat)
            repeats = int(self._met[seat[:, None] == seat[None, :]].sum() - self._met.trace())
            if least[0] < 0 or (repeats, moves) < least:
                best, least = (seat, direction, group), (repeats, moves)
            if least == (0, 0) or not extra:
                break
        return best

    def _sizes(self, seat: Ints) -> Ints:
        return np.bincount(seat, weights=self._chairs, minlength=self._tables).astype(np.int64)

    def _fill(self, seat: Ints, line: Ints, table: int) -> None:
        """Moves people of `line` to an extra table, from the fullest tables first."""
        by_size = line[np.argsort(-self._sizes(seat)[seat[line]], kind="stable")]
        seat[by_size[: self._most]] = table

    def level(self, seat: Ints) -> int:
        """Makes the tables as equal as can be, by the moves with the fewest repeats. Returns how many moves."""
        moves = 0
        while True:
            sizes = self._sizes(seat)
            usual = sizes[: self._tables]
            homeless = seat >= self._tables
            if not homeless.any():
                high = int(sizes[seat[self._light]].max(initial=0))
                fits = usual.min() >= self._least and usual.max() <= self._most
                if fits or high <= usual.min() + 1:
                    return moves
            givers = homeless if homeless.any() else self._light & (sizes[seat] == high)
            movers, takers = np.flatnonzero(givers), np.flatnonzero(usual == usual.min())
            cost = np.array([(self._met[movers][:, seat == t] > 0).sum(axis=1) for t in takers])
            t, i = np.unravel_index(int(cost.argmin()), cost.shape)
            seat[movers[i]] = takers[t]
            moves += 1
