"""Reads access.csv: which visitors may pass where."""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path

from tests.visitors import NOBODY, ROLES, VISITORS

TABLE = Path(__file__).with_name("access.csv")
Route = tuple[str, str]
#: words in the table for groups of visitors; "medewerkers" is everyone with a role but panellists
GROUPS = {
    "iedereen": frozenset(VISITORS),
    "ingelogd": frozenset(VISITORS) - {NOBODY},
    "medewerkers": frozenset(ROLES) - {"panellid"},
}


@lru_cache
def table() -> dict[Route, frozenset[str]]:
    """(method, endpoint) → the visitors who may pass."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    rows = {(line["method"], line["endpoint"]): _visitors(line["visitors"].split()) for line in lines}
    assert len(rows) == len(lines), "a route stands in the table twice"
    return rows


def _visitors(words: list[str]) -> frozenset[str]:
    unknown = set(words) - set(VISITORS) - set(GROUPS)
    assert not unknown, f"the table knows no {unknown}"
    return frozenset[str]().union(*(GROUPS.get(word, {word}) for word in words))


def reader_of(route: tuple[str, str]) -> str:
    """Somebody who may open a page: the griffie if it may."""
    allowed = table()[route]
    return "griffie" if "griffie" in allowed else min(allowed, key=VISITORS.index)
