"""The help pages exist in both languages, say where to report something, and machines find their files."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from flask import Flask

from beraad.help.pages import FOLDER, GUIDES, STATEMENTS
from beraad.orm import now
from tests.pages import Browser


def test_every_page_is_there_in_both_languages_and_none_is_left_over() -> None:
    for language in ("nl", "en"):
        assert {path.stem for path in (FOLDER / language).glob("*.md")} == {*GUIDES, *STATEMENTS}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_index_leads_to_every_guide(client: Browser, language: str) -> None:
    client.get(f"/taal/{language}?terug=/help")
    index = client.get("/help")
    for name in GUIDES:
        assert f"/help/{name}" in index.links().values()
        guide = client.get(f"/help/{name}")
        assert guide.status == 200
        assert len(guide.main) > 300


def test_a_visitor_reads_the_guide_in_the_language_that_was_chosen(client: Browser) -> None:
    assert client.get("/help/griffie").h1 == "Voor de griffie"
    client.get("/taal/en?terug=/help")
    assert client.get("/help/griffie").h1 == "For the registry (griffie)"


@pytest.mark.parametrize("path", ["/help/bestaat-niet", "/help/privacy", "/help/..%2fprivacy"])
def test_other_names_are_no_pages(client: Browser, path: str) -> None:
    assert client.get(path).status == 404


@pytest.mark.parametrize("path", ["/privacy", "/toegankelijkheid"])
def test_the_statements_say_where_to_report_something(client: Browser, path: str) -> None:
    page = client.get(path)
    assert page.links()["beraad@voorbeeld.example"] == "mailto:beraad@voorbeeld.example"
    assert "{contact}" not in page.text


def test_security_txt_says_whom_to_tell_and_until_when(client: Browser, app: Flask) -> None:
    lines = client.get("/.well-known/security.txt").text.splitlines()
    fields = dict(line.split(": ", 1) for line in lines)
    assert fields["Contact"] == "mailto:beraad@voorbeeld.example"
    assert fields["Canonical"] == "http://localhost/.well-known/security.txt"
    left = datetime.fromisoformat(fields["Expires"]) - now()
    assert timedelta(days=30) < left < timedelta(days=365)


def test_search_engines_are_kept_from_pages_for_persons(client: Browser) -> None:
    text = client.get("/robots.txt").text
    assert "Disallow: /beheer" in text
    assert "Disallow: /panel" in text
    assert "Disallow: /burgerberaden" not in text
