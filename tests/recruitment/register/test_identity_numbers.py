"""How many cells have to pass before a column is taken for one of identity numbers: the bounds themselves."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count, islice

import pytest
from stdnum.nl import bsn

from beraad.recruitment.register.identity_numbers import FEWEST, MANY, Watch

PASSING = [str(number) for number in islice((n for n in count(100_000_000) if bsn.is_valid(str(n))), MANY)]
FAILING = [str(number) for number in islice((n for n in count(100_000_000) if not bsn.is_valid(str(n))), MANY)]


def column(cells: Sequence[str]) -> str | None:
    watch = Watch(["zaak"])
    for cell in cells:
        watch.look([cell])
    return watch.column()


@pytest.mark.parametrize(
    ("passing", "failing", "is_taken"),
    [
        (FEWEST - 1, 0, False),
        (FEWEST, 0, True),
        (MANY // 2 - 1, MANY // 2, False),  # one fewer than MANY look alike: all have to pass
        (MANY // 2, MANY // 2, True),  # exactly half of exactly MANY
        (MANY // 2 - 1, MANY // 2 + 1, False),
    ],
)
def test_few_have_to_pass_all_and_many_by_half(passing: int, failing: int, is_taken: bool) -> None:
    assert (column([*PASSING[:passing], *FAILING[:failing]]) is not None) is is_taken
