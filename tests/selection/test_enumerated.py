"""Small pools that nobody has seen: other ones in every run, by numbers that a failure names."""

from __future__ import annotations

import secrets

import pytest

from selection import SelectionError
from tests.selection.comparisons import comparisons, rule_of
from tests.selection.generated import small_pool

#: Pools per run whose lottery is compared, and those of them of which everything is.
NEW, WHOLE = 300, 30


def test_new_pools_have_the_answers_of_their_enumeration() -> None:
    first = secrets.randbelow(10**12)
    for number in range(first, first + NEW):
        for name, comparison in comparisons(number, small_pool(number)).items():
            if name in (rule_of(number), "check") or number < first + WHOLE:
                try:
                    comparison()
                except (AssertionError, SelectionError) as error:
                    pytest.fail(f"pool {number}, {name}: {type(error).__name__} {error}")
