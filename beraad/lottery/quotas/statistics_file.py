"""A table as downloaded from Statistics Netherlands (CBS): semicolons, a title above, `.` where nothing is known.

Rows are added up per group of one column; in a wide table each group has a column of numbers of its own. Where another
column has a total, only its total counts; where a column has one value (a region, a period) it changes nothing. Ages
are read from their labels ("20 tot 25 jaar", "95 jaar of ouder") and divided over the bands of the burgerberaad; a band
that is cut in two is split evenly over its years.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from beraad.assemblies.features.age_bands import band
from beraad.lottery.errors import StatisticsFileError

#: more groups than this are not put in a list to choose from
MOST = 60
UNKNOWN = frozenset({"", ".", "-", "x"})
TABLE_ID = re.compile(r"\b(\d{5}[A-Za-z]{3})\b")
TOTAL = re.compile(r"^(totaal|total)\b", re.IGNORECASE)
NUMBER = re.compile(r"^-?\d+([.,]\d+)?$")
YEAR = re.compile(r"\b((?:19|20)\d{2})\b")


#: what says, in the head of a column of numbers, that it counts everybody
EVERYBODY = re.compile(r"bevolking op|aantal inwoners|^bevolking\b|^personen", re.IGNORECASE)
#: a code of a region, a year or a dimension in a file that has codes where others have words
CODES = re.compile(r"^((GM|WK|BU|PV|NL)\d+|\d{4}(JJ|KW|MM)\d{2}|T\d{6})\s*$")
UNIT = re.compile(r"\s*\([^()]*\)$")


@dataclass(frozen=True)
class StatisticsTable:
    """The columns that say what a row is about, and the number in each row (None: unknown)."""

    columns: tuple[str, ...]
    rows: tuple[tuple[tuple[str, ...], float | None], ...]
    #: head of a column of numbers → its sum, for tables with a column for each group
    wide: Mapping[str, float]
    #: as far as name and contents of the file say
    table: str
    period: str


def read(content: bytes, name: str) -> StatisticsTable:
    """Returns the table in a file. Raises `StatisticsFileError`."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    lines = [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text), delimiter=";")]
    width = max((len(row) for row in lines), default=0)
    full = [row for row in lines if len(row) == width and all(row)]
    if width < 2 or len(full) < 2:
        raise StatisticsFileError(reason="no_table")
    header, body = full[0], full[1:]
    numeric = [i for i in range(width) if _is_numeric([row[i] for row in body])]
    if not numeric or numeric == list(range(width)):
        raise StatisticsFileError(reason="no_numbers")
    dimensions = [i for i in range(width) if i not in numeric]
    if any(CODES.match(row[i]) for row in body[:1] for i in dimensions if not _says_codes(header[i])):
        raise StatisticsFileError(reason="codes")
    heads = {i: topic(header[i]) for i in numeric}
    counting = next((i for i in numeric if EVERYBODY.search(heads[i])), numeric[0])
    period = next((YEAR.search(row[i]) for row in body[:1] for i in range(width) if "eriod" in header[i]), None)
    table_id = TABLE_ID.search(name) or TABLE_ID.search(text[:2000])
    return StatisticsTable(
        columns=tuple(header[i] for i in dimensions),
        rows=tuple((tuple(row[i] for i in dimensions), _number(row[counting])) for row in body),
        wide={heads[i]: sum(_number(row[i]) or 0 for row in body) for i in numeric},
        table=table_id.group(1) if table_id else "",
        period=period.group(1) if period else "",
    )


def topic(head: str) -> str:
    """The head of a column without the groups above it and its unit: "Bevolking/Mannen (aantal)" is "Mannen"."""
    return UNIT.sub("", head.rsplit("/", 1)[-1]).strip()


def _says_codes(head: str) -> bool:
    return "coder" in head.casefold() or head.casefold().endswith("code")


def _is_numeric(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell not in UNKNOWN]
    return bool(filled) and all(NUMBER.match(cell) for cell in filled)


def _number(cell: str) -> float | None:
    return None if cell in UNKNOWN else float(cell.replace(",", "."))


def numbers_for(table: StatisticsTable, answers: Sequence[str]) -> dict[str, float]:
    """Answer → people, from the groups that fit `answers` best. Raises `StatisticsFileError`."""
    best = divided(groups_for(table, answers), answers)
    if not any(best.values()):
        raise StatisticsFileError(reason="no_groups")
    return best


def groups_for(table: StatisticsTable, answers: Sequence[str]) -> dict[str, float]:
    """Label → number of the column, or of the wide table, whose groups fit `answers` best; else of most groups."""

    def fit(labels: Mapping[str, float]) -> tuple[int, int]:
        few_enough = len(labels) if len(labels) <= MOST else 0
        return sum(number > 0 for number in divided(labels, answers).values()), few_enough

    return max([*(groups(table, i) for i in range(len(table.columns))), dict(table.wide)], key=fit)


def answer_of(label: str, answers: Sequence[str]) -> str:
    """The answer that a group counts for; empty when none has its name."""
    return next((answer for answer in answers if divided({label: 1.0}, [answer])[answer]), "")


def groups(table: StatisticsTable, column: int) -> dict[str, float]:
    """Label → number for one column, totals left out; in other columns totals alone count where there are any."""
    totals = {
        i: {labels[i] for labels, _ in table.rows if TOTAL.match(labels[i])}
        for i in range(len(table.columns))
        if i != column
    }
    people: dict[str, float] = {}
    for labels, number in table.rows:
        counts = all(not only or labels[i] in only for i, only in totals.items())
        if counts and number is not None and not TOTAL.match(labels[column]):
            people[labels[column]] = people.get(labels[column], 0.0) + number
    return people


def divided(numbers: Mapping[str, float], answers: Sequence[str]) -> dict[str, float]:
    """The numbers of `groups` over answers: by age where both are ages, otherwise by name."""
    bands = {answer: band(answer) for answer in answers}
    people = dict.fromkeys(answers, 0.0)
    for label, number in numbers.items():
        ages = band(label)
        for answer in answers:
            own = bands[answer]
            if ages is not None and own is not None:
                overlap = min(ages[1], own[1]) - max(ages[0], own[0]) + 1
                people[answer] += number * max(0, overlap) / (ages[1] - ages[0] + 1)
            elif ages is None and own is None and _same(label, answer):
                people[answer] += number
    return people


def _same(label: str, answer: str) -> bool:
    one, other = label.casefold(), answer.casefold()
    return one == other or (len(other) > 2 and one.startswith(other))
