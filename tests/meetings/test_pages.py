"""Meetings in the browser: of the people who plan them, of the panel, of everyone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from types import ModuleType

import pytest

from beraad.accounts.models import Account
from beraad.assemblies.models import Assembly, Role
from beraad.days import day_of
from beraad.extensions import db
from beraad.meetings import queries
from beraad.meetings.models import Audience, BlockKind, Meeting, Mode, Status
from beraad.orm import now
from tests.pages import Browser

SignIn = Callable[[Account], Browser]

PLANNED = {
    "title": "Kennismaken",
    "day": "2027-02-06",
    "begins": "9.30",
    "ends": "12:00",
    "mode": "fysiek",
    "place": "Dorpshuis Voorbeeld, grote zaal",
    "accessibility": "Er is een lift.",
    "audience": "openbaar",
}


@pytest.fixture
def assembly(make: ModuleType) -> Assembly:
    return make.assembly(slug="wonen", title="Burgerberaad Wonen")


@pytest.fixture
def organiser(make: ModuleType, sign_in: SignIn, assembly: Assembly) -> Browser:
    return sign_in(make.member(assembly, Role.ORGANISER))


@pytest.fixture
def panellist(make: ModuleType, sign_in: SignIn, assembly: Assembly) -> Browser:
    return sign_in(make.member(assembly, Role.PANELLIST))


def staff_address(meeting: Meeting, rest: str = "") -> str:
    return f"/beheer/wonen/bijeenkomsten/{meeting.id}{rest}"


def test_an_organiser_plans_a_meeting_with_its_programme(organiser: Browser) -> None:
    page = organiser.get("/beheer/wonen/bijeenkomsten")
    assert "Er zijn nog geen bijeenkomsten gepland." in page.main

    page = page.follow("Bijeenkomst plannen").submit(PLANNED)
    assert page.h1 == "Bijeenkomst 1: Kennismaken"
    assert "De bijeenkomst staat gepland." in page.main
    assert "zaterdag 6 februari 2027, 09:30 tot 12:00 uur" in page.main

    page = page.follow("Onderdeel toevoegen").submit({"kind": "informeren", "title": "Welkom", "minutes": "30"})
    page = page.follow("Onderdeel toevoegen").submit(
        {"kind": "dialoog", "title": "Aan tafel", "minutes": "60", "method": "Tafelgesprek"}
    )
    assert "09:30 tot 10:00 uur Welkom Informeren" in page.main
    assert "10:00 tot 11:00 uur Aan tafel Dialoog: Tafelgesprek" in page.main
    assert "Informeren 30 33%" in page.main
    assert "Dialoog 60 67%" in page.main


def test_parts_change_places_and_their_times_follow(make: ModuleType, assembly: Assembly, organiser: Browser) -> None:
    meeting = make.meeting(assembly, starts_at=datetime(2027, 2, 6, 9, 0, tzinfo=UTC))
    make.block(meeting, title="Eerste", minutes=20)
    make.block(meeting, title="Tweede", minutes=40)

    page = organiser.get(staff_address(meeting)).submit(button="Eerder : Tweede")
    assert "10:00 tot 10:40 uur Tweede" in page.main
    assert "10:40 tot 11:00 uur Eerste" in page.main

    page = page.submit(button="Verwijderen : Tweede")
    assert "Tweede" not in page.main
    assert "10:00 tot 10:20 uur Eerste" in page.main


def test_a_programme_that_is_too_long_or_one_sided_says_so(
    make: ModuleType, assembly: Assembly, organiser: Browser
) -> None:
    meeting = make.meeting(assembly)
    make.block(meeting, BlockKind.INFORM, minutes=170)
    make.block(meeting, BlockKind.PAUSE, minutes=15)
    make.block(meeting, BlockKind.DIALOGUE, minutes=20)
    page = organiser.get(staff_address(meeting))
    assert "Het programma duurt 25 minuten langer dan de bijeenkomst." in page.main
    assert "Het panel luistert meer dan de helft van de tijd." in page.main
    assert "Informeren 170 89%" in page.main


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"title": ""}, "Vul een titel in."),
        ({"day": "2027-02-30"}, "Vul een bestaande dag in, zoals 31-12-2026."),
        ({"ends": "09:30"}, "Het einde moet later zijn dan het begin."),
        ({"begins": "half tien"}, "Vul een tijd in, zoals 19:30."),
        ({"mode": "vliegend"}, "Kies een van de mogelijkheden."),
        ({"place": ""}, "Vul in waar de bijeenkomst is, of schrijf: nog niet bekend."),
        ({"online_url": "javascript:alert(1)"}, "Vul een link in die begint met https://."),
        ({"number": "0"}, "Vul een nummer in van 1 tot 999."),
    ],
)
def test_a_wrong_answer_comes_back_with_the_others_kept(
    organiser: Browser, wrong: dict[str, str], message: str
) -> None:
    page = organiser.get("/beheer/wonen/bijeenkomsten/nieuw").submit({**PLANNED, **wrong})
    assert page.status == 422
    assert page.errors == [message]
    assert page.title.startswith("Fout: ")
    kept = page.soup.find(attrs={"name": "accessibility"})
    assert kept and kept.get_text(strip=True) == "Er is een lift."
    assert db.session.query(Meeting).count() == 0


def test_how_and_for_whom_a_meeting_is_comes_first_and_is_left_open(organiser: Browser) -> None:
    page = organiser.get("/beheer/wonen/bijeenkomsten/nieuw")
    assert list(page.asked.items())[:3] == [("mode", False), ("audience", False), ("number", True)]
    page = page.submit({**PLANNED, "mode": None, "audience": None})
    assert page.errors == ["Kies hoe mensen meedoen.", "Kies wie er mag komen."]


def test_a_number_is_used_once_in_a_burgerberaad(make: ModuleType, assembly: Assembly, organiser: Browser) -> None:
    make.meeting(assembly, number=1)
    make.meeting(make.assembly(), number=2)
    page = organiser.get("/beheer/wonen/bijeenkomsten/nieuw").submit({**PLANNED, "number": "1"})
    assert page.status == 422
    assert page.errors == ["Er is al een bijeenkomst met dit nummer. Kies een ander nummer."]
    assert page.submit({"number": "2"}).h1 == "Bijeenkomst 2: Kennismaken"


def test_changing_a_meeting_shows_what_was_known(make: ModuleType, assembly: Assembly, organiser: Browser) -> None:
    meeting = make.meeting(assembly, number=4, starts_at=datetime(2027, 7, 3, 17, 30, tzinfo=UTC), title="Kiezen")
    page = organiser.get(staff_address(meeting)).follow("Wijzigen")
    assert page.soup.select_one("[name=begins]")["value"] == "19:30"  # type: ignore[index]
    page = page.submit({"place": "Bibliotheek Voorbeeld"})
    assert "Bibliotheek Voorbeeld" in page.main
    assert "zaterdag 3 juli 2027, 19:30 tot 22:30 uur" in page.main


def test_a_cancelled_meeting_stays_to_be_seen_with_the_reason(
    make: ModuleType, assembly: Assembly, organiser: Browser, panellist: Browser, client: Browser
) -> None:
    meeting = make.meeting(assembly, audience=Audience.PUBLIC)
    page = organiser.get(staff_address(meeting)).follow("Afgelasten")
    assert page.submit({"reason": ""}).errors == ["Leg uit waarom de bijeenkomst niet doorgaat."]
    page = page.submit({"reason": "Er ligt te veel sneeuw."}).press()
    for seen in (
        page,
        panellist.get(f"/panel/wonen/bijeenkomsten/{meeting.id}"),
        client.get(f"/burgerberaden/wonen/bijeenkomsten/{meeting.id}"),
    ):
        assert "Deze bijeenkomst gaat niet door" in seen.main
        assert "Er ligt te veel sneeuw." in seen.main
    page = organiser.get(staff_address(meeting, "/wijzigen")).submit({"title": "Toch"})
    assert page.status == 422
    assert page.errors == ["Deze bijeenkomst is afgelast. U kunt er niets meer aan wijzigen."]
    assert "Toch" not in organiser.get(staff_address(meeting)).h1


def test_a_meeting_is_held_once_it_has_begun(make: ModuleType, assembly: Assembly, organiser: Browser) -> None:
    coming = make.meeting(assembly)
    begun = make.meeting(assembly, starts_at=now() - timedelta(hours=1))
    page = organiser.get(staff_address(coming)).submit(button="Bijeenkomst is gehouden")
    assert page.status == 409
    assert "Deze bijeenkomst moet nog beginnen." in page.main
    page = organiser.get(staff_address(begun)).submit(button="Bijeenkomst is gehouden")
    assert "De bijeenkomst staat als gehouden." in page.main
    db.session.expire_all()
    assert (coming.status, begun.status) == (Status.PLANNED, Status.HELD)


def test_a_guest_comes_with_one_task_and_stands_in_the_run_sheet(
    make: ModuleType, assembly: Assembly, organiser: Browser
) -> None:
    meeting = make.meeting(assembly)
    make.block(meeting, leader="Gespreksleider 1", method_reason="Iedereen komt aan het woord.")
    page = organiser.get(staff_address(meeting)).follow("Gast toevoegen")
    page = page.submit(
        {"name": "Gast Voorbeeld", "capacity": "Afdeling Wonen", "briefing": "luisteren", "note": "Zit achterin."}
    )
    sheet = page.follow("Draaiboek")
    assert "Gast Voorbeeld Afdeling Wonen Luisteren: is erbij en spreekt niet mee Zit achterin." in sheet.main
    assert "Gespreksleider 1" in sheet.main
    assert "Iedereen komt aan het woord." in sheet.main
    page = page.follow("Wijzig : Gast Voorbeeld").submit({"briefing": "antwoorden"})
    assert "Antwoorden: spreekt alleen als het panel iets vraagt" in page.main
    assert "Gast Voorbeeld" not in page.submit(button="Verwijderen : Gast Voorbeeld").main


def test_two_meetings_close_together_get_a_warning(make: ModuleType, assembly: Assembly, organiser: Browser) -> None:
    start = now() + timedelta(days=20)
    make.meeting(assembly, starts_at=start)
    second = make.meeting(assembly, starts_at=start + timedelta(days=3))
    page = organiser.get("/beheer/wonen/bijeenkomsten")
    assert page.main.count("Kort na de vorige") == 1
    assert "minder dan een week" in page.main
    organiser.get(staff_address(second, "/afgelasten")).submit({"reason": "Te snel."}).press()
    assert "minder dan een week" not in organiser.get("/beheer/wonen/bijeenkomsten").main


def test_the_gap_between_meetings_leaves_out_what_was_cancelled(
    make: ModuleType, assembly: Assembly, organiser: Browser
) -> None:
    """After a cancelled meeting, panellists have had the time since the one before it."""
    start = now() + timedelta(days=20)
    make.meeting(assembly, starts_at=start)
    cancelled = make.meeting(assembly, starts_at=start + timedelta(days=10))
    make.meeting(assembly, starts_at=start + timedelta(days=12))
    assert "Kort na de vorige" in organiser.get("/beheer/wonen/bijeenkomsten").main
    organiser.get(staff_address(cancelled, "/afgelasten")).submit({"reason": "Sneeuw."}).press()
    assert "Kort na de vorige" not in organiser.get("/beheer/wonen/bijeenkomsten").main
    assert [row.days_since_last for row in queries.meetings(assembly)] == [None, 9, 11]


def test_the_public_sees_only_the_date_of_a_meeting_for_the_panel(
    make: ModuleType, assembly: Assembly, client: Browser
) -> None:
    closed = make.meeting(assembly, title="Besloten", starts_at=datetime(2027, 3, 6, 9, 0, tzinfo=UTC))
    make.meeting(
        assembly,
        title="Open dag",
        mode=Mode.HYBRID,
        place="Gemeentehuis Voorbeeld",
        online_url="https://vergaderen.example/geheim",
        audience=Audience.PUBLIC,
    )
    page = client.get("/burgerberaden/wonen/bijeenkomsten")
    assert "Besloten" in page.main
    assert "zaterdag 6 maart 2027 Alleen voor het panel" in page.main
    assert "Dorpshuis Voorbeeld" not in page.main
    assert client.get(f"/burgerberaden/wonen/bijeenkomsten/{closed.id}").status == 404
    assert client.get(f"/burgerberaden/wonen/bijeenkomsten/{closed.id}.ics").status == 404
    page = next(page.follow(text) for text in page.links() if "Open dag" in text)
    assert "Gemeentehuis Voorbeeld" in page.main
    assert "geheim" not in page.html


def test_the_panel_sees_place_link_and_programme(make: ModuleType, assembly: Assembly, panellist: Browser) -> None:
    meeting = make.meeting(assembly, title="Leren", online_url="https://vergaderen.example/zaal", mode=Mode.HYBRID)
    make.block(meeting, title="Rondje langs de tafels")
    page = panellist.get("/panel/wonen/bijeenkomsten")
    page = next(page.follow(text) for text in page.links() if "Leren" in text)
    assert "https://vergaderen.example/zaal" in page.main
    assert "Rondje langs de tafels" in page.main


def test_a_meeting_of_another_burgerberaad_does_not_exist_here(
    make: ModuleType, organiser: Browser, panellist: Browser, client: Browser
) -> None:
    elsewhere = make.meeting(make.assembly(), audience=Audience.PUBLIC)
    block = make.block(elsewhere)
    assert organiser.get(staff_address(elsewhere)).status == 404
    assert organiser.get(staff_address(elsewhere, f"/onderdelen/{block.id}")).status == 404
    assert panellist.get(f"/panel/wonen/bijeenkomsten/{elsewhere.id}").status == 404
    assert client.get(f"/burgerberaden/wonen/bijeenkomsten/{elsewhere.id}").status == 404


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.COUNCILLOR, Role.FACILITATOR, Role.EXECUTIVE])
def test_others_who_work_on_it_look_but_change_nothing(
    make: ModuleType, sign_in: SignIn, assembly: Assembly, role: Role
) -> None:
    meeting = make.meeting(assembly)
    browser = sign_in(make.member(assembly, role))
    page = browser.get(staff_address(meeting))
    assert page.status == 200
    assert "Wijzigen" not in page.links()
    assert browser.get(staff_address(meeting, "/draaiboek")).status == 200
    assert browser.get(staff_address(meeting, "/wijzigen")).status == 403


@pytest.mark.parametrize("role", [Role.REGISTRY, Role.OFFICIAL, Role.ADMINISTRATOR])
def test_those_who_set_it_up_may_change(make: ModuleType, sign_in: SignIn, assembly: Assembly, role: Role) -> None:
    meeting = make.meeting(assembly)
    page = sign_in(make.member(assembly, role)).get(staff_address(meeting, "/wijzigen"))
    assert page.submit({"title": "Anders"}).h1.endswith("Anders")


def test_a_visitor_who_is_not_signed_in_gets_no_staff_or_panel_page(
    make: ModuleType, assembly: Assembly, client: Browser
) -> None:
    meeting = make.meeting(assembly)
    for address in (staff_address(meeting), f"/panel/wonen/bijeenkomsten/{meeting.id}"):
        assert client.raw.get(address).status_code == 303


def test_the_side_column_says_when_the_panel_meets(make: ModuleType, client: Browser) -> None:
    soon = now().replace(hour=9, minute=0) + timedelta(days=30)
    assembly = make.assembly(slug="wonen", starts_on=day_of(soon), decision_on=day_of(soon) + timedelta(days=90))
    make.meeting(assembly, number=1, starts_at=soon)
    make.meeting(assembly, number=2, starts_at=soon + timedelta(days=20))
    make.meeting(assembly, number=3, starts_at=soon - timedelta(days=60))
    side = client.open("/burgerberaden/wonen").soup.select(".beraad-days dt")
    assert [item.text for item in side] == ["Bijeenkomst 1", "Bijeenkomst 2", "Besluit over het advies"]
