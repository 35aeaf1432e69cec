"""What panellists need, whom to call, and bank accounts: asked, complete or not, seen by few."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from beraad.assemblies.models import Assembly, Role
from beraad.audit.models import AuditEvent
from beraad.days import today
from beraad.extensions import db
from beraad.panel import service
from beraad.panel.asking import queries as asking
from beraad.panel.models import AnsweredBy, SeatState
from beraad.panel.needs import bank, completeness
from beraad.panel.needs import service as needs
from beraad.panel.needs.bank import Bank
from beraad.telling.models import Message, Recipient
from beraad.telling.ways import ContactBy
from beraad.web import edge

IBAN = "NL02ABNA0123456789"


@pytest.fixture
def assembly(make: Any) -> Assembly:
    """Two panellists who confirmed, and two people who did not answer; the first meeting is in five days."""
    made: Assembly = make.drawn(slug="wonen", starts_on=today() + timedelta(days=5))
    for seat in make.seats(made):
        seat.registration.contact_by = ContactBy.EMAIL
    service.ask_everyone(made, today() + timedelta(days=7))
    for seat in make.seats(made)[:2]:
        service.confirm(seat, AnsweredBy.LINK)
    db.session.commit()
    return made


def own(make: Any, sign_in: Any, assembly: Assembly) -> Any:
    return sign_in(make.seats(assembly)[0].account)


def test_a_panellist_fills_in_everything_and_the_start_page_no_longer_asks(
    make: Any, sign_in: Any, assembly: Assembly
) -> None:
    browser = own(make, sign_in, assembly)
    home = browser.get("/panel/wonen")
    assert "Wij weten nog niet alles" in home.main
    page = home.follow("Vul in wat u nodig hebt")
    wrong = page.submit({"iban": "NL03ABNA0123456789"}, button="Opslaan")
    assert wrong.status == 422
    assert wrong.errors[0].startswith("Dit rekeningnummer klopt niet")
    assert wrong.errors[1] == "Vul in op welke naam de rekening staat."
    told = {"diet": "Zonder noten", "emergency_contact": "Buur, 0600000000", "iban": "nl02 abna 0123 4567 89"}
    home = wrong.submit(told | {"wants_allowance": "ja", "holder": "P. Voorbeeld"}, button="Opslaan")
    assert "Wij weten nog niet alles" not in home.main
    seat = make.seats(assembly)[0]
    assert bank.of_seat(seat) == Bank(IBAN, "P. Voorbeeld")
    assert b"ABNA" not in seat.sealed_bank


def test_whether_one_wants_the_allowance_comes_first_and_is_left_open(
    make: Any, sign_in: Any, assembly: Assembly
) -> None:
    asked = own(make, sign_in, assembly).get("/panel/wonen/mijn-gegevens").asked
    assert list(asked.items())[:3] == [("wants_allowance", False), ("iban", False), ("holder", False)]


def test_whoever_wants_no_allowance_leaves_no_account(make: Any, sign_in: Any, assembly: Assembly) -> None:
    seat = make.seats(assembly)[0]
    bank.set_allowance(seat, True, Bank(IBAN, "P. Voorbeeld"))
    db.session.commit()
    own(make, sign_in, assembly).get("/panel/wonen/mijn-gegevens").submit({"wants_allowance": "nee"}, button="Opslaan")
    db.session.expire_all()
    assert (seat.wants_allowance, seat.sealed_bank) == (False, None)
    assert completeness.of_seat(seat).has_allowance


def test_looking_at_an_account_is_a_line_in_the_log(make: Any, sign_in: Any, assembly: Assembly) -> None:
    seat = make.seats(assembly)[0]
    bank.set_allowance(seat, True, Bank(IBAN, "P. Voorbeeld"))
    db.session.commit()
    griffie = make.member(assembly, Role.REGISTRY)
    page = sign_in(griffie).get(f"/beheer/wonen/panel/zetel/{seat.id}")
    assert "NL02" not in page.text
    shown = page.submit(button="Toon het rekeningnummer")
    assert "NL02 ABNA 0123 4567 89" in shown.main
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "panel.bank_account_seen")).one()
    assert (event.subject, event.actor_id) == (f"seat:{seat.id}", griffie.id)
    other = sign_in(make.member(assembly, Role.FACILITATOR))
    assert other.get(f"/beheer/wonen/panel/zetel/{seat.id}").status == 403


def test_who_did_not_tell_everything_is_seen_and_reminded_once_a_day(
    make: Any, sign_in: Any, assembly: Assembly
) -> None:
    first, second = make.seats(assembly)[:2]
    needs.set_needs(first, needs.Needs(diet="Zonder noten", emergency_contact="Buur, 0600000000"))
    bank.set_allowance(first, False, Bank())
    db.session.commit()
    page = sign_in(make.member(assembly, Role.ORGANISER)).get("/beheer/wonen/panel/behoeften")
    assert "Zonder noten" in page.main
    assert "Buur, 0600000000" in page.main
    page = page.act("Stuur hun een herinnering")
    assert "1 herinnering gaat op weg" in page.text
    assert "0 herinneringen gaan op weg" in page.act("Stuur hun een herinnering").text
    told = db.session.scalars(select(Recipient.registration_id).join(Message).where(Message.subject.contains("alles")))
    assert list(told) == [second.registration_id]


def test_shortly_before_the_first_meeting_the_daily_job_asks_once(make: Any, assembly: Assembly) -> None:
    def told() -> list[int | None]:
        """Who is told when the daily job is done twice."""
        for _day in range(2):
            with edge.unit_of_change():
                completeness.remind_before_start(db.session.get_one(Assembly, assembly.id))
        chosen = select(Recipient.registration_id).join(Message).where(Message.subject.contains("alles"))
        return list(db.session.scalars(chosen.order_by(Recipient.id)))

    assembly.starts_on = today() + timedelta(days=30)
    db.session.commit()
    assert told() == []
    assembly.starts_on = today() + timedelta(days=5)
    db.session.commit()
    assert told() == [seat.registration_id for seat in make.seats(assembly)[:2]]


def test_a_panellist_who_stops_loses_the_role_and_leaves_an_empty_seat(
    make: Any, sign_in: Any, assembly: Assembly
) -> None:
    browser = own(make, sign_in, assembly)
    page = browser.get("/panel/wonen").follow("Ik kan niet meer meedoen")
    page.submit({"cause": "verhuisd"}, button="Ik stop met het burgerberaad")
    assert make.seats(assembly)[0].state is SeatState.DROPPED_OUT
    assert browser.get("/panel/wonen").status == 404
    assert asking.to_contact(assembly.id, ContactBy.POST) == []
