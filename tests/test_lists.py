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
from tests.tree import ROOT

#: template → what bounds the tables in it that are no list
BOUNDED = {
    "accounts/own.html": "browsers of one account",
    "allowances/overview.html": "lists of payment, one a round",
    "assemblies/index.html": "burgerberaden of one account",
    "assemblies/outbox.html": "states of a message",
    "assemblies/terms/parts.html": "eight kinds of terms, and when one was extended",
    "lottery/consequences/overview.html": "answers to features, rules",
    "lottery/draw/draw.html": "steps of one draw",
    "lottery/draw/public.html": "answers to features, draws that count",
    "lottery/draw/ticket.html": "answers to features",
    "lottery/larger/overview.html": "situations, quotas",
    "lottery/parts/figures.html": "answers to features, rules",
    "lottery/quotas/check.html": "quotas",
    "lottery/quotas/overview.html": "quotas, and each change of one with its reason",
    "lottery/quotas/population.html": "answers to a feature",
    "recommendations/votes/ballot.html": "the panel, once for each open vote",
    "recommendations/votes/overview.html": "votes, a few for each proposal of one panel",
    "recommendations/votes/panel_list.html": "votes, a few for each proposal of one panel",
    "materials/detail.html": "versions of one document",
    "materials/parts.html": "sides of a matter",
    "meetings/attendance.html": "the panel, in one form that is kept at once",
    "meetings/overview.html": "meetings of one burgerberaad",
    "meetings/panel_overview.html": "meetings of one burgerberaad",
    "meetings/parts.html": "the programme of a day",
    "meetings/programme.html": "the programme of a day",
    "meetings/public_overview.html": "meetings of one burgerberaad",
    "meetings/run_sheet.html": "the programme of a day",
    "outreach/parts.html": "the map of interests, made by hand",
    "panel/replacement/replacement.html": "seats that are empty, quotas",
    "panel/replacement/reserves.html": "as many reserves as an official chose, in the order in which they are asked",
    "panel/seat.html": "what happened to one seat",
    "pool/missing.html": "answers to features, strata",
    "pool/overview.html": "channels, answers to features",
    "privacy/certificate.html": "kinds of data",
    "privacy/overview.html": "kinds of data",
    "privacy/preview.html": "kinds of data",
    "privacy/term.html": "each choice of one term",
    "recruitment/letters/texts.html": "kinds of letters",
    "recruitment/letters/wave.html": "strata",
    "recruitment/letters/wave_extra.html": "strata",
    "recruitment/letters/wave_notary.html": "strata",
    "recruitment/letters/wave_response.html": "strata",
    "recruitment/office/detail.html": "what one person agreed to",
    "recruitment/office/duplicates.html": "two people beside each other",
    "recruitment/office/file_changes.html": "the first so many changes of a file",
    "recruitment/parts.html": "rounds of letters",
    "recruitment/questions/consent.html": "versions of one text",
    "recruitment/questions/overview.html": "each change of the open link",
    "recruitment/register/profile.html": "columns",
    "recruitment/register/profiles.html": "profiles kept by hand",
    "recruitment/register/sample.html": "reasons, columns",
    "recruitment/register/sample_columns.html": "the first rows of a file",
    "recruitment/register/sample_list.html": "files of one burgerberaad",
    "reports/parts.html": "steps, answers to a feature",
    "telling/choose.html": "audiences",
    "telling/sent.html": "ways and states",
}
TABLE = re.compile(r"<table|ui\.table\(")
#: for everyone: what is searched for is about no person, and stands in the address
PUBLIC = {"recommendations_public.tracker", "outreach.shown", "materials_panel.overview", "materials_public.overview"}


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
    assert len(pages) >= 25
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


def test_every_other_table_has_a_reason_to_be_none() -> None:
    """A table whose number of rows nobody bounds belongs in a list."""
    templates = {
        str(path.relative_to(ROOT / "templates"))
        for path in (ROOT / "templates").rglob("*.html")
        if path.parent.name != "macros" and TABLE.search(path.read_text())
    }
    assert templates - set(BOUNDED) == set(), "a table that grows, and is no list"
    assert set(BOUNDED) - templates == set(), "no table any more"
