"""Dutch words with two meanings, in the English of the page where each is read."""

from __future__ import annotations

import pytest
from flask import Flask, render_template_string
from flask_babel import force_locale, lazy_pgettext, npgettext, pgettext

from beraad.web.i18n import LOCALES
from tests import visitors
from tests.pages import Page
from tests.visitors import NOBODY

ASSEMBLY = "burgerberaad-groen-en-energie"
STAFF, PUBLIC = f"/beheer/{ASSEMBLY}", f"/burgerberaden/{ASSEMBLY}"


def english(app: Flask, visitor: str, path: str) -> Page:
    browser = visitors.browser(app, visitor)
    browser.get("/taal/en")
    return browser.get(path)


def heads(page: Page) -> list[str]:
    return [head.text for head in page.soup.select("thead th")]


def labels(page: Page) -> list[str]:
    return [label.text.strip() for label in page.soup.select("label")]


def test_a_meeting_has_a_place_and_a_return_address_a_town(demo_app: Flask) -> None:
    plan = labels(english(demo_app, "griffie", f"{STAFF}/bijeenkomsten/nieuw"))
    assert "Place (optional)" in plan
    assert not [label for label in plan if "Town" in label]
    assert "Town or city" in labels(english(demo_app, "griffie", f"{STAFF}/brieven/tekst/retouradres"))


def test_a_reserve_has_a_rank(demo_app: Flask) -> None:
    assert heads(english(demo_app, "griffie", f"{STAFF}/panel/reserves"))[-2:] == ["Rank", "Who"]


def test_a_ticket_has_features_and_a_sign_up_a_reference(demo_app: Flask) -> None:
    ticket = english(demo_app, NOBODY, f"{PUBLIC}/loting/briefjes/123")
    assert heads(ticket) == ["Feature", "Answer", "People"]
    assert heads(english(demo_app, "griffie", f"{STAFF}/aanmeldingen"))[:2] == ["Name", "Reference"]


def test_one_draw_stands_in_the_register_of_the_lottery(demo_app: Flask) -> None:
    page = english(demo_app, NOBODY, f"{PUBLIC}/loting")
    assert page.h1 == "The lottery"
    assert "Draw" in heads(page)


@pytest.mark.parametrize(("language", "rank"), [("nl", "Plaats"), ("en", "Rank")])
def test_a_context_is_read_in_code_and_in_templates(app: Flask, language: str, rank: str) -> None:
    """A context without translation leaves the words of the source, with numbers as the language writes them."""
    many = {"nl": "6.000 plaatsen", "en": "6,000 plaatsen"}[language]
    with app.test_request_context(), force_locale(LOCALES[language]):
        assert pgettext("rank", "Plaats") == str(lazy_pgettext("rank", "Plaats")) == rank
        assert npgettext("rank", "%(num)s plaats", "%(num)s plaatsen", 6000) == many
        page = "{{ pgettext('rank', 'Plaats') }}: {{ npgettext('rank', '%(num)s plaats', '%(num)s plaatsen', 6000) }}"
        assert render_template_string(page) == f"{rank}: {many}"
