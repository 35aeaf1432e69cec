"""What everyone sees of the site and of a burgerberaad."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from beraad.accounts.models import Account
from beraad.assemblies import service
from beraad.assemblies.models import Assembly, Phase, Role, RoomKind
from beraad.assemblies.promises import service as promises
from beraad.assemblies.promises.service import PLAN_PARTS, PlanData, RoomItemData
from beraad.extensions import db
from beraad.lottery.draw import service as lottery
from beraad.lottery.models import DrawKind
from beraad.materials import service as materials
from beraad.materials.models import Kind, Readers
from beraad.materials.service import Content, DocumentData
from beraad.meetings import service as meetings
from tests.pages import Browser


def full(make: Any) -> Assembly:
    """A burgerberaad with everything that the public page can show."""
    assembly = make.assembly(
        slug="wonen",
        title="Wonen in Voorbeelddorp",
        summary="Over huizen en ruimte.",
        question="Hoe wonen wij in 2040?",
        commissioner="De gemeenteraad",
        organiser="Bureau Voorbeeld",
        contact_name="Contactpersoon 1",
        contact_email="contact@voorbeeld.example",
        expectations="Zes dagen, met **vergoeding**.",
        background="Woonvisie 2020.",
        commitment="De raad antwoordt op alles.",
        commitment_by="De gemeenteraad",
        commitment_on=date(2027, 1, 7),
        sign_up_opens=date(2027, 3, 1),
        sign_up_closes=date(2027, 4, 1),
        draw_on=date(2027, 4, 15),
    )
    for kind, text in ((RoomKind.FIXED, "Het budget"), (RoomKind.OPEN, "De plaats"), (RoomKind.OUTSIDE, "De rente")):
        promises.add_room_item(assembly, RoomItemData(kind, text, "Raadsbesluit 12"))
    db.session.commit()
    return assembly


def test_a_burgerberaad_that_is_not_public_shows_nothing_to_others(make: Any, client: Browser) -> None:
    make.assembly(slug="stil", title="Nog geheim", contact_name="Contactpersoon 9", is_public=False)
    page = client.get("/burgerberaden/stil")
    assert page.status == 404
    assert "Nog geheim" not in page.text
    assert "Contactpersoon 9" not in page.text


def test_the_home_page_leads_to_the_burgerberaden_of_now(make: Any, client: Browser) -> None:
    full(make)
    make.assembly(title="Nog geheim", is_public=False)
    make.assembly(title="Al voorbij", phase=Phase.CLOSED)
    page = client.get("/")
    assert page.follow("Wonen in Voorbeelddorp").path == "/burgerberaden/wonen"
    assert "Nog geheim" not in page.text
    assert "Al voorbij" not in page.main
    assert page.follow("Lees hoe een burgerberaad werkt").path == "/hoe-werkt-het"


def test_who_got_a_letter_finds_where_to_type_the_code(make: Any, client: Browser) -> None:
    make.assembly(slug="wonen", phase=Phase.RECRUITMENT)
    make.assembly(slug="groen", phase=Phase.MEETINGS)
    assert client.get("/").follow("Aanmelden met uw code").path == "/aanmelden"
    assert client.get("/burgerberaden/wonen").follow("Aanmelden met uw code").path == "/aanmelden"
    assert "Aanmelden met uw code" not in client.get("/burgerberaden/groen").links()


def test_the_home_page_of_an_empty_site_says_so(client: Browser) -> None:
    assert "Er loopt nu geen burgerberaad." in client.get("/").main


def test_how_it_works_leads_to_the_check_of_the_lottery(client: Browser) -> None:
    page = client.get("/hoe-werkt-het")
    assert "000 tot en met 999" in page.main
    assert page.follow("Lees hoe u de loting narekent").path == "/help/loting"


def test_the_list_puts_what_is_over_last(make: Any, client: Browser) -> None:
    make.assembly(title="Nog bezig")
    make.assembly(title="Al voorbij", phase=Phase.CLOSED)
    page = client.get("/burgerberaden")
    assert page.main.index("Nog bezig") < page.main.index("Al voorbij")


def test_what_is_not_public_is_in_no_list(make: Any, client: Browser) -> None:
    make.assembly(slug="geheim", title="Nog geheim", summary="Geheime samenvatting", is_public=False)
    make.assembly(title="Voor iedereen")
    for path in ("/", "/burgerberaden"):
        page = client.get(path)
        assert "Voor iedereen" in page.main
        assert "eheim" not in page.text
    assert client.get("/burgerberaden/geheim/participatieplan").status == 404


def test_the_page_of_a_burgerberaad_tells_all_that_a_resident_asks(make: Any, client: Browser) -> None:
    full(make)
    page = client.get("/burgerberaden/wonen")
    for words in (
        "Hoe wonen wij in 2040?",
        "Staat vast Het budget Raadsbesluit 12",
        "Ligt open De plaats",
        "Buiten bevoegdheid De rente",
        "De raad antwoordt op alles.",
        "7 januari 2027",
        "Aanmelden kan van 1 maart 2027 tot en met 1 april 2027.",
        "De openbare loting is op 15 april 2027.",
        "Zes dagen, met vergoeding",
        "Opdrachtgever De gemeenteraad",
    ):
        assert words in page.main
    assert page.links()["contact@voorbeeld.example"] == "mailto:contact@voorbeeld.example"
    assert page.soup.select_one("main strong") is not None


def test_the_timeline_marks_where_the_burgerberaad_is(make: Any, client: Browser) -> None:
    assembly = full(make)
    assembly.sign_up_opens, assembly.sign_up_closes = date(2026, 3, 1), date(2026, 4, 1)
    service.move_phase(assembly, Phase.LOTTERY, "Proef")
    db.session.commit()
    current = client.get("/burgerberaden/wonen").soup.select_one("[aria-current=step]")
    assert current is not None
    assert "Loting" in current.get_text()
    assert "Begonnen op" in current.get_text()


def test_a_burgerberaad_with_little_in_it_still_has_a_page(make: Any, client: Browser) -> None:
    make.assembly(slug="leeg", question="", features={})
    assert client.get("/burgerberaden/leeg").status == 200


def test_what_is_not_public_is_shown_to_its_own_people_alone(
    make: Any, client: Browser, sign_in: Callable[[Account], Browser]
) -> None:
    assembly = make.assembly(slug="geheim", is_public=False)
    other = make.assembly()
    assert client.get("/burgerberaden/geheim").status == 404
    assert sign_in(make.member(other, Role.ORGANISER)).get("/burgerberaden/geheim").status == 404
    page = sign_in(make.member(assembly, Role.OBSERVER)).get("/burgerberaden/geheim")
    assert "Nog niet openbaar" in page.main


def test_the_plan_is_there_once_it_is_approved(make: Any, client: Browser) -> None:
    assembly = full(make)
    written = promises.write_plan(assembly, PlanData(**dict.fromkeys(PLAN_PARTS, "Uitgeschreven.")))
    db.session.commit()
    assert client.get("/burgerberaden/wonen/participatieplan").status == 404
    promises.approve_plan(assembly, written, "De gemeenteraad", date(2027, 1, 5))
    promises.write_plan(assembly, PlanData(goal="Nog in de maak"))
    db.session.commit()
    page = client.get("/burgerberaden/wonen").follow("Lees het participatieplan")
    assert "Vastgesteld door De gemeenteraad op 5 januari 2027." in page.main
    assert "Staat vast: Het budget (Raadsbesluit 12)" in page.main
    assert "Nog in de maak" not in page.main


def test_the_page_sums_up_what_was_answered(make: Any, client: Browser) -> None:
    assembly = full(make)
    assert "aanbeveling" not in client.get("/burgerberaden/wonen").main.lower()
    make.adopted(assembly, due=date(2020, 4, 1))
    page = client.get("/burgerberaden/wonen")
    assert "Het panel gaf 1 aanbeveling." in page.main
    assert page.follow("Volg de aanbevelingen").path == "/burgerberaden/wonen/aanbevelingen"


def test_the_page_tells_of_the_draw_once_the_list_is_fixed(make: Any, client: Browser) -> None:
    assembly = make.ready_to_draw(slug="wonen")
    moment = datetime(2099, 5, 4, 18, tzinfo=UTC)
    draw = lottery.propose(assembly, lottery.Plan(DrawKind.REAL, ceremony_at=moment, place="Raadzaal"), make.account())
    db.session.commit()
    assert "De loting" not in client.get("/burgerberaden/wonen").main
    lottery.approve(draw, make.account())
    db.session.commit()
    page = client.get("/burgerberaden/wonen")
    assert "32 mensen dingen mee naar 4 zetels." in page.main
    assert "De trekking is op 4 mei 2099" in page.main
    assert "Plaats: Raadzaal." in page.main
    assert page.follow("Bekijk de loting en reken haar na").path == "/burgerberaden/wonen/loting"


def test_the_page_names_the_next_meeting(make: Any, client: Browser) -> None:
    assembly = make.assembly(slug="wonen")
    make.meeting(assembly, title="Al geweest", starts_at=datetime(2020, 1, 1, 9, tzinfo=UTC))
    assert "Er is 1 bijeenkomst." in client.get("/burgerberaden/wonen").main
    make.meeting(assembly, title="Wonen en water", starts_at=datetime(2099, 5, 4, 9, tzinfo=UTC))
    make.meeting(assembly, title="Nog later", starts_at=datetime(2099, 6, 4, 9, tzinfo=UTC))
    page = client.get("/burgerberaden/wonen")
    assert "Er zijn 3 bijeenkomsten. De volgende is op 4 mei 2099: Wonen en water." in page.main
    assert page.follow("Bekijk de bijeenkomsten").path == "/burgerberaden/wonen/bijeenkomsten"


def test_a_meeting_that_was_cancelled_and_a_draft_for_everyone_are_not_counted(make: Any, client: Browser) -> None:
    assembly = make.assembly(slug="wonen")
    moment = datetime(2099, 5, 4, 9, tzinfo=UTC)
    meetings.cancel(make.meeting(assembly, title="Gaat niet door", starts_at=moment), "De zaal is bezet")
    draft = DocumentData("Nog een concept", Kind.RESEARCH, readers=Readers.PUBLIC)
    materials.create(assembly, draft, Content(text="Tekst."))
    db.session.commit()
    page = client.get("/burgerberaden/wonen")
    for words in ("Gaat niet door", "bijeenkomst.", "Nog een concept", "iedereen kan lezen"):
        assert words not in page.main


def test_the_page_counts_what_everyone_can_read(make: Any, client: Browser) -> None:
    assembly = make.assembly(slug="wonen")
    for readers in (Readers.PUBLIC, Readers.PANEL):
        data = DocumentData(f"Stuk voor {readers}", Kind.RESEARCH, readers=readers)
        materials.publish(materials.create(assembly, data, Content(text="Tekst.")))
    db.session.commit()
    page = client.get("/burgerberaden/wonen")
    assert "Er is 1 stuk dat iedereen kan lezen." in page.main
    assert page.follow("Bekijk de stukken").path == "/burgerberaden/wonen/stukken"


def test_the_pages_speak_english_to_who_asks(make: Any, client: Browser) -> None:
    full(make)
    client.get("/taal/en")
    assert client.get("/").h1 == "A say by lot"
    assert "Stands fast" in client.get("/burgerberaden/wonen").main
