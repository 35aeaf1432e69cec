"""Answers that are bands of age ("16-24", "70+", "tot 25"), to count people of whom only the year of birth is known."""

from __future__ import annotations

import re
from collections.abc import Sequence

OLDEST = 150
BETWEEN = re.compile(r"(\d+)\s*(?:-|–|t/m|tot en met)\s*(\d+)(?:\s*jaar)?")
FROM = re.compile(r"(\d+)\s*(?:\+|jaar en ouder|en ouder|jaar of ouder|of ouder)")
UNDER = re.compile(r"(?:tot|onder de|jonger dan)\s*(\d+)(?:\s*jaar)?")


def band(answer: str) -> tuple[int, int] | None:
    """The first and last age of a band; None when the answer isn't one."""
    text = answer.strip().lower()
    if found := BETWEEN.fullmatch(text):
        return int(found[1]), int(found[2])
    if found := FROM.fullmatch(text):
        return int(found[1]), OLDEST
    if found := UNDER.fullmatch(text):
        return 0, int(found[1]) - 1
    return None


def of_birth_years(years: Sequence[int | None], year: int, answers: Sequence[str]) -> list[int] | None:
    """How many people reach an age in each band in `year`; None when an answer is no band or a year is missing."""
    bands = [band(answer) for answer in answers]
    if not answers or any(found is None for found in bands) or any(born is None for born in years):
        return None
    ages = [year - born for born in years if born is not None]
    return [sum(low <= age <= high for age in ages) for low, high in (found for found in bands if found is not None)]
