"""The form in which names, answers and column heads are compared."""

from __future__ import annotations

import re

WHOLE_WITH_ZERO = re.compile(r"^-?\d+[.]0+$")


def fold(text: str) -> str:
    """Returns the form in which names and answers are compared: case, spacing and a spreadsheet's `.0` don't matter."""
    folded = " ".join(text.split()).casefold()
    return folded.split(".")[0] if WHOLE_WITH_ZERO.match(folded) else folded
