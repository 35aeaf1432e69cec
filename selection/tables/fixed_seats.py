"""The chairs that are settled before anything is searched: pins, and where people who stay together can be.

`join_pins` seats a whole group where one of its members is pinned. `place_groups` finds a table for every group in
every round, which proves that they fit, and serves when a net can't hold the groups. Each round it places the groups
(people who share an interpreter) largest first at a table with room, preferring tables where they meet the fewest
people placed there who they met before; a dead end goes back one group (depth first). A round can have no more
full-size tables than n mod T when sizes differ, and that is counted too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from selection.model.errors import InputError
from selection.model.seed import SeedStream
from selection.tables.affine_nets import Ints, table_sizes

#: Attempts per round before the groups are declared not to fit: far beyond what ten groups need.
MOST_ATTEMPTS = 100_000


def join_pins(pinned: Ints, groups: Mapping[str, Sequence[int]], tables: int) -> Ints:
    """Returns `pinned` (rounds × n, −1 for free) with every group at the table of its pinned member.

    Raises `InputError` when a group is too large, pins tear it apart or overfill a table.
    """
    chairs = pinned.copy()
    _, most = table_sizes(chairs.shape[1], tables)
    for name, people in groups.items():
        if len(people) > most:
            raise InputError("together_large", group=name, people=len(people), seats=most)
        for r, chair in enumerate(chairs):
            settled = sorted({int(chair[i]) for i in people} - {-1})
            if len(settled) > 1:
                named = ", ".join(str(t + 1) for t in settled)
                raise InputError("together_apart", group=name, tables=named, round=r + 1)
            if settled:
                chair[list(people)] = settled[0]
    for r, chair in enumerate(chairs):
        for t in range(tables):
            if (chair == t).sum() > most:
                raise InputError("pin_full", round=r + 1, table=t + 1, people=int((chair == t).sum()), seats=most)
    return chairs


def place_groups(joined: Ints, groups: Mapping[str, Sequence[int]], tables: int, seed: bytes) -> Ints:
    """Returns `joined` with a table for every group in every round. Raises `InputError` if there is no room."""
    chairs = joined.copy()
    n = chairs.shape[1]
    met = np.zeros((n, n), dtype=np.int64)
    stream = SeedStream(seed, "tables/groups")
    for r, chair in enumerate(chairs):
        waiting = sorted((people for people in groups.values() if chair[people[0]] < 0), key=len, reverse=True)
        if not _Packing(chair, tables, met, stream).place(waiting):
            raise InputError("together_no_room", round=r + 1)
        met += (chair[:, None] == chair[None, :]) & (chair >= 0)
    return chairs


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
        seated = np.flatnonzero(self._chair == t)
        return int((self._met[people][:, seated] > 0).sum()), len(seated)
