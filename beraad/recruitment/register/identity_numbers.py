"""Columns that hold a citizen service number (BSN) or an A-nummer, known by their name or by what is in them.

Neither may be used for a burgerberaad, so such a file is not taken in: the number never reaches our database.

*BSN*: nine digits, or eight if a leading zero got lost; python-stdnum knows the test that they pass.
*A-nummer*, which python-stdnum lacks: ten digits a₀…a₉, a₀ ≠ 0, no two neighbours equal, Σaᵢ ≡ 0 or 5 and
Σ2ⁱaᵢ ≡ 0 modulo 11 (Logisch Ontwerp BRP, element 01.01.10).

A column may hold other things too: half of it empty, a typing error, a word. So only its cells that look like such a
number count. Of random numbers one in eleven passes: a column is taken for one when at least three different cells
pass, and all that look alike do, or half of them once there are twenty.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

from stdnum.nl import bsn

_NAMES = re.compile(r"\bbsn|bsn\b|burger_?service_?n|sofi_?n|\ba_?(nr|nummer)\b|administratie_?n")
#: a cell that may be one of these numbers, with the points and spaces that people put in
_ALIKE = re.compile(r"[0-9](?:[ .]?[0-9]){7,9}")
#: digits of the shortest BSN, and of an A-nummer
SHORTEST, A_NUMBER_LENGTH = 8, 10
#: different cells that have to pass, and cells that look alike from which half is enough
FEWEST, MANY = 3, 20


def is_a_number(text: str) -> bool:
    """Whether `text` passes the tests of an A-nummer."""
    if not re.fullmatch(r"[1-9][0-9]{9}", text):
        return False
    digits = [int(digit) for digit in text]
    if any(a == b for a, b in pairwise(digits)):
        return False
    return sum(digits) % 11 in (0, 5) and sum(d << i for i, d in enumerate(digits)) % 11 == 0


def is_named_so(title: str) -> bool:
    """Whether a column with this title says that it holds such a number."""
    return _NAMES.search(re.sub(r"[^a-z]+", "_", title.casefold())) is not None


class Watch:
    """Looks at the rows of a table as they come by, and knows of its columns whether they hold such numbers."""

    def __init__(self, header: Sequence[str]) -> None:
        self._header = header
        self._named = next(filter(is_named_so, header), None)
        #: per place and kind of number: cells that look like one, cells that pass, and a few different ones that do
        self._alike: Counter[tuple[int, str]] = Counter()
        self._passed: Counter[tuple[int, str]] = Counter()
        self._different: dict[tuple[int, str], set[str]] = defaultdict(set)

    def look(self, cells: Sequence[str]) -> None:
        """One more row, as wide as the header."""
        for place, cell in enumerate(cells):
            if len(cell) >= SHORTEST and _ALIKE.fullmatch(cell):
                self._count(place, cell.replace(" ", "").replace(".", ""))

    def column(self) -> str | None:
        """The title of a column that holds such numbers, by its name or by what came by so far; None without any."""
        if self._named is not None:
            return self._named
        return next((self._header[key[0]] for key in self._different if self._holds(key)), None)

    def _count(self, place: int, number: str) -> None:
        kind = "A-nummer" if len(number) == A_NUMBER_LENGTH else "BSN"
        key = (place, kind)
        self._alike[key] += 1
        if is_a_number(number) if kind == "A-nummer" else bsn.is_valid(number):
            self._passed[key] += 1
            if len(self._different[key]) < FEWEST:
                self._different[key].add(number)

    def _holds(self, key: tuple[int, str]) -> bool:
        alike, passed = self._alike[key], self._passed[key]
        return len(self._different[key]) >= FEWEST and (passed == alike or (alike >= MANY and 2 * passed >= alike))
