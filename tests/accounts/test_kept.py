"""A visit that ends while somebody types: what they send is kept, and goes on once they have signed in again."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime, timedelta
from types import ModuleType

import pytest
from flask import Flask
from sqlalchemy import select, update

from beraad.accounts import access, kept, passwords, service, sessions
from beraad.accounts.models import Account, SignInSession
from beraad.assemblies.models import Assembly, Role
from beraad.extensions import db
from beraad.orm import now
from beraad.recommendations.models import Recommendation
from tests.pages import Browser, Page

NEW = "/beheer/wonen/aanbevelingen/nieuw"
PASSWORD = "een lange zin van vijf woorden"
TYPED = {"title": "Meer bomen", "text": "Plant bomen.\r\nVeel bomen."}
ENDED = "Uw bezoek was afgelopen"


@pytest.fixture
def wonen(make: ModuleType) -> Assembly:
    made: Assembly = make.assembly(slug="wonen")
    return made


@pytest.fixture
def writer(make: ModuleType, wonen: Assembly, app: Flask) -> Account:
    made: Account = make.member(wonen, Role.ORGANISER, email="anja@voorbeeld.example", name="Anja")
    with app.test_request_context():
        account = db.session.get_one(Account, made.id)
        sessions.set_password(account, passwords.hashed(PASSWORD))
        db.session.commit()
    return made


@pytest.fixture
def browser(writer: Account, sign_in: Callable[[Account], Browser]) -> Browser:
    return sign_in(writer)


def written() -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(select(Recommendation.title)))


def end_all_visits() -> None:
    db.session.execute(update(SignInSession).values(expires_at=now() - timedelta(minutes=1)))
    db.session.commit()


def sign_in_and_send(page: Page, email: str = "anja@voorbeeld.example", password: str = PASSWORD) -> Page:
    return page.submit({"email": email, "password": password}, button="Inloggen en versturen")


def test_what_was_sent_too_late_goes_on_after_signing_in_on_the_page(browser: Browser) -> None:
    form = browser.get(NEW)
    end_all_visits()
    page = form.submit(TYPED)
    assert (page.status, page.h1) == (401, ENDED)
    assert "Meer bomen" not in page.html
    assert "Meer bomen" not in page.path
    page = sign_in_and_send(page)
    assert page.h1 == "U bent ingelogd"
    assert written() == []
    page = page.submit(button="Versturen")
    assert page.path == "/beheer/wonen/aanbevelingen/1"
    assert "Veel bomen." in page.main
    assert written() == ["Meer bomen"]


def test_it_goes_on_after_signing_in_with_a_link_in_another_tab(browser: Browser, writer: Account) -> None:
    form = browser.get(NEW)
    end_all_visits()
    page = form.submit(TYPED)
    link = service.make_magic_link(db.session.get_one(Account, writer.id))
    db.session.commit()
    browser.get(link.removeprefix("http://localhost")).submit(button="Inloggen")
    page.submit(button="Ik ben ingelogd: verstuur").submit(button="Versturen")
    assert written() == ["Meer bomen"]


def test_a_form_from_before_signing_in_again_elsewhere_is_not_lost(browser: Browser, writer: Account) -> None:
    form = browser.get(NEW)
    end_all_visits()
    browser.get("/inloggen").submit({"email": "anja@voorbeeld.example", "password": PASSWORD})
    page = form.submit(TYPED)
    assert page.h1 == "U bent ingelogd"
    page.submit(button="Versturen")
    assert written() == ["Meer bomen"]


def test_a_browser_that_lost_its_cookie_keeps_the_text_too(app: Flask, browser: Browser) -> None:
    form = browser.get(NEW)
    browser.raw.delete_cookie("beraad")
    page = form.submit(TYPED)
    assert page.h1 == ENDED
    sign_in_and_send(page).submit(button="Versturen")
    assert written() == ["Meer bomen"]


def test_it_goes_on_to_the_same_account_only(make: ModuleType, app: Flask, wonen: Assembly, browser: Browser) -> None:
    other = make.member(wonen, Role.ORGANISER, email="bram@voorbeeld.example")
    with app.test_request_context():
        sessions.set_password(db.session.get_one(Account, other.id), passwords.hashed(PASSWORD))
        db.session.commit()
    form = browser.get(NEW)
    end_all_visits()
    page = sign_in_and_send(form.submit(TYPED), email="bram@voorbeeld.example")
    assert "hoort bij een ander account" in page.errors[0]
    page = sign_in_and_send(page, password="iets heel anders")
    assert "horen niet bij elkaar" in page.errors[0]
    sign_in_and_send(page).submit(button="Versturen")
    assert written() == ["Meer bomen"]


def test_what_was_kept_is_sent_on_once(browser: Browser) -> None:
    form = browser.get(NEW)
    end_all_visits()
    page = sign_in_and_send(form.submit(TYPED))
    page.submit(button="Versturen")
    page.submit(button="Versturen", same_form=True)
    assert written() == ["Meer bomen"]


def test_files_are_named_and_chosen_again(browser: Browser, make: ModuleType) -> None:
    form = browser.get("/beheer/wonen/stukken/nieuw")
    end_all_visits()
    about = {"title": "Kaart", "kind": "onderzoek", "file": (io.BytesIO(make.PDF), "kaart.pdf")}
    page = form.submit(about)
    assert "opnieuw kiezen: kaart.pdf" in page.main
    page = sign_in_and_send(page)
    assert "data-send-on" not in page.html
    page = page.submit({"file": (io.BytesIO(make.PDF), "kaart.pdf")}, button="Versturen")
    assert page.h1 == "Kaart", page.errors


def test_what_nobody_of_ours_made_is_not_kept(app: Flask, browser: Browser, client: Browser) -> None:
    form = client.get("/inloggen").form()
    key = form.select_one("[name=form_key]")["value"]  # type: ignore[index]
    end_all_visits()
    for false in ("", "1.abc.def", str(key)):
        assert client.post(NEW, {**TYPED, "form_key": false}).status == 400
        browser.get(NEW)
        token = browser.get("/inloggen").form().select_one("[name=csrf_token]")["value"]  # type: ignore[index]
        assert browser.post(NEW, {**TYPED, "form_key": false, "csrf_token": token}).h1 == "Inloggen"


def test_a_password_is_never_kept(browser: Browser) -> None:
    form = browser.get("/account/wachtwoord")
    end_all_visits()
    assert form.submit({"new": PASSWORD, "repeat": PASSWORD}).h1 == "Inloggen"


def test_a_kept_form_that_is_tampered_with_or_old_is_refused(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with app.test_request_context():
        form = kept.KeptForm(1, NEW, [("a", "b")], [], 0.0)  # type: ignore[arg-type]
        assert kept.opened(kept.sealed(form)) is kept.opened("x") is kept.opened("") is None


def test_a_visit_lasts_while_it_is_used_and_seven_days_at_most(browser: Browser, writer: Account) -> None:
    soon, long_ago = now() + timedelta(minutes=5), now() - timedelta(days=6, hours=20)
    db.session.execute(update(SignInSession).values(expires_at=soon))
    db.session.commit()
    browser.get("/mijn")
    assert ends() > now() + access.LASTS - timedelta(minutes=1)
    before = ends()
    browser.get("/mijn")
    assert ends() == before
    db.session.execute(update(SignInSession).values(created_at=long_ago, expires_at=soon))
    db.session.commit()
    browser.get("/mijn")
    assert abs(ends() - (long_ago + timedelta(days=7))) < timedelta(seconds=1)


def ends() -> datetime:
    db.session.rollback()
    return db.session.scalars(select(SignInSession.expires_at)).one()
