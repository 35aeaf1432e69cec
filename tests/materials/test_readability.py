"""The figures with which a writer sees how a text reads."""

from __future__ import annotations

import pytest

from beraad.materials.readability import Readability, measure


def test_headings_items_and_sentences_are_counted() -> None:
    assert measure("# Kop\n\nDit is een zin. Dit ook!\n\n- een ding\n- nog een ding") == Readability(12, 5, 2.4, 0)


def test_a_sentence_of_more_than_twenty_words_is_too_long() -> None:
    exactly, too_long = " ".join(["woord"] * 20) + ".", " ".join(["woord"] * 21) + "."
    found = measure(f"{exactly} {too_long}")
    assert found == Readability(41, 2, 20.5, 1)


def test_the_address_of_a_link_is_not_read() -> None:
    found = measure("Zie [de kaart](https://voorbeeld.example/een.lange.weg).")
    assert found and found.words == 3


@pytest.mark.parametrize("text", ["", "  \n", "---", "![](x)"])
def test_without_words_there_is_nothing_to_measure(text: str) -> None:
    assert measure(text) is None
