"""Counts of people for the public: a count below five says too much about whom it is about, so it is not shown.

When one count of a feature is hidden, the total would give it away: the smallest other count is hidden with it.
"""

from __future__ import annotations

from collections.abc import Sequence

#: the smallest count that is shown
SMALLEST = 5


def shown(counts: Sequence[int]) -> list[int | None]:
    """The counts of all answers to one feature; None where a count is not shown."""
    hidden = {i for i, count in enumerate(counts) if count < SMALLEST}
    if len(hidden) == 1 and len(counts) > 1:
        hidden.add(min((i for i in range(len(counts)) if i not in hidden), key=lambda i: counts[i]))
    return [None if i in hidden else count for i, count in enumerate(counts)]
