"""The map of interests and the log of contacts as people meet them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from beraad.accounts.models import Account
from beraad.assemblies.models import Assembly, Role
from tests.pages import Browser

SignIn = Callable[[Account], Browser]
HERE = "/beheer/wonen/belangen"


@pytest.fixture
def assembly(make: Any) -> Assembly:
    found: Assembly = make.assembly(slug="wonen", title="Wonen in Voorbeelddorp")
    return found


@pytest.fixture
def organiser(make: Any, assembly: Assembly, sign_in: SignIn) -> Browser:
    return sign_in(make.member(assembly, Role.ORGANISER))


def test_an_interest_without_a_voice_is_named_on_top_until_it_is_heard(organiser: Browser, client: Browser) -> None:
    page = organiser.get(f"{HERE}/nieuw").submit({"name": "Huurders", "stake": "De huur"})
    assert "Deze stem ontbreekt nog" in page.main
    assert "Huurders (geen organisatie)" in page.main
    assert "Deze stem ontbreekt nog" in client.get("/burgerberaden/wonen/belangen").main
    page = page.follow("Huurders").submit({"spreker": "Huurdersvereniging", "is_organised": "y"}, button="Opslaan")
    assert "Deze stem ontbreekt nog" not in page.main
    assert "Huurdersvereniging" in client.get("/burgerberaden/wonen/belangen").main


def test_empty_places_on_the_map_are_flagged(organiser: Browser) -> None:
    page = organiser.get(f"{HERE}/nieuw").submit({"name": "Natuur", "stuk": "Rapport over vogels"})
    cells = [cell.get_text(strip=True) for cell in page.soup.select("tbody td")]
    assert cells == ["Ontbreekt", "Ontbreekt", "Rapport over vogels", "Ontbreekt", "0", "0"]


def test_a_voice_can_be_changed_and_taken_away(organiser: Browser) -> None:
    page = organiser.get(f"{HERE}/nieuw").submit({"name": "Natuur", "stuk": "Rapport", "zetel": "Boswachter"})
    page = page.follow("Natuur").submit({"stuk": "Beter rapport", "zetel": ""}, button="Opslaan")
    cells = [cell.get_text(strip=True) for cell in page.soup.select("tbody td")]
    assert cells[:4] == ["Ontbreekt", "Ontbreekt", "Beter rapport", "Ontbreekt"]


def test_the_same_interest_twice_is_refused(organiser: Browser) -> None:
    organiser.get(f"{HERE}/nieuw").submit({"name": "Huurders"})
    page = organiser.get(f"{HERE}/nieuw").submit({"name": "huurders", "stake": "Iets anders"})
    assert page.status == 422
    assert page.errors == ["Dit belang staat al op de kaart. Kies een andere naam."]
    organiser.get(f"{HERE}/nieuw").submit({"name": "Natuur"})
    page = organiser.get(HERE).follow("Natuur").submit({"name": "HUURDERS"}, button="Opslaan")
    assert page.errors == ["Dit belang staat al op de kaart. Kies een andere naam."]


def test_a_contact_counts_with_its_interest_and_stays_when_that_goes(organiser: Browser) -> None:
    page = organiser.get(f"{HERE}/nieuw").submit({"name": "Jongeren"})
    number = page.links()["Jongeren"].rsplit("/", 1)[1]
    values = {"on": "2026-03-05", "text": "Gesprek op school", "interest": number, "way": "live"}
    page = organiser.get(f"{HERE}/contact").submit(values | {"invited": "30", "reached": "25", "heard": "Meer sport"})
    assert "25 van 30 uitgenodigde mensen deden mee." in page.main
    assert [cell.get_text(strip=True) for cell in page.soup.select("tbody td")][-2:] == ["1", "25"]
    page = page.follow("Jongeren").submit(button="Verwijderen")
    assert "Gesprek op school" in page.main
    assert "Voor iedereen" in page.main
    page = page.follow("Gesprek op school").submit(button="Verwijderen")
    assert "Gesprek op school" not in page.main


def test_a_contact_with_more_people_than_were_invited_is_refused(organiser: Browser) -> None:
    values = {"on": "2026-03-05", "text": "Gesprek", "way": "online", "invited": "3", "reached": "4"}
    page = organiser.get(f"{HERE}/contact").submit(values)
    assert page.status == 422
    assert page.errors == ["Dit zijn er minder dan er meededen. Kijk beide getallen na."]


def test_how_people_were_met_comes_first_and_is_left_open(organiser: Browser) -> None:
    page = organiser.get(f"{HERE}/contact")
    assert list(page.asked.items())[:2] == [("way", False), ("on", True)]
    page = page.submit({"text": "Gesprek", "reached": "4"})
    assert page.errors == ["Kies hoe u mensen hebt bereikt."]


def test_a_contact_can_be_corrected(organiser: Browser) -> None:
    values = {"on": "2026-03-05", "text": "Gesprek", "way": "online", "reached": "4"}
    page = organiser.get(f"{HERE}/contact").submit(values).follow("Gesprek")
    assert "5 mensen deden mee." in page.submit({"reached": "5"}, button="Opslaan").main


def test_councillors_add_and_observers_only_read(make: Any, assembly: Assembly, sign_in: SignIn) -> None:
    councillor = sign_in(make.member(assembly, Role.COUNCILLOR))
    assert "Natuur" in councillor.get(f"{HERE}/nieuw").submit({"name": "Natuur"}).main
    observer = sign_in(make.member(assembly, Role.OBSERVER)).get(HERE)
    assert "Natuur" in observer.main
    assert "Belang toevoegen" not in observer.main


def test_what_belongs_to_another_burgerberaad_does_not_exist(make: Any, organiser: Browser, sign_in: SignIn) -> None:
    other = make.assembly(slug="elders")
    there = sign_in(make.member(other, Role.ORGANISER)).get("/beheer/elders/belangen/nieuw").submit({"name": "Natuur"})
    number = there.links()["Natuur"].rsplit("/", 1)[1]
    assert organiser.get(f"{HERE}/{number}").status == 404


def test_everyone_sees_the_map_of_a_public_burgerberaad_alone(
    make: Any, client: Browser, organiser: Browser, sign_in: SignIn
) -> None:
    organiser.get(f"{HERE}/nieuw").submit({"name": "Huurders"})
    values = {"on": "2026-03-05", "text": "Gesprek in de wijk", "way": "live", "reached": "3"}
    organiser.get(f"{HERE}/contact").submit(values)
    hidden = make.assembly(slug="geheim", is_public=False)
    elsewhere = sign_in(make.member(hidden, Role.ORGANISER))
    elsewhere.get("/beheer/geheim/belangen/nieuw").submit({"name": "Geheim belang"})
    elsewhere.get("/beheer/geheim/belangen/contact").submit({**values, "text": "Geheim gesprek", "heard": "Geheim"})
    page = client.get("/burgerberaden/wonen/belangen")
    assert "Huurders" in page.main
    assert "Gesprek in de wijk" in page.main
    assert "Geheim" not in page.text
    assert client.get("/burgerberaden/geheim/belangen").status == 404
