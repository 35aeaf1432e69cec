"""Residents with a letter: signing up, coming back, and everything that can go wrong with a code."""

from __future__ import annotations

import threading
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from beraad.assemblies.features import service as features
from beraad.assemblies.features.service import FeatureData
from beraad.assemblies.models import Assembly, Phase
from beraad.audit.models import AuditEvent
from beraad.days import today
from beraad.extensions import db
from beraad.recruitment.models.registration import Channel, Registration, RegistrationState
from beraad.recruitment.models.waves import MOST_TRIES, Invitation
from beraad.recruitment.sign_up import entry
from beraad.web import edge
from tests.pages import Browser, Page
from tests.residents import ADDRESS, answer_all, answer_page, enter, registrations, sign_up


@pytest.fixture
def letter(make: Any) -> str:
    """The code of a letter for a burgerberaad that people can sign up for."""
    assembly = make.recruiting()
    make.sample(assembly, 8)
    return str(make.letter_code(make.wave(assembly, 2)))


def test_a_resident_signs_up_one_question_at_a_time(client: Browser, letter: str, outbox: Path) -> None:
    for left in outbox.glob("*"):
        left.unlink()
    page = enter(client, letter)
    assert "Stap 1 van 5" in page.main
    assert page.h1 == "Geslacht"
    page = answer_all(page)
    assert page.h1 == "Kloppen uw antwoorden?" and "Stap 5 van 5" in page.main
    assert "Inwoner Een" in page.main and "1980" in page.main and "Per e-mail" in page.main
    page = page.submit({"consent": "y"}, button="Aanmelden")
    (made,) = registrations()
    assert page.h1 == "U bent aangemeld" and made.pool_id in page.main
    assert (made.channel, made.state) == (Channel.LETTER, RegistrationState.SIGNED_UP)
    assert (made.name, made.postcode, made.birth_year) == ("Inwoner Een", "9401 AB", 1980)
    assert [answer.value.value for answer in sorted(made.answers, key=lambda a: a.feature_id)] == ["vrouw", "40+"]
    (mail,) = outbox.glob("*")
    assert "een@voorbeeld.example" in mail.read_text()


def test_a_step_without_an_answer_comes_back_with_what_is_missing(client: Browser, letter: str) -> None:
    page = enter(client, letter).submit(button="Verder")
    assert page.status == 422
    assert page.errors == ["Kies een antwoord."]
    assert page.title.startswith("Fout")
    assert "Stap 1 van 5" in page.main


def test_the_address_page_keeps_what_was_typed(client: Browser, letter: str) -> None:
    page = enter(client, letter)
    for values in ({"radio": 0}, {"birth_year": "1980"}):
        if "radio" in values:
            field = page.soup.select_one("input[type=radio]")
            assert field
            values = {str(field["name"]): str(field["value"])}
        page = page.submit(values, button="Verder")
    page = page.submit({**ADDRESS, "postcode": "94O1", "place": ""}, button="Verder")
    assert page.status == 422
    assert page.errors == ["Vul een postcode in, zoals 1234 AB.", "Vul uw woonplaats in."]
    assert [words.get_text() for words in page.soup.select(".beraad-field__error")] == [
        f"Fout: {error}" for error in page.errors
    ], "the same words stand at the field"
    assert page.soup.select_one("#name")["value"] == "Inwoner Een"  # type: ignore[index]


def test_before_the_first_question_a_page_says_what_is_asked_and_why(client: Browser, letter: str) -> None:
    page = client.get("/aanmelden").submit({"code": letter})
    assert page.h1 == "Doet u mee?"
    for words in ("op 5 pagina’s", "ongeveer vijf minuten", "dat het panel op alle inwoners lijkt"):
        assert words in page.main
    for words in ("uiterlijk 13 weken nadat", "Functionaris gegevensbescherming: fg@voorbeeld.example."):
        assert words in page.main
    page = page.follow("Begin met aanmelden")
    assert page.h1 == "Geslacht" and page.title.startswith("Geslacht – "), "its name, for want of a question"
    assert "Daarom vragen wij dit." in page.main
    (assembly,) = db.session.scalars(select(Assembly))
    assert f" – {assembly.title} – " in page.title


def test_a_question_has_its_words_as_title_and_its_explanation_below(client: Browser, make: Any) -> None:
    assembly = make.recruiting(features={"opleiding": ("praktisch", "theoretisch")})
    feature = assembly.features[0]
    with edge.unit_of_change():
        words = FeatureData(
            feature.name, "Wat is uw hoogste opleiding?", ("praktisch", "theoretisch"), "Mulo: praktisch."
        )
        features.change_feature(feature, words)
    make.sample(assembly, 8)
    page = enter(client, str(make.letter_code(make.wave(assembly, 2))))
    assert page.h1 == "Wat is uw hoogste opleiding?"
    assert "Mulo: praktisch." in page.main and "Theoretisch" in page.main


def test_nobody_skips_a_question(client: Browser, letter: str) -> None:
    enter(client, letter)
    assert client.get("/aanmelden/stap/4").path == "/aanmelden/stap/1"
    assert client.get("/aanmelden/controleren").path == "/aanmelden/stap/1"
    assert client.get("/aanmelden/stap/9").status == 404
    assert client.get("/aanmelden/stap/0").status == 404


def test_without_consent_nobody_is_signed_up(client: Browser, letter: str) -> None:
    page = answer_all(enter(client, letter)).submit(button="Aanmelden")
    assert page.status == 422 and page.errors == ["Zet een vinkje om u aan te melden."]
    assert registrations() == []


def test_an_answer_is_changed_from_the_page_that_shows_them(client: Browser, letter: str) -> None:
    page = answer_all(enter(client, letter))
    page = page.follow("Wijzig In welk jaar bent u geboren?").submit({"birth_year": "1975"}, button="Verder")
    assert page.h1 == "Kloppen uw antwoorden?" and "1975" in page.main


def test_the_link_of_the_qr_code_leads_to_a_clean_address_and_uses_nothing(client: Browser, letter: str) -> None:
    for start in ("aanmelden", "AANMELDEN"):
        page = client.get(f"/{start}/{letter}")
        assert page.path == "/aanmelden" and page.status == 200
        assert letter not in page.response.request.full_path
    assert page.soup.select_one("#code")["value"] == letter  # type: ignore[index]
    assert page.submit().path == "/aanmelden/begin"


@pytest.mark.parametrize("spell", [str.lower, lambda code: f" {code[:4]} {code[4:8]}-{code[8:]} "])
def test_a_code_may_be_typed_in_any_way(client: Browser, letter: str, spell: Any) -> None:
    assert enter(client, spell(letter)).path == "/aanmelden/stap/1"


def test_all_codes_that_open_nothing_get_the_same_kind_page(client: Browser, make: Any, letter: str) -> None:
    wrong = letter[:-1] + ("0" if letter[-1] != "0" else "1")
    unknown = "0" * 12 if letter[:4] != "0000" else "1" * 12
    pages = [enter(Browser(client.app), code) for code in (wrong, unknown, "onzin")]
    for page in pages:
        assert page.status == 422
        assert page.errors == ["Met deze code kunnen wij geen aanmelding openen."]
        assert "Wat kunt u doen?" in page.main
    assert len({page.main for page in pages}) == 1


def test_who_comes_too_early_or_too_late_with_a_right_code_hears_when(client: Browser, make: Any) -> None:
    for dates, said in (
        ({"sign_up_closes": today() - timedelta(1)}, "kan niet meer. De laatste dag was"),
        ({"sign_up_opens": today() + timedelta(1)}, "U kunt zich aanmelden voor"),
        ({"phase": Phase.LOTTERY}, "kan nu niet."),
    ):
        closed = make.recruiting(**dates)
        make.sample(closed, 4)
        page = enter(client, make.letter_code(make.wave(closed, 1)))
        assert page.status == 422 and said in page.errors[0] and "Wat kunt u doen?" in page.main


def test_after_ten_wrong_tries_even_the_right_code_opens_nothing(client: Browser, letter: str) -> None:
    wrong = letter[:-1] + ("0" if letter[-1] != "0" else "1")
    for _ in range(MOST_TRIES):
        enter(client, wrong)
    found = db.session.scalars(select(Invitation).where(Invitation.selector == letter[:4])).one()
    assert found.tries == MOST_TRIES
    db.session.rollback()
    assert enter(client, letter).status == 422


def test_a_used_code_opens_the_own_sign_up_after_the_year_of_birth(client: Browser, letter: str) -> None:
    sign_up(client, letter)
    again = Browser(client.app)
    page = enter(again, letter)
    assert page.h1 == "Welkom terug"
    assert again.get("/aanmelden/mijn-aanmelding").h1 == "Welkom terug"
    assert again.get("/aanmelden/stap/1").h1 == "Welkom terug"
    refused = page.submit({"birth_year": "1981"}, button="Verder")
    assert refused.status == 422
    assert "Inwoner Een" not in refused.text
    page = page.submit({"birth_year": "1980"}, button="Verder")
    assert page.h1 == "Uw aanmelding" and "Inwoner Een" in page.main
    chance = page.follow("Uw kans in de loting, en het bewijs dat u meedeed")
    assert "De loting is nog niet begonnen" in chance.main


def test_guessing_years_of_birth_wears_the_code_out(client: Browser, letter: str) -> None:
    sign_up(client, letter)
    guesser = Browser(client.app)
    for year in range(1950, 1950 + MOST_TRIES):
        enter(guesser, letter).submit({"birth_year": str(year)}, button="Verder")
    assert enter(guesser, letter).status == 422
    assert guesser.get("/aanmelden/herkennen").submit({"birth_year": "1980"}, button="Verder").status == 422


def test_a_resident_changes_the_sign_up(client: Browser, letter: str) -> None:
    page = sign_up(client, letter).follow("Bekijk uw aanmelding")
    page = page.submit(button="Wijzigen")
    assert page.h1 == "Kloppen uw antwoorden?"
    page = page.follow("Wijzig Woonplaats").submit({"place": "Proefdorp"}, button="Verder")
    page = page.submit({"consent": "y"}, button="Aanmelding wijzigen")
    (made,) = registrations()
    assert made.place == "Proefdorp" and made.changed_at is not None


def test_a_resident_withdraws_and_signs_up_again(client: Browser, letter: str) -> None:
    page = sign_up(client, letter).follow("Bekijk uw aanmelding").follow("Aanmelding intrekken")
    assert page.button == "Trek mijn aanmelding in" and "U krijgt meteen een bevestiging." in page.main
    assert "kunt u zich weer aanmelden." in page.main
    page = page.press()
    assert "U doet niet mee aan de loting." in page.main
    assert registrations()[0].state is RegistrationState.WITHDRAWN
    page = page.submit(button="Weer aanmelden").submit({"consent": "y"}, button="Aanmelding wijzigen")
    assert registrations()[0].state is RegistrationState.SIGNED_UP


def test_whoever_stops_leaves_nothing_in_the_browser(client: Browser, letter: str) -> None:
    page = answer_all(enter(client, letter)).submit(button="Stoppen zonder iets te bewaren")
    assert "Wij hebben niets bewaard" in page.main
    assert page.path == "/aanmelden"
    assert client.get("/aanmelden/controleren").path == "/aanmelden"
    assert registrations() == []


def test_whoever_is_done_closes_the_page_and_stays_signed_up(client: Browser, letter: str) -> None:
    page = sign_up(client, letter).submit(button="Klaar: sluit deze pagina af")
    assert page.path == "/aanmelden" and "Aan uw aanmelding is niets veranderd." in page.main
    assert len(registrations()) == 1


def test_whoever_stops_leaves_no_code_of_a_link_behind(client: Browser, letter: str) -> None:
    page = answer_page(enter(client, letter))
    client.get(f"/aanmelden/{letter}")
    page = page.submit(button="Stoppen zonder iets te bewaren")
    assert page.path == "/aanmelden" and letter not in page.text
    with client.raw.session_transaction() as cookie:
        assert letter not in str(dict(cookie))


def test_pages_without_a_code_lead_to_the_page_that_asks_for_it(client: Browser) -> None:
    for path in ("stap/1", "controleren", "klaar", "herkennen", "mijn-aanmelding", "intrekken", "al-aangemeld"):
        assert client.get(f"/aanmelden/{path}").path == "/aanmelden"


def test_the_log_and_the_cookie_do_not_tell_who_signed_up(client: Browser, letter: str) -> None:
    page = answer_all(enter(client, letter))
    cookie = client.raw.get_cookie("beraad")
    assert cookie is not None and "Voorbeeld" not in cookie.decoded_value
    page.submit({"consent": "y"}, button="Aanmelden")
    for event in db.session.scalars(select(AuditEvent)):
        assert "Inwoner" not in str(event.details) and "1980" not in str(event.details)


def test_of_two_sign_ups_at_the_same_moment_one_wins_and_the_other_is_told_kindly(app: Flask, letter: str) -> None:
    ready = [answer_all(enter(Browser(app), letter), name=f"Inwoner {number}") for number in range(2)]
    together, pages = threading.Barrier(2), []

    def send(page: Page) -> None:
        together.wait()
        pages.append(page.submit({"consent": "y"}, button="Aanmelden"))

    threads = [threading.Thread(target=send, args=(page,)) for page in ready]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kind = {"Er is al een aanmelding met deze code", "Welkom terug"}
    assert [page.h1 for page in pages].count("U bent aangemeld") == 1
    assert len(kind & {page.h1 for page in pages}) == 1
    assert {page.status for page in pages} == {200}
    assert len(registrations()) == 1


def test_a_lost_race_inside_the_database_gets_the_kind_page(
    client: Browser, letter: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = answer_all(enter(client, letter))
    sign_up(Browser(client.app), letter)
    real, calls = entry.registration_of, []

    def first_sees_nobody(invitation: Invitation) -> Registration | None:
        calls.append(invitation.id)
        return None if len(calls) == 1 else real(invitation)

    monkeypatch.setattr(entry, "registration_of", first_sees_nobody)
    page = page.submit({"consent": "y"}, button="Aanmelden")
    assert page.h1 == "Er is al een aanmelding met deze code"
    assert len(registrations()) == 1
