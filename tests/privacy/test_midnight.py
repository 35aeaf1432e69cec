"""A term ends at midnight in the Netherlands, in summer and in winter, whatever day it is by the machine's clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from beraad.days import ZONE, day_of, start_of
from beraad.extensions import db
from beraad.jobs import registry
from beraad.jobs.models import Job
from beraad.mail import service as mail
from beraad.mail.models import OutboxMessage
from beraad.panel import service as panel
from beraad.privacy import cli
from beraad.privacy.models import DeletionCertificate
from beraad.recruitment.models.sample import RegisterRow
from beraad.web import edge
from tests.working import work_off

#: by UTC these days begin at 22:00 and at 23:00 of the day before
DAYS = {"summer": date(2026, 7, 14), "winter": date(2026, 1, 13), "clocks back": date(2026, 10, 25)}
DRAWN, LETTER_TERM, MAIL_TERM = time(0, 30), timedelta(days=56), timedelta(days=91)
A_MINUTE = timedelta(minutes=1)
SetClock = Callable[[datetime], None]

pytestmark = [pytest.mark.parametrize("day", DAYS.values(), ids=DAYS), pytest.mark.one_database]


def work_of_the_hour() -> None:
    """What the worker does each hour: ask for the daily jobs, and do them."""
    registry.current_jobs().carrier.today()
    work_off()


def rows() -> int:
    found = db.session.scalar(select(func.count(RegisterRow.id))) or 0
    db.session.rollback()
    return found


def test_the_daily_job_deletes_from_midnight_on_and_not_a_minute_before(
    make: Any, set_clock: SetClock, day: date
) -> None:
    """The draw was held at half past midnight: by UTC that was the day before."""
    set_clock(datetime.combine(day - LETTER_TERM, DRAWN, ZONE))
    make.sample(make.drawn(), 6)
    set_clock(start_of(day) - A_MINUTE)
    work_of_the_hour()
    assert rows() == 6
    set_clock(start_of(day))
    work_of_the_hour()
    assert rows() == 0
    asked = db.session.scalars(select(Job.idempotency_key).where(Job.kind == "privacy.daily").order_by(Job.id)).all()
    assert asked == [f"privacy.daily:{one.isoformat()}" for one in (day - timedelta(days=1), day)]


def test_a_run_that_begins_before_midnight_keeps_to_the_day_on_which_it_began(
    make: Any, app: Flask, set_clock: SetClock, day: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_clock(datetime.combine(day - LETTER_TERM, DRAWN, ZONE))
    make.sample(make.drawn(), 6)
    set_clock(start_of(day) - A_MINUTE)
    commit = edge.commit

    def at_midnight() -> None:
        commit()
        set_clock(start_of(day))

    monkeypatch.setattr(edge, "commit", at_midnight)
    done = app.test_cli_runner().invoke(cli.commands, ["run"])
    assert done.exit_code == 0, done.output
    assert rows() == 6
    assert app.test_cli_runner().invoke(cli.commands, ["run"]).exit_code == 0
    assert rows() == 0
    proofs = [proof for proof in db.session.scalars(select(DeletionCertificate)) if "steekproef" in proof.counts]
    assert [day_of(proof.finished_at) for proof in proofs if proof.finished_at] == [day]


def test_messages_of_the_day_before_go_and_those_after_midnight_stay(make: Any, set_clock: SetClock, day: date) -> None:
    of, begun = make.assembly(), start_of(day - MAIL_TERM)
    for moment, person in ((begun - A_MINUTE, "eerder"), (begun, "later")):
        set_clock(moment)
        with edge.unit_of_change():
            mail.queue(f"{person}@voorbeeld.example", "Onderwerp", "Tekst", person, assembly_id=of.id)
    set_clock(start_of(day) + A_MINUTE)
    work_of_the_hour()
    left = select(OutboxMessage.recipient).where(OutboxMessage.recipient != "")
    assert db.session.scalars(left).all() == ["later@voorbeeld.example"]


def test_a_resident_may_answer_until_midnight(make: Any, set_clock: SetClock, day: date) -> None:
    last = day - timedelta(days=1)
    set_clock(start_of(last))
    of = make.drawn()
    with edge.unit_of_change():
        panel.ask_everyone(of, last)
    set_clock(start_of(day) - A_MINUTE)
    assert not make.seats(of)[0].is_late
    set_clock(start_of(day))
    assert make.seats(of)[0].is_late
