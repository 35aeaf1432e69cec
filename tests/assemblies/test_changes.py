"""Once people count on a promise it changes by two people, with a public reason, and they are told."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from beraad.assemblies import service
from beraad.assemblies.errors import BodyMissingError, DrawStandsError, NoPlanError, NotSpellingError, PromiseBindsError
from beraad.assemblies.models import Assembly, Phase, Role, RoomItem, RoomKind
from beraad.assemblies.promises import changing, versions
from beraad.assemblies.promises import service as promises
from beraad.assemblies.promises.changing import WhyData
from beraad.assemblies.promises.models import ChangeState, PromiseChange, Topic
from beraad.assemblies.promises.service import PLAN_PARTS, PlanData, RoomItemData
from beraad.extensions import db
from beraad.recruitment.letters import contents
from beraad.telling.models import Message, Recipient
from tests.acts.case import count
from tests.pages import Browser, Page

PROMISED = "De raad antwoordt binnen vier maanden op elke aanbeveling."
WHY = {
    "reason": "De raad vergadert later.",
    "body": "De gemeenteraad",
    "decided_on": "2026-11-02",
    "document": "Raadsbesluit 12",
}


@pytest.fixture
def assembly(make: Any) -> Assembly:
    """A burgerberaad for which two people signed up."""
    found: Assembly = make.recruiting(
        slug="wonen", commitment=PROMISED, commitment_by="De raad", commitment_on=date(2026, 1, 7)
    )
    found.room = []
    db.session.commit()
    for _ in range(2):
        make.registration(found)
    return found


@pytest.fixture
def organiser(make: Any, assembly: Assembly, sign_in: Any) -> Browser:
    browser: Browser = sign_in(make.member(assembly, Role.ORGANISER))
    return browser


@pytest.fixture
def griffie(make: Any, assembly: Assembly, sign_in: Any) -> Browser:
    browser: Browser = sign_in(make.member(assembly, Role.REGISTRY))
    return browser


def asked(organiser: Browser, text: str) -> Page:
    return organiser.get("/beheer/wonen/vraag").submit({"commitment": text}, button="Opslaan")


def shown(client: Browser) -> str:
    return client.get("/burgerberaden/wonen").main


def test_the_commitment_is_not_rewritten_on_a_tuesday_evening(
    assembly: Assembly, organiser: Browser, griffie: Browser, client: Browser
) -> None:
    page = asked(organiser, "De raad kijkt ernaar.")
    assert page.path == "/beheer/wonen/wijzigingen/1/reden"
    assert PROMISED in shown(client) and "kijkt ernaar" not in shown(client)
    page = page.submit({"reason": "Het is druk."}, button="Verder")
    assert page.errors == ["Dit bindt de opdrachtgever. Vul in wie besloot, op welke dag, en het besluit."]
    page = page.submit({**WHY, "decided_on": "2027-11-02"}, button="Verder")
    assert page.errors == ["Deze dag moet nog komen. Vul de dag in waarop het besluit is genomen."]
    page = page.submit(WHY, button="Verder")
    assert "De raad kijkt ernaar." in page.main and PROMISED in page.main
    page = page.press()
    assert "Het ligt nu bij een collega." in page.main
    assert "kijkt ernaar" not in shown(client)
    assert organiser.get("/beheer/wonen/wijzigingen/1").button == "Trek uw voorstel in"
    page = griffie.get("/beheer/wonen").follow("Beloften").follow("Bekijk en besluit").press()
    assert "De wijziging is doorgevoerd." in page.main
    page = client.get("/burgerberaden/wonen")
    assert "De raad kijkt ernaar." in page.main and "De raad vergadert later." in page.main
    page = page.follow("Lees wat er eerst stond (Wat de opdrachtgever belooft)")
    assert PROMISED in page.main and "Raadsbesluit 12" in page.main
    message = db.session.scalars(select(Message).where(Message.audience == "aangemeld")).one()
    assert "De raad kijkt ernaar." in message.body and "De raad vergadert later." in message.body


def test_two_organisers_cannot_speak_for_the_council(
    assembly: Assembly, organiser: Browser, make: Any, sign_in: Any
) -> None:
    asked(organiser, "De raad kijkt ernaar.").submit(WHY, button="Verder").press()
    page = sign_in(make.member(assembly, Role.ORGANISER)).get("/beheer/wonen/wijzigingen/1").press()
    assert page.status == 409
    assert "Een van u twee moet griffie of bestuurder zijn." in page.main
    db.session.expire_all()
    assert assembly.commitment == PROMISED


def test_a_spelling_mistake_is_mended_by_one_and_nobody_is_told(
    assembly: Assembly, organiser: Browser, client: Browser
) -> None:
    why = {"reason": "Tikfout.", "is_correction": "y"}
    page = asked(organiser, PROMISED.replace("vier", "acht")).submit(why, button="Verder")
    assert page.errors == ["Er verandert meer dan de spelling. Zeg waarom, en laat een collega het goedkeuren."]
    page = asked(organiser, PROMISED.replace("aanbeveling", "aanbevelling")).submit(why, button="Verder")
    assert "De spelfout is verbeterd." in page.main
    assert "aanbevelling" in shown(client)
    assert "Een spelfout is verbeterd op" in client.get("/burgerberaden/wonen/beloften").main
    assert count(Message) == count(Recipient) == 0
    assert db.session.scalars(select(PromiseChange.state).order_by(PromiseChange.id)).all() == [
        ChangeState.OPEN,
        ChangeState.MADE,
    ]


@pytest.mark.parametrize("text", ["De raad antwoordt niet.", "De raad antwoordt binnen vier maanden op elke vraag."])
def test_another_promise_is_no_spelling_mistake(assembly: Assembly, text: str) -> None:
    values = {"commitment": text, "commitment_by": "De raad", "commitment_on": "2026-01-07", "commitment_document": ""}
    change = changing.ask(assembly, {Topic.COMMITMENT: values})
    assert change is not None
    with pytest.raises(NotSpellingError):
        changing.explain(change, WhyData("Tikfout", is_correction=True))


def test_what_was_left_open_is_filled_in_by_one(organiser: Browser, client: Browser) -> None:
    page = organiser.get("/beheer/wonen/vraag").submit({"expectations": "Vijf dagen."}, button="Opslaan")
    assert "Opgeslagen." in page.main
    assert "Vijf dagen." in shown(client)


def test_a_change_is_dropped_and_nothing_changes(assembly: Assembly, organiser: Browser, client: Browser) -> None:
    asked(organiser, "Iets anders.")
    page = organiser.get("/beheer/wonen/wijzigingen").submit(button="Laten vallen")
    assert "De wijziging gaat niet door." in page.main
    assert PROMISED in shown(client)
    assert organiser.get("/beheer/wonen/wijzigingen/1").status == 409


def test_the_last_open_line_stays_while_the_page_is_public(make: Any, sign_in: Any, client: Browser) -> None:
    assembly = make.assembly(slug="groen")
    line = promises.add_room_item(assembly, RoomItemData(RoomKind.OPEN, "Waar wij bouwen"))
    db.session.commit()
    browser = sign_in(make.member(assembly, Role.ORGANISER))
    page = browser.get(f"/beheer/groen/speelruimte/{line.id}").submit(button="Verwijderen")
    assert page.status == 409
    assert "De vraag en wat open ligt moeten blijven staan." in page.main
    page = browser.get("/beheer/groen/vraag").submit({"question": ""}, button="Opslaan")
    assert page.errors == [
        "De pagina is openbaar. De vraag en wat open ligt moeten blijven staan. Vervang ze, of voeg eerst iets toe."
    ]
    assert "Waar wij bouwen" in client.get("/burgerberaden/groen").main


def test_the_room_changes_by_two_too(assembly: Assembly, organiser: Browser, griffie: Browser, client: Browser) -> None:
    page = organiser.get("/beheer/wonen/speelruimte/nieuw")
    page = page.submit({"kind": "buiten_bevoegdheid", "text": "De rente"}, button="Opslaan")
    page.submit(WHY, button="Verder").press()
    assert "De rente" not in shown(client)
    griffie.get("/beheer/wonen/wijzigingen/1").press()
    assert "De rente" in shown(client)
    with pytest.raises(PromiseBindsError):
        promises.remove_room_item(assembly.room[0])


def test_seats_and_days_of_signing_up_stand_under_a_draw(make: Any) -> None:
    assembly = make.drawn(phase=Phase.MEETINGS, sign_up_closes=date(2026, 11, 1))
    with pytest.raises(DrawStandsError):
        changing.ask(assembly, {Topic.SEATS: {"seats": 70}})
    with pytest.raises(DrawStandsError):
        service.change_dates(assembly, service.DatesData(sign_up_closes=date(2027, 1, 1)))
    change = service.change_dates(
        assembly, service.DatesData(sign_up_closes=date(2026, 11, 1), ends_on=date(2027, 5, 1))
    )
    assert change is None, "what was left open is filled in"


def test_letters_and_sign_ups_name_the_edition_that_they_carried(assembly: Assembly, make: Any) -> None:
    make.sample(assembly, 3)
    before = make.registration(assembly)
    assembly.expectations = "Vijf dagen."
    db.session.commit()
    after = make.registration(assembly)
    assert (before.promised_edition, after.promised_edition) == (assembly.edition - 1, assembly.edition)
    words = contents.of_wave(make.wave(assembly, 2)).stored()
    assert ["Beloften", f"stand {assembly.edition}"] in words["particulars"]


def test_a_deviation_from_the_plan_is_asked_agreed_and_public(
    assembly: Assembly, organiser: Browser, griffie: Browser, client: Browser
) -> None:
    with pytest.raises(NoPlanError):
        changing.deviate(assembly, {"resources": "Anders."})
    plan = promises.write_plan(assembly, PlanData(**dict.fromkeys(PLAN_PARTS, "Zoals afgesproken.")))
    assembly.room.append(RoomItem(kind=RoomKind.OPEN, text="Waar", position=0))
    promises.approve_plan(assembly, plan, "De raad", date(2026, 1, 5))
    db.session.commit()
    page = organiser.get("/beheer/wonen/participatieplan").follow("Afwijken van het plan")
    page = page.submit({"part": "resources", "text": "Vier dagen in plaats van vijf."}, button="Verder")
    page = page.submit({**WHY, "document": "Brief 3"}, button="Verder").press()
    assert "Vier dagen" not in client.get("/burgerberaden/wonen/participatieplan").main
    griffie.get("/beheer/wonen/wijzigingen/1").press()
    page = client.get("/burgerberaden/wonen/participatieplan")
    assert "Vier dagen in plaats van vijf." in page.main and "De gemeenteraad" in page.main
    page = page.follow("Lees waarin het plan is gewijzigd, en waarom")
    for words in ("Zoals afgesproken.", "Vier dagen", "De raad vergadert later.", "Brief 3"):
        assert words in page.main


def test_the_next_plan_goes_by_two_once_people_count_on_the_first(assembly: Assembly) -> None:
    assembly.room.append(RoomItem(kind=RoomKind.OPEN, text="Waar", position=0))
    first = promises.write_plan(assembly, PlanData(**dict.fromkeys(PLAN_PARTS, "Zoals afgesproken.")))
    promises.approve_plan(assembly, first, "De raad", date(2026, 1, 5))
    second = promises.write_plan(assembly, PlanData(**dict.fromkeys(PLAN_PARTS, "Anders.")))
    with pytest.raises(PromiseBindsError):
        promises.approve_plan(assembly, second, "De raad", date(2026, 2, 5))


def test_a_verb_alone_changes_nothing_that_binds(assembly: Assembly) -> None:
    change = changing.ask(assembly, {Topic.QUESTION: {"question": "Heel andere vraag?"}})
    assert change is not None and assembly.question != "Heel andere vraag?"
    changing.explain(change, WhyData("Daarom", "De raad", "Besluit 1", date(2026, 1, 1)))
    with pytest.raises(BodyMissingError):
        changing.make(change)
    assert list(versions.changed(assembly)) == []
