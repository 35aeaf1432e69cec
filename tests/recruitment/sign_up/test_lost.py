"""A resident sends a form after the cookie is gone: the texts come back to copy, and nothing is kept or sent on."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select

from beraad.audit.models import AuditEvent
from beraad.extensions import db
from beraad.recruitment.models.registration import Registration, RegistrationState
from beraad.web.sending.models import SentForm
from tests.pages import Browser, Page
from tests.residents import answer_all, answer_page, enter

LOST = "Uw bezoek was afgelopen"


@pytest.fixture
def resident(client: Browser) -> Browser:
    """Somebody with a browser that says which site sends a form."""
    client.raw.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    return client


@pytest.fixture
def letter(make: Any) -> str:
    """The code of a letter."""
    assembly = make.recruiting()
    make.sample(assembly, 8)
    return str(make.letter_code(make.wave(assembly, 2)))


def stored() -> list[int | None]:
    return [db.session.scalar(select(func.count()).select_from(one)) for one in (Registration, SentForm, AuditEvent)]


def lose_the_cookie(browser: Browser) -> None:
    browser.raw.delete_cookie("beraad")


def shown(page: Page) -> list[tuple[str, str]]:
    """Question and text of all that is shown back."""
    questions, texts = (page.soup.select(f"main {css}") for css in ("h3", ".beraad-kept-text"))
    return [(question.text, text.text) for question, text in zip(questions, texts, strict=True)]


def address_page(resident: Browser, letter: str) -> Page:
    page = enter(resident, letter)
    while page.soup.select_one("main [name=name]") is None:
        page = answer_page(page)
    return page


def test_what_was_typed_at_sign_up_comes_back_under_its_questions(resident: Browser, letter: str) -> None:
    page, before = address_page(resident, letter), stored()
    lose_the_cookie(resident)
    page = page.submit({"name": "Zoë <b>de Vries</b>", "place": "Voorbeeldstad"}, button="Verder")
    assert (page.status, page.h1) == (400, LOST)
    assert "Wij hebben er niets van bewaard." in page.main
    assert shown(page) == [("Naam", "Zoë <b>de Vries</b>"), ("Woonplaats", "Voorbeeldstad")]
    assert not page.soup.select("main form, main script"), "nothing is sent on by itself"
    assert stored() == before
    assert page.follow("Open het formulier opnieuw").path == "/aanmelden"


def test_a_choice_and_a_withdrawal_are_told_the_same(resident: Browser, letter: str) -> None:
    page = enter(resident, letter)
    lose_the_cookie(resident)
    page = answer_page(page)
    assert page.h1 == LOST and len(shown(page)) == 1, "the answer to one question"
    page = answer_all(enter(resident, letter)).submit({"consent": "y"}, button="Aanmelden")
    page = page.browser.get("/aanmelden/intrekken")
    lose_the_cookie(resident)
    page = page.submit()
    assert page.h1 == LOST and page.follow("Open het formulier opnieuw").path == "/aanmelden"
    assert db.session.scalars(select(Registration.state)).all() == [RegistrationState.SIGNED_UP]


@pytest.mark.parametrize("site", ["cross-site", "same-site", None])
def test_words_of_another_site_are_not_shown(resident: Browser, letter: str, site: str | None) -> None:
    page = address_page(resident, letter)
    lose_the_cookie(resident)
    resident.raw.environ_base |= {"HTTP_SEC_FETCH_SITE": site} if site else {}
    if site is None:
        del resident.raw.environ_base["HTTP_SEC_FETCH_SITE"]
    page = page.submit({"name": "Bel 0900-1234"}, button="Verder")
    assert page.status == 400 and "0900" not in page.main and page.h1 == "Dit verzoek klopt niet"
