"""The command's verifier on the vectors that the page's verifier is held to as well."""

from __future__ import annotations

import pytest

from selection.errors import InputError
from selection.verify import verify
from tests.lottery import vectors


@pytest.mark.parametrize("rule", vectors.RULES)
@pytest.mark.parametrize("households", [False, True])
def test_honest_records_verify(rule: str, households: bool) -> None:
    assert verify(vectors.honest(rule, households), vectors.problem(households)).findings == ()


def test_a_record_altered_anywhere_does_not_verify() -> None:
    altered = dict(vectors.altered())
    assert len(altered) > len(vectors.ALTERATIONS)
    for name, data in altered.items():
        try:
            assert not verify(data).ok, name
        except InputError as error:
            assert error.code == "not_a_record", name
