"""Drawn people who are asked by letter or telephone, those who don't answer, and reminders that go once."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from pypdf import PdfReader
from sqlalchemy import select

from beraad.assemblies.models import Assembly, Phase, Role
from beraad.audit.models import AuditEvent
from beraad.config import NotifyService
from beraad.days import today
from beraad.extensions import db
from beraad.jobs import service as jobs
from beraad.mail.models import MessageKind, OutboxMessage
from beraad.orm import now
from beraad.panel import queries, service
from beraad.panel.asking import service as asking
from beraad.panel.asking.jobs import REMIND_JOB
from beraad.panel.errors import WrongStateError
from beraad.panel.models import AnsweredBy, Cause, SeatState
from beraad.recruitment.letters.letterhead import return_address
from beraad.recruitment.letters.letterhead.return_address import ReturnAddress
from beraad.telling.ways import ContactBy
from beraad.web import edge

WAYS = (ContactBy.EMAIL, ContactBy.POST, ContactBy.PHONE, ContactBy.PHONE)


@pytest.fixture
def assembly(make: Any) -> Assembly:
    """Four people who were asked to answer within a week: by mail, by post, and two by telephone, one without one."""
    made: Assembly = make.drawn(slug="wonen", contact_phone="0500 000 000")
    return_address.choose(made, ReturnAddress("De griffie", "Antwoordnummer 100", "9400 VB", "Voorbeeldstad"))
    for seat, way in zip(make.seats(made), WAYS, strict=True):
        seat.registration.contact_by, seat.registration.phone = way, "0600000001"
    make.seats(made)[3].registration.phone = ""
    db.session.flush()
    service.ask_everyone(made, today() + timedelta(days=7))
    db.session.commit()
    return made


@pytest.fixture
def griffie(make: Any, assembly: Assembly, sign_in: Any) -> Any:
    return sign_in(make.member(assembly, Role.REGISTRY))


def mails() -> list[str]:
    """What went to the people in seats."""
    chosen = select(OutboxMessage.reference).where(OutboxMessage.reference.startswith("seat-"))
    return sorted(db.session.scalars(chosen))


def test_letters_and_calls_are_lists_that_are_ticked_off(make: Any, griffie: Any, assembly: Assembly) -> None:
    page = griffie.get("/beheer/wonen/panel")
    post = page.follow("Mensen die u schrijft")
    assert [words in post.main for words in ("Zetel 1", "Zetel 2", "Zetel 3", "Zetel 4")] == [False, True, False, True]
    letters = post.submit(button="Download de brieven (PDF)").response
    assert (letters.status_code, letters.data[:5]) == (200, b"%PDF-")
    pages = PdfReader(io.BytesIO(letters.data)).pages
    words = " ".join(pages[0].extract_text().split())
    assert len(pages) == 2
    for part in (
        "Gefeliciteerd: u bent ingeloot voor",
        "Laat het uiterlijk",
        "Met vriendelijke groet,",
        "0500 000 000",
    ):
        assert part in words
    assert "Ja, ik doe mee" in words and "Antwoordnummer 100" in words, "the slip says where it goes"
    assert db.session.scalar(select(AuditEvent.action).order_by(AuditEvent.id.desc())) == "panel.letters_taken"
    post = post.submit(button="Alle brieven zijn gepost")
    assert "2 brieven zijn gepost" in post.text
    assert "Download de brieven" not in post.main
    calls = griffie.get("/beheer/wonen/panel/vragen/telefoon").submit(button="Gebeld: zetel 3")
    assert "Gebeld op" in calls.main
    line = queries.history(assembly.id, 3)[-1]
    assert (line.state, line.way, bool(line.by)) == (SeatState.INVITED, AnsweredBy.PHONE, True)


def test_a_text_message_with_the_link_goes_once(app: Flask, make: Any, griffie: Any, assembly: Assembly) -> None:
    address, config = "/beheer/wonen/panel/vragen/telefoon", app.config["BERAAD"]
    assert "Sms de link" not in griffie.get(address).main, "no service for text messages is set up"
    app.config["BERAAD"] = replace(config, notify=NotifyService("issuer", "secret", "email", "text"))
    try:
        griffie.get(address).submit(button="Sms de link: zetel 3")
    finally:
        app.config["BERAAD"] = config
    message = db.session.scalars(select(OutboxMessage).where(OutboxMessage.kind == MessageKind.TEXT)).one()
    seat = make.seats(assembly)[2]
    assert (message.recipient, message.reference) == ("0600000001", f"seat-{seat.id}-text")
    assert seat.told_at is not None


def test_whoever_answered_is_not_ticked_off_as_asked(make: Any, assembly: Assembly) -> None:
    seat = make.seats(assembly)[1]
    service.confirm(seat, AnsweredBy.POST)
    with pytest.raises(WrongStateError):
        asking.mark_contacted(seat)


def test_the_daily_job_reminds_once_before_the_last_day(make: Any, assembly: Assembly) -> None:
    seat = make.seats(assembly)[0]
    seat.asked_at = now() - timedelta(days=5)
    db.session.commit()

    def day(number: int) -> None:
        """The daily job, `number` days before the last day to answer."""
        for each in make.seats(assembly):
            each.answer_by = today() + timedelta(days=number)
        jobs.enqueue(REMIND_JOB)
        edge.commit()

    day(5)
    assert len(mails()) == 1
    day(3)
    day(2)
    day(-1)
    assert [reference.startswith(f"seat-{seat.id}-reminder") for reference in mails()] == [False, True]


def test_seats_of_whoever_stays_silent_are_freed_and_that_is_the_reason(
    make: Any, griffie: Any, assembly: Assembly
) -> None:
    assert "Niet op tijd geantwoord" not in griffie.get("/beheer/wonen/panel").main
    for seat in make.seats(assembly)[:2]:
        seat.answer_by = today() - timedelta(days=1)
    db.session.commit()
    page = griffie.get("/beheer/wonen/panel")
    assert "2 mensen antwoordden niet voor de laatste dag" in page.main
    page = page.act("Geef deze zetels vrij")
    assert "2 zetels zijn nu vrij" in page.text
    line = queries.history(assembly.id, 1)[-1]
    assert (line.state, line.cause) == (SeatState.DECLINED, Cause.NO_ANSWER)
    seat = griffie.get("/beheer/wonen/panel").follow("Zetel 1")
    seat.submit({"answer": "toch", "way": "telefoon"}, button="Sla het antwoord op")
    assert make.seats(assembly)[0].state is SeatState.CONFIRMED


def test_what_waits_for_an_official_is_on_the_overview(make: Any, griffie: Any, assembly: Assembly) -> None:
    assembly.phase = Phase.LOTTERY
    db.session.commit()
    overview = griffie.get("/beheer/wonen").main
    assert "Bel gelote mensen: " in overview and "Post brieven aan gelote mensen: " in overview
    for seat in make.seats(assembly):
        if seat.number != 1:
            asking.mark_contacted(seat)
    service.decline(make.seats(assembly)[0], AnsweredBy.PHONE)
    db.session.commit()
    overview = griffie.get("/beheer/wonen").main
    assert "Vul lege zetels in het panel: 1" in overview and "Bel gelote mensen" not in overview


def test_why_and_when_somebody_stopped_is_in_the_history(make: Any, griffie: Any, assembly: Assembly) -> None:
    service.confirm(make.seats(assembly)[0], AnsweredBy.LINK)
    db.session.commit()
    page = griffie.get("/beheer/wonen/panel").follow("Zetel 1")
    tomorrow, last_week = today() + timedelta(days=1), today() - timedelta(days=7)
    given = {"answer": "uitgevallen", "way": "telefoon", "cause": "gezondheid", "reason": "Herstelt"}
    wrong = page.submit(given | {"happened_on": tomorrow.isoformat()}, button="Sla het antwoord op")
    assert wrong.errors == ["Kies vandaag of een dag die voorbij is."]
    wrong.submit(given | {"happened_on": last_week.isoformat()}, button="Sla het antwoord op")
    line = queries.history(assembly.id, 1)[-1]
    assert (line.cause, line.happened_on, line.reason) == (Cause.HEALTH, last_week, "Herstelt")
    assert line.by
    assert "Gezondheid. Herstelt" in griffie.get("/beheer/wonen/panel").follow("Zetel 1").main
