"""What waits for whom: /mijn, the overview of a burgerberaad, and the line on each page of staff."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import ModuleType

import pytest
from bs4 import Tag

from beraad.accounts.models import Account
from beraad.allowances.models import PaymentList
from beraad.assemblies.models import Assembly, Phase, Role
from beraad.days import today
from beraad.extensions import db
from beraad.materials import requests
from beraad.orm import now
from beraad.panel import service as panel
from beraad.panel.models import AnsweredBy
from tests.pages import Browser, Page

SignIn = Callable[[Account], Browser]


@pytest.fixture
def assembly(make: ModuleType) -> Assembly:
    return make.assembly(slug="wonen", title="Wonen", phase=Phase.MEETINGS)


def lines(page: Page, where: str = "main > .beraad-waiting") -> list[str]:
    """What stands in the list of what waits for the reader."""
    found: list[Tag] = page.soup.select(f"{where} > li a")
    return [" ".join(link.get_text().split()) for link in found]


def others(page: Page) -> str:
    folded = page.soup.find("details", class_="beraad-waiting__more")
    return " ".join(folded.get_text(" ").split()) if folded else ""


def test_a_question_waits_first_for_the_office_and_then_for_who_got_it(
    make: ModuleType, assembly: Assembly, sign_in: SignIn
) -> None:
    griffie = make.member(assembly, Role.REGISTRY)
    mine, yours = (make.member(assembly, Role.OFFICIAL, name=name) for name in ("Ans Ambtenaar", "Bob Ambtenaar"))
    asked = make.request(assembly)
    words = "Zeg wie vragen van het panel beantwoordt: 1"
    assert words in lines(sign_in(griffie).get("/mijn"))
    assert words not in lines(sign_in(mine).get("/mijn"))
    requests.assign(asked, mine.id, today() + timedelta(days=3))
    db.session.commit()
    words = f"Beantwoord vraag {asked.number} van het panel"
    assert words in lines(sign_in(mine).get("/mijn"))
    for account in (yours, griffie):
        page = sign_in(account).get("/mijn")
        assert words not in lines(page)
        assert f"{words} Wonen wacht op Ans Ambtenaar" in others(page)


def test_what_was_given_to_somebody_who_left_waits_for_the_others(
    make: ModuleType, assembly: Assembly, sign_in: SignIn
) -> None:
    gone, griffie = make.member(assembly, Role.OFFICIAL), make.member(assembly, Role.REGISTRY)
    requests.assign(make.request(assembly), gone.id, today())
    gone.is_active = False
    db.session.commit()
    assert "Beantwoord vraag 1 van het panel" in lines(sign_in(griffie).get("/mijn"))


def test_what_is_late_stands_first_and_is_counted(make: ModuleType, assembly: Assembly, sign_in: SignIn) -> None:
    official = make.member(assembly, Role.OFFICIAL)
    for days in (20, 2, -60):
        request = make.request(assembly)
        requests.assign(request, official.id, today() + timedelta(days=days))
    db.session.commit()
    page = sign_in(official).get("/mijn")
    assert "1 te laat · 1 deze week · 1 zonder haast" in page.main
    assert lines(page) == [f"Beantwoord vraag {number} van het panel" for number in (3, 2, 1)]
    assert "60 dagen te laat" in page.main
    assert page.follow("Beantwoord vraag 3 van het panel").status == 200


def test_nobody_is_sent_to_what_they_made_themselves(make: ModuleType, assembly: Assembly, sign_in: SignIn) -> None:
    one, other = make.member(assembly, Role.REGISTRY), make.member(assembly, Role.ORGANISER)
    db.session.add(PaymentList(assembly_id=assembly.id, number=1, drawn_up_by_id=one.id))
    db.session.commit()
    assert "Keur betaallijst 1 goed" not in lines(sign_in(one).get("/mijn"))
    assert "Keur betaallijst 1 goed Wonen wacht op organisator" in others(sign_in(one).get("/mijn"))
    assert "Keur betaallijst 1 goed" in lines(sign_in(other).get("/mijn"))


def test_nothing_of_a_phase_that_is_over(make: ModuleType, assembly: Assembly, sign_in: SignIn) -> None:
    griffie = make.member(assembly, Role.REGISTRY)
    make.meeting(assembly, starts_at=now() + timedelta(days=3), number=1)
    browser = sign_in(griffie)
    assert "Maak het programma van bijeenkomst 1" in lines(browser.get("/mijn"))
    assembly.phase = Phase.CLOSED
    db.session.commit()
    assert "Niets. Er wacht nu niets op u." in browser.get("/mijn").main
    assert "Niets. Er wacht nu niets op u." in browser.get("/beheer/wonen").main


def test_who_has_nothing_to_do_reads_whom_it_waits_for(make: ModuleType, assembly: Assembly, sign_in: SignIn) -> None:
    make.member(assembly, Role.REGISTRY)
    make.request(assembly)
    page = sign_in(make.member(assembly, Role.COUNCILLOR)).get("/mijn")
    assert "Niets. Het wacht op: griffie (" in page.main
    assert "Zeg wie vragen van het panel beantwoordt: 1" in others(page)


def test_the_next_step_stands_on_every_page_of_staff(make: ModuleType, assembly: Assembly, sign_in: SignIn) -> None:
    browser = sign_in(make.member(assembly, Role.REGISTRY))
    requests.assign(make.request(assembly), make.member(assembly, Role.OFFICIAL).id, today())
    late = make.request(assembly)
    requests.assign(late, make.member(assembly, Role.REGISTRY).id, today())
    db.session.commit()
    step = browser.get("/beheer/wonen/speelruimte").soup.find("aside")
    assert step is not None and "De volgende stap" in step.get_text()
    link = step.find("a")
    assert isinstance(link, Tag)
    assert browser.get(str(link["href"])).status == 200
    assert "De volgende stap" not in browser.get("/beheer/wonen").html


def test_of_more_than_twenty_things_the_rest_is_counted(make: ModuleType, assembly: Assembly, sign_in: SignIn) -> None:
    official = make.member(assembly, Role.OFFICIAL)
    for _number in range(23):
        requests.assign(make.request(assembly), official.id, today() - timedelta(days=1))
    db.session.commit()
    browser = sign_in(official)
    page = browser.get("/mijn")
    assert len(lines(page)) == 21
    assert "Wonen : nog 3 3 te laat" in " ".join(page.soup.find("main").get_text(" ").split())
    overview = page.follow("Wonen : nog 3")
    assert overview.path == "/beheer/wonen"
    assert overview.html.count("Beantwoord vraag") == 23


def test_a_new_burgerberaad_says_what_is_missing(make: ModuleType, sign_in: SignIn) -> None:
    assembly = make.assembly(phase=Phase.PREPARATION, slug="nieuw-plan")
    browser = sign_in(make.member(assembly, Role.ADMINISTRATOR))
    page = browser.get("/mijn")
    words = next(line for line in lines(page) if line.startswith("Vul aan wat nog ontbreekt voor de werving:"))
    assert page.follow(words).path == "/beheer/nieuw-plan/fase"
    assert browser.get("/mijn").follow("Geef iemand de rol griffie").status == 200


def test_a_panellist_sees_what_they_are_asked(make: ModuleType, sign_in: SignIn) -> None:
    assembly = make.drawn(slug="geloot", phase=Phase.MEETINGS)
    panel.ask_everyone(assembly, today() + timedelta(days=7))
    seat = make.seats(assembly)[0]
    panel.confirm(seat, AnsweredBy.PHONE)
    seat.account = make.member(assembly, Role.PANELLIST)
    meeting = make.meeting(assembly, starts_at=now() + timedelta(days=3), number=1)
    make.document(assembly, meeting_id=meeting.id)
    browser = sign_in(seat.account)
    page = browser.get("/mijn")
    assert set(lines(page)) == {
        "Kom naar bijeenkomst 1, of meld u af",
        "Lees de stukken voor bijeenkomst 1: 1",
        "Vertel wat u nodig hebt, en op welke rekening de vergoeding kan",
    }
    assert {page.follow(line).status for line in lines(page)} == {200}
    browser.get(f"/panel/geloot/bijeenkomsten/{meeting.id}/afmelden").submit(button="Afmelden")
    assert "Kom naar bijeenkomst 1, of meld u af" not in lines(browser.get("/mijn"))


def test_nobody_sees_what_waits_for_another_panellist(make: ModuleType, sign_in: SignIn) -> None:
    assembly = make.drawn(phase=Phase.MEETINGS)
    panel.ask_everyone(assembly, today() + timedelta(days=7))
    panel.confirm(make.seats(assembly)[0], AnsweredBy.PHONE)
    make.meeting(assembly, starts_at=now() + timedelta(days=3), number=1)
    page = sign_in(make.member(assembly, Role.PANELLIST)).get("/mijn")
    assert "Niets. Er wacht nu niets op u." in page.main


def test_a_panellist_is_asked_about_the_journey_once(make: ModuleType, sign_in: SignIn) -> None:
    assembly = make.met(phase=Phase.MEETINGS)
    seat = make.seats(assembly)[0]
    seat.account = make.member(assembly, Role.PANELLIST)
    db.session.commit()
    browser = sign_in(seat.account)
    page = browser.get("/mijn")
    assert "Vul uw reis naar bijeenkomst 1 in, als die geld kostte" in lines(page)
    page = page.follow("Vul uw reis naar bijeenkomst 1 in, als die geld kostte")
    page.submit({"kind": "kilometers", "kilometres": "12"}, button="Opslaan")
    assert "Vul uw reis naar bijeenkomst 1 in, als die geld kostte" not in lines(browser.get("/mijn"))
