"""Exchanges of people between tickets that keep every quota, many at a time.

One round pairs the tickets at random and leaves some features F out, at random too. In a pair (a, b) the seats whose
people agree on the other features are matched at random: seat s of a with seat t of b. These matches hold all round,
since exchanging the people of s and t changes nothing about who agrees. Some matches rest; each of the others is a
switch, and three kinds of moves set switches:

    neutral   the two people agree on F as well: exchange
    single    exchange if both tickets stay inside their quotas, one match of a pair after another
    double    two matches of a pair whose exchanges undo each other in F: exchange both; no quota notices

Each move is its own opposite and whether it is tried doesn't depend on the switches, so every list of tickets is as
likely to be left as to be reached: the uniform distribution is stationary. Singles need room in the quotas; doubles
move people where the fairest lottery keeps a quota at its limit on every panel. Where more than two exchanges must
happen at once neither moves: there pairs of tickets are drawn anew (`redraws`).

Households: a match is dropped when i's household is on b already or j's on a, their own two seats aside. Everybody who
may come to a sits in b, in households of their own, so what other matches of the pair do can't change this.

Quotas in bits: `incidence[i]` has a bit for each value (row) of person i. Ticket a can lose the rows of `down[a]` and
gain those of `up[a]`; a single is possible when what a loses is in down[a] & up[b] and what it gains in the converse.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from selection.model.problem import Problem
from selection.solving.polytope import Ints
from selection.tickets.random_words import Bits, Words

#: Singles tried per pair and round; they are tried one after another and cost the most.
SINGLES = 8

#: Of 2¹⁶: the chance that a match rests for a round, so that all matches of a pair don't always move together.
RESTING = 1 << 13

#: Once in so many rounds another number of features than two is left out. With two, tight pools mix best: with one
#: hardly anybody agrees on the others, with three hardly any two matches undo each other.
MOSTLY_TWO = 4

#: So many codes are remembered: bounds the memory when there are many features.
REMEMBERED = 256


@dataclass(frozen=True)
class Pool:
    """`rows` (n × F): the row of each answer. `home` (n): the household, people on their own included, below `homes`.

    `lower`, `upper` (R): the quota of each row. `incidence` (n × W): a person's rows as bits.
    """

    rows: Ints
    home: Ints
    homes: int
    lower: Ints
    upper: Ints
    incidence: Bits


def make_pool(problem: Problem) -> Pool:
    """Returns the people of `problem`, in its order, as arrays."""
    values = [(f, v) for f, quotas in problem.features.items() for v in quotas]
    row = {value: r for r, value in enumerate(values)}
    rows = [[row[pair] for pair in zip(problem.features, answers, strict=True)] for answers in problem.people.values()]
    shared = problem.households or {}
    homes = max(shared.values(), default=0)
    home = []
    for person in problem.people:
        home.append(shared[person] - 1 if person in shared else homes)
        homes += person not in shared
    quotas = [problem.features[f][v] for f, v in values]
    table = np.array(rows, dtype=np.int64).reshape(len(home), len(problem.features))
    member = np.zeros((len(home), len(values)), dtype=bool)
    np.put_along_axis(member, table, True, axis=1)
    lower, upper = [q.min for q in quotas], [q.max for q in quotas]
    return Pool(table, np.array(home), homes, np.array(lower), np.array(upper), _pack(member))


def _pack(rows: NDArray[np.bool_]) -> Bits:
    """Booleans (m × R) as words of 64 bits (m × W)."""
    m, R = rows.shape
    wide = np.zeros((m, max(1, -(-R // 64)) * 64), dtype=bool)
    wide[:, :R] = rows
    return np.packbits(wide, axis=1).view(np.uint64)


@dataclass(frozen=True)
class Matches:
    """Seat s of ticket a with seat t of ticket b; `pair`: which pair of tickets, ascending."""

    pair: Ints
    a: Ints
    s: Ints
    b: Ints
    t: Ints

    def __getitem__(self, which: Ints | NDArray[np.bool_]) -> Matches:
        return Matches(self.pair[which], self.a[which], self.s[which], self.b[which], self.t[which])


class Exchange:
    """The state of the chain: `seats` (M × k) of people.

    `moved`: how often a seat went to a person with other answers; `still` (M × k): seats that never did. `count`
    (M × R): people with each row on each ticket; `there` (M × homes): whether a household is on it.
    """

    def __init__(self, pool: Pool, seats: Ints, words: Words) -> None:
        self.seats = seats.copy()
        self.moved, self.still = 0, np.ones(seats.shape, dtype=bool)
        self.pool, self.words = pool, words
        M, R = len(seats), len(pool.lower)
        self.present = np.zeros((M, pool.homes), dtype=bool)
        np.put_along_axis(self.present, pool.home[seats], True, axis=1)
        cells = pool.rows[seats].reshape(M, -1) + R * np.arange(M)[:, None]
        self.count = np.bincount(cells.ravel(), minlength=M * R).reshape(M, R)
        self._down, self._up = _pack(self.count > pool.lower), _pack(self.count < pool.upper)
        self._codes: dict[tuple[int, ...], Ints] = {}

    def round(self) -> None:
        """Pair the tickets, leave features out, match seats and try all three moves."""
        left_out = self._leave_out()
        rest = tuple(f for f in range(self.pool.rows.shape[1]) if f not in left_out)
        order = self.words.order(len(self.seats))
        half = len(order) // 2
        matches = self.match(order[:half], order[half : 2 * half], self.code(rest))
        code = self.code(left_out)
        agree = code[self.seats[matches.a, matches.s]] == code[self.seats[matches.b, matches.t]]
        self.switch(matches[agree])
        matches = matches[~agree]
        self._singles(matches)
        self._doubles(matches, code)

    def look(self, tickets: Ints) -> None:
        """See again which rows of these tickets have room."""
        self._down[tickets] = _pack(self.count[tickets] > self.pool.lower)
        self._up[tickets] = _pack(self.count[tickets] < self.pool.upper)

    def _leave_out(self) -> tuple[int, ...]:
        """Two features mostly; else one half of the time, two a quarter of the time, and so on."""
        F = self.pool.rows.shape[1]
        size = 1
        if self.words.below(MOSTLY_TWO):
            size = min(2, F)
        else:
            while size < F and self.words.below(2):
                size += 1
        return tuple(sorted(self.words.order(F)[:size].tolist()))

    def code(self, features: tuple[int, ...]) -> Ints:
        """Returns a number by person, equal for those who agree on these features and for nobody else."""
        code = self._codes.get(features)
        if code is None:
            code = np.zeros(len(self.pool.rows), dtype=np.int64)
            for f in features:
                code = np.unique(code * len(self.pool.lower) + self.pool.rows[:, f], return_inverse=True)[1]
            if len(self._codes) == REMEMBERED:
                self._codes.clear()
            self._codes[features] = code
        return code

    def match(self, a: Ints, b: Ints, code: Ints) -> Matches:
        """Seats of a and b whose people have the same code."""
        k, codes = self.seats.shape[1], int(code.max()) + 1
        name = np.arange(len(a))[:, None] * codes
        one, other = (name + code[self.seats[a]]).ravel(), (name + code[self.seats[b]]).ravel()
        on_a, on_b = np.zeros((2, len(a) * codes), dtype=bool)
        on_a[one] = on_b[other] = True
        maybe_a, maybe_b = np.flatnonzero(on_b[one]), np.flatnonzero(on_a[other])
        x, y = self._meet(one[maybe_a], other[maybe_b])
        taking_part = self.words.words((len(x),), 16) >= RESTING
        x, y = maybe_a[x[taking_part]], maybe_b[y[taking_part]]
        pair = x // k
        matches = Matches(pair, a[pair], x - k * pair, b[pair], y - k * pair)
        return matches[self.apart(matches)]

    def _meet(self, one: Ints, other: Ints) -> tuple[Ints, Ints]:
        """(x, y) with one[x] = other[y]: of each value, in random orders, the first with the first and so on."""
        (x, values), (y, known) = self._by_value(one), self._by_value(other)
        heads = np.flatnonzero(np.diff(values, prepend=values[:1] - 1))
        sizes = np.diff(heads, append=len(values))
        partner = np.arange(len(values)) + np.repeat(np.searchsorted(known, values[heads]) - heads, sizes)
        met = partner < len(known)
        met[met] = known[partner[met]] == values[met]
        return x[met], y[partner[met]]

    def _by_value(self, values: Ints) -> tuple[Ints, Bits]:
        """Places in the order of their values, random among equals, and these values in that order."""
        n = len(values)
        place, size = n.bit_length(), max(1, int(values.max(initial=0)).bit_length())
        shuffle = self.words.words((n,), 16) >> np.uint64(max(0, place + size + 16 - 64))
        keys = values.astype(np.uint64) << np.uint64(64 - size) | shuffle << np.uint64(place)
        keys = np.sort(keys | np.arange(n, dtype=np.uint64))
        return (keys & np.uint64((1 << place) - 1)).astype(np.int64), keys >> np.uint64(64 - size)

    def apart(self, matches: Matches) -> NDArray[np.bool_]:
        """Returns whether both can sit where the other sits, as to households; nobody changes with themselves."""
        i, j = self.seats[matches.a, matches.s], self.seats[matches.b, matches.t]
        hi, hj = self.pool.home[i], self.pool.home[j]
        met = self.present[matches.a, hj] | self.present[matches.b, hi]
        return np.asarray((i != j) & ((hi == hj) | ~met))

    def switch(self, matches: Matches) -> None:
        """Exchange the people of all these matches, and remember which seats have moved."""
        i, j = self.swap(matches)
        other = (self.pool.rows[i] != self.pool.rows[j]).any(axis=1)
        self.moved += 2 * int(other.sum())
        self.still[matches.a[other], matches.s[other]] = False
        self.still[matches.b[other], matches.t[other]] = False

    def swap(self, matches: Matches) -> tuple[Ints, Ints]:
        """Exchange the people of all these matches: those who sat in a, those who sat in b."""
        i, j = self.seats[matches.a, matches.s], self.seats[matches.b, matches.t]
        self.seats[matches.a, matches.s], self.seats[matches.b, matches.t] = j, i
        home = self.pool.home
        self.present[matches.a, home[i]] = False
        self.present[matches.b, home[j]] = False
        self.present[matches.a, home[j]] = True
        self.present[matches.b, home[i]] = True
        return i, j

    def _singles(self, matches: Matches) -> None:
        """Up to SINGLES matches of every pair, from a random one on, one after another."""
        pairs = len(self.seats) // 2
        begin = np.searchsorted(matches.pair, np.arange(pairs))
        number = np.bincount(matches.pair, minlength=pairs)
        start = (self.words.words((pairs,), 32).astype(np.int64) * number) >> 32
        column = np.arange(SINGLES)
        busy = np.flatnonzero(number)
        next_up = np.zeros(pairs, dtype=np.int64)
        while len(busy):
            which = begin[busy, None] + (start[busy, None] + column) % number[busy, None]
            possible = (column >= next_up[busy, None]) & (column < number[busy, None])
            possible &= self._inside(matches[which])
            hit = possible.any(axis=1)
            first = possible.argmax(axis=1)[hit]
            busy = busy[hit]
            next_up[busy] = first + 1
            self._exchange(matches[which[hit, first]])

    def _inside(self, matches: Matches) -> NDArray[np.bool_]:
        """Returns whether an exchange keeps both tickets inside their quotas."""
        i = self.pool.incidence[self.seats[matches.a, matches.s]]
        j = self.pool.incidence[self.seats[matches.b, matches.t]]
        out = ~(self._down[matches.a] & self._up[matches.b])
        into = ~(self._up[matches.a] & self._down[matches.b])
        differs = i ^ j
        return np.asarray(((differs & ((i & out) | (j & into))) == 0).all(axis=-1))

    def _exchange(self, matches: Matches) -> None:
        """Exchange one match each of different pairs, and count the rows again."""
        self.recount(matches)
        self.switch(matches)
        self.look(np.concatenate([matches.a, matches.b]))

    def recount(self, matches: Matches) -> None:
        """Count the rows as they are after the exchange of one match each of different pairs."""
        i, j = self.pool.rows[self.seats[matches.a, matches.s]], self.pool.rows[self.seats[matches.b, matches.t]]
        for ticket, leave, come in ((matches.a, i, j), (matches.b, j, i)):
            self.count[ticket[:, None], leave] -= 1
            self.count[ticket[:, None], come] += 1

    def _doubles(self, matches: Matches, code: Ints) -> None:
        """Two matches of a pair in which the same two codes change places, one each way."""
        i, j = code[self.seats[matches.a, matches.s]], code[self.seats[matches.b, matches.t]]
        codes = int(code.max(initial=0)) + 1
        kind = (matches.pair * codes + np.minimum(i, j)) * codes + np.maximum(i, j)
        up, down = np.flatnonzero(i < j), np.flatnonzero(i > j)
        x, y = self._meet(kind[up], kind[down])
        self.switch(matches[np.concatenate([up[x], down[y]])])
