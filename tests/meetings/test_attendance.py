"""Who was there: noted by facilitators, signed off by panellists, counted for all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import ModuleType

import pytest
from sqlalchemy import select

from beraad.accounts.models import Account
from beraad.assemblies.models import Assembly, Role
from beraad.audit.models import AuditEvent
from beraad.extensions import db
from beraad.meetings import attendance, queries_attendance, service
from beraad.meetings.errors import CancelledError, TooLateError, UnknownSeatError
from beraad.meetings.models import Attendance, Meeting, Presence
from beraad.meetings.queries_attendance import Figures
from beraad.orm import now
from beraad.panel.models import Seat, SeatState
from tests.pages import Browser

SignIn = Callable[[Account], Browser]
REASON = "Ik moet naar het ziekenhuis."


@pytest.fixture
def assembly(make: ModuleType) -> Assembly:
    return make.assembly(slug="wonen")


def seat(make: ModuleType, assembly: Assembly, number: int, **values: object) -> Seat:
    """Somebody in a seat of the panel."""
    person = make.registration(assembly, name=f"Panellid {number}")
    seat = Seat(
        assembly_id=assembly.id,
        number=number,
        registration_id=person.id,
        pool_id=person.pool_id,
        **{"state": SeatState.INVITED, **values},
    )
    db.session.add(seat)
    db.session.commit()
    return seat


@pytest.fixture
def seats(make: ModuleType, assembly: Assembly) -> list[Seat]:
    return [seat(make, assembly, number) for number in (1, 2, 3)]


@pytest.fixture
def meeting(make: ModuleType, assembly: Assembly) -> Meeting:
    return make.meeting(assembly)


def figures(meeting: Meeting) -> Figures:
    return queries_attendance.figures(db.session.get_one(Assembly, meeting.assembly_id))[meeting.id]


def test_a_facilitator_notes_who_is_there(
    make: ModuleType, sign_in: SignIn, assembly: Assembly, meeting: Meeting, seats: list[Seat]
) -> None:
    browser = sign_in(make.member(assembly, Role.FACILITATOR))
    address = f"/beheer/wonen/bijeenkomsten/{meeting.id}"
    first, second, third = (f"seat_{one.id}" for one in seats)
    page = browser.get(address).follow("Aanwezigheid invullen")
    assert "Panellid 1" in page.main
    page = page.submit({first: "aanwezig", second: "niet_gekomen"}, button="Bewaren")
    assert "Aantal wijzigingen: 2." in page.main
    assert figures(meeting) == Figures(present=1, absent=1, unknown=1)

    page = page.follow("Aanwezigheid invullen").submit({third: "deels", second: ""}, button="Bewaren")
    assert figures(meeting) == Figures(present=1, partly=1, unknown=1)
    page = page.follow("Aanwezigheid invullen").submit({"rest_present": "y"}, button="Bewaren")
    assert figures(meeting) == Figures(present=2, partly=1)
    assert "3 van 3" in browser.get("/beheer/wonen/bijeenkomsten").main


def test_two_people_noting_at_once_do_not_undo_each_other(
    make: ModuleType, sign_in: SignIn, assembly: Assembly, meeting: Meeting, seats: list[Seat]
) -> None:
    address = f"/beheer/wonen/bijeenkomsten/{meeting.id}/aanwezigheid"
    pages = [sign_in(make.member(assembly, Role.FACILITATOR)).get(address) for _ in range(2)]
    pages[0].submit({f"seat_{seats[0].id}": "aanwezig"}, button="Bewaren")
    pages[1].submit({f"seat_{seats[1].id}": "aanwezig"}, button="Bewaren")
    assert figures(meeting) == Figures(present=2, unknown=1)


def test_a_panellist_signs_off_and_comes_after_all(
    make: ModuleType, sign_in: SignIn, assembly: Assembly, meeting: Meeting
) -> None:
    account = make.member(assembly, Role.PANELLIST)
    own = seat(make, assembly, 1, account_id=account.id)
    panellist = sign_in(account)
    page = panellist.get(f"/panel/wonen/bijeenkomsten/{meeting.id}").follow("Ik kan niet komen")
    page = page.submit({"reason": REASON})
    assert "U bent afgemeld" in page.main
    assert REASON not in page.main
    assert "U bent afgemeld" in panellist.get("/panel/wonen/bijeenkomsten").main

    address = f"/beheer/wonen/bijeenkomsten/{meeting.id}/aanwezigheid"
    assert REASON in sign_in(make.member(assembly, Role.REGISTRY)).get(address).main
    assert REASON not in sign_in(make.member(assembly, Role.FACILITATOR)).get(address).html

    page = panellist.get(page.path).submit(button="Ik kom toch")
    assert "Fijn dat u toch komt." in page.main
    assert queries_attendance.presences(own) == {}


def test_a_reason_is_kept_sealed_and_never_in_the_log(meeting: Meeting, seats: list[Seat]) -> None:
    noted = attendance.sign_off(meeting, seats[0], REASON)
    db.session.commit()
    assert noted.sealed_reason and REASON.encode() not in noted.sealed_reason
    assert queries_attendance.reason(noted) == REASON
    events = db.session.scalars(select(AuditEvent)).all()
    assert any(event.action == "meetings.signed_off" for event in events)
    assert not any(REASON in str(event.details) for event in events)


def test_a_reason_goes_when_somebody_came_after_all(meeting: Meeting, seats: list[Seat]) -> None:
    attendance.sign_off(meeting, seats[0], REASON)
    attendance.note(meeting, {seats[0].id: Presence.PRESENT})
    noted = db.session.scalars(select(Attendance)).one()
    assert (noted.presence, noted.sealed_reason) == (Presence.PRESENT, None)


def test_nobody_signs_off_for_a_meeting_that_has_begun(make: ModuleType, sign_in: SignIn, assembly: Assembly) -> None:
    account = make.member(assembly, Role.PANELLIST)
    own = seat(make, assembly, 1, account_id=account.id)
    begun = make.meeting(assembly, starts_at=now() - timedelta(minutes=1))
    with pytest.raises(TooLateError):
        attendance.sign_off(begun, own)
    browser = sign_in(account)
    page = browser.get(f"/panel/wonen/bijeenkomsten/{begun.id}")
    assert "Ik kan niet komen" not in page.links()
    page = browser.get(f"/panel/wonen/bijeenkomsten/{begun.id}/afmelden").submit()
    assert page.status == 422
    assert page.errors == ["U kunt zich voor deze bijeenkomst niet meer afmelden."]
    assert queries_attendance.presences(own) == {}


def test_nobody_takes_a_sign_off_back_once_the_meeting_has_begun(
    make: ModuleType, sign_in: SignIn, assembly: Assembly, meeting: Meeting
) -> None:
    account = make.member(assembly, Role.PANELLIST)
    attendance.sign_off(meeting, seat(make, assembly, 1, account_id=account.id))
    db.session.commit()
    page = sign_in(account).get(f"/panel/wonen/bijeenkomsten/{meeting.id}")
    meeting.starts_at = now() - timedelta(minutes=1)
    db.session.commit()
    page = page.submit(button="Ik kom toch")
    assert page.status == 409
    assert "De bijeenkomst is al begonnen of gaat niet door." in page.main
    assert "U bent afgemeld" in page.main


def test_a_panellist_without_a_seat_cannot_sign_off(
    make: ModuleType, sign_in: SignIn, assembly: Assembly, meeting: Meeting
) -> None:
    browser = sign_in(make.member(assembly, Role.PANELLIST))
    assert browser.get(f"/panel/wonen/bijeenkomsten/{meeting.id}/afmelden").status == 404


def test_only_seats_of_this_burgerberaad_are_noted(make: ModuleType, meeting: Meeting) -> None:
    stranger = seat(make, make.assembly(), 1)
    with pytest.raises(UnknownSeatError):
        attendance.note(meeting, {stranger.id: Presence.PRESENT})
    with pytest.raises(UnknownSeatError):
        attendance.sign_off(meeting, stranger)


def test_nothing_is_noted_for_a_cancelled_meeting(meeting: Meeting, seats: list[Seat]) -> None:
    service.cancel(meeting, "Sneeuw.")
    with pytest.raises(CancelledError):
        attendance.note(meeting, {seats[0].id: Presence.PRESENT})
    with pytest.raises(CancelledError):
        attendance.sign_off(meeting, seats[0])


def test_who_dropped_out_later_still_counts_where_they_were(
    make: ModuleType, assembly: Assembly, meeting: Meeting, seats: list[Seat]
) -> None:
    attendance.note(meeting, {seats[0].id: Presence.PRESENT, seats[1].id: Presence.ABSENT})
    seats[0].state = SeatState.DROPPED_OUT
    db.session.commit()
    later = make.meeting(assembly)
    assert figures(meeting) == Figures(present=1, absent=1, unknown=1)
    assert figures(later) == Figures(unknown=2)
    assert [row.number for row in queries_attendance.rows(meeting)] == [1, 2, 3]
    assert [row.number for row in queries_attendance.rows(later)] == [2, 3]


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.COUNCILLOR, Role.OFFICIAL, Role.EXECUTIVE])
def test_names_of_panellists_are_for_a_few(
    make: ModuleType, sign_in: SignIn, assembly: Assembly, meeting: Meeting, seats: list[Seat], role: Role
) -> None:
    browser = sign_in(make.member(assembly, role))
    address = f"/beheer/wonen/bijeenkomsten/{meeting.id}"
    assert browser.get(address + "/aanwezigheid").status == 403
    assert "Panellid 1" not in browser.get(address).html
    assert "Panellid 1" not in browser.get(address + "/draaiboek").html
