"""Who sits next among people who wait for the same seats: those with the largest need, chance not yet given."""

from __future__ import annotations

from bisect import insort
from collections.abc import Sequence
from itertools import accumulate

import numpy as np

from selection.model.tolerances import FINE, SLIVER
from selection.solving.polytope import Ints

#: A member's place on a bench takes so many bits of a key in `Single`; larger benches stay apart.
PLACE_BITS = 12


class Bench:
    """Members (by number) who wait for the same seats.

    `needs`: (−need, place in `members`), sorted. `lasting[r − 1]`: C_r, the most that any r of them can still get, for
    every r below the most seats they ever have; from there on C_r is what all get together.
    """

    def __init__(self, members: list[int]) -> None:
        self.members = members
        self.needs: list[tuple[int, int]] = []
        self.lasting: list[int] = []
        self.place: int | None = None
        self._given = 0

    def next(self) -> int:
        """Returns the next member in the round, who gets a ticket."""
        self._given += 1
        return self.members[(self._given - 1) % len(self.members)]

    def set_needs(self, share: int, seats: int, ticket: int, lasting: list[int]) -> None:
        """Everybody needs `share` of the panels where not all sit, less `ticket` for each of `given` seats."""
        full, more = divmod(seats, len(self.members))
        self.needs = sorted((-(share - ticket * (full + (i < more))), i) for i in range(len(self.members)))
        self.lasting = lasting

    def call(self, seats: int) -> tuple[list[tuple[int, int]], int]:
        """Takes those with the largest needs off the bench, and returns them and how long they may sit.

        That is until a need or a wait is passed.

        Needs a₁ ≥ a₂ ≥ … can be met if and only if the r largest add up to at most C_r, for every r. When the first
        `seats` sit for a time t, j of them and r − j who wait keep that as long as

            (a₁ + … + a_j) − j·t + (the r − j largest who wait)  ≤  C_r − t·min(seats, r)
        """
        sitters, self.needs = self.needs[:seats], self.needs[seats:]
        limit = -sitters[-1][0]
        sitting = list(accumulate((need for need, _ in sitters), initial=0))
        waiting = list(accumulate((need for need, _ in self.needs[: len(self.lasting)]), initial=0))
        for r, most in enumerate(self.lasting, start=1):
            for j in range(max(0, r - len(waiting) + 1), min(seats, r)):
                last = (most + sitting[j] + waiting[r - j]) // (min(seats, r) - j)
                if SLIVER < last < limit:
                    limit = last
        return sitters, limit

    def sit(self, sitters: list[tuple[int, int]], length: int) -> None:
        """The chosen have sat for `length` and come back."""
        for need, i in sitters:
            insort(self.needs, (need + length, i))
        self.lasting = [most - length * min(len(sitters), r) for r, most in enumerate(self.lasting, start=1)]


class Single:
    """The benches of which never more than one member sits at a time, as one array: a piece takes a few steps for all.

    A member's key is its need · 2^PLACE_BITS, plus a part that puts earlier places first among equal needs.
    """

    def __init__(self, benches: Sequence[Bench]) -> None:
        single = [bench for bench in benches if not bench.lasting and len(bench.members) < 1 << PLACE_BITS]
        members: list[int] = []
        keys: list[int] = []
        for bench in single:
            bench.place = len(members)
            members.extend(bench.members)
            needs = sorted((i, -need) for need, i in bench.needs)
            keys.extend((need << PLACE_BITS) + (1 << PLACE_BITS) - 1 - i for i, need in needs)
        self.members: Ints = np.array(members, dtype=np.int64)
        self.keys: Ints = np.array(keys, dtype=np.int64)

    def row(self, benches: Sequence[Bench]) -> Row:
        """These benches, one seat each."""
        return Row(self, benches)


class Row:
    """Benches of `single` that have one seat each for a while."""

    def __init__(self, single: Single, benches: Sequence[Bench]) -> None:
        self._single = single
        sizes = np.array([len(bench.members) for bench in benches], dtype=np.int64)
        starts = np.array([bench.place for bench in benches], dtype=np.int64)
        self._first = np.cumsum(sizes) - sizes
        self._start = starts
        self._places: Ints = np.repeat(starts - self._first, sizes) + np.arange(int(sizes.sum()))

    def call(self) -> int:
        """Choose the largest need of each bench; how long the chosen may sit before a need has passed."""
        self._chosen = self._start
        if not len(self._start):
            return FINE
        largest = np.maximum.reduceat(self._single.keys[self._places], self._first)
        mask = (1 << PLACE_BITS) - 1
        self._chosen = self._start + (mask - (largest & mask))
        needs = largest >> PLACE_BITS
        return int(needs[needs > SLIVER].min(initial=FINE))

    def members(self) -> Ints:
        """Returns the chosen."""
        return self._single.members[self._chosen]

    def sit(self, length: int) -> None:
        """The chosen have sat for `length`."""
        self._single.keys[self._chosen] -= length << PLACE_BITS
