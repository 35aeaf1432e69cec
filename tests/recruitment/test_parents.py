"""Sixteen- and seventeen-year-olds: what the organiser asks of a parent is asked, kept and shown."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from beraad.assemblies.models import Assembly, Role
from beraad.recruitment.letters import contents
from beraad.recruitment.models.letters import LetterKind
from beraad.recruitment.models.sign_up import ParentAsk
from beraad.recruitment.questions import parents
from beraad.recruitment.questions import service as questions
from beraad.recruitment.questions.service import SettingsData
from beraad.web import edge
from tests.pages import Browser, Page
from tests.residents import answer_page, enter, registrations

#: somebody born in this year turns seventeen in the year of the first meeting
SEVENTEEN = "2010"
AGREES = {"parent_name": "Ouder Een", "parent_phone": "0612345678", "parent_consent": "y"}


@pytest.fixture
def assembly(make: Any) -> Assembly:
    """A burgerberaad that begins in 2027 and asks a parent for a name and a telephone number."""
    made: Assembly = make.recruiting(slug="wonen", features={"geslacht": ("vrouw", "man")}, starts_on=date(2027, 2, 6))
    asks(made, ParentAsk.NAME_AND_PHONE)
    make.sample(made, 8)
    return made


def asks(assembly: Assembly, what: ParentAsk) -> None:
    with edge.unit_of_change():
        questions.set_up(assembly, SettingsData(16, parent_asks=what))


def at_parent(client: Browser, make: Any, assembly: Assembly) -> Page:
    """The page after the year of birth of somebody of seventeen."""
    page = enter(client, str(make.letter_code(make.wave(assembly, 2))))
    while page.h1 != "In welk jaar bent u geboren?":
        page = answer_page(page)
    return page.submit({"birth_year": SEVENTEEN}, button="Verder")


def test_a_minor_names_a_parent_who_agrees(client: Browser, make: Any, sign_in: Any, assembly: Assembly) -> None:
    page = at_parent(client, make, assembly)
    assert page.h1 == "Wie is uw ouder of voogd?" and "nog geen 18" in page.main
    assert page.submit({}, button="Verder").errors == [
        "Vul de naam van uw ouder of voogd in.",
        "Vul het telefoonnummer van uw ouder of voogd in.",
        "Zet een vinkje als uw ouder of voogd het goed vindt. Anders kunt u niet meedoen.",
    ]
    page = page.submit(AGREES, button="Verder")
    while page.path.startswith("/aanmelden/stap"):
        page = answer_page(page, birth_year=SEVENTEEN)
    assert "Ouder Een" in page.main
    assert page.submit({"consent": "y"}, button="Aanmelden").h1 == "U bent aangemeld"
    (made,) = registrations()
    kept = parents.find(made.id)
    assert kept is not None and (kept.name, kept.phone) == ("Ouder Een", "06 12345678")
    shown = sign_in(make.member(assembly, Role.REGISTRY)).get(f"/beheer/wonen/aanmeldingen/{made.id}").main
    assert "Ouder of voogd" in shown and "Ouder Een" in shown and "06 12345678" in shown


def test_somebody_of_age_is_asked_nothing_of_the_kind(client: Browser, make: Any, assembly: Assembly) -> None:
    page = enter(client, str(make.letter_code(make.wave(assembly, 2))))
    while page.path.startswith("/aanmelden/stap"):
        assert page.h1 != "Wie is uw ouder of voogd?"
        page = answer_page(page, birth_year="2009")
    page.submit({"consent": "y"}, button="Aanmelden")
    assert parents.find(registrations()[0].id) is None


def test_nothing_is_asked_unless_the_organiser_chose_it(client: Browser, make: Any, assembly: Assembly) -> None:
    asks(assembly, ParentAsk.NOTHING)
    assert at_parent(client, make, assembly).h1 == "Wie bent u en waar woont u?"


def test_the_griffie_and_the_paper_form_ask_the_same(make: Any, sign_in: Any, assembly: Assembly) -> None:
    slip = contents.text(assembly, LetterKind.FIRST).slip
    (asked,) = [one for one in slip.questions if "nog geen 18" in one["question"]]
    assert len(asked["lines"]) == 2 and "vindt het goed" in asked["consent"]
    page = sign_in(make.member(assembly, Role.REGISTRY)).get("/beheer/wonen/aanmeldingen/nieuw")
    about = {"name": "Inwoner Een", "address_line1": "Laan 1", "postcode": "9401 AB", "place": "Dorp", "consent": "y"}
    about |= {"contact_by": "post", "channel": "papier", f"feature_{assembly.features[0].id}": "man"}
    assert len(page.submit({**about, "birth_year": SEVENTEEN}, button="Opslaan").errors) == 3
    page.submit({**about, **AGREES, "birth_year": SEVENTEEN}, button="Opslaan")
    page.submit({**about, "name": "Inwoner Twee", "birth_year": "1980"}, button="Opslaan")
    assert {made.name: parents.find(made.id) is not None for made in registrations()} == {
        "Inwoner Een": True,
        "Inwoner Twee": False,
    }


def test_an_organiser_chooses_what_a_parent_is_asked(make: Any, sign_in: Any, assembly: Assembly) -> None:
    browser = sign_in(make.member(assembly, Role.ORGANISER))
    page = browser.get("/beheer/wonen/werving/vragen/instellen")
    page = page.submit({"parent_asks": ParentAsk.NAME.value}, button="Opslaan")
    assert "Een naam, en dat de ouder het goed vindt" in page.main
