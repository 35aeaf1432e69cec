"""The field's own files: categories in three dialects, respondents, and the lists of a drawn panel.

feature,value,min,max[,min_flex,max_flex]      category,name,min,max[,…]      category,feature,min,max[,…]

or in Dutch: kenmerk or categorie, waarde, antwoord or naam, minimum, maximum. Rows without a quota, such as notes and
totals, are no rows of the table. All errors of a file are raised at once.

A row of which the feature is two others of the file, `geslacht × leeftijd`, is about the two together.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from selection.model.errors import InputError, Notice, raise_all
from selection.model.folding import fold, plain
from selection.model.pairs import features_of, joined, separate, values_of
from selection.model.problem import Answers, Problem, make_problem
from selection.model.quota import Quota
from selection.model.tabular import Source, Table, harmless, read_table

#: header of the feature's name, header of the value's name; the last one is the dialect that calls a value "feature"
DIALECTS = (("feature", "value"), ("category", "name"), ("category", "value"), ("category", "feature"))
#: other names of these columns
SYNONYMS = {
    "kenmerk": "feature",
    "categorie": "category",
    "waarde": "value",
    "antwoord": "value",
    "naam": "name",
    "minimum": "min",
    "maximum": "max",
}
CATEGORY_COLUMNS = frozenset({"feature", "value", "category", "name", "min", "max", "min_flex", "max_flex"})
ID_COLUMNS = ("unique_id", "nationbuilder_id", "id")
#: parts of the names of columns that say who somebody is: ids are published
PERSONAL = ("mail", "naam", "name", "navn", "telefoon", "phone", "mobiel", "adres", "address", "postcode")
#: an e-mail address, or a telephone number
IS_PERSONAL = re.compile(r"\S+@\S+\.\S+|\+\d[\d ()-]{8,}|0\d([ -]?\d){8}")
#: what an id in a column that nobody named as one cannot hold
NO_ID = re.compile(r"[@\s]")
COUNT = re.compile(r"^\d{1,9}([.,]0{1,2})?$")
#: a whole number with a mark that is a decimal one to some and a thousand to others
AMBIGUOUS_COUNT = re.compile(r"^\d{1,3}([.,]\d{3})+$")

Categories = dict[str, dict[str, Quota]]


@dataclass(frozen=True)
class _Row:
    """One row of a categories file."""

    number: int
    feature: str
    value: str
    quota: Quota


def read_categories(source: Source, name: str | None = None, notices: list[Notice] | None = None) -> Categories:
    """Feature → value → Quota, in the order of the file. Raises InputError that names the cell.

    `notices` hears of rows that were left out.

    Pairs come last, as `geslacht × leeftijd` → `vrouw × 16-34`, with the features in the order of their names.
    """
    table = read_table(source, name, lambda title: _column_name(title) in CATEGORY_COLUMNS)
    folded = [_column_name(column) for column in table.header]
    if repeated := [name for name in folded if name.removesuffix("_(2)") in CATEGORY_COLUMNS and name.endswith("_(2)")]:
        column = repeated[0].removesuffix("_(2)")
        raise InputError("repeated_column", file=table.file, row=table.header_row, column=column)
    columns = _dialect(table, folded)
    rows, noted = _rows(table, folded, columns)
    if noted and notices is not None:
        notices.append(Notice("rows_noted", {"file": table.file, "count": len(noted), "first": noted[0]}))
    if not rows:
        raise InputError("no_categories", file=table.file)
    headers = table.header[columns[0]], table.header[columns[1]]
    parts = _parts(table.file, headers[0], rows)
    categories: Categories = {}
    first_rows: dict[tuple[str, str], int] = {}
    for row in sorted(rows, key=lambda row: parts[row.feature] is not None):
        feature, value = _as_known(table.file, headers[1], row, parts[row.feature], categories)
        key = feature, fold(value)
        if key in first_rows:
            place = {"file": table.file, "row": row.number, "column": headers[1]}
            raise InputError("repeated_value", **place, value=value, feature=feature, first_row=first_rows[key])
        first_rows[key] = row.number
        categories.setdefault(feature, {})[value] = row.quota
    return categories


def _column_name(title: str) -> str:
    name = fold(title).replace(" ", "_")
    return SYNONYMS.get(name, name)


def _rows(table: Table, folded: Sequence[str], columns: tuple[int, int]) -> tuple[list[_Row], list[int]]:
    """Returns the rows, with the name of a feature as it was first written, and the numbers of those left out.

    Raises all that is wrong with them.
    """
    bounds = folded.index("min"), folded.index("max")
    flex = _flex_columns(table, folded)
    names: dict[str, str] = {}
    rows: list[_Row] = []
    noted: list[int] = []
    errors: list[InputError] = []
    for number, cells in table.rows:
        if _is_note(cells, columns, bounds):
            noted.append(number)
            continue
        try:
            for column in (*columns, *bounds):
                if not cells[column]:
                    raise InputError("empty_cell", file=table.file, row=number, column=table.header[column])
            quota = _quota(table, number, cells, bounds, flex)
        except InputError as error:
            errors.append(error)
            continue
        feature = cells[columns[0]]
        rows.append(_Row(number, names.setdefault(fold(feature), feature), cells[columns[1]], quota))
    raise_all(errors)
    return rows, noted


def _is_note(cells: Sequence[str], columns: tuple[int, int], bounds: tuple[int, int]) -> bool:
    """Whether a row is a note, a total or a heading among the quotas: no name, or nothing but one."""
    feature, value = (cells[column] for column in columns)
    has_quota = any(cells[column] for column in bounds)
    return not (feature or value) or (not has_quota and not (feature and value))


def _parts(file: str, column: str, rows: Sequence[_Row]) -> dict[str, tuple[str, str] | None]:
    """Feature → the two that it joins, or None."""
    first_rows: dict[str, int] = {}
    for row in rows:
        first_rows.setdefault(row.feature, row.number)
    try:
        return features_of(first_rows)
    except InputError as error:
        row_number = first_rows[str(error.params["pair"])]
        raise InputError(error.code, **{**error.params, "file": file, "row": row_number, "column": column}) from error


def _as_known(file: str, column: str, row: _Row, parts: tuple[str, str] | None, known: Categories) -> tuple[str, str]:
    """Feature and value of a row; those of a pair in order and as its features have them."""
    if parts is None:
        return row.feature, row.value
    try:
        values = values_of(row.value, parts, known)
    except InputError as error:
        raise InputError(error.code, **{**error.params, "file": file, "row": row.number, "column": column}) from error
    return joined(*sorted(parts)), joined(*values)


def _dialect(table: Table, folded: Sequence[str]) -> tuple[int, int]:
    for feature, value in DIALECTS:
        if {feature, value, "min", "max"} <= set(folded):
            return folded.index(feature), folded.index(value)
    raise InputError("categories_header", file=table.file, row=table.header_row, found=",".join(table.header))


def _flex_columns(table: Table, folded: Sequence[str]) -> tuple[int, int] | None:
    flex = [name for name in ("min_flex", "max_flex") if name in folded]
    if len(flex) == 1:
        missing = "max_flex" if flex == ["min_flex"] else "min_flex"
        raise InputError("flex_columns", file=table.file, row=table.header_row, missing=missing)
    return (folded.index("min_flex"), folded.index("max_flex")) if flex else None


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
    if AMBIGUOUS_COUNT.match(cells[place]):
        raise InputError("ambiguous_count", file=table.file, row=row, column=table.header[place], value=cells[place])
    if not COUNT.match(cells[place]):
        raise InputError("not_a_count", file=table.file, row=row, column=table.header[place], value=cells[place])
    return int(re.split("[.,]", cells[place])[0])


@dataclass(frozen=True)
class Respondents:
    """The rows of a respondents file by id, in the order of the file; every column is kept as written."""

    table: Table
    id_column: int
    by_id: Mapping[str, tuple[int, tuple[str, ...]]]
    #: what was left out, for the owner of the file
    notices: tuple[Notice, ...] = ()

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
        own, pairs = separate(categories)
        answers = Answers(own)
        columns = {feature: self.table.column(feature) for feature in own}
        people: dict[str, dict[str, str]] = {person: {} for person in self.by_id}
        errors: list[InputError] = []
        for person, (row, cells) in self.by_id.items():
            for feature, i in columns.items():
                try:
                    people[person][feature] = answers.value(feature, cells[i], self.file, row, self.header[i])
                except InputError as error:
                    errors.append(error)
        raise_all(errors)
        keys = self.household_keys(household) if household else None
        return make_problem(own, people, seats, keys, must, must_not, pairs)

    def household_keys(self, columns: Sequence[str]) -> dict[str, str | None]:
        """Id → the cells of `columns` put together, spelled in one way; None when one of them is empty."""
        places = [self.table.column(column) for column in columns]
        keys: dict[str, str | None] = {}
        for person, (_, cells) in self.by_id.items():
            parts = [plain(cells[i]) for i in places]
            keys[person] = "\x1f".join(parts) if all(parts) else None
        return keys


def read_respondents(
    source: Source, name: str | None = None, id_column: str | None = None, features: Collection[str] = ()
) -> Respondents:
    """Returns people by id: `id_column`, else unique_id, nationbuilder_id, id, else the first that can hold ids.

    `features`: names of columns with answers. Rows without an id and rows that say the same twice are left out, with a
    notice. Raises InputError, of all rows at once.
    """
    known = {*ID_COLUMNS, *map(fold, features)} | ({fold(id_column)} if id_column else set())
    table = read_table(source, name, lambda title: fold(title) in known)
    place = _id_place(table, id_column, {fold(feature) for feature in features})
    by_id: dict[str, tuple[int, tuple[str, ...]]] = {}
    nameless, doubled, errors = [], [], []
    for row, cells in table.rows:
        person = cells[place]
        where = {"file": table.file, "row": row, "column": table.header[place]}
        if not person:
            nameless.append(row)
        elif by_id.get(person, (0, ()))[1] == cells:
            doubled.append(row)
        elif person in by_id:
            errors.append(InputError("duplicate_id", **where, value=person, first_row=by_id[person][0]))
        elif IS_PERSONAL.fullmatch(person):
            errors.append(InputError("personal_id", **where))
        else:
            by_id[person] = (row, cells)
    raise_all(errors)
    if not by_id and nameless:
        raise InputError("empty_cell", file=table.file, row=nameless[0], column=table.header[place])
    left_out = (("rows_without_id", nameless), ("rows_doubled", doubled))
    notices = (Notice(code, {"file": table.file, "count": len(n), "first": n[0]}) for code, n in left_out if n)
    return Respondents(table, place, by_id, tuple(notices))


def _id_place(table: Table, id_column: str | None, features: Collection[str]) -> int:
    """Returns the index of the column with ids. Raises InputError when there is none."""
    if id_column is not None:
        return table.column(id_column)
    folded = [fold(column) for column in table.header]
    if known := [name for name in ID_COLUMNS if name in folded]:
        return folded.index(known[0])
    reason = None
    if folded[0] in features:
        reason = "is a category"
    elif any(part in folded[0] for part in PERSONAL):
        reason = "says who somebody is"
    elif any(NO_ID.search(cells[0]) for _, cells in table.rows):
        reason = "holds more than a number or a code"
    if reason is not None:
        column = table.header[0]
        raise InputError("no_id_column", file=table.file, row=table.header_row, column=column, reason=reason)
    return 0


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
