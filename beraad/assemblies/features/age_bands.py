"""Labels that are bands of age, as people and statistics write them: "16-24", "20 tot 25 jaar", "70+", "tot 25"."""

from __future__ import annotations

import re

#: ages above this don't occur; the last of a band without an end
OLDEST = 105
_YEARS = r"(?:\s*jaar)?"
BETWEEN = re.compile(rf"(\d{{1,3}}){_YEARS}\s*(?:-|–|t/m|tot en met)\s*(\d{{1,3}}){_YEARS}")
UP_TO = re.compile(rf"(\d{{1,3}}){_YEARS}\s*tot\s*(\d{{1,3}}){_YEARS}")
FROM = re.compile(rf"(?:vanaf\s*)?(\d{{1,3}}){_YEARS}\s*(?:\+|-?plus|(?:of|en) ouder)|vanaf\s*(\d{{1,3}}){_YEARS}")
UNDER = re.compile(rf"(?:tot|onder de|jonger dan)\s*(\d{{1,3}}){_YEARS}")
ONE = re.compile(r"(\d{1,3})\s*jaar")


def band(label: str) -> tuple[int, int] | None:
    """Returns the first and last age, or None if the label is no band of age."""
    text = label.strip().casefold()
    if match := BETWEEN.fullmatch(text):
        return int(match[1]), int(match[2])
    if match := UP_TO.fullmatch(text):
        return int(match[1]), int(match[2]) - 1
    if match := FROM.fullmatch(text):
        return int(match[1] or match[2]), OLDEST
    if match := UNDER.fullmatch(text):
        return 0, int(match[1]) - 1
    if match := ONE.fullmatch(text):
        return int(match[1]), int(match[1])
    return None
