"""The chairs that are settled before anything is searched: pins, and a table per round for people who stay together.

Each round places the groups (people who share an interpreter) largest first at a table with room, preferring tables
where they meet the fewest people placed there who they met before; a dead end goes back one group (depth first). A
round can have no more full-size tables than n mod T when sizes differ, and that is counted too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from selection.errors import InputError
from selection.nets import Ints, table_sizes
from selection.seed import SeedStream

#: Attempts per round before the groups are declared not to fit: far beyond what ten groups need.
MOST_ATTEMPTS = 100_000


def place_groups(pinned: Ints, groups: Mapping[str, Sequence[int]], tables: int, seed: bytes) -> Ints:
    """`pinned` (rounds × n, −1 for free) with a table for every group in every round.

    Raises `InputError` when pins overfill a table, tear a group apart, or leave no room for the groups.
    """
    chairs = pinned.copy()
    n = chairs.shape[1]
    _, most = table_sizes(n, tables)
    for name, people in groups.items():
        if len(people) > most:
            raise InputError("together_large", group=name, people=len(people), seats=most)
    met = np.zeros((n, n), dtype=np.int64)
    stream = SeedStream(seed, "tables/groups")
    for r, chair in enumerate(chairs):
        waiting = _join_pins(r, chair, groups)
        for t in range(tables):
            if (chair == t).sum() > most:
                raise InputError("pin_full", round=r + 1, table=t + 1, people=int((chair == t).sum()), seats=most)
        if not _Packing(chair, tables, met, stream).place(waiting):
            raise InputError("together_no_room", round=r + 1)
        met += (chair[:, None] == chair[None, :]) & (chair >= 0)
    return chairs


def _join_pins(r: int, chair: Ints, groups: Mapping[str, Sequence[int]]) -> list[Sequence[int]]:
    """Seat the groups of which somebody is pinned; the others, largest first."""
    waiting: list[Sequence[int]] = []
    for name, people in groups.items():
        tables = sorted({int(chair[i]) for i in people} - {-1})
        if len(tables) > 1:
            named = ", ".join(str(t + 1) for t in tables)
            raise InputError("together_apart", group=name, tables=named, round=r + 1)
        if tables:
            chair[list(people)] = tables[0]
        else:
            waiting.append(people)
    return sorted(waiting, key=len, reverse=True)


class _Packing:
    """One round: groups into tables, depth first."""

    def __init__(self, chair: Ints, tables: int, met: Ints, stream: SeedStream) -> None:
        self._chair, self._tables, self._met, self._stream = chair, tables, met, stream
        self._least, self._most = table_sizes(len(chair), tables)
        self._larger = len(chair) % tables or tables
        self._attempts = 0

    def place(self, waiting: Sequence[Sequence[int]]) -> bool:
        if not self._fits():
            return False
        if not waiting:
            return True
        people, order = list(waiting[0]), list(range(self._tables))
        self._stream.shuffle(order)
        for t in sorted(order, key=lambda t: self._again(people, t)):
            self._attempts += 1
            self._chair[people] = t
            if self._attempts <= MOST_ATTEMPTS and self.place(waiting[1:]):
                return True
            self._chair[people] = -1
        return False

    def _fits(self) -> bool:
        sizes = np.bincount(self._chair[self._chair >= 0], minlength=self._tables)
        return bool(sizes.max() <= self._most and (sizes > self._least).sum() <= self._larger)

    def _again(self, people: list[int], t: int) -> tuple[int, int]:
        there = np.flatnonzero(self._chair == t)
        return int((self._met[people][:, there] > 0).sum()), len(there)
