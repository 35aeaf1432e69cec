"""The field's own files: categories in three dialects, respondents, and the lists of a drawn panel.

feature,value,min,max[,min_flex,max_flex]      category,name,min,max[,…]      category,feature,min,max[,…]
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from selection.model.errors import InputError
from selection.model.folding import fold
from selection.model.problem import Answers, Problem, Quota, make_problem
from selection.model.tabular import Source, Table, read_table

#: header of the feature's name, header of the value's name; the last one is the dialect that calls a value "feature"
DIALECTS = (("feature", "value"), ("category", "name"), ("category", "feature"))
ID_COLUMNS = ("unique_id", "nationbuilder_id", "id")
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
COUNT = re.compile(r"^\d{1,9}([.,]0+)?$")

Categories = dict[str, dict[str, Quota]]


def read_categories(source: Source, name: str | None = None) -> Categories:
    """Feature → value → Quota, in the order of the file. Raises InputError that names the cell."""
    table = read_table(source, name)
    folded = [fold(column).replace(" ", "_") for column in table.header]
    feature_at, value_at = _dialect(table, folded)
    low, high = folded.index("min"), folded.index("max")
    flex = _flex_columns(table, folded)
    categories: Categories = {}
    first_rows: dict[tuple[str, str], int] = {}
    names: dict[str, str] = {}
    for row, cells in table.rows:
        for place in (feature_at, value_at, low, high):
            if not cells[place]:
                raise InputError("empty_cell", file=table.file, row=row, column=table.header[place])
        feature, value = names.setdefault(fold(cells[feature_at]), cells[feature_at]), cells[value_at]
        key = (fold(feature), fold(value))
        if key in first_rows:
            raise InputError(
                "repeated_value",
                file=table.file,
                row=row,
                column=table.header[value_at],
                value=value,
                feature=feature,
                first_row=first_rows[key],
            )
        first_rows[key] = row
        categories.setdefault(feature, {})[value] = _quota(table, row, cells, (low, high), flex)
    if not categories:
        raise InputError("no_categories", file=table.file)
    return categories


def _dialect(table: Table, folded: Sequence[str]) -> tuple[int, int]:
    for feature, value in DIALECTS:
        if {feature, value, "min", "max"} <= set(folded):
            return folded.index(feature), folded.index(value)
    raise InputError("categories_header", file=table.file, found=",".join(table.header))


def _flex_columns(table: Table, folded: Sequence[str]) -> tuple[int, int] | None:
    given = [name for name in ("min_flex", "max_flex") if name in folded]
    if len(given) == 1:
        missing = "max_flex" if given == ["min_flex"] else "min_flex"
        raise InputError("flex_columns", file=table.file, missing=missing)
    return (folded.index("min_flex"), folded.index("max_flex")) if given else None


def _quota(
    table: Table, row: int, cells: tuple[str, ...], bounds: tuple[int, int], flex: tuple[int, int] | None
) -> Quota:
    low, high = (_count(table, row, cells, place) for place in bounds)
    if low > high:
        raise InputError("min_above_max", file=table.file, row=row, column=table.header[bounds[0]], min=low, max=high)
    if flex is None:
        return Quota(low, high)
    min_flex = _count(table, row, cells, flex[0]) if cells[flex[0]] else low
    max_flex = _count(table, row, cells, flex[1]) if cells[flex[1]] else high
    for place, value, wrong in ((flex[0], min_flex, min_flex > low), (flex[1], max_flex, max_flex < high)):
        if wrong:
            column = table.header[place]
            raise InputError(
                "flex_inside_quota", file=table.file, row=row, column=column, value=value, min=low, max=high
            )
    return Quota(low, high, min_flex, max_flex)


def _count(table: Table, row: int, cells: tuple[str, ...], place: int) -> int:
    if not COUNT.match(cells[place]):
        raise InputError("not_a_count", file=table.file, row=row, column=table.header[place], value=cells[place])
    return int(re.split("[.,]", cells[place])[0])


@dataclass(frozen=True)
class Respondents:
    """The rows of a respondents file by id, in the order of the file; every column is kept as written."""

    table: Table
    id_column: int
    by_id: Mapping[str, tuple[int, tuple[str, ...]]]

    @property
    def file(self) -> str:
        return self.table.file

    @property
    def header(self) -> tuple[str, ...]:
        return self.table.header

    def cells(self, person: str) -> tuple[str, ...]:
        return self.by_id[person][1]

    def problem(
        self,
        categories: Mapping[str, Mapping[str, Quota]],
        seats: int,
        household: Sequence[str] = (),
        must: Collection[str] = (),
        must_not: Collection[str] = (),
    ) -> Problem:
        """Returns the problem of these people. `household`: the columns that together say who live together."""
        answers = Answers(categories)
        places = {feature: self.table.column(feature) for feature in categories}
        people: dict[str, dict[str, str]] = {}
        for person, (row, cells) in self.by_id.items():
            people[person] = {f: answers.value(f, cells[i], self.file, row, self.header[i]) for f, i in places.items()}
        keys = self.household_keys(household) if household else None
        return make_problem(categories, people, seats, keys, must, must_not)

    def household_keys(self, columns: Sequence[str]) -> dict[str, str | None]:
        """Id → the cells of `columns` put together, or None when one of them is empty."""
        places = [self.table.column(column) for column in columns]
        keys: dict[str, str | None] = {}
        for person, (_, cells) in self.by_id.items():
            parts = [fold(cells[i]) for i in places]
            keys[person] = "\x1f".join(parts) if all(parts) else None
        return keys


def read_respondents(source: Source, name: str | None = None, id_column: str | None = None) -> Respondents:
    """Returns people by id: `id_column`, else unique_id, nationbuilder_id, id, else the first. Raises InputError."""
    table = read_table(source, name)
    folded = [fold(column) for column in table.header]
    place = 0
    if id_column is not None:
        place = table.column(id_column)
    else:
        place = next((folded.index(known) for known in ID_COLUMNS if known in folded), 0)
    by_id: dict[str, tuple[int, tuple[str, ...]]] = {}
    for row, cells in table.rows:
        person = cells[place]
        if not person:
            raise InputError("empty_cell", file=table.file, row=row, column=table.header[place])
        if person in by_id:
            first = by_id[person][0]
            raise InputError(
                "duplicate_id", file=table.file, row=row, column=table.header[place], value=person, first_row=first
            )
        by_id[person] = (row, cells)
    return Respondents(table, place, by_id)


def write_people(respondents: Respondents, ids: Iterable[str]) -> bytes:
    """Returns the rows of these people as CSV with all their columns: `selected.csv` and `remaining.csv`."""
    return write_csv(respondents.header, (respondents.cells(person) for person in ids))


def write_panels(panels: Sequence[Sequence[str]]) -> bytes:
    """Returns panels as columns `Assembly 0`, `Assembly 1`, … with one id per row."""
    depth = max((len(panel) for panel in panels), default=0)
    rows = ([panel[i] if i < len(panel) else "" for panel in panels] for i in range(depth))
    return write_csv([f"Assembly {j}" for j in range(len(panels))], rows)


def write_csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """CSV in UTF-8 in which no cell is a formula to a spreadsheet: such a cell gets an apostrophe in front."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([harmless(cell) for cell in header])
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return text.getvalue().encode()


def harmless(cell: str) -> str:
    """Returns the cell, with an apostrophe in front when a spreadsheet would read it as a formula."""
    return "'" + cell if cell.startswith(FORMULA_STARTS) else cell
