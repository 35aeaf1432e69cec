"""Between which meetings somebody left the panel, on the page of the seat."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from beraad.assemblies.models import Role
from beraad.days import day_of, today
from beraad.extensions import db
from beraad.meetings.moments import moments
from beraad.orm import now
from beraad.panel import service
from beraad.panel.models import Way

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
def test_each_day_has_its_place(make: Any, context: Any, days_ago: int, words: str) -> None:
    of, start = make.assembly(), now()
    assert moments(of, {day_of(start)}) == {}, "there is no programme yet"
    for number, ago in MEETINGS.items():
        make.meeting(of, number=number, starts_at=start - timedelta(days=ago))
    day = day_of(start - timedelta(days=days_ago))
    assert moments(of, {day}) == {day: words}


def test_the_page_of_a_seat_says_between_which_meetings_somebody_left(make: Any, sign_in: Any) -> None:
    of = make.met(slug="wonen")
    make.meeting(of, number=2)
    seat = make.seats(of)[3]
    service.drop_out(seat, Way.PHONE, happened_on=today() - timedelta(days=1))
    db.session.commit()
    page = sign_in(make.member(of, Role.REGISTRY)).get(f"/beheer/wonen/panel/zetel/{seat.id}")
    assert "bijeenkomst" in next(row.text for row in page.soup.select("main tr") if "Uitgevallen" in row.text)
