"""Letter codes, as people type them."""

from __future__ import annotations

from itertools import islice

import pytest

from beraad.recruitment.sign_up import codes
from beraad.recruitment.sign_up.codes import Code


@pytest.mark.parametrize(
    "typed",
    ["A0B1-C2D3-E4F5", "a0b1c2d3e4f5", " AOBI c2d3 E4F5 ", "aobl.c2d3.e4f5", "A0B1–C2D3—E4F5", "A0B1\u00a0C2D3\tE4F5"],
)
def test_a_code_is_read_however_it_is_typed(typed: str) -> None:
    assert codes.read(typed) == Code("A0B1", "C2D3E4F5")


@pytest.mark.parametrize(
    "typed", ["", "A0B1-C2D3-E4F", "A0B1-C2D3-E4F55", "A0B1-C2D3-E4FU", "A0B1-C2D3-E4F!", "é" * 12]
)
def test_what_can_be_no_code_is_none(typed: str) -> None:
    assert codes.read(typed) is None


def test_codes_are_printed_in_groups_and_read_back() -> None:
    for code in islice(codes.make(()), 50):
        assert len(str(code)) == 14
        assert codes.read(str(code).lower()) == code


def test_no_selector_is_used_twice() -> None:
    taken = {a + b + "00" for a in codes.ALPHABET for b in codes.ALPHABET}
    made = [code.selector for code in islice(codes.make(taken), 3000)]
    assert len(set(made)) == 3000
    assert not taken & set(made)


def test_only_the_right_secret_matches() -> None:
    code = Code("A0B1", "C2D3E4F5")
    kept = codes.HASHER.hash(code.secret)
    assert codes.matches(kept, code)
    assert not codes.matches(kept, Code("A0B1", "C2D3E4F6"))
    assert not codes.matches(None, code)
    assert not codes.matches(None, Code("0000", "00000000")), "the stand-in for an unknown selector opens nothing"
