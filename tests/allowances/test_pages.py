"""Allowances on pages: the griffie and the organiser together, the panellist for themselves."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

import pytest
from sqlalchemy import select

from beraad.accounts import service as accounts
from beraad.accounts.models import Account
from beraad.assemblies import service as assemblies
from beraad.assemblies.models import Assembly, Phase, Role
from beraad.audit.models import AuditEvent
from beraad.extensions import db
from beraad.panel.needs import bank
from beraad.panel.needs.bank import Bank
from tests.pages import Browser

SignIn = Callable[[Account], Browser]


@pytest.fixture
def assembly(make: ModuleType) -> Assembly:
    return make.met(slug="wonen", phase=Phase.MEETINGS)


def test_from_what_is_due_to_the_file_and_paid(make: ModuleType, sign_in: SignIn, assembly: Assembly) -> None:
    griffie = sign_in(make.member(assembly, Role.REGISTRY))
    page = griffie.get("/beheer/wonen").follow("Maak een betaallijst. Mensen die nog geld krijgen: 3")
    assert "Samen € 250,00" in page.main.replace("\xa0", " ")
    page = page.submit(button="Maak een betaallijst")
    assert "U maakte deze lijst zelf" in page.main
    assert "Keur deze lijst goed" not in page.main
    address = "/beheer/wonen/vergoedingen/lijsten/1"
    organiser = sign_in(make.member(assembly, Role.ORGANISER))
    page = organiser.get(address).act("Keur deze lijst goed")
    assert "De betaallijst is goedgekeurd" in page.text
    assert "Download het bestand" not in page.main, "only the griffie gives it out"
    answer = griffie.get(address).submit(button="Download het bestand voor financiën (CSV)").response
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.get_data(as_text=True).count("NL02ABNA0123456789") == 3
    handed_out = select(AuditEvent).where(AuditEvent.action == "allowances.list_handed_out")
    assert "NL02" not in str(db.session.scalars(handed_out).one().details)
    page = griffie.get(address).act("Alles op deze lijst is betaald")
    assert "Genoteerd dat de lijst is betaald" in page.text
    assert "Alles op deze lijst is betaald" not in page.main


def test_people_without_a_bank_account_are_found_and_not_paid(
    make: ModuleType, sign_in: SignIn, assembly: Assembly
) -> None:
    bank.set_allowance(make.seats(assembly)[0], None, Bank())
    db.session.commit()
    page = sign_in(make.member(assembly, Role.REGISTRY)).get("/beheer/wonen/vergoedingen")
    assert "3 regels" in page.main
    assert "Samen € 150,00" in page.main.replace("\xa0", " ")
    assert "Van 1 persoon weten wij nog niet waar het geld heen gaat." in page.main
    page = page.submit({"rekening": "nee"}, button="Zoek")
    assert "1 gevonden." in page.main
    assert "Zetel 1" in page.main
    assert "Zetel 2" not in page.main
    page = page.submit(button="Maak een betaallijst")
    assert "Zetel 1" not in page.main
    assert "Zetel 2" in page.main


def test_the_scheme_is_laid_down_first(make: ModuleType, sign_in: SignIn) -> None:
    browser = sign_in(make.member(make.drawn(slug="wonen"), Role.REGISTRY))
    page = browser.get("/beheer/wonen/vergoedingen").follow("Leg de regeling vast")
    wrong = page.submit({"meeting": "veel", "km": "0,235"}, button="Opslaan")
    assert wrong.errors == ["Vul een bedrag in, zoals 135 of 0,23. Hooguit 1.000 euro."] * 2
    page = wrong.submit({"meeting": "135", "km": "0,23", "pays_actual": "y"}, button="Opslaan")
    assert "€ 135,00" in page.main.replace("\xa0", " ")
    assert "Er staat nu niets open" in page.main


def test_a_panellist_sees_the_allowance_and_claims_travel_costs(
    make: ModuleType, sign_in: SignIn, assembly: Assembly
) -> None:
    seat = make.seats(assembly)[0]
    account = accounts.create_account(accounts.AccountData("panel@voorbeeld.example", "Panellid"))
    assemblies.grant_role(assembly, account, Role.PANELLIST)
    seat.account_id = account.id
    db.session.commit()
    page = sign_in(account).get("/panel/wonen/vergoeding")
    assert "•••• 6789" in page.main
    assert "NL02" not in page.text
    page = page.follow("Reiskosten voor bijeenkomst 1")
    wrong = page.submit({"kind": "kilometers"}, button="Opslaan")
    assert wrong.errors == ["Vul in hoeveel kilometer het was, van 1 tot en met 1000."]
    page = wrong.submit({"kind": "kilometers", "kilometres": "100"}, button="Opslaan")
    assert "€ 23,00" in page.main.replace("\xa0", " ")
    page = page.follow("Reiskosten voor bijeenkomst 1")
    page = page.submit({"kind": "werkelijk", "amount": "12,50"}, button="Opslaan")
    assert "€ 12,50" in page.main.replace("\xa0", " ")
    bank.set_allowance(seat, False, Bank())
    db.session.commit()
    assert "U wilt geen vergoeding" in sign_in(account).get("/panel/wonen/vergoeding").main


def test_a_step_that_a_colleague_took_first_is_refused_on_the_page_of_the_list(
    make: ModuleType, sign_in: SignIn, assembly: Assembly
) -> None:
    griffie = sign_in(make.member(assembly, Role.REGISTRY))
    griffie.get("/beheer/wonen/vergoedingen").submit(button="Maak een betaallijst")
    address = "/beheer/wonen/vergoedingen/lijsten/1"
    late, early = (sign_in(make.member(assembly, Role.ORGANISER)).get(address) for _ in range(2))
    late = late.follow("Keur deze lijst goed")
    early.act("Keur deze lijst goed")
    page = late.press()
    assert page.status == 409
    assert "Een collega was u misschien voor." in page.main
    assert "Goedgekeurd" in page.main


def test_travel_costs_on_a_list_are_refused_in_the_form(make: ModuleType, sign_in: SignIn, assembly: Assembly) -> None:
    seat = make.seats(assembly)[0]
    account = make.member(assembly, Role.PANELLIST)
    seat.account_id = account.id
    db.session.commit()
    form = sign_in(account).get("/panel/wonen/vergoeding").follow("Reiskosten voor bijeenkomst 1")
    form.submit({"kind": "kilometers", "kilometres": "100"}, button="Opslaan")
    griffie = sign_in(make.member(assembly, Role.REGISTRY))
    griffie.get("/beheer/wonen/vergoedingen").submit(button="Maak een betaallijst")
    page = form.submit({"kind": "kilometers", "kilometres": "900"}, button="Opslaan")
    assert page.status == 422
    assert page.errors[0].startswith("Deze reiskosten staan al op een betaallijst.")
