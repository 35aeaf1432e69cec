"""Between which meetings somebody left the panel, on the page of the seat."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import ModuleType

import pytest

from beraad.accounts.models import Account
from beraad.assemblies.models import Role
from beraad.days import day_of, today
from beraad.extensions import db
from beraad.meetings import service as meetings
from beraad.meetings.moments import moments
from beraad.orm import now
from beraad.panel import service
from beraad.panel.models import AnsweredBy
from tests.pages import Browser

SignIn = Callable[[Account], Browser]

#: days ago that each of the meetings was
MEETINGS = {1: 20, 2: 10}


@pytest.mark.parametrize(
    ("days_ago", "words"),
    [
        (25, "voor de eerste bijeenkomst"),
        (20, "tijdens bijeenkomst 1"),
        (15, "tussen bijeenkomst 1 en 2"),
        (10, "tijdens bijeenkomst 2"),
        (2, "na de laatste bijeenkomst"),
    ],
)
def test_each_day_has_its_place(make: ModuleType, context: None, days_ago: int, words: str) -> None:
    assembly, start = make.assembly(), now()
    assert moments(assembly, {day_of(start)}) == {}, "there is no programme yet"
    for number, ago in MEETINGS.items():
        make.meeting(assembly, number=number, starts_at=start - timedelta(days=ago))
    day = day_of(start - timedelta(days=days_ago))
    assert moments(assembly, {day}) == {day: words}


def test_a_cancelled_meeting_has_no_place_among_the_days(make: ModuleType, context: None) -> None:
    assembly, start = make.assembly(), now()
    meetings.cancel(make.meeting(assembly, number=1, starts_at=start - timedelta(days=20)), "Sneeuw.")
    day = day_of(start - timedelta(days=20))
    assert moments(assembly, {day}) == {}
    make.meeting(assembly, number=2, starts_at=start - timedelta(days=10))
    assert moments(assembly, {day}) == {day: "voor de eerste bijeenkomst"}


def test_the_page_of_a_seat_says_between_which_meetings_somebody_left(make: ModuleType, sign_in: SignIn) -> None:
    assembly = make.met(slug="wonen")
    make.meeting(assembly, number=2)
    seat = make.seats(assembly)[3]
    service.drop_out(seat, AnsweredBy.PHONE, service.Leaving(happened_on=today() - timedelta(days=1)))
    db.session.commit()
    page = sign_in(make.member(assembly, Role.REGISTRY)).get(f"/beheer/wonen/panel/zetel/{seat.id}")
    assert "bijeenkomst" in next(row.text for row in page.soup.select("main tr") if "Uitgevallen" in row.text)
