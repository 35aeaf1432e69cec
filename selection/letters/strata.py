"""How a register is divided: strata by the values of one column, and how many letters each gets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from selection.letters.apportionment import sainte_lague
from selection.letters.register import SEP, Register
from selection.model.errors import InputError
from selection.model.folding import fold
from selection.model.progress import Progress

T = TypeVar("T")

#: Spellings of strata at most; a column with more of them tells people apart, and would fill the memory.
MOST_STRATA = 100_000


@dataclass(frozen=True)
class Plan:
    """How letters are divided: by the values of column `strata`, mirroring people unless sizes or response are given.

    sizes: letters per stratum. response: the share of letters that is expected to be answered, per stratum.
    household: the columns that together name a household; empty for no limit per household.
    """

    letters: int
    strata: str | None = None
    sizes: Mapping[str, int] | None = None
    response: Mapping[str, Fraction] | None = None
    household: Sequence[str] = ()


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
        self.column = None if plan.strata is None else register.column(plan.strata)
        self.names: list[str] = []
        self.people: list[int] = []
        self._index: dict[str, int] = {}
        self._by_bytes: dict[bytes, int] = {}
        if self.column is None:
            self.names, self.people = [""], [0]
            for rows in register.blocks("strata", progress):
                self.people[0] += len(rows) - rows.count(b"")
        else:
            self._count(self.column, progress)
        if not sum(self.people):
            raise InputError("empty_file", file=register.name)
        self.sizes = self._divide(plan)

    def in_order(self) -> list[int]:
        """Returns the indices in order of name: that order doesn't depend on which row came first."""
        return sorted(range(len(self.names)), key=lambda s: fold(self.names[s]))

    def stratum(self, row: bytes, record: int = 0) -> int:
        """Returns the index of a canonical row's stratum, a new one if its value is new. Raises InputError."""
        if self.column is None:
            return 0
        value = row.split(SEP, self.column + 1)[self.column]
        index = self._by_bytes.get(value)
        return self._learn(value, record) if index is None else index

    def _learn(self, value: bytes, record: int) -> int:
        name = value.decode().strip()
        if not name:
            column = self._register.header[self.column or 0]
            raise InputError("empty_cell", file=self._register.name, row=record, column=column)
        s = self._index.setdefault(fold(name), len(self.names))
        if s == len(self.names):
            self.names.append(name)
            self.people.append(0)
        self.names[s] = min(self.names[s], name)  # of several spellings the same one in every order of rows
        self._by_bytes[value] = s
        if len(self._by_bytes) > MOST_STRATA:
            column = self._register.header[self.column or 0]
            raise InputError("strata_many", file=self._register.name, column=column, most=MOST_STRATA)
        return s

    def _count(self, column: int, progress: Progress | None) -> None:
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
        column, file = self._register.header[self.column or 0], self._register.name
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
