"""Calendar files, read back with a parser and checked on what calendars rely on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from types import ModuleType

import pytest
from icalendar import Calendar

from beraad.accounts.models import Account
from beraad.assemblies.models import Assembly, Role
from beraad.extensions import db
from beraad.meetings import service
from beraad.meetings.models import Audience, Meeting, Mode
from tests.pages import Browser

SignIn = Callable[[Account], Browser]


@pytest.fixture
def assembly(make: ModuleType) -> Assembly:
    return make.assembly(slug="wonen", title="Burgerberaad Wonen")


@pytest.fixture
def meeting(make: ModuleType, assembly: Assembly) -> Meeting:
    return make.meeting(
        assembly,
        number=3,
        title="Leren; luisteren, praten",
        starts_at=datetime(2027, 7, 3, 7, 30, tzinfo=UTC),
        mode=Mode.HYBRID,
        place="Dorpshuis Voorbeeld",
        address="Voorbeeldstraat 1",
        online_url="https://vergaderen.example/geheim",
        accessibility="Er is een lift.",
        audience=Audience.PUBLIC,
    )


def events(browser: Browser, address: str) -> list[dict[str, object]]:
    page = browser.get(address)
    assert page.response.mimetype == "text/calendar"
    assert "attachment" in page.response.headers["Content-Disposition"]
    return list(Calendar.from_ical(page.response.data).walk("VEVENT"))


def test_an_event_has_local_time_place_and_a_lasting_name(client: Browser, meeting: Meeting) -> None:
    uid = meeting.uid
    page = client.get(f"/burgerberaden/wonen/bijeenkomsten/{meeting.id}.ics")
    assert "DTSTART;TZID=Europe/Amsterdam:20270703T093000" in page.text
    assert "BEGIN:VTIMEZONE" in page.text
    [event] = events(client, f"/burgerberaden/wonen/bijeenkomsten/{meeting.id}.ics")
    assert str(event["UID"]) == uid
    assert str(event["SUMMARY"]) == "Burgerberaad Wonen: Leren; luisteren, praten"
    assert str(event["LOCATION"]) == "Dorpshuis Voorbeeld, Voorbeeldstraat 1"
    assert str(event["STATUS"]) == "CONFIRMED"
    assert str(event["URL"]).endswith(f"/burgerberaden/wonen/bijeenkomsten/{meeting.id}")


def test_the_public_file_leaves_out_the_link_and_the_meetings_of_the_panel(
    make: ModuleType, sign_in: SignIn, client: Browser, assembly: Assembly, meeting: Meeting
) -> None:
    make.meeting(assembly, number=4, title="Besloten")
    public = client.get("/burgerberaden/wonen/bijeenkomsten.ics").text
    assert "geheim" not in public
    assert "Besloten" not in public
    panel = sign_in(make.member(assembly, Role.PANELLIST))
    assert len(events(panel, "/panel/wonen/bijeenkomsten.ics")) == 2
    [event] = events(panel, f"/panel/wonen/bijeenkomsten/{meeting.id}.ics")
    assert "https://vergaderen.example/geheim" in str(event["DESCRIPTION"])


def test_a_cancelled_meeting_stays_in_the_file_as_cancelled(client: Browser, meeting: Meeting) -> None:
    [before] = events(client, "/burgerberaden/wonen/bijeenkomsten.ics")
    service.cancel(meeting, "Sneeuw.")
    db.session.commit()
    [after] = events(client, "/burgerberaden/wonen/bijeenkomsten.ics")
    assert after["UID"] == before["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)
    assert str(after["STATUS"]) == "CANCELLED"
    assert "Sneeuw." in str(after["DESCRIPTION"])


def test_the_same_meetings_give_the_same_bytes(client: Browser, meeting: Meeting) -> None:
    address = "/burgerberaden/wonen/bijeenkomsten.ics"
    assert client.get(address).response.data == client.get(address).response.data
