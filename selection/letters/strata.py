"""How a register is divided: strata by the values of a column, and how many letters each gets.

`geslacht × leeftijd` divides by two columns (or more) together, as quotas on two features do: the strata are the
combinations that occur, `vrouw × 16-34`. A column that has this name itself goes first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from selection.letters.apportionment import sainte_lague
from selection.letters.register import SEP, Register
from selection.model.errors import InputError
from selection.model.folding import fold
from selection.model.pairs import SIGN
from selection.model.progress import Progress

T = TypeVar("T")

#: Spellings of strata at most; a column with more of them tells people apart, and would fill the memory.
MOST_STRATA = 100_000


@dataclass(frozen=True)
class Plan:
    """How letters are divided: by the values of `strata`, mirroring people unless sizes or response are given.

    strata: a column, or `column × column` for the combinations of two or more; None for one stratum.
    sizes: letters per stratum. response: the share of letters that is expected to be answered, per stratum.
    household: the columns that together name a household; empty for no limit per household.
    """

    letters: int
    strata: str | None = None
    sizes: Mapping[str, int] | None = None
    response: Mapping[str, Fraction] | None = None
    household: Sequence[str] = ()


def _columns(register: Register, name: str) -> tuple[int, ...]:
    """The column with this name, or those that it joins. Raises InputError for one that isn't there."""
    parts = [part.strip() for part in name.split(SIGN.strip())]
    is_column = any(fold(title) == fold(name) for title in register.header)
    return (register.column(name),) if is_column else tuple(register.column(part) for part in parts)


class Strata:
    """The strata of a register: names, people and letters by index, and the index of a row."""

    def __init__(self, register: Register, plan: Plan, progress: Progress | None) -> None:
        if plan.letters < 1:
            raise InputError("letters_count", letters=plan.letters)
        if plan.sizes is not None and plan.response is not None:
            raise InputError("strata_twice")
        if plan.strata is None and (plan.sizes is not None or plan.response is not None):
            raise InputError("strata_needed")
        self._register = register
        self._columns = () if plan.strata is None else _columns(register, plan.strata)
        self._title = plan.strata or ""
        self.names: list[str] = []
        self.people: list[int] = []
        self._index: dict[str, int] = {}
        self._by_bytes: dict[bytes, int] = {}
        if not self._columns:
            self.names, self.people = [""], [0]
            for rows in register.blocks("strata", progress):
                self.people[0] += len(rows) - rows.count(b"")
        else:
            self._count(progress)
        if not sum(self.people):
            raise InputError("empty_file", file=register.name)
        self.sizes = self._divide(plan)

    def in_order(self) -> list[int]:
        """Returns the indices in order of name: that order doesn't depend on which row came first."""
        return sorted(range(len(self.names)), key=lambda s: fold(self.names[s]))

    def stratum(self, row: bytes, record: int = 0) -> int:
        """Returns the index of a canonical row's stratum, a new one if its value is new. Raises InputError."""
        if not self._columns:
            return 0
        if len(self._columns) == 1:
            value = row.split(SEP, self._columns[0] + 1)[self._columns[0]]
        else:
            cells = row.split(SEP)
            value = SEP.join([cells[column] for column in self._columns])
        index = self._by_bytes.get(value)
        return self._learn(value, record) if index is None else index

    def _learn(self, value: bytes, record: int) -> int:
        cells = [cell.decode().strip() for cell in value.split(SEP)]
        if not all(cells):
            column = self._register.header[self._columns[cells.index("")]]
            raise InputError("empty_cell", file=self._register.name, row=record, column=column)
        name = SIGN.join(cells)
        s = self._index.setdefault(fold(name), len(self.names))
        if s == len(self.names):
            self.names.append(name)
            self.people.append(0)
        self.names[s] = min(self.names[s], name)  # of several spellings the same one in every order of rows
        self._by_bytes[value] = s
        if len(self._by_bytes) > MOST_STRATA:
            raise InputError("strata_many", file=self._register.name, column=self._title, most=MOST_STRATA)
        return s

    def _count(self, progress: Progress | None) -> None:
        record = 1
        for rows in self._register.blocks("strata", progress):
            for row in rows:
                record += 1
                if row:
                    self.people[self.stratum(row, record)] += 1

    def _divide(self, plan: Plan) -> list[int]:
        if plan.sizes is not None:
            return self._typed(plan, plan.sizes)
        weights: list[Fraction | int] = list(self.people)
        if plan.response is not None:
            response = self._per_stratum(plan.response, "expected response")
            for s, share in enumerate(response):
                if not 0 < share <= 1:
                    raise InputError("stratum_response", stratum=self.names[s], response=share)
            weights = [Fraction(people) / share for people, share in zip(self.people, response, strict=True)]
        if plan.letters > sum(self.people):
            raise self._too_many(plan)
        order = self.in_order()
        sizes = sainte_lague([weights[s] for s in order], [self.people[s] for s in order], plan.letters)
        by_index = dict(zip(order, sizes, strict=True))
        return [by_index[s] for s in range(len(self.names))]

    def _typed(self, plan: Plan, typed: Mapping[str, int]) -> list[int]:
        sizes = self._per_stratum(typed, "size")
        for s, size in enumerate(sizes):
            if not 0 <= size <= self.people[s]:
                raise InputError("stratum_size", stratum=self.names[s], size=size, people=self.people[s])
        if sum(sizes) != plan.letters:
            raise InputError("stratum_sizes_sum", total=sum(sizes), letters=plan.letters)
        return sizes

    def _per_stratum(self, values: Mapping[str, T], what: str) -> list[T]:
        column, file = self._title, self._register.name
        by_name = {fold(name): value for name, value in values.items()}
        for name in values:
            if fold(name) not in self._index:
                raise InputError("stratum_unknown", stratum=name, what=what, column=column, file=file)
        for name in self.names:
            if fold(name) not in by_name:
                raise InputError("stratum_missing", stratum=name, what=what, column=column, file=file)
        return [by_name[fold(name)] for name in self.names]

    def _too_many(self, plan: Plan) -> InputError:
        people = sum(self.people)
        return InputError("letters_too_many", file=self._register.name, letters=plan.letters, people=people)
