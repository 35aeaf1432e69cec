"""Small pools that nobody has seen: other ones in every run, by numbers that a failure names."""

from __future__ import annotations

import secrets

import pytest

from selection import SelectionError, check
from tests.selection.brute import panels_of
from tests.selection.enumerated import RULES, compare
from tests.selection.generated import small_pool

#: Pools per run.
NEW = 300


def test_new_pools_have_the_answers_of_their_enumeration() -> None:
    first = secrets.randbelow(10**12)
    for number in range(first, first + NEW):
        problem = small_pool(number)
        try:
            compare(problem, list(RULES)[number % len(RULES)])
            assert check(problem).ok == bool(len(panels_of(problem)))
        except (AssertionError, SelectionError) as error:
            pytest.fail(f"pool {number}: {type(error).__name__} {error}")
