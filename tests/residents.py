"""What residents do on the pages, several steps at once: come in with a code, answer every question, sign up."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from beraad.extensions import db
from beraad.recruitment.models.registration import Registration
from tests.pages import Browser, Page

#: what a resident types on the page for an address
ADDRESS = {"name": "Inwoner Een", "address_line1": "Voorbeeldstraat 1", "postcode": "9401ab", "place": "Voorbeeldstad"}


def enter(client: Browser, code: str) -> Page:
    """Type the code, and go on to the first question if there is one."""
    return past_start(client.get("/aanmelden").submit({"code": code}))


def past_start(page: Page) -> Page:
    """Go on from the page that says what is asked, if this is it."""
    return page.follow("Begin met aanmelden") if page.path == "/aanmelden/begin" else page


def answer_all(page: Page, **changes: Any) -> Page:
    """Answer every question until the page that shows the answers."""
    while page.path.startswith("/aanmelden/stap"):
        page = answer_page(page, **changes)
    return page


def answer_page(page: Page, **changes: Any) -> Page:
    """Answer one page of the form."""
    choices = {str(field["name"]): str(field["value"]) for field in reversed(page.soup.select("input[type=radio]"))}
    known = {**choices, **ADDRESS, "birth_year": "1980", "contact_by": "e-mail", "email": "een@voorbeeld.example"}
    known |= changes
    names = {str(field["name"]) for field in page.soup.select("main input[name]")}
    return page.submit({name: value for name, value in known.items() if name in names}, button="Verder")


def sign_up(client: Browser, code: str, **changes: Any) -> Page:
    return answer_all(enter(client, code), **changes).submit({"consent": "y"}, button="Aanmelden")


def registrations() -> list[Registration]:
    db.session.rollback()
    return list(db.session.scalars(select(Registration)))
