"""What organisers write is Dutch, also on an English page; a screen reader is told so."""

from __future__ import annotations

from typing import Any

import pytest

TITLE, SUMMARY, QUESTION = "Wonen in Voorbeeldstad", "Een panel over wonen.", "Hoe willen wij wonen?"


@pytest.fixture
def browser(make: Any, client: Any) -> Any:
    make.assembly(slug="wonen", title=TITLE, summary=SUMMARY, question=QUESTION, is_public=True)
    return client


def language_of(page: Any, words: str) -> str:
    """The language that holds for the place where these words are shown in the content of a page."""
    found = page.soup.find("main").find(string=lambda text: text is not None and words in text)
    return str(next(tag["lang"] for tag in found.parents if tag.get("lang")))


@pytest.mark.parametrize("path", ["/burgerberaden", "/burgerberaden/wonen"])
def test_an_english_page_says_that_the_words_of_organisers_are_dutch(browser: Any, path: str) -> None:
    browser.get("/taal/en?terug=/")
    page = browser.get(path)
    assert page.soup.html["lang"] == "en"
    assert language_of(page, TITLE) == language_of(page, SUMMARY) == "nl"
    assert page.soup.title.find("span") is None and "<span" not in page.soup.title.text


def test_the_words_of_the_page_itself_are_english(browser: Any) -> None:
    browser.get("/taal/en?terug=/")
    page = browser.get("/burgerberaden/wonen")
    assert language_of(page, QUESTION) == "nl"
    assert language_of(page, "The question to the panel") == "en"


def test_a_dutch_page_has_no_marks(browser: Any) -> None:
    page = browser.get("/burgerberaden/wonen")
    assert not page.soup.find("main").find(attrs={"lang": "nl"})
