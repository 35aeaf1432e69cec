"""Text messages: offered where they can be sent, and then the way in which that person hears everything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from beraad.assemblies.models import Role
from beraad.config import Config, MailServer
from beraad.days import morning_of, today
from beraad.extensions import db
from beraad.mail.models import MessageKind, OutboxMessage
from beraad.panel import service as panel
from beraad.recruitment import ways
from beraad.telling import service as messages
from beraad.telling.composing import Text
from beraad.telling.models import Bundle
from beraad.telling.service import MessageData
from beraad.telling.ways import ContactBy, way_of
from beraad.web import edge
from tests.mail import notify_server

PHONE = "06 12345678"


@pytest.fixture
def notify(context: Flask) -> Iterator[notify_server.NotifyServer]:
    """The application sends through a stand-in for NotifyNL."""
    before: Config = context.config["BERAAD"]
    with notify_server.running() as server:
        context.config["BERAAD"] = replace(before, notify=server.service())
        yield server
    context.config["BERAAD"] = before


def test_who_prefers_text_messages_gets_them(
    notify: notify_server.NotifyServer, make: Any, sign_in: Any, set_clock: Any
) -> None:
    set_clock(morning_of(today()))
    assembly = make.recruiting()
    page = sign_in(make.member(assembly, Role.REGISTRY)).get(f"/beheer/{assembly.slug}/aanmeldingen/nieuw")
    answers = {f"feature_{feature.id}": feature.answers[0].value for feature in assembly.features[:1]}
    address = {"name": "Inwoner Sms", "address_line1": "Voorbeeldstraat 1", "postcode": "9401 AA", "place": "Stad"}
    given = {**answers, **address, "birth_year": "1980", "channel": "papier", "contact_by": "sms", "consent": "y"}
    refused = page.submit(given, button="Opslaan")
    assert refused.errors == ["Vul uw telefoonnummer in, of kies een andere manier."]
    wrong = refused.submit({"phone": "06 1234"}, button="Opslaan")
    assert wrong.errors == ["Vul een telefoonnummer in, zoals 06 12345678."]
    wrong.submit({"phone": "0612345678"}, button="Opslaan")
    with edge.unit_of_change():
        message = messages.write(assembly, MessageData("aangemeld", "Nieuws", "De loting is op vrijdag."))
    with edge.unit_of_change():
        messages.send(message)
    confirmation, news = notify.accepted
    assert [sent["path"] for sent in notify.accepted] == ["/v2/notifications/sms"] * 2
    assert {sent["phone_number"] for sent in notify.accepted} == {PHONE}
    assert "U hebt zich aangemeld" in confirmation["personalisation"]["body"]
    assert f"{assembly.title}: Nieuws.\n\nDe loting is op vrijdag." in news["personalisation"]["body"]
    shown = sign_in(make.member(assembly, Role.ORGANISER)).get(f"/beheer/{assembly.slug}/berichten/{message.id}")
    assert "Per sms Verstuurd 1" in shown.main


def test_where_no_text_messages_can_be_sent_they_are_not_offered_and_become_calls(
    context: Flask, make: Any, sign_in: Any
) -> None:
    before: Config = context.config["BERAAD"]
    assembly = make.recruiting()
    make.registration(assembly, contact_by=ContactBy.TEXT, phone=PHONE, email="")
    browser = sign_in(make.member(assembly, Role.REGISTRY))
    assert "Per sms" in browser.get(f"/beheer/{assembly.slug}/aanmeldingen/nieuw").main
    context.config["BERAAD"] = replace(before, mail_server=MailServer("127.0.0.1", 1))
    try:
        assert "Per sms" not in browser.get(f"/beheer/{assembly.slug}/aanmeldingen/nieuw").main
        with edge.unit_of_change():
            messages.send(messages.write(assembly, MessageData("aangemeld", "Nieuws", "Tekst.")))
    finally:
        context.config["BERAAD"] = before
    assert db.session.scalars(select(Bundle.way)).all() == [ContactBy.PHONE]
    assert db.session.scalars(select(OutboxMessage.id)).all() == []


def test_without_a_telephone_number_a_letter_goes(context: Flask, make: Any) -> None:
    person = make.registration(make.recruiting(), contact_by=ContactBy.TEXT, phone="")
    assert way_of(person) is ContactBy.POST
    assert not ways.answer(person, Text("Nieuws", "Tekst."), "message-1-1")


def test_the_link_to_a_seat_goes_by_text_message_too(context: Flask, make: Any) -> None:
    seat = make.seats(make.drawn())[0]
    with edge.unit_of_change():
        seat.registration.contact_by, seat.registration.phone = ContactBy.TEXT, PHONE
    with edge.unit_of_change():
        assert panel.ask(seat, today() + timedelta(days=7))
    sent = db.session.scalars(select(OutboxMessage).where(OutboxMessage.kind == MessageKind.TEXT)).one()
    assert (sent.recipient, sent.reference) == (PHONE, f"seat-{seat.id}-asked")
