"""The pages of the panel: officials ask and replace, drawn people answer by their link, panellists sign in."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from beraad.assemblies.models import Assembly, Role
from beraad.days import today
from beraad.extensions import db
from beraad.lottery import engine
from beraad.panel import service
from beraad.panel.models import AnsweredBy, SeatState
from beraad.recruitment.models.registration import Registration
from beraad.telling.ways import ContactBy
from beraad.web import sealing


def next_week() -> str:
    return (today() + timedelta(days=7)).isoformat()


@pytest.fixture
def assembly(make: Any) -> Assembly:
    made = make.drawn(slug="wonen")
    for person in db.session.scalars(select(Registration)):
        person.contact_by = ContactBy.EMAIL
    db.session.commit()
    return made


@pytest.fixture
def griffie(make: Any, assembly: Assembly, sign_in: Any) -> Any:
    return sign_in(make.member(assembly, Role.REGISTRY))


def asked(make: Any, griffie: Any, assembly: Assembly) -> list[str]:
    """Everyone is asked; gives the addresses of the answer pages."""
    griffie.get("/beheer/wonen/panel").submit({"answer_by": next_week()}, button="Vraag iedereen die geloot is").press()
    db.session.expire_all()
    return [f"/zetel/{sealing.unseal(seat.sealed_token, f'seat:{seat.id}')}" for seat in make.seats(assembly)]


def test_asking_everyone_and_reminding(make: Any, griffie: Any, assembly: Assembly) -> None:
    page = griffie.get("/beheer/wonen/panel")
    wrong = page.submit({"answer_by": "2020-01-01"}, button="Vraag iedereen die geloot is")
    assert wrong.status == 422
    assert wrong.errors == ["Kies een laatste dag om te antwoorden, vandaag of later."]
    page = wrong.submit({"answer_by": next_week()}, button="Vraag iedereen die geloot is").press()
    assert "4 mails gaan op weg" in page.text
    page = page.act("Stuur een herinnering aan wie niet antwoordde")
    assert "4 herinneringen gaan op weg" in page.text


def test_somebody_takes_the_seat_by_link_and_signs_in(
    make: Any, griffie: Any, assembly: Assembly, client: Any, outbox: Any
) -> None:
    address = asked(make, griffie, assembly)[0]
    page = client.get(address)
    assert page.h1 == "Doet u mee?"
    page = page.submit(button="Ja, ik doe mee")
    assert page.h1 == "U doet mee"
    assert client.get(address).h1 == "U doet mee"
    mails = [path.read_text() for path in outbox.rglob("*") if path.is_file()]
    link = next(found for text in mails for found in re.findall(r"http://localhost(/\S*inlog\S*)", unfolded(text)))
    home = client.get(link).submit()
    assert home.h1 == assembly.title
    home = home.follow("Vul in wat u nodig hebt").submit({"diet": "Zonder noten"}, button="Opslaan")
    assert "Uw gegevens zijn opgeslagen" in home.text
    seat = make.seats(assembly)[0]
    assert "Zonder noten" in griffie.get(f"/beheer/wonen/panel/zetel/{seat.id}").main


def unfolded(text: str) -> str:
    return re.sub(r"=\r?\n", "", text).replace("=3D", "=")


def test_looking_at_the_link_changes_nothing_and_declining_empties_the_seat(
    make: Any, griffie: Any, assembly: Assembly, client: Any
) -> None:
    address = asked(make, griffie, assembly)[0]
    client.get(address)
    assert make.seats(assembly)[0].state is SeatState.INVITED
    page = client.get(address).submit(button="Nee, ik doe niet mee")
    assert "U doet niet mee" in page.main
    assert "Er zijn lege zetels" in griffie.get("/beheer/wonen/panel").main
    assert client.get(address).submit(button="Ik wil toch meedoen").h1 == "U doet mee"
    assert "Er zijn lege zetels" not in griffie.get("/beheer/wonen/panel").main


def test_after_a_replacement_was_asked_nobody_comes_back(
    make: Any, griffie: Any, assembly: Assembly, client: Any
) -> None:
    address = asked(make, griffie, assembly)[0]
    page = client.get(address).submit(button="Nee, ik doe niet mee")
    proposal = griffie.get("/beheer/wonen/panel/vervanging")
    proposal.submit({"answer_by": next_week()}, button="Vraag deze vervangers").press()
    late = page.submit(button="Ik wil toch meedoen")
    assert late.status == 409
    assert "U hebt geen zetel meer" in late.main
    assert [seat.state for seat in make.seats(assembly)[:2]] == [SeatState.REPLACED, SeatState.INVITED]


def test_an_unknown_link_is_an_ordinary_missing_page(client: Any, assembly: Assembly) -> None:
    assert client.get("/zetel/onbekend").status == 404


def test_the_secret_of_a_link_stands_in_no_address_and_ends(
    make: Any, griffie: Any, assembly: Assembly, client: Any
) -> None:
    address = asked(make, griffie, assembly)[0]
    page = client.get(address)
    assert page.path == "/zetel" and address.rpartition("/")[2] not in page.html
    make.seats(assembly)[0].answer_by = today() - service.LINK_ENDS - timedelta(days=1)
    db.session.commit()
    assert client.get(address).status == 404
    assert client.get("/zetel").path == "/inloggen"


def test_too_late_gets_a_clear_page(make: Any, griffie: Any, assembly: Assembly, client: Any) -> None:
    address = asked(make, griffie, assembly)[0]
    page = client.get(address)
    make.seats(assembly)[0].answer_by = today() - timedelta(days=1)
    db.session.commit()
    refused = page.submit(button="Ja, ik doe mee")
    assert refused.status == 409
    assert "De laatste dag om te antwoorden is voorbij" in refused.main
    assert "Ja, ik doe mee" not in client.get(address).main


def test_the_griffie_writes_down_an_answer_by_phone_and_replaces(make: Any, griffie: Any, assembly: Assembly) -> None:
    asked(make, griffie, assembly)
    page = griffie.get("/beheer/wonen/panel").follow("Zetel 1")
    assert page.submit(button="Sla het antwoord op").status == 422
    page = page.submit({"answer": "afgezegd", "way": "telefoon", "reason": "Geen tijd"}, button="Sla het antwoord op")
    assert "Het antwoord voor zetel 1 is opgeslagen" in page.text
    proposal = page.follow("Bekijk het voorstel voor vervanging")
    assert "klopt het panel met alle streefcijfers" in proposal.main
    done = proposal.submit({"answer_by": next_week()}, button="Vraag deze vervangers").press()
    assert "1 vervanger is gevraagd" in done.text
    history = done.follow("Zetel 1").main
    assert "Geen tijd" in history
    assert "Vervangen" in history


def test_a_replacement_is_computed_once_for_each_page(
    make: Any, griffie: Any, assembly: Assembly, monkeypatch: pytest.MonkeyPatch
) -> None:
    service.decline(make.seats(assembly)[0], AnsweredBy.PHONE)
    db.session.commit()
    computed: list[str] = []
    newcomers = engine.newcomers
    monkeypatch.setattr(engine, "newcomers", lambda *args: computed.append("once") or newcomers(*args))
    page = griffie.get("/beheer/wonen/panel/vervanging")
    act = page.submit({"answer_by": next_week()}, button="Vraag deze vervangers")
    assert len(computed) == 2, "the proposal, and the page of the act"
    assert "1 vervanger is gevraagd" in act.press().text
    assert len(computed) == 3, "pressing the button asks the people of the page that was compared"


def test_two_officials_fill_the_last_seat_at_once_and_one_is_told(
    make: Any, griffie: Any, assembly: Assembly, sign_in: Any
) -> None:
    service.decline(make.seats(assembly)[0], AnsweredBy.PHONE)
    db.session.commit()
    other = sign_in(make.member(assembly, Role.ORGANISER))
    one = griffie.get("/beheer/wonen/panel/vervanging")
    two = other.get("/beheer/wonen/panel/vervanging")
    act, later = (page.submit({"answer_by": next_week()}, button="Vraag deze vervangers") for page in (one, two))
    assert act.button == "Vraag 1 vervanger" and "1 vervanger is gevraagd" in act.press().text
    late = later.press()
    assert "Dit voorstel geldt niet meer" in late.text
    assert [seat.turn for seat in make.seats(assembly) if seat.number == 1] == [1, 2]


def test_names_are_for_those_who_may_see_who_signed_up(make: Any, assembly: Assembly, sign_in: Any) -> None:
    page = sign_in(make.member(assembly, Role.COUNCILLOR)).get("/beheer/wonen/panel")
    names = [seat.registration.name for seat in make.seats(assembly)]
    assert not any(name in page.text for name in names)
    assert "Zetels naar geslacht" in page.main


def test_before_the_draw_the_page_says_so(make: Any, sign_in: Any) -> None:
    assembly = make.ready_to_draw(slug="vroeg")
    browser = sign_in(make.member(assembly, Role.REGISTRY))
    assert "Het panel is er nog niet" in browser.get("/beheer/vroeg/panel").main
    assert "Er zijn geen lege zetels" in browser.get("/beheer/vroeg/panel/vervanging").main
