"""Every page of the demonstration, opened by everyone who can reach it, in both languages."""

from __future__ import annotations

import gzip
import hashlib
from functools import lru_cache
from typing import Any

import pytest
from babel.messages.pofile import read_po
from flask import Flask
from sqlalchemy import Engine, select

from beraad.extensions import db
from beraad.recruitment.office.respondent_files import CHANNEL_COLUMN
from beraad.web.i18n import CATALOGUES
from beraad.web.places import STATIC
from tests import crawl, examples, visitors
from tests.access import reader_of, table
from tests.crawl import Findings
from tests.pages import Browser, Page
from tests.visitors import NOBODY, VISITORS

#: queries of the heaviest page; a page that needs more asks once per row
MOST_QUERIES = 30
#: bytes of a page with its style sheets, compressed as they travel
MOST_BYTES = 100 * 1024
#: shows a mail as it was sent, in the language of whom it was sent to
SHOWS_MAIL = "assemblies_outbox.detail"
SPOKEN = ("alt", "aria-label", "title", "placeholder")
PERSONAL = ("/beheer/", "/panel/", "/account", "/mijn", "/aanmelden", "/zetel/", "/inloggen")


@pytest.fixture
def engine(demo_app: Flask) -> Engine:
    with demo_app.app_context():
        return db.engine


class Opened(Browser):
    """A visitor who remembers every page."""

    def __init__(self, app: Flask, visitor: str) -> None:
        super().__init__(app)
        self.raw = visitors.browser(app, visitor).raw
        self.pages: list[Page] = []

    def open(self, path: str, **options: Any) -> Page:
        page = super().open(path, **options)
        self.pages.append(page)
        return page


def contents(engine: Engine) -> str:
    """SHA-256 over every row of every table."""
    found = hashlib.sha256()
    with engine.connect() as connection:
        for one in db.metadata.sorted_tables:
            for row in connection.execute(select(one).order_by(*one.primary_key.columns)):
                found.update(repr(tuple(row)).encode())
    return found.hexdigest()


def tour(browser: Opened, engine: Engine, visitor: str) -> Findings:
    """Everything a visitor can reach by links; the griffie, the panel and the public in every burgerberaad."""
    everywhere = visitor in (NOBODY, "griffie", "panellid")
    starts = ["/"] if visitor == NOBODY else ["/mijn", "/"]
    return crawl.walk(browser, engine, starts, 1 if everywhere else 2, everywhere)


@pytest.mark.parametrize("visitor", [one for one in VISITORS if one != visitors.ELSEWHERE])
def test_every_page_within_reach_is_whole(demo_app: Flask, engine: Engine, visitor: str) -> None:
    browser = Opened(demo_app, visitor)
    before = contents(engine)
    found = tour(browser, engine, visitor)
    assert len(browser.pages) > 15
    assert found.faults == [], "dead ends"
    refused = [f"{endpoint} on {paths[0]}" for endpoint, paths in found.forms.items() if visitor not in may(endpoint)]
    assert refused == [], "forms that this visitor may not send"
    assert {path: n for path, n in found.queries.items() if n > MOST_QUERIES} == {}
    assert [page.path for page in browser.pages if is_kept(page)] == [], "personal pages that a browser may keep"
    assert {page.path: size for page in browser.pages if (size := weight(page)) > MOST_BYTES} == {}
    assert contents(engine) == before, "looking changed something"


def may(endpoint: str) -> frozenset[str]:
    return table()["POST", endpoint]


def is_kept(page: Page) -> bool:
    """Whether a browser may keep a page that concerns one person."""
    return page.path.startswith(PERSONAL) and "no-store" not in page.response.headers.get("Cache-Control", "")


def weight(page: Page) -> int:
    """Bytes that a visitor loads for a page and its style sheets, compressed."""
    sheets = [str(sheet["href"]) for sheet in page.soup.select("link[rel=stylesheet]")]
    return len(gzip.compress(page.response.get_data())) * page.is_html + sum(size_of_sheet(path) for path in sheets)


@lru_cache
def size_of_sheet(path: str) -> int:
    return len(gzip.compress((STATIC / path.removeprefix("/static/")).read_bytes()))


def in_language(app: Flask, visitor: str, language: str) -> Browser:
    browser = visitors.browser(app, visitor)
    with browser.raw.session_transaction() as session:
        session["language"] = language
    return browser


def texts(page: Page) -> set[str]:
    """What a visitor reads, piece by piece, also where only a screen reader comes."""
    for code in page.soup.select("script, style"):
        code.decompose()
    spoken = [
        str(tag[name])
        for name in ("alt", "aria-label", "title", "placeholder")
        for tag in page.soup.select(f"[{name}]")
    ]
    foreign = {id(tag) for tag in page.soup.select("[lang]") if tag.name != "html"}
    pieces = [
        str(text) for text in page.soup.find_all(string=True)
        if not any(id(parent) in foreign for parent in text.parents)
    ]  # fmt: skip
    return {" ".join(piece.split()) for piece in [*pieces, *spoken]} - {""}


def told(engine: Engine) -> str:
    """Every text that people typed in."""
    with engine.connect() as connection:
        return "\n".join(
            " ".join(str(value).split())
            for one in db.metadata.sorted_tables
            for row in connection.execute(select(one))
            for value in row
            if isinstance(value, str | dict | list)
        )


def bare(piece: str) -> str:
    """A piece without the name of the site behind it."""
    return piece.removesuffix(" – Beraad")


def only_dutch() -> set[str]:
    """Messages that read otherwise in English, and are no English words themselves."""
    dutch, english = set(), set()
    with (CATALOGUES / "en/LC_MESSAGES/messages.po").open("rb") as file:
        for message in read_po(file, locale="en"):
            if isinstance(message.id, str) and message.id != message.string:
                dutch.add(message.id)
            english.update(message.string if isinstance(message.string, tuple) else [message.string])
    return dutch - english


def test_english_pages_hold_no_dutch(demo_app: Flask, engine: Engine) -> None:
    """No message of ours is left in Dutch; what people typed in stays as they typed it."""
    typed = f"{told(engine).lower()} {CHANNEL_COLUMN}"  # a column is called as in its file
    dutch, left = only_dutch(), {}
    browsers = {who: in_language(demo_app, who, "en") for who in VISITORS}
    for (method, endpoint), path in examples.addresses(demo_app).items():
        if method == "POST" or endpoint in ("static", "web.language", "web.status", SHOWS_MAIL):
            continue
        page = browsers[reader_of((method, endpoint))].get(path)
        if page.is_html:
            assert page.soup.html is not None and page.soup.html["lang"] == "en"
            found = {piece for piece in map(bare, texts(page)) if piece in dutch and piece.lower() not in typed}
            if found:
                left[endpoint] = sorted(found)
    assert not left, "\n".join(f"{endpoint}: {pieces}" for endpoint, pieces in left.items())
