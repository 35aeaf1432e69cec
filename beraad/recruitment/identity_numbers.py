"""Columns that hold a citizen service number (BSN) or an A-nummer, known by their name or by what is in them.

Neither may be used for a burgerberaad, so such a file is not taken in: the number never reaches our database.

*BSN*: nine digits d₁…d₉ (eight when a leading zero got lost) with 9d₁+8d₂+…+2d₈−d₉ a multiple of 11.
*A-nummer*: ten digits a₀…a₉, a₀ ≠ 0, no two neighbours equal, Σaᵢ ≡ 0 or 5 and Σ2ⁱaᵢ ≡ 0 modulo 11
(Logisch Ontwerp BRP, element 01.01.10). Of random numbers one in eleven looks like a BSN, so a column is only taken
for one when all its values do and there are at least three different ones.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import pairwise

_NAMES = re.compile(r"\bbsn|bsn\b|burger_?service_?n|sofi_?n|\ba_?(nr|nummer)\b|administratie_?n")
#: values of a column that are looked at
LOOKED_AT = 1000
FEWEST = 3


def is_bsn(text: str) -> bool:
    """Whether `text` passes the eleven-test of a BSN."""
    if not re.fullmatch(r"[0-9]{8,9}", text):
        return False
    digits = [int(digit) for digit in text.zfill(9)]
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(w * d for w, d in zip(weights, digits, strict=True)) % 11 == 0 and any(digits)


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


def first_column(header: Iterable[str], columns: Iterable[Iterable[str]]) -> str | None:
    """The title of the first column that holds such numbers; `columns` has the values of each column."""
    for title, values in zip(header, columns, strict=True):
        if is_named_so(title) or _holds(values, is_bsn) or _holds(values, is_a_number):
            return title
    return None


def _holds(values: Iterable[str], test: Callable[[str], bool]) -> bool:
    different = {re.sub(r"[ .]", "", value) for value in values if value}
    return len(different) >= FEWEST and all(test(value) for value in different)
