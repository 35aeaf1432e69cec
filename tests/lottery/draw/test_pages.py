"""The pages of a draw, as officials and the public walk them."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from beraad.assemblies.models import Assembly, Role
from beraad.days import ZONE
from beraad.extensions import db
from beraad.lottery.models import Draw
from beraad.lottery.ticket_numbers import TICKETS
from beraad.orm import now


@pytest.fixture
def assembly(make: Any) -> Assembly:
    return make.ready_to_draw(slug="wonen")


@pytest.fixture
def first(make: Any, assembly: Assembly, sign_in: Any) -> Any:
    return sign_in(make.member(assembly, Role.REGISTRY, name="Medewerker een"))


@pytest.fixture
def second(make: Any, assembly: Assembly, sign_in: Any) -> Any:
    return sign_in(make.member(assembly, Role.ORGANISER, name="Medewerker twee"))


def proposed(first: Any, **values: str) -> Any:
    page = first.get("/beheer/wonen/loting/nieuw")
    return page.submit(
        {"kind": "echt", "disclosure": "iedereen", "short_term_reason": "Zaal vrij", **values},
        button="Leg de lijst vast",
    )


def published(first: Any, second: Any) -> Any:
    address = proposed(first).path
    second.get(address).act("Keur goed en bevries")
    first.get(address).submit({"digits": "1234567890"}, button="Bereken de briefjes")
    return first.get(address).act("Publiceer de duizend briefjes")


def test_a_rehearsal_from_start_to_end(first: Any) -> None:
    page = first.get("/beheer/wonen/loting").follow("Nieuwe loting of proefloting")
    frozen = page.submit({"kind": "proef"}, button="Leg de lijst vast")
    assert frozen.h1 == "Proefloting 1"
    assert "Bevroren" in frozen.main
    ready = frozen.submit(button="Bereken de briefjes")
    assert "Duizend briefjes berekend en gecontroleerd" in ready.main
    done = ready.submit({"number": "042"}, button="Leg het nummer vast")
    assert "Briefje 042 is getrokken" in done.main
    assert "Voor niemand is iets veranderd" in done.main
    selected = list(csv.DictReader(io.StringIO(done.submit(button="Wie is geloot (selected.csv)").text)))
    remaining = list(csv.DictReader(io.StringIO(done.submit(button="Wie niet is geloot (remaining.csv)").text)))
    assert (len(selected), len(remaining)) == (4, 28)
    assert sorted(row["geslacht"] for row in selected) == ["man", "man", "vrouw", "vrouw"]
    chances = done.follow("Kansen en samenstelling")
    assert "Kleinste kans" in chances.main
    assert "042" in done.follow("Scherm voor in de zaal").main


def test_the_form_starts_with_what_residents_were_promised(make: Any, assembly: Assembly, first: Any) -> None:
    page = first.get("/beheer/wonen/loting/nieuw")
    chosen = {str(field["name"]): field.get("value") for field in page.soup.select("main input[checked]")}
    assert chosen["one_per_household"] == "y" and "uit een huis loten wij één persoon" in page.main
    assert chosen["disclosure"] == "inzage", "four people share their answers with fewer than five"
    assert "Zij zijn te herkennen. Daarom is alleen inzage gekozen." in page.main
    assert "maakt een afspraak met de contactpersoon" in page.main
    make.registration(assembly, {"geslacht": "man", "leeftijd": "16-39"})
    again = first.get("/beheer/wonen/loting/nieuw")
    assert "Zij zijn te herkennen" not in again.main
    assert again.soup.select_one('input[name="disclosure"][checked]')["value"] == "iedereen"


def test_the_page_says_which_step_it_is_and_when_it_can_be_taken(first: Any, second: Any) -> None:
    announced = (now() + timedelta(days=2)).astimezone(ZONE).strftime("%Y-%m-%dT%H:%M")
    page = proposed(first, short_term_reason="", ceremony_at=announced, place="Raadzaal")
    assert "Stap 2 van 6" in page.main and "ten minste 24 uur openbaar" in page.main
    frozen = second.get(page.path).act("Keur goed en bevries")
    assert "Stap 3 van 6" in frozen.main and "Na 24 uur kunt u de briefjes berekenen: vanaf" in frozen.main
    assert frozen.submit({"digits": "1234567890"}, button="Bereken de briefjes").status == 422
    draw = db.session.scalars(select(Draw)).one()
    draw.frozen_at = now() - timedelta(hours=25)
    db.session.commit()
    ready = first.get(page.path).submit({"digits": "1234567890"}, button="Bereken de briefjes")
    assert "Stap 4 van 6" in ready.main
    ready.act("Publiceer de duizend briefjes")
    typed = first.get(page.path)
    assert "Stap 5 van 6" in typed.main and "Dat kan vanaf het aangekondigde moment" in typed.main
    early = typed.submit({"number": "123"}, button="Leg het nummer vast")
    assert early.status == 422 and early.errors[0].startswith("De trekking is aangekondigd voor")
    draw.ceremony_at = now() - timedelta(minutes=1)
    db.session.commit()
    assert "Stap 6 van 6" in first.get(page.path).submit({"number": "123"}, button="Leg het nummer vast").main


def test_a_real_draw_by_two_officials_ends_on_the_public_page(first: Any, second: Any, client: Any) -> None:
    page = published(first, second)
    typed = page.submit({"number": "123"}, button="Leg het nummer vast")
    assert "Medewerker een vulde een nummer in" in typed.main
    assert not re.search(r"\b123\b", second.get(page.path).main)
    done = second.get(page.path).act("Bevestig het nummer", {"number": "123"})
    assert "Briefje 123 is getrokken" in done.main
    public = client.get("/burgerberaden/wonen/loting")
    assert "Briefje 123 is getrokken" in public.main
    assert "niet getoond" in public.main
    ticket = public.follow("Bekijk alle duizend briefjes").follow("Getrokken is briefje 123")
    assert "Dit briefje is getrokken" in ticket.main


def test_everyone_gets_the_record_once_the_tickets_are_public(first: Any, second: Any, client: Any) -> None:
    address = proposed(first).path
    assert client.get("/burgerberaden/wonen/loting/lottery.json").status == 404
    second.get(address).act("Keur goed en bevries")
    assert "Wortel van de lijst" in client.get("/burgerberaden/wonen/loting").main
    first.get(address).submit({"digits": "1234567890"}, button="Bereken de briefjes")
    assert client.get("/burgerberaden/wonen/loting/lottery.json").status == 404
    assert client.get("/burgerberaden/wonen/loting/briefjes/000").status == 404
    first.get(address).act("Publiceer de duizend briefjes")
    record = json.loads(client.get("/burgerberaden/wonen/loting/lottery.json").text)
    assert len(record["tickets"]) == TICKETS
    assert "Voorbeeldstraat" not in json.dumps(record)
    assert client.get("/burgerberaden/wonen/loting/briefjes/999").status == 200
    assert client.get("/burgerberaden/wonen/loting/briefjes/1000").status == 404


def test_one_official_alone_can_only_take_the_proposal_back(first: Any) -> None:
    page = proposed(first).follow("Keur goed en bevries")
    assert page.button == "Trek uw voorstel in"
    form = page.form()
    alone = page.browser.post(page.path, {**{f["name"]: f["value"] for f in form.select("input")}, "step": "do"})
    assert (alone.status, alone.errors) == (
        409,
        ["U legde dit zelf voor. Een collega moet het bekijken en goedkeuren."],
    )
    assert "Voorgesteld" in first.get("/beheer/wonen/loting/1").main


def test_a_pool_that_changed_gets_a_clear_page(make: Any, assembly: Assembly, first: Any, second: Any) -> None:
    address = proposed(first).path
    make.registration(assembly)
    page = second.get(address).act("Keur goed en bevries")
    assert page.status == 409
    assert "zijn veranderd sinds het voorstel" in page.main
    assert "Stap geweigerd" in first.get(address).main


def test_mistyped_digits_and_numbers_get_a_clear_page(first: Any, second: Any) -> None:
    address = proposed(first).path
    second.get(address).act("Keur goed en bevries")
    page = first.get(address).submit({"digits": "12345"}, button="Bereken de briefjes")
    assert (page.status, page.errors) == (422, ["Vul precies tien cijfers in, zoals de notaris ze trok."])
    assert page.soup.find(attrs={"name": "digits"})["value"] == "12345"
    assert "Stap geweigerd" in first.get(address).main
    first.get(address).submit({"digits": "1234567890"}, button="Bereken de briefjes")
    first.get(address).act("Publiceer de duizend briefjes")
    page = first.get(address).submit({"number": "1000"}, button="Leg het nummer vast")
    assert (page.status, page.errors) == (422, ["Vul precies drie cijfers in, van 000 tot en met 999."])
    first.get(address).submit({"number": "010"}, button="Leg het nummer vast")
    page = second.get(address).act("Bevestig het nummer", {"number": "011"})
    assert (page.status, "een ander nummer dan uw collega" in page.errors[0]) == (422, True)
    page = first.get(address).submit({"number": "011"}, button="Verbeter het nummer")
    assert "Het nummer is ingevuld" in page.text


def test_an_impossible_draw_is_not_proposed(make: Any, sign_in: Any) -> None:
    assembly = make.assembly(slug="krap")
    make.set_quotas(assembly)
    make.pool(assembly, {("vrouw", "40+"): 5})
    browser = sign_in(make.member(assembly, Role.REGISTRY))
    page = browser.get("/beheer/krap/loting/nieuw").submit({"kind": "proef"}, button="Leg de lijst vast")
    assert page.status == 422
    assert page.errors == [
        "Voor man bij geslacht zijn 2 mensen nodig. Er zijn er 0 aangemeld. "
        "Met deze streefcijfers en aanmeldingen is geen panel mogelijk. Bekijk de controle."
    ]
    assert "Er is nog niet geloot" in browser.get("/beheer/krap/loting").main


def test_a_withdrawn_draw_stays_in_the_register_with_its_reason(first: Any, second: Any, client: Any) -> None:
    address = proposed(first).path
    second.get(address).act("Keur goed en bevries")
    assert first.get(address).submit(button="Trek de loting in").status == 422
    page = first.get(address).submit({"reason": "De notaris is ziek"}, button="Trek de loting in").press()
    assert "Deze loting is ingetrokken" in page.main
    assert "De notaris is ziek" in client.get("/burgerberaden/wonen/loting").main


def test_only_those_who_may_see_sign_ups_download_who_was_drawn(
    make: Any, assembly: Assembly, first: Any, sign_in: Any
) -> None:
    page = first.get("/beheer/wonen/loting/nieuw").submit({"kind": "proef"}, button="Leg de lijst vast")
    page.submit(button="Bereken de briefjes").submit({"number": "001"}, button="Leg het nummer vast")
    councillor = sign_in(make.member(assembly, Role.COUNCILLOR))
    seen = councillor.get("/beheer/wonen/loting/1")
    assert "selected.csv" not in seen.text
    token = seen.soup.find(attrs={"name": "csrf_token"})["value"]
    assert councillor.post("/beheer/wonen/loting/1/selected.csv", {"csrf_token": token}).status == 403


def test_a_draw_of_another_burgerberaad_does_not_exist(make: Any, first: Any) -> None:
    make.ready_to_draw(slug="elders")
    proposed(first)
    assert first.get("/beheer/wonen/loting/2").status == 404
    assert first.get("/beheer/elders/loting").status == 404
