"""Signing up without a letter: opened with a reason, guarded against machines, and with a code to return with."""

from __future__ import annotations

import re
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from beraad.accounts.models import SignInAttempt
from beraad.assemblies.models import Assembly, Role
from beraad.extensions import db
from beraad.recruitment.models.registration import Channel, Registration, RegistrationState
from beraad.recruitment.models.sign_up import Purpose, ReturnCode
from beraad.recruitment.office import duplicates, queries
from beraad.recruitment.questions import consents
from beraad.recruitment.questions import service as questions
from beraad.recruitment.questions.service import ORIGIN_QUESTION
from beraad.recruitment.sign_up import bots, confirmations, return_codes, visit
from beraad.web import edge
from tests.pages import Browser, Page
from tests.residents import answer_all, answer_page, enter, registrations


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """People in tests read faster than people elsewhere."""
    monkeypatch.setattr(bots, "FASTEST", 0.0)


@pytest.fixture
def opened(make: Any) -> Assembly:
    """A burgerberaad for which everyone can sign up."""
    assembly: Assembly = make.recruiting()
    with edge.unit_of_change():
        questions.switch_open_link(assembly, True, True, "Iedereen mag meedoen.")
    return assembly


def begin(client: Browser, assembly: Assembly) -> Page:
    return client.get(f"/burgerberaden/{assembly.slug}/aanmelden").submit(button="Begin met aanmelden")


def sign_up(client: Browser, assembly: Assembly, **changes: Any) -> Page:
    return answer_all(begin(client, assembly), **changes).submit({"consent": "y"}, button="Aanmelden")


def shown_code(page: Page) -> str:
    found = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", page.main)
    assert found, page.main
    return found[0]


def test_the_link_is_closed_until_an_organiser_opens_it_with_a_reason(client: Browser, make: Any, sign_in: Any) -> None:
    assembly = make.recruiting()
    path = f"/burgerberaden/{assembly.slug}/aanmelden"
    assert client.get(path).h1 == "Aanmelden zonder brief kan niet"
    browser = sign_in(make.member(assembly, Role.ORGANISER))
    page = browser.get(f"/beheer/{assembly.slug}/werving/vragen/open-link")
    assert page.submit({"is_open": "y"}, button="Opslaan").errors == ["Vul in waarom u dit verandert."]
    page = page.submit({"is_open": "y", "reason": "De raad wil iedereen horen."}, button="Opslaan")
    assert "De raad wil iedereen horen." in page.main
    assert "telt niet mee bij de loting" in client.get(path).main
    page = browser.get(f"/beheer/{assembly.slug}/werving/vragen/open-link")
    token = str(page.soup.select_one("[name=csrf_token]")["value"])  # type: ignore[index]
    page = browser.post(page.path, {"reason": "Klaar.", "csrf_token": token})
    assert client.get(path).h1 == "Aanmelden zonder brief kan niet"
    assert "Klaar." in page.main and "De raad wil iedereen horen." in page.main


def test_somebody_without_a_letter_signs_up_and_returns(client: Browser, opened: Assembly, patient: None) -> None:
    page = sign_up(client, opened, contact_by="post")
    assert page.h1 == "U bent aangemeld"
    (made,) = registrations()
    assert (made.channel, made.invitation_id) == (Channel.OPEN_LINK, None)
    code = shown_code(page)
    page = enter(Browser(client.app), code)
    assert page.h1 == "Welkom terug"
    assert page.submit({"birth_year": "1981"}, button="Verder").status == 422
    page = page.submit({"birth_year": "1980"}, button="Verder").submit(button="Wijzigen")
    page = page.follow("Wijzig Woonplaats").submit({"place": "Proefdorp"}, button="Verder")
    page.submit({"consent": "y"}, button="Aanmelding wijzigen").follow("Bekijk uw aanmelding").follow(
        "Aanmelding intrekken"
    ).press()
    (made,) = registrations()
    assert (made.place, made.state) == ("Proefdorp", RegistrationState.WITHDRAWN)


def test_the_confirmation_holds_the_code(client: Browser, opened: Assembly, patient: None, outbox: Path) -> None:
    for left in outbox.glob("*"):
        left.unlink()
    code = shown_code(sign_up(client, opened))
    (mail,) = outbox.glob("*")
    assert code in mail.read_text()


def test_a_stranger_sends_no_words_of_their_own_to_somebody_else(
    client: Browser, opened: Assembly, patient: None, outbox: Path
) -> None:
    page = begin(client, opened)
    while "name" not in {field["name"] for field in page.soup.select("main input[name]")}:
        page = answer_page(page)
    for wrong in (
        "Jan\n\nUw rekening is geblokkeerd",
        "Ga naar https://evil.example",
        "Ga naar evil.nl",
        "Bel 09001234",
    ):
        assert answer_page(page, name=wrong).status == 422
    for left in outbox.glob("*"):
        left.unlink()
    answer_all(page, name="Uw rekening is geblokkeerd").submit({"consent": "y"}, button="Aanmelden")
    (mail,) = outbox.glob("*")
    assert "geblokkeerd" not in mail.read_text() and "Beste deelnemer," in mail.read_text()


def test_one_address_gets_few_confirmations_that_strangers_cause(
    client: Browser, opened: Assembly, patient: None, outbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(confirmations, "MOST_SENT", 1)
    for left in outbox.glob("*"):
        left.unlink()
    for _time in range(2):
        assert sign_up(Browser(client.app), opened).h1 == "U bent aangemeld"
    assert len(list(outbox.glob("*"))) == 1


def test_the_organiser_says_whether_open_sign_ups_can_be_drawn(
    client: Browser, opened: Assembly, patient: None
) -> None:
    done = sign_up(client, opened)
    assert "U hoort altijd of u bent ingeloot." in done.main
    number = opened.id
    assert len(queries.pool(number)) == 1
    with edge.unit_of_change():
        questions.switch_open_link(opened, True, False, "Alleen mensen met een brief.")
    assert queries.pool(number) == ()
    assert "telt niet mee bij de loting" in done.follow("Bekijk uw aanmelding").main


def test_who_cannot_be_drawn_is_told_so(client: Browser, opened: Assembly, patient: None, outbox: Path) -> None:
    with edge.unit_of_change():
        questions.switch_open_link(opened, True, False, "Alleen mensen met een brief.")
    for left in outbox.glob("*"):
        left.unlink()
    done = sign_up(client, opened)
    assert "telt niet mee bij de loting" in done.main and "ingeloot" not in done.main
    (mail,) = outbox.glob("*")
    assert "telt niet mee bij de" in mail.read_text() and "Na de loting" not in mail.read_text()


def test_the_open_link_promises_no_seat_and_no_money_to_who_cannot_be_drawn(client: Browser, make: Any) -> None:
    assembly = make.recruiting(expectations="U krijgt 100 euro per bijeenkomst.", is_public=True)
    paths = f"/burgerberaden/{assembly.slug}", f"/burgerberaden/{assembly.slug}/aanmelden"
    with edge.unit_of_change():
        questions.switch_open_link(assembly, True, False, "Alleen mensen met een brief.")
    assert "U doet dan niet mee aan de loting van het panel." in client.get(paths[0]).main
    page = client.get(paths[1]).main
    assert "100 euro" not in page and "op een andere manier" not in page and "u komt dus niet in het panel" in page
    with edge.unit_of_change():
        questions.switch_open_link(assembly, True, True, "Toch iedereen.")
    assert "U doet dan niet mee" not in client.get(paths[0]).main
    assert "100 euro" in client.get(paths[1]).main


def test_no_page_speaks_of_the_draw_to_who_cannot_be_drawn(client: Browser, make: Any, patient: None) -> None:
    assembly = make.recruiting()
    with edge.unit_of_change():
        questions.switch_open_link(assembly, True, False, "Alleen mensen met een brief.")
        questions.ask_origin(assembly, True)
    page = begin(client, assembly)
    while page.path.startswith("/aanmelden/stap"):
        assert "loten" not in page.main and "loting" not in page.main and page.h1 != ORIGIN_QUESTION
        page = answer_page(page, contact_by="post")
    assert "telt niet mee bij de loting" in page.main and "Ik wil berichten over het burgerberaad." in page.main
    assert "Ik doe mee aan de loting" not in page.main and "ingeloot" not in page.main
    page = page.submit({"consent": "y"}, button="Aanmelden").follow("Bekijk uw aanmelding")
    page = page.follow("Aanmelding intrekken")
    assert "loting" not in page.main
    page = page.press()
    assert "Uw aanmelding is ingetrokken." in page.text and "loting" not in page.main


def test_who_agreed_to_think_along_is_not_drawn_before_agreeing_to_that(
    client: Browser, make: Any, patient: None
) -> None:
    assembly = make.recruiting()
    number = assembly.id
    with edge.unit_of_change():
        questions.switch_open_link(assembly, True, False, "Alleen mensen met een brief.")
    done = sign_up(client, assembly, contact_by="post")
    assert {consent.text.purpose for consent in consents.agreed_by(registrations()[0].id)} == {Purpose.THINK_ALONG}
    with edge.unit_of_change():
        questions.switch_open_link(assembly, True, True, "Toch iedereen.")
    assert queries.pool(number) == ()
    assert sum(count.people for count in queries.answer_counts(number)) == 0
    page = done.follow("Bekijk uw aanmelding")
    assert "telt niet mee bij de loting" in page.main
    page = page.submit(button="Wijzigen")
    assert "Ik doe mee aan de loting." in page.main
    page = page.submit({"consent": "y"}, button="Aanmelding wijzigen")
    assert "U hoort altijd of u bent ingeloot." in page.main
    assert len(queries.pool(number)) == 1


def test_a_link_that_closes_stops_who_was_under_way(client: Browser, opened: Assembly, patient: None) -> None:
    page = answer_all(begin(client, opened))
    with edge.unit_of_change():
        questions.switch_open_link(opened, False, False, "Vol.")
    assert page.submit({"consent": "y"}, button="Aanmelden").path == "/aanmelden"
    assert registrations() == []


def test_pressing_twice_signs_up_once(app: Flask, client: Browser, opened: Assembly, patient: None) -> None:
    page = answer_all(begin(client, opened), contact_by="post")
    cookie = client.raw.get_cookie("beraad")
    assert cookie is not None
    together, pages = threading.Barrier(2), []

    def send() -> None:
        browser = Browser(app)
        browser.raw.set_cookie("beraad", cookie.value)
        again = Page(browser, page.response)
        together.wait()
        pages.append(again.submit({"consent": "y"}, button="Aanmelden"))

    threads = [threading.Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [page.h1 for page in pages] == ["U bent aangemeld"] * 2
    assert len(registrations()) == 1 and len(db.session.scalars(select(ReturnCode)).all()) == 1
    assert [enter(Browser(app), shown_code(page)).status for page in pages].count(200) >= 1


def test_a_machine_that_fills_the_trap_gets_a_kind_word_and_a_person_goes_on(
    client: Browser, opened: Assembly, patient: None
) -> None:
    page = client.get(f"/burgerberaden/{opened.slug}/aanmelden")
    caught = page.submit({"website": "http://voorbeeld.example"}, button="Begin met aanmelden")
    assert caught.errors == ["Laat het onzichtbare veld leeg. Uw browser vulde het misschien zelf in."]
    assert caught.submit(button="Begin met aanmelden").path == "/aanmelden/stap/1"


def test_whoever_is_faster_than_a_person_has_to_press_again(
    client: Browser, opened: Assembly, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = client.get(f"/burgerberaden/{opened.slug}/aanmelden").submit(button="Begin met aanmelden")
    assert page.status == 422 and "Dat ging heel snel." in page.errors[0]
    monkeypatch.setattr(bots, "FASTEST", 0.0)
    page = answer_all(page.submit(button="Begin met aanmelden"))
    monkeypatch.setattr(bots, "FASTEST", 60.0)
    page = page.submit({"consent": "y"}, button="Aanmelden")
    assert page.status == 422 and "Inwoner Een" in page.main and registrations() == []
    monkeypatch.setattr(bots, "FASTEST", 0.0)
    assert page.submit({"consent": "y"}, button="Aanmelden").h1 == "U bent aangemeld"


@pytest.mark.parametrize("moment", ["", "onzin", "old"])
def test_a_moment_that_is_false_or_old_is_looked_at_again(
    client: Browser, opened: Assembly, patient: None, moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = client.get(f"/burgerberaden/{opened.slug}/aanmelden")
    if moment == "old":
        with monkeypatch.context() as later:
            later.setattr(time, "time", lambda: 0.0)
            moment = bots.seal_moment()
    again = page.submit({"moment": moment}, button="Begin met aanmelden")
    assert again.status == 422 and "lang open" in again.errors[0]
    assert again.submit(button="Begin met aanmelden").path == "/aanmelden/stap/1"


def test_many_sign_ups_from_one_address_slow_down_and_nothing_tells_the_address(
    client: Browser, opened: Assembly, patient: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bots, "MOST_BEGUN", 2)
    monkeypatch.setattr(bots, "MOST_SENT", 1)
    sign_up(client, opened)
    second = Browser(client.app)
    page = answer_all(begin(second, opened), email="twee@voorbeeld.example")
    busy = page.submit({"consent": "y"}, button="Aanmelden")
    assert busy.status == 429 and "kwartier" in busy.main
    assert busy.follow("Terug").h1 == "Kloppen uw antwoorden?", "the answers are still there"
    assert begin(Browser(client.app), opened).status == 429
    for row in db.session.scalars(select(SignInAttempt)):
        assert "127.0.0.1" not in row.key
    assert len(registrations()) == 1


def test_many_wrong_codes_from_one_address_slow_down(
    client: Browser, make: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bots, "MOST_WRONG", 3)
    assembly = make.recruiting()
    make.sample(assembly, 8)
    code = str(make.letter_code(make.wave(assembly, 1)))
    for _ in range(3):
        assert enter(client, "0" * 12).status == 422
    refused = enter(Browser(client.app), "0" * 12)
    assert refused.status == 429 and "kwartier" in refused.main
    assert enter(Browser(client.app), code).path == "/aanmelden/stap/1", "a right code always passes"


def test_the_page_is_kind_to_a_screen_reader(client: Browser, opened: Assembly) -> None:
    trap = client.get(f"/burgerberaden/{opened.slug}/aanmelden").soup.select_one("[name=website]")
    assert trap is not None and trap["tabindex"] == "-1" and trap.find_parent(attrs={"aria-hidden": "true"})


@pytest.fixture
def letter(make: Any) -> str:
    """The code of a letter."""
    assembly = make.recruiting()
    make.sample(assembly, 8)
    return str(make.letter_code(make.wave(assembly, 2)))


def test_after_a_long_silence_the_code_brings_the_answers_back(
    client: Browser, letter: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = enter(client, letter)
    while page.path != "/aanmelden/stap/3":
        page = answer_one(page)
    with monkeypatch.context() as later:
        start = time.time()
        later.setattr(time, "time", lambda: start + visit.LONGEST + 60)
        sent = page.submit({"name": "Inwoner Een", "place": "Voorbeeldstad", "postcode": "9401AB",
                            "address_line1": "Voorbeeldstraat 1"}, button="Verder")  # fmt: skip
        assert sent.path == "/aanmelden" and "U was lang weg." in sent.main
        assert client.get("/aanmelden/stap/3").path == "/aanmelden", "nobody else reads them on this screen"
        page = enter(client, letter)
        page = client.get("/aanmelden/stap/3")
        assert page.soup.select_one("#name")["value"] == "Inwoner Een"  # type: ignore[index]


def answer_one(page: Page) -> Page:
    values = {"birth_year": "1980"} if page.soup.select_one("[name=birth_year]") else {}
    for field in page.soup.select("input[type=radio]"):
        values[str(field["name"])] = str(field["value"])
    return page.submit(values, button="Verder")


def test_answers_that_are_too_long_for_the_browser_are_said_so(
    client: Browser, letter: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(visit, "LARGEST", 500)
    page = enter(client, letter)
    while page.status == 200 and page.path != "/aanmelden/controleren":
        before = page
        page = answer_all_once(page)
    assert page.errors == ["Uw antwoorden zijn samen te lang. Maak uw antwoord korter."]
    assert page.path == before.path and page.soup.select_one("main form") is not None


def answer_all_once(page: Page) -> Page:
    if page.soup.select_one("[name=place]"):
        words = "".join(chr(97 + (number * number) % 26) for number in range(150))
        return page.submit(
            {"name": words, "address_line1": words[::-1], "postcode": "9401AB", "place": "Voorbeeldstad"},
            button="Verder",
        )
    return answer_one(page)


def test_the_griffie_lets_a_worn_out_code_work_again_or_gives_another(
    client: Browser, make: Any, sign_in: Any, letter: str
) -> None:
    wrong = letter[:-1] + ("0" if letter[-1] != "0" else "1")
    for _ in range(10):
        enter(client, wrong)
    assert enter(client, letter).status == 422
    assembly = db.session.scalars(select(Assembly)).one()
    browser = sign_in(make.member(assembly, Role.REGISTRY))
    page = browser.get(f"/beheer/{assembly.slug}/aanmeldingen").follow("Codes die niet meer werken")
    assert letter[:4] in page.main and letter[4:] not in page.main
    page = page.submit(button="Laat deze code weer werken")
    assert "De code werkt weer." in page.text and letter[:4] not in page.main
    assert enter(client, letter).path == "/aanmelden/stap/1"
    page = look_for(browser, assembly.slug, letter[:4])
    assert page.h1 == "Gezochte codes" and "Met deze code kan deze persoon nu verder." in page.main
    assert "niet meer werken" not in page.h1 and "Werkt niet meer" not in page.main
    page = page.submit(button="Maak een nieuwe code")
    fresh = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", page.text)
    assert fresh is not None
    assert page.h1 == "Gezochte codes" and fresh[0][:4] in page.main, "the page shows whom it was about"
    assert enter(Browser(client.app), letter).status == 422
    assert enter(Browser(client.app), fresh[0]).path == "/aanmelden/stap/1"


def test_a_code_is_found_back_until_its_owner_used_it(client: Browser, make: Any, sign_in: Any) -> None:
    assembly = make.recruiting()
    person = make.registration(assembly)
    with edge.unit_of_change():
        return_codes.keep(person.id, return_codes.add(person))
    browser = sign_in(make.member(assembly, Role.REGISTRY))
    detail = f"/beheer/{assembly.slug}/aanmeldingen/{person.id}"
    page = browser.get(detail).follow("Code om door te geven of af te drukken")
    first = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", page.main)
    assert first is not None and "/aanmelden" in page.main
    page = browser.get(page.path).submit(button="Maak een nieuwe code")
    second = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", page.main)
    assert second is not None and second[0] != first[0] and "De oude code werkt niet meer." in page.text
    assert enter(client, first[0]).status == 422 and second[0] in browser.get(page.path).main
    assert enter(client, second[0]).h1 == "Welkom terug"
    used = browser.get(page.path)
    assert second[0] not in used.text and "Wij bewaren hem dan niet meer." in used.main


def test_what_the_griffie_looked_for_is_looked_for_again_once(make: Any, sign_in: Any) -> None:
    assembly = make.recruiting()
    make.sample(assembly, 8)
    make.wave(assembly, 4)
    browser = sign_in(make.member(assembly, Role.REGISTRY))
    page = look_for(browser, assembly.slug, "Inwoner")
    names = names_of(page)
    page = page.submit(button="Maak een nieuwe code")
    assert names_of(page) == names and len(names) == 4
    assert page.soup.select_one("#zoek")["value"] == "Inwoner"  # type: ignore[index]
    assert browser.get(f"/beheer/{assembly.slug}/werving/codes").h1 == "Codes die niet meer werken"


def names_of(page: Page) -> list[str]:
    """The people on the page of codes, after the first four characters of the code of each."""
    return [heading.text.split(maxsplit=1)[1] for heading in page.soup.select(".beraad-card h2")]


def look_for(browser: Browser, slug: str, words: str) -> Page:
    """The codes of whom the griffie looks for."""
    return browser.get(f"/beheer/{slug}/werving/codes").submit({"zoek": words}, button="Zoek")


def test_codes_of_another_burgerberaad_are_out_of_reach(make: Any, sign_in: Any, letter: str) -> None:
    other = make.recruiting()
    browser = sign_in(make.member(other, Role.REGISTRY))
    assert letter[:4] not in look_for(browser, other.slug, letter[:4]).main
    token = browser.get(f"/beheer/{other.slug}/werving/codes").soup.select_one("[name=csrf_token]")["value"]  # type: ignore[index]
    assert browser.post(f"/beheer/{other.slug}/werving/codes/brief/1/nieuw", {"csrf_token": token}).status == 404


def test_a_second_sign_up_of_one_person_is_found(client: Browser, opened: Assembly, patient: None) -> None:

    sign_up(client, opened)
    sign_up(Browser(client.app), opened, address_line1="Voorbeeldstraat 2", name="INWONER EEN")
    (pair,) = duplicates.pairs(opened.id)
    assert {sign.value for sign in pair.signs} == {"e-mail", "naam"}
    assert len(db.session.scalars(select(Registration)).all()) == 2
