"""Stage one: who gets a letter, drawn from a register of any size in constant memory.

The rule, which anyone with the register and the seed can repeat:

1. Every row has a rank: HMAC-SHA256(seed, canonical row), 32 bytes compared as a number. See
   `selection.letters.register` for the canonical row. Whoever doesn't know the seed can't steer a rank, so all orders
   of the rows are equally likely.
2. Stratum s gets n_s letters: by Sainte-Laguë on its people (or on people ÷ expected response), or as typed.
3. Walk through the rows from the lowest rank up. A row gets a letter when its stratum has letters left and, if asked,
   nobody of its household has one yet. Without households: the first n_s rows of each stratum by rank.

*Duplicates.* Two rows that are equal in every field have the same rank and count as one: nobody gets two letters
through a repeated row. (They do both count in the people of a stratum: finding them all would need the whole register
in memory.) Rows that differ in any field are different rows; give the household columns to tell them together.

*Households.* Every member carries an own rank, and the household's first member by rank represents it. When a share f
of a stratum gets a letter, a person in a household of m has a chance of about f(1 − (m−1)f/2): equal for everybody up
to a term of order f², and equal between the members of one household exactly. (Drawing households first would give a
person who lives alone m times the chance of each member of a household of m.) A row with one of the
household columns empty shares no household.

Memory is proportional to the letters, not to the register: per stratum the c_s lowest ranks so far, cut back to c_s
whenever there are 2 c_s. If households make a stratum run out of candidates, the register is read again with c_s
doubled; the walk above sees every row it needs, so the outcome is that of the definition exactly.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from selection.letters.register import Register, fields
from selection.letters.strata import Plan, Strata
from selection.model.errors import NoPanelError
from selection.model.folding import plain
from selection.model.progress import Progress


@dataclass(frozen=True)
class Letter:
    """One addressee: the stratum's name, the rank (64 hexadecimal digits) and the fields of the row."""

    stratum: str
    rank: str
    fields: tuple[str, ...]


@dataclass(frozen=True)
class Stratum:
    """A stratum's name as first met in the register, its number of rows and its letters."""

    name: str
    people: int
    letters: int


@dataclass(frozen=True)
class Sample:
    """The outcome: letters by stratum (in order of name), then by rank."""

    header: tuple[str, ...]
    letters: tuple[Letter, ...]
    strata: tuple[Stratum, ...]


def ranker(seed: bytes) -> Callable[[bytes], bytes]:
    """HMAC-SHA256 under `seed` (RFC 2104), with the two keyed states computed once: twice as fast per row."""
    key = (hashlib.sha256(seed).digest() if len(seed) > 64 else seed).ljust(64, b"\0")
    inner = hashlib.sha256(bytes(byte ^ 0x36 for byte in key))
    outer = hashlib.sha256(bytes(byte ^ 0x5C for byte in key))

    def rank(row: bytes) -> bytes:
        first, second = inner.copy(), outer.copy()
        first.update(row)
        second.update(first.digest())
        return second.digest()

    return rank


def draw_letters(register: Register, plan: Plan, seed: bytes, progress: Progress | None = None) -> Sample:
    """The letters of `plan`, drawn from `register` with `seed`.

    Raises `InputError` for bad columns, rows or sizes and `NoPanelError` when a stratum runs out of people or
    households. Progress phases: "strata" (when there are strata) and "letters", in bytes of the register.
    """
    strata = Strata(register, plan, progress)
    household = [register.column(name) for name in plan.household]
    capacity = [size + (size // 8 + 64 if household else 0) for size in strata.sizes]
    while True:
        pools = _lowest(register, strata, capacity, seed, progress)
        letters_by_stratum, short = _walk(pools, strata, household)
        if not short:
            break
        if any(pools[s].whole for s in short):
            raise _too_few(
                register, strata, letters_by_stratum, next(s for s in short if pools[s].whole), bool(household)
            )
        for s in short:
            capacity[s] *= 2
    letters = tuple(
        Letter(strata.names[s], rank.hex(), tuple(fields(row)))
        for s in strata.in_order()
        for rank, row in letters_by_stratum[s]
    )
    summary = (Stratum(strata.names[s], strata.people[s], len(letters_by_stratum[s])) for s in strata.in_order())
    return Sample(register.header, letters, tuple(summary))


class _Lowest:
    """The `capacity` lowest different ranks of a stratum, with their rows; never more than twice as many held."""

    def __init__(self, capacity: int) -> None:
        self.capacity = capacity
        self.limit = b"\xff" * 32 + b"\0"  # above every rank
        self.whole = True  # no row has been cut yet
        self.rows: list[tuple[bytes, bytes]] = []

    def cut(self) -> None:
        """Sorts, counts equal rows once and keeps the lowest."""
        self.rows = sorted(set(self.rows))
        if len(self.rows) > self.capacity:
            self.whole = False
            del self.rows[self.capacity :]
            self.limit = self.rows[-1][0] if self.rows else b""


def _lowest(
    register: Register, strata: Strata, capacity: Sequence[int], seed: bytes, progress: Progress | None
) -> list[_Lowest]:
    pools = [_Lowest(size) for size in capacity]
    for pool in pools:
        if not pool.capacity:
            pool.limit = b""
    rank, stratum = ranker(seed), strata.stratum
    for rows in register.blocks("letters", progress):
        for row in filter(None, rows):
            pool = pools[stratum(row)]
            value = rank(row)
            if value < pool.limit:
                pool.rows.append((value, row))
                if len(pool.rows) >= 2 * pool.capacity + 64:
                    pool.cut()
    for pool in pools:
        pool.cut()
    return pools


def _walk(
    pools: Sequence[_Lowest], strata: Strata, household: Sequence[int]
) -> tuple[list[list[tuple[bytes, bytes]]], list[int]]:
    """Applies rule 3 to the candidates. Returns the chosen rows per stratum, and the strata that came out short."""
    if not household:
        rows = [pool.rows[:size] for pool, size in zip(pools, strata.sizes, strict=True)]
    else:
        rows = [[] for _ in pools]
        taken: set[tuple[str, ...]] = set()
        for rank, row, s in sorted((rank, row, s) for s, pool in enumerate(pools) for rank, row in pool.rows):
            if len(rows[s]) == strata.sizes[s]:
                continue
            values = fields(row)
            key = tuple(plain(values[column]) for column in household)
            if all(key) and key in taken:
                continue
            taken.add(key)
            rows[s].append((rank, row))
    return rows, [s for s, size in enumerate(strata.sizes) if len(rows[s]) < size]


def _too_few(
    register: Register, strata: Strata, rows: list[list[tuple[bytes, bytes]]], s: int, by_household: bool
) -> NoPanelError:
    return NoPanelError(
        "stratum_short",
        stratum=strata.names[s],
        file=register.name,
        asked=strata.sizes[s],
        found=len(rows[s]),
        what="households" if by_household else "rows",
    )
