"""Every list does the same: search, filter, sort, pages, a file, and words instead of an error."""

from __future__ import annotations

import csv
import io
import re

import openpyxl
import pytest
from flask import Flask

from tests import examples, visitors
from tests.access import reader_of
from tests.pages import Browser, Page

#: for everyone: what is searched for is about no person, and stands in the address
PUBLIC = {"recommendations_public.tracker"}


def listed(app: Flask) -> list[str]:
    """Endpoint of each view with a list."""
    return [name for name, view in app.view_functions.items() if getattr(view, "shows_list", False)]


@pytest.fixture
def pages(demo_app: Flask) -> list[tuple[str, Browser, str]]:
    """(endpoint, somebody who may open it, address) of each list."""
    addresses, browsers = examples.addresses(demo_app), {}
    found = []
    for endpoint in listed(demo_app):
        reader = reader_of(("GET", endpoint))
        browser = browsers.setdefault(reader, visitors.browser(demo_app, reader))
        browser.is_careful = False  # the macros of a list are looked at in `tests/web/lists`
        found.append((endpoint, browser, addresses["GET", endpoint]))
    return found


def rows(page: Page) -> int:
    """How many rows the page says the list has."""
    found = re.search(r"([\d.]+) (?:regels?|gevonden)\b", page.main)
    return int(found[1].replace(".", "")) if found else 0


def form_of(page: Page) -> set[str]:
    return {str(field["name"]) for field in page.soup.select(".beraad-list__form [name]")} - {"csrf_token"}


def test_every_list_is_searched_filtered_sorted_and_taken_along(pages: list[tuple[str, Browser, str]]) -> None:
    assert len(pages) >= 1
    for endpoint, browser, address in pages:
        page = browser.get(address)
        fields = form_of(page)
        assert "volgorde" in fields, endpoint
        for option in page.soup.select("#lijst-volgorde option")[2::2]:  # backwards, by each column
            assert rows(browser.get(address, query_string={"volgorde": option["value"]})) == rows(page), endpoint
        for select in page.soup.select(".beraad-list__form select"):
            narrowed = browser.get(address, query_string={str(select["name"]): select.select("option")[-1]["value"]})
            assert narrowed.status == 200 and rows(narrowed) <= rows(page), endpoint
        if "zoek" in fields:
            nothing = page.submit({"zoek": "onvindbaar%_woord"}, button="Zoek")
            assert rows(nothing) == 0, endpoint
            assert "onvindbaar" not in nothing.response.request.query_string.decode() or endpoint in PUBLIC


def test_every_list_answers_nonsense_with_itself_and_a_sentence(pages: list[tuple[str, Browser, str]]) -> None:
    for endpoint, browser, address in pages:
        whole = browser.get(address)
        for query in (
            *({"pagina": text} for text in ("999", "0", "٣", "9" * 400)),
            {"volgorde": "-bestaat-niet"},
            {"gezocht": "ja"},
            {str(field["name"]): "bestaat-niet" for field in whole.soup.select(".beraad-list__form select")},
        ):
            page = browser.get(address, query_string=query)
            assert page.status == 200 and rows(page) == rows(whole), (endpoint, query)
            assert page.soup.select(".beraad-tone--warning"), (endpoint, query)


def test_a_file_holds_the_rows_that_are_asked_for(pages: list[tuple[str, Browser, str]]) -> None:
    for endpoint, browser, address in pages:
        page = browser.get(address)
        if not page.soup.select("button[value=csv]"):
            continue
        text = page.submit(button="Download als CSV").response.get_data(as_text=True)
        book = openpyxl.load_workbook(io.BytesIO(page.submit(button="Download als Excel").response.data))
        lines = list(csv.reader(io.StringIO(text)))
        assert len(lines) == 1 + rows(page), endpoint
        assert [str(cell.value or "") for cell in book.worksheets[0][1]] == lines[0], endpoint
        with_this_one = endpoint == "assemblies_log.index"  # the first file is an event in it
        assert book.worksheets[0].max_row == len(lines) + with_this_one, endpoint
