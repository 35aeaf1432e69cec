"""The demonstration tells a story: it obeys the rules of the product, and a sharp reader's eye."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import pytest
from flask import Flask
from sqlalchemy import func, select

from beraad.assemblies.models import Assembly, Phase, PhaseStart
from beraad.days import day_of, today
from beraad.demo import advice, followed, ready, recruiting
from beraad.extensions import db
from beraad.help import pages
from beraad.meetings.models import Attendance, Meeting, Presence, Status
from beraad.public import timeline
from beraad.recommendations.models import Recommendation, Update
from beraad.recruitment.questions import queries as questions

TITLES = (recruiting.TITLE, ready.TITLE, followed.TITLE)
THERE = (Presence.PRESENT, Presence.PARTLY)
SATURDAY = 5
#: sentences about a day that is past, and about one that is still to come
TOLD = {"past": r"\b(kon|was|kwam|gaf|besloot)\b", "future": r"\b(kan|is|komt|geeft|besluit)\b"}


@pytest.fixture
def assemblies(demo_app: Flask) -> Iterator[list[Assembly]]:
    with demo_app.test_request_context():
        yield list(db.session.scalars(select(Assembly).where(Assembly.title.in_(TITLES)).order_by(Assembly.id)))
        db.session.remove()


@pytest.fixture
def meetings(assemblies: list[Assembly]) -> list[Meeting]:
    told = [title for title, _days, _parts in followed.MEETINGS]
    return list(db.session.scalars(select(Meeting).where(Meeting.title.in_(told)).order_by(Meeting.number)))


def test_dates_are_in_order_and_the_promise_came_first(assemblies: list[Assembly]) -> None:
    assert len(assemblies) == len(TITLES)
    for one in assemblies:
        days = [one.commitment_on, one.sign_up_opens, one.sign_up_closes, one.draw_on, one.starts_on, one.ends_on]
        days += [one.advice_on, one.decision_on]
        assert all(first < second for first, second in pairwise(days)), one.title


def test_each_phase_began_on_a_day_of_its_own_that_is_past(assemblies: list[Assembly]) -> None:
    for one in assemblies:
        mine = select(PhaseStart).where(PhaseStart.assembly_id == one.id).order_by(PhaseStart.id)
        began = [(start.phase, day_of(start.started_at)) for start in db.session.scalars(mine)]
        assert [phase for phase, _day in began] == list(Phase)[: len(began)] and began[-1][0] is one.phase
        days = [day for _phase, day in began]
        assert days == sorted(set(days)) and days[-1] <= today(), one.title
        assert dict(began)[Phase.RECRUITMENT] == one.sign_up_opens


def test_nothing_to_come_is_told_as_past_and_nothing_past_as_to_come(assemblies: list[Assembly]) -> None:
    for one in assemblies:
        for phase in Phase:
            sentence, last = timeline.planned(one, phase), _last_day(one, phase)
            if sentence and last is not None:
                tense = "past" if last < today() else "future"
                assert re.search(TOLD[tense], sentence), sentence


def _last_day(one: Assembly, phase: Phase) -> object:
    return {
        Phase.RECRUITMENT: one.sign_up_closes,
        Phase.LOTTERY: one.draw_on,
        Phase.MEETINGS: one.ends_on,
        Phase.ADVICE: one.advice_on,
        Phase.FOLLOW_UP: one.decision_on,
    }.get(phase)


def test_the_five_saturdays_of_the_promise_are_saturdays(assemblies: list[Assembly], meetings: list[Meeting]) -> None:
    assert all("vijf zaterdagen" in one.expectations for one in assemblies)
    days = [day_of(meeting.starts_at) for meeting in meetings]
    asked = questions.days(next(one for one in assemblies if one.title == recruiting.TITLE))
    assert len(days) == len(asked) == 5
    assert {day.weekday() for day in (*days, *asked)} == {SATURDAY}
    whole = next(one for one in assemblies if one.title == followed.TITLE)
    assert (whole.starts_on, whole.ends_on) == (days[0], days[3]), "the last one looks back"


def test_who_was_there_fits_the_seats_and_only_past_meetings_were_held(meetings: list[Meeting]) -> None:
    for meeting in meetings:
        assert (meeting.status is Status.HELD) == (day_of(meeting.ends_at) < today()), meeting.title
        there = select(func.count()).where(Attendance.meeting_id == meeting.id, Attendance.presence.in_(THERE))
        seats = db.session.scalar(select(Assembly.seats).where(Assembly.id == meeting.assembly_id)) or 0
        assert 0 < (db.session.scalar(there) or 0) <= seats or meeting.status is Status.PLANNED


def test_updates_follow_each_other_and_say_each_what_comes_next(meetings: list[Meeting]) -> None:
    mine = select(Recommendation.id).where(Recommendation.assembly_id == meetings[0].assembly_id)
    texts = [text for one in advice.ADVICE for _status, text in one.steps]
    told_here = select(Update).where(Update.recommendation_id.in_(mine), Update.text.in_(texts))
    updates = db.session.scalars(told_here.order_by(Update.id)).all()
    by_recommendation: dict[int, list[Update]] = {}
    for update in updates:
        by_recommendation.setdefault(update.recommendation_id, []).append(update)
    assert len(by_recommendation) >= 5
    for told in by_recommendation.values():
        days = [update.happened_on for update in told]
        assert days == sorted(set(days)) and days[-1] <= today()
        assert all(one.next_on in (None, after.happened_on) for one, after in pairwise(told)), (
            "it came when it was said"
        )
        assert told[-1].next_on is None or told[-1].next_on > today()
        words = [update.next_step for update in told if update.next_step]
        assert len(words) == len(set(words))


def test_no_page_of_help_has_two_full_stops() -> None:
    texts = [path.read_text() for path in pages.FOLDER.rglob("*.md")]
    assert texts and not [text for text in texts if re.search(r"(?<!\.)\.\.(?![./])", text)]
