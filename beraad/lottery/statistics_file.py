"""A table as downloaded from Statistics Netherlands (CBS): semicolons, a title above, `.` where nothing is known.

Rows are added up per group of one column. Where another column has a total, only its total counts; where a column has
one value (a region, a period) it changes nothing. Ages are read from their labels ("20 tot 25 jaar", "95 jaar of
ouder") and divided over the bands of the burgerberaad; a band that is cut in two is split evenly over its years.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

#: ages above this don't occur; the upper end of "95 jaar of ouder"
OLDEST = 105
UNKNOWN = frozenset({"", ".", "-", "x"})
TABLE_ID = re.compile(r"\b(\d{5}[A-Za-z]{3})\b")
TOTAL = re.compile(r"^(totaal|total)\b", re.IGNORECASE)
NUMBER = re.compile(r"^-?\d+([.,]\d+)?$")
YEAR = re.compile(r"\b((?:19|20)\d{2})\b")


class StatisticsFileError(Exception):
    """The file is no such table; `code` says why: "no_table", "no_numbers" or "no_groups"."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


@dataclass(frozen=True)
class StatisticsTable:
    """The columns that say what a row is about, and the number in each row (None: unknown)."""

    columns: tuple[str, ...]
    rows: tuple[tuple[tuple[str, ...], float | None], ...]
    #: as far as name and contents of the file say
    table: str
    period: str


def read(content: bytes, name: str) -> StatisticsTable:
    """The table in a file. Raises `StatisticsFileError`."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    lines = [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text), delimiter=";")]
    width = max((len(row) for row in lines), default=0)
    full = [row for row in lines if len(row) == width and all(row)]
    if width < 2 or len(full) < 2:
        raise StatisticsFileError("no_table")
    header, body = full[0], full[1:]
    numeric = [i for i in range(width) if _is_numeric([row[i] for row in body])]
    if not numeric or numeric == list(range(width)):
        raise StatisticsFileError("no_numbers")
    at = numeric[-1]
    dimensions = [i for i in range(width) if i not in numeric]
    period = next((YEAR.search(row[i]) for row in body[:1] for i in range(width) if "eriod" in header[i]), None)
    found = TABLE_ID.search(name) or TABLE_ID.search(text[:2000])
    return StatisticsTable(
        columns=tuple(header[i] for i in dimensions),
        rows=tuple((tuple(row[i] for i in dimensions), _number(row[at])) for row in body),
        table=found.group(1) if found else "",
        period=period.group(1) if period else "",
    )


def _is_numeric(cells: Sequence[str]) -> bool:
    known = [cell for cell in cells if cell not in UNKNOWN]
    return bool(known) and all(NUMBER.match(cell) for cell in known)


def _number(cell: str) -> float | None:
    return None if cell in UNKNOWN else float(cell.replace(",", "."))


def numbers_for(table: StatisticsTable, answers: Sequence[str]) -> dict[str, float]:
    """Answer → people, from the column whose groups fit `answers` best. Raises `StatisticsFileError`."""
    found = [divided(groups(table, i), answers) for i in range(len(table.columns))]
    best = max(found, key=lambda numbers: sum(number > 0 for number in numbers.values()), default={})
    if not any(best.values()):
        raise StatisticsFileError("no_groups")
    return best


def groups(table: StatisticsTable, column: int) -> dict[str, float]:
    """Label → number for one column, totals left out; in other columns totals alone count where there are any."""
    totals = {
        i: {labels[i] for labels, _ in table.rows if TOTAL.match(labels[i])}
        for i in range(len(table.columns))
        if i != column
    }
    found: dict[str, float] = {}
    for labels, number in table.rows:
        counts = all(not only or labels[i] in only for i, only in totals.items())
        if counts and number is not None and not TOTAL.match(labels[column]):
            found[labels[column]] = found.get(labels[column], 0.0) + number
    return found


def divided(numbers: Mapping[str, float], answers: Sequence[str]) -> dict[str, float]:
    """The numbers of `groups` over answers: by age where both are ages, otherwise by name."""
    bands = {answer: band(answer) for answer in answers}
    found = dict.fromkeys(answers, 0.0)
    for label, number in numbers.items():
        ages = band(label)
        for answer in answers:
            own = bands[answer]
            if ages is not None and own is not None:
                overlap = min(ages[1], own[1]) - max(ages[0], own[0]) + 1
                found[answer] += number * max(0, overlap) / (ages[1] - ages[0] + 1)
            elif ages is None and own is None and _same(label, answer):
                found[answer] += number
    return found


def _same(label: str, answer: str) -> bool:
    one, other = label.casefold(), answer.casefold()
    return one == other or (len(other) > 2 and one.startswith(other))


def band(label: str) -> tuple[int, int] | None:
    """First and last age of a label: "16-24", "70+", "20 tot 25 jaar", "95 jaar of ouder", "33 jaar"; else None."""
    text = label.casefold().strip()
    patterns = (
        (r"(\d{1,3})\s*(?:-|–|t/m|tot en met)\s*(\d{1,3})(?:\s*jaar)?", 0),
        (r"(\d{1,3})\s*tot\s*(\d{1,3})\s*jaar", -1),
    )
    for pattern, shift in patterns:
        if match := re.fullmatch(pattern, text):
            return int(match.group(1)), int(match.group(2)) + shift
    if match := re.fullmatch(r"(\d{1,3})\s*(?:\+|jaar (?:of|en) ouder)", text):
        return int(match.group(1)), OLDEST
    if match := re.fullmatch(r"(\d{1,3})\s*jaar", text):
        return int(match.group(1)), int(match.group(1))
    return None
