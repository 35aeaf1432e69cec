"""What a resident's answers need vanishes at the moment they are sent: a kind page, and nothing half kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.sql import Executable

from beraad import orm
from beraad.assemblies.models import Assembly, FeatureValue, Phase
from beraad.extensions import db
from beraad.privacy import erasing
from beraad.recruitment.models.registration import Registration, RegistrationAnswer
from beraad.recruitment.models.sign_up import ReturnCode
from beraad.recruitment.models.waves import Invitation
from beraad.recruitment.questions import service as questions
from beraad.recruitment.sign_up import bots, service
from beraad.web import edge
from tests.pages import Browser, Page
from tests.residents import answer_all, enter, registrations, sign_up

CHANGED = "Er is intussen iets veranderd."
#: what somebody else does between the last look and the first word written
Meanwhile = Callable[[], list[Executable]]


@pytest.fixture
def letter(make: Any) -> str:
    """The code of a letter."""
    assembly = make.recruiting()
    make.sample(assembly, 8)
    return str(make.letter_code(make.wave(assembly, 2)))


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Callable[[Executable], None]:
    """Let another connection do something once, right after a sign-up was read and before it is written."""

    def between(*statements: Executable) -> None:
        may_write_from_now_on = orm.may_write_from_now_on

        def start_and_lose() -> None:
            monkeypatch.setattr(orm, "may_write_from_now_on", may_write_from_now_on)
            may_write_from_now_on()
            with db.engine.begin() as other:
                for statement in statements:
                    other.execute(statement)

        monkeypatch.setattr(orm, "may_write_from_now_on", start_and_lose)

    return between


def send(page: Page, button: str = "Aanmelden") -> Page:
    return page.submit({"consent": "y"}, button=button)


#: the rows of a burgerberaad that hold its letters, so that it can go
GONE = {
    "letter": [delete(Invitation)],
    "burgerberaad": [delete(Invitation), delete(Assembly)],
    "answers": [delete(FeatureValue)],
    "phase": [update(Assembly).values(phase=Phase.LOTTERY, revision="another")],
}


@pytest.mark.parametrize("what", GONE)
def test_a_first_sign_up_meets_a_kind_page(client: Browser, letter: str, meanwhile: Any, what: str) -> None:
    page = answer_all(enter(client, letter))
    meanwhile(*GONE[what])
    page = send(page)
    assert page.status == 200 and CHANGED in page.main
    assert registrations() == []


def test_a_change_of_a_sign_up_that_was_erased_meets_a_kind_page(client: Browser, letter: str, meanwhile: Any) -> None:
    page = sign_up(client, letter).follow("Bekijk uw aanmelding").submit(button="Wijzigen")
    meanwhile(delete(RegistrationAnswer), delete(Registration))
    page = send(page, "Aanmelding wijzigen")
    assert page.status == 200 and CHANGED in page.main
    assert registrations() == []


@pytest.fixture
def signed_up(client: Browser, make: Any, monkeypatch: pytest.MonkeyPatch) -> Page:
    """The last page of somebody who signed up through the open link."""
    monkeypatch.setattr(bots, "FASTEST", 0.0)
    assembly = make.recruiting()
    with edge.unit_of_change():
        questions.switch_open_link(assembly, True, True, "Iedereen mag meedoen.")
    page = client.get(f"/burgerberaden/{assembly.slug}/aanmelden").submit(button="Begin met aanmelden")
    return send(answer_all(page, contact_by="post"))


def test_a_return_code_whose_sign_up_was_erased_meets_a_kind_page(signed_up: Page, meanwhile: Any) -> None:
    page = signed_up.follow("Bekijk uw aanmelding").submit(button="Wijzigen")
    meanwhile(delete(ReturnCode), delete(RegistrationAnswer), delete(Registration))
    page = send(page, "Aanmelding wijzigen")
    assert page.path == "/aanmelden" and page.status == 200 and CHANGED in page.main


def erase() -> None:
    with edge.unit_of_change():
        people = db.session.scalars(select(Registration)).all()
        erasing.erase_people(people[0].assembly, people)


@pytest.mark.parametrize("button", ["Wijzigen", "Aanmelding intrekken"])
def test_the_own_page_of_who_was_erased_leads_back_to_the_code(signed_up: Page, button: str) -> None:
    own = signed_up.follow("Bekijk uw aanmelding")
    page = own if button == "Wijzigen" else own.follow(button)
    erase()
    page = page.submit(button=button) if button == "Wijzigen" else page.press()
    assert page.path == "/aanmelden" and page.status == 200


@pytest.mark.parametrize("what", ["letter", "burgerberaad", "phase"])
def test_every_step_of_who_lost_the_letter_leads_back_to_the_code(client: Browser, letter: str, what: str) -> None:
    page = enter(client, letter)
    with db.engine.begin() as other:
        for statement in GONE[what]:
            other.execute(statement)
    name = page.soup.select_one("input[type=radio]")
    assert name is not None
    sent = page.submit({str(name["name"]): str(name["value"])}, button="Verder")
    assert sent.path == "/aanmelden" and sent.status == 200
    for path in ("stap/2", "controleren", "klaar", "al-aangemeld", "herkennen", "mijn-aanmelding", "intrekken"):
        page = client.get(f"/aanmelden/{path}")
        assert page.path == "/aanmelden" and page.status == 200


def test_a_row_that_vanishes_while_it_is_withdrawn_meets_a_kind_page(
    signed_up: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = signed_up.follow("Bekijk uw aanmelding").follow("Aanmelding intrekken")
    withdraw = service.withdraw

    def lose(registration: Registration) -> Registration:
        db.session.execute(delete(ReturnCode))
        db.session.execute(
            delete(Registration).where(Registration.id == registration.id),
            execution_options={"synchronize_session": False},
        )
        return withdraw(registration)

    monkeypatch.setattr(service, "withdraw", lose)
    page = page.press()
    assert page.status == 409 and page.h1 == "Iemand anders was u voor"
    assert len(registrations()) == 1
