"""All threes of some hundred people by the sum of their rows: made once, then asked many times.

Where quotas leave no room, a panel near a vertex is some exchange of three people for three away, of which there are
10¹¹ and hardly one that fits. The sums of millions of threes are sorted once for a face of the panels. To ask which of
them equal the sums of so many others then takes a look into a table of bits for most, and a search for the few left.
"""

from __future__ import annotations

from functools import cache, cached_property

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

#: People in threes, at most: 4.5 million threes.
PEOPLE = 300

#: Bits of a sum by which the table knows most that are nowhere in it.
BITS = 24

#: Of so many threes the sums are looked at to see whether rows tell them apart; and the part that must be different.
SAMPLE, DIFFERENT = 100_000, 0.5


#: Starts before threes are made; rows that may be fixed beyond theirs.
RARE, MORE_ROWS = 5, 4

#: The linear congruential generator that makes the linear map.
FACTOR, STEP = 6364136223846793005, 1442695040888963407


class Triples:
    """Threes of `people`, given by the key of each: a sum of keys that are equal is taken for equal rows."""

    def __init__(self, people: Ints, keys: Ints) -> None:
        self.people = people[:PEOPLE]
        keys = keys[:PEOPLE]
        pairs = _pairs(len(self.people))
        self._sums_of_pairs = keys[pairs[0]] + keys[pairs[1]]
        self._first_pair = np.searchsorted(pairs[0], np.arange(len(self.people)) + 1)  # of people after i
        sizes = len(self._sums_of_pairs) - self._first_pair
        self._start = np.concatenate([[0], np.cumsum(sizes)])
        parts = (key + self._sums_of_pairs[first:] for key, first in zip(keys, self._first_pair, strict=True))
        sums = np.concatenate([np.zeros(0, dtype=np.int64), *parts])
        self._order = np.argsort(sums, kind="stable").astype(np.int32)
        self._sums = sums[self._order]
        self._known = np.zeros(2**BITS, dtype=bool)
        self._known[_bits(self._sums)] = True

    def __len__(self) -> int:
        return len(self._sums)

    @cached_property
    def telling(self) -> bool:
        """Whether most threes have sums of their own."""
        step = max(1, len(self._sums) // SAMPLE)
        near = self._sums[1:][::step] != self._sums[:-1][::step]
        return len(near) > 0 and float(near.mean()) > DIFFERENT

    def matching(self, wanted: Ints) -> tuple[Ints, Ints]:
        """Returns the threes (m × 3, places among `people`) with a wanted sum, and the place of that in `wanted`."""
        likely = np.flatnonzero(self._known[_bits(wanted)])
        first = np.searchsorted(self._sums, wanted[likely])
        there = self._sums[np.minimum(first, len(self._sums) - 1)] == wanted[likely]
        likely, first = likely[there], first[there]
        counts = np.searchsorted(self._sums, wanted[likely], "right") - first
        start = np.repeat(first - np.cumsum(counts) + counts, counts)
        found = self._order[start + np.arange(int(counts.sum()))].astype(np.int64)
        return self._people_of(found), np.repeat(likely, counts)

    def _people_of(self, triples: Ints) -> Ints:
        i = np.searchsorted(self._start, triples, "right") - 1
        pair = triples - self._start[i] + self._first_pair[i]
        j, k = _pairs(len(self.people))
        return np.stack([i, j[pair], k[pair]], axis=1)


class Threes:
    """The threes of a walk through smaller and smaller faces: made when needed often, and again for many more rows."""

    def __init__(self) -> None:
        self._triples: Triples | None = None
        self._asked = 0
        self._fixed = np.zeros(0, dtype=bool)

    def table(self, fixed: Flags, people: Ints, rows: Floats) -> tuple[Triples, Flags] | None:
        """Returns threes by their sums in some of the `fixed` rows, and those rows.

        None where these are too few, and at first: making threes takes a second. `rows`: of `people`, who are in threes
        as far as there is room, the first first.
        """
        self._asked += 1
        if self._asked <= RARE:
            return None
        known = self._triples is not None and bool((fixed | ~self._fixed).all())
        if not known or int((fixed & ~self._fixed).sum()) > MORE_ROWS:
            self._fixed = fixed.copy()
            self._triples = Triples(people, (rows * fixed).astype(np.int64) @ row_keys(len(fixed)))
        triples = self._triples
        return (triples, self._fixed) if triples is not None and triples.telling else None


@cache
def row_keys(rows: int) -> Ints:
    """One whole number a row: sums of rows that differ have sums of these that differ, but for one in 10¹⁹."""
    key, keys = 1, []
    for _ in range(rows):
        key = (key * FACTOR + STEP) % 2**64
        keys.append(key - 2**63)
    return np.array(keys, dtype=np.int64)


@cache
def _pairs(m: int) -> tuple[Ints, Ints]:
    """All j < k below m, by j."""
    j, k = np.triu_indices(m, 1)
    return j.astype(np.int64), k.astype(np.int64)


def _bits(sums: Ints) -> Ints:
    return (sums.view(np.uint64) >> np.uint64(64 - BITS)).astype(np.int64)
