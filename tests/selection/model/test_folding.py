"""What counts as the same name, answer or address."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selection.model.folding import fold, plain
from selection.model.formats import read_respondents

NUMBERS = st.lists(st.integers(0, 9999).map(str), min_size=1, max_size=4)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *((text, unicodedata.normalize("NFD", text)) for text in ("één", "categorië")),
        *(("16\u201329", "16-29"), ("\u2019s-Gravenhage", "'s-Gravenhage"), ("Ĳ", "IJ")),
        *(("vrouw\u200b", "vrouw"), ("4.0", "4")),
    ],
)
def test_two_spellings_of_one_answer_are_equal(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("Eén", "En"), ("4.5", "4"), ("18-64", "1864"), ("65+", "65")])
def test_two_answers_stay_two(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(NUMBERS, NUMBERS, st.sampled_from(["-", " ", "/", " - "]), st.sampled_from(["-", "/", ".", "  "]))
def test_addresses_are_equal_when_their_numbers_are(one: list[str], other: list[str], mark: str, sign: str) -> None:
    assert (plain(mark.join(["Weg", *one])) == plain(sign.join(["WEG", *other]))) == (one == other)


def test_the_household_of_an_address_is_that_of_its_spelling() -> None:
    rows = [
        "1,Kinkerstraat 1-3,1053 DA",
        "2,Kinkerstraat 13,1053DA",
        "3,kinkerstraat 12A,1053 DA",
        "4,Kinkerstraat 12 a,1053DA",
    ]
    people = read_respondents("\n".join(["id,adres,pc", *rows]).encode())
    keys = people.household_keys(["adres", "pc"])
    assert keys["3"] == keys["4"] and len(set(keys.values())) == 3
