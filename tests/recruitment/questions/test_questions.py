"""What the organiser asks besides the features, and how residents answer it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from beraad.assemblies.models import Assembly, Role
from beraad.audit.models import AuditEvent
from beraad.days import day_of
from beraad.extensions import db
from beraad.lottery.frozen import freezing
from beraad.orm import now
from beraad.panel import service as panel
from beraad.panel.needs import service as of_panel
from beraad.recruitment.models.registration import Channel, Registration
from beraad.recruitment.models.sign_up import Consent, Purpose, QuestionKind, SealedAnswer, SealedNeeds
from beraad.recruitment.office import respondents
from beraad.recruitment.questions import consents, replies, special
from beraad.recruitment.questions import needs as needs_of
from beraad.recruitment.questions import queries as question_queries
from beraad.recruitment.questions import service as questions
from beraad.recruitment.questions.service import ORIGIN_QUESTION, QuestionData, SettingsData
from beraad.web import edge
from tests.pages import Browser, Page
from tests.residents import enter

DAYS = [date(2027, 3, 6), date(2027, 4, 3)]


@pytest.fixture
def organiser(make: Any, sign_in: Any) -> tuple[Assembly, Browser]:
    """An organiser of a burgerberaad that people can sign up for."""
    assembly = make.recruiting()
    return assembly, sign_in(make.member(assembly, Role.ORGANISER))


@pytest.fixture
def asking(make: Any) -> str:
    """The code of a letter for a burgerberaad that asks everything there is to ask."""
    assembly = make.recruiting()
    with edge.unit_of_change():
        questions.ask_origin(assembly, True)
        questions.set_up(assembly, SettingsData(16, asks_days=True, days=DAYS, asks_needs=True))
        questions.add(assembly, QuestionData(QuestionKind.YES_NO, "Hebt u een auto?", is_required=True))
        questions.add(assembly, QuestionData(QuestionKind.TEXT, "Waarom doet u mee?"))
    make.sample(assembly, 8)
    return str(make.letter_code(make.wave(assembly, 2)))


def here(assembly: Assembly, rest: str = "") -> str:
    return f"/beheer/{assembly.slug}/werving/vragen{rest}"


def test_an_organiser_sets_what_is_asked(organiser: Any) -> None:
    assembly, browser = organiser
    page = browser.get(here(assembly)).follow("Instellingen wijzigen")
    wrong = page.submit({"minimum_age": "jong", "asks_days": "y", "days": "31-02-2027"}, button="Opslaan")
    assert wrong.status == 422
    assert wrong.errors == [
        "Vul de leeftijd in met cijfers.",
        "Zet op elke regel een bestaande dag, zoals 31-12-2026.",
    ]
    values = {"minimum_age": "16", "asks_days": "y", "days": "6-3-2027\n2027-04-03", "asks_needs": "y"}
    page = page.submit(values, button="Opslaan")
    assert "vanaf 16 jaar" in page.main and "6 maart 2027, 3 april 2027" in page.main


def test_the_days_of_the_programme_go_before_typed_days(make: Any, organiser: Any) -> None:
    assembly, browser = organiser
    meeting = make.meeting(assembly)
    with edge.unit_of_change():
        questions.set_up(assembly, SettingsData(0, asks_days=True, days=DAYS, asks_needs=False))
    day = day_of(meeting.starts_at)
    assert question_queries.days(assembly) == (day,)
    assert f"{day.day} " in browser.get(here(assembly, "/instellen")).main


def test_an_organiser_makes_orders_and_removes_questions(organiser: Any) -> None:
    assembly, browser = organiser
    page = browser.get(here(assembly, "/nieuw"))
    wrong = page.submit({"text": "Kleur?", "kind": "keuze", "choices": "Rood\nrood"}, button="Opslaan")
    assert wrong.errors == ["Vul minstens twee verschillende antwoorden in, elk op een eigen regel."]
    page.submit({"text": "Kleur?", "kind": "keuze", "choices": "Rood\nBlauw"}, button="Opslaan")
    page = browser.get(here(assembly, "/nieuw")).submit({"text": "Waarom?", "kind": "tekst"}, button="Opslaan")
    assert [h.get_text() for h in page.soup.select("section h3")] == ["Kleur?", "Waarom?"]
    page = page.submit(button="Omhoog")
    assert [h.get_text() for h in page.soup.select("section h3")] == ["Waarom?", "Kleur?"]
    page = page.follow("Wijzig Kleur?").submit(button="Verwijderen")
    assert [h.get_text() for h in page.soup.select("section h3")] == ["Waarom?"]


def test_an_answered_question_keeps_its_meaning(client: Browser, make: Any, sign_in: Any, asking: str) -> None:
    sign_up_everything(client, asking)
    assembly = db.session.scalars(select(Assembly)).one()
    browser = sign_in(make.member(assembly, Role.ORGANISER))
    number = question_queries.extra_questions(assembly.id)[1].id
    page = browser.get(here(assembly, f"/{number}")).submit({"text": "Iets heel anders?"}, button="Opslaan")
    assert page.errors == ["Mensen hebben deze vraag al beantwoord. U kunt alleen antwoorden toevoegen."]
    page = browser.get(here(assembly, f"/{number}")).submit({"is_required": "y"}, button="Opslaan")
    assert page.path == here(assembly)
    with pytest.raises(questions.QuestionAnsweredError):
        questions.remove(question_queries.extra_questions(assembly.id)[1])


def sign_up_everything(client: Browser, code: str, **changes: Any) -> Page:
    """Answer every question, of all kinds."""
    page = enter(client, code)
    while page.path.startswith("/aanmelden/stap"):
        page = answer_one(page, **changes)
    return page.submit({"consent": "y"}, button="Aanmelden")


def answer_one(page: Page, **changes: Any) -> Page:
    values: dict[str, Any] = {}
    if page.soup.select_one("[name=days]"):
        values = {"days": changes.get("days", [DAYS[0].isoformat()])}
    elif page.soup.select_one("[name=diet]"):
        values = {"diet": "zonder noten", "needs_consent": "y"}
    elif page.h1 == ORIGIN_QUESTION:
        name = page.soup.select_one("input[type=radio]")["name"]  # type: ignore[index]
        values = {name: "buiten Europa", f"consent_{str(name).split('_')[1]}": "y"}
    elif page.soup.select_one("input[name^=extra_]"):
        field = page.soup.select_one("input[name^=extra_]")
        assert field is not None
        values = {str(field["name"]): "ja" if field["type"] == "radio" else "Omdat het kan."}
    if not values:
        return _first_answers(page, **changes)
    return page.submit(values, button="Verder")


def _first_answers(page: Page, **changes: Any) -> Page:
    """One page of features, year, address or contact."""
    known = {"birth_year": "1980", "contact_by": "e-mail", "email": "een@voorbeeld.example", "name": "Inwoner Een"}
    known |= {"address_line1": "Voorbeeldstraat 1", "postcode": "9401AB", "place": "Voorbeeldstad"}
    for field in reversed(page.soup.select("input[type=radio]")):
        if field["name"] not in ("contact_by", "language"):
            known[str(field["name"])] = str(field["value"])
    names = {str(field["name"]) for field in page.soup.select("main input[name]")}
    return page.submit({name: value for name, value in {**known, **changes}.items() if name in names}, button="Verder")


def only() -> Registration:
    db.session.rollback()
    return db.session.scalars(select(Registration)).one()


def test_a_resident_answers_everything_that_is_asked(client: Browser, asking: str) -> None:
    page = sign_up_everything(client, asking)
    assert page.h1 == "U bent aangemeld"
    made = only()
    assert replies.days_of(made.id) == {DAYS[0]: True, DAYS[1]: False}
    assert sorted(replies.extra_of(made.id).values()) == ["Omdat het kan.", "ja"]
    assert needs_of.read(made.id).diet == "zonder noten"
    assert list(special.read(made.id).values()) == ["buiten Europa"]
    page = page.follow("Bekijk uw aanmelding")
    for words in ("zonder noten", "zaterdag 6 maart 2027", "Omdat het kan.", "Buiten Europa"):
        assert words in page.main


def test_needs_and_origin_lie_sealed_in_the_database(client: Browser, asking: str) -> None:
    sign_up_everything(client, asking)
    rows = [*db.session.scalars(select(SealedNeeds.sealed)), *db.session.scalars(select(SealedAnswer.sealed))]
    assert len(rows) == 2
    assert all(b"noten" not in row and b"Europa" not in row for row in rows)
    for event in db.session.scalars(select(AuditEvent)):
        assert "noten" not in str(event.details) and "Europa" not in str(event.details)


def test_whoever_needs_something_has_to_agree(client: Browser, asking: str) -> None:
    page = enter(client, asking)
    while not page.soup.select_one("[name=diet]"):
        page = answer_one(page)
    refused = page.submit({"diet": "zonder noten"}, button="Verder")
    assert refused.errors == ["Zet een vinkje, of laat de vragen leeg."]
    assert refused.soup.select_one("#diet")["value"] == "zonder noten"  # type: ignore[index]
    assert page.submit(button="Verder").status == 200


def test_origin_needs_consent_or_a_wish_not_to_say(client: Browser, asking: str) -> None:
    page = enter(client, asking)
    while page.h1 != ORIGIN_QUESTION:
        page = answer_one(page)
    name = str(page.soup.select_one("input[type=radio]")["name"])  # type: ignore[index]
    refused = page.submit({name: "Nederland"}, button="Verder")
    assert refused.errors == ["Zet een vinkje, of kies dat u het liever niet zegt."]
    page = page.submit({name: "zeg ik liever niet"}, button="Verder")
    assert page.status == 200 and page.h1 != ORIGIN_QUESTION


def test_contradicting_days_and_children_are_refused(client: Browser, asking: str) -> None:
    page = enter(client, asking)
    while not page.soup.select_one("[name=birth_year]"):
        page = answer_one(page)
    assert page.submit({"birth_year": str(now().year - 12)}, button="Verder").errors == [
        "Meedoen kan vanaf 16 jaar. Klopt uw geboortejaar?"
    ]
    while not page.soup.select_one("[name=days]"):
        page = answer_one(page)
    both = page.submit({"days": [DAYS[0].isoformat(), "geen"]}, button="Verder")
    assert both.errors == ["Vink dagen aan, of één van de laatste twee mogelijkheden."]
    unknown = page.browser.post(
        page.path, {"days": "2027-12-31", "csrf_token": str(page.soup.select_one("[name=csrf_token]")["value"])}
    )
    assert unknown.errors == ["Kies uit de dagen die hier staan."]


def test_origin_is_seen_by_the_lottery_alone(client: Browser, make: Any, sign_in: Any, asking: str) -> None:
    sign_up_everything(client, asking)
    made, assembly = only(), db.session.scalars(select(Assembly)).one()
    browser = sign_in(make.member(assembly, Role.REGISTRY))
    for path in ("", f"/{made.id}", f"/{made.id}/wijzigen"):
        assert "buiten Europa" not in browser.get(f"/beheer/{assembly.slug}/aanmeldingen{path}").html
    header, rows = respondents.table(assembly)
    assert "herkomst" not in header and not any("buiten Europa" in row for row in rows)
    assert {"kanaal", "kan op 2027-03-06", "vraag: Hebt u een auto?"} <= set(header)
    answers = [answer.value for answer in question_queries.special_features(assembly)[0].answers]
    make.set_quotas(assembly, {"herkomst": dict.fromkeys(answers, (0, 4))})
    (answers,) = freezing.collect(assembly).people.values()
    assert "buiten Europa" in answers
    with edge.unit_of_change():
        special.forget([made.id])
    (answers,) = freezing.collect(assembly).people.values()
    assert "zeg ik liever niet" in answers


def test_the_griffie_sees_what_somebody_needs(client: Browser, make: Any, sign_in: Any, asking: str) -> None:
    sign_up_everything(client, asking)
    assembly = db.session.scalars(select(Assembly)).one()
    page = sign_in(make.member(assembly, Role.REGISTRY)).get(f"/beheer/{assembly.slug}/aanmeldingen/{only().id}")
    for words in ("zonder noten", "6 maart 2027", "kan komen", "Hebt u een auto?", "Meedoen aan de loting"):
        assert words in page.main


def test_a_sign_up_by_phone_gets_the_same_questions(make: Any, sign_in: Any, asking: str) -> None:
    assembly = db.session.scalars(select(Assembly)).one()
    browser = sign_in(make.member(assembly, Role.REGISTRY))
    page = browser.get(f"/beheer/{assembly.slug}/aanmeldingen/nieuw")
    wrong = page.submit({"channel": "telefoon", "birth_year": "1980"}, button="Opslaan")
    assert "Vink minstens één mogelijkheid aan." in wrong.errors
    assert "Beantwoord deze vraag." in wrong.errors
    assert "Zonder toestemming kan iemand niet meedoen." in wrong.errors
    values: dict[str, Any] = {"channel": "telefoon", "birth_year": "1980", "name": "Inwoner Twee", "consent": "y"}
    values |= {"address_line1": "Voorbeeldstraat 2", "postcode": "9401 AB", "place": "Voorbeeldstad"}
    values |= {"contact_by": "post", "days": ["onbekend"], "transport": "taxi", "needs_consent": "y"}
    for field in reversed(page.soup.select("input[type=radio]")):
        if str(field["name"]).startswith(("feature_", "extra_")):
            values[str(field["name"])] = str(field["value"])
    origin = question_queries.special_features(assembly)[0].id
    values |= {f"feature_{origin}": "Nederland", f"consent_{origin}": "y"}
    page = page.submit(values, button="Opslaan")
    assert page.status == 200 and page.h1.startswith("Code van aanmelding") and "Inwoner Twee" in page.main
    assert "taxi" in page.follow(next(text for text in page.links() if text.startswith("‹ Aanmelding"))).main
    made = only()
    assert made.channel is Channel.PHONE and replies.days_of(made.id) == {}
    purposes = {consent.text.purpose for consent in consents.agreed_by(made.id)}
    assert purposes == set(Purpose) - {Purpose.THINK_ALONG}
    page = browser.get(f"/beheer/{assembly.slug}/aanmeldingen/{made.id}/wijzigen")
    page = page.submit({"place": "Proefdorp"}, button="Opslaan")
    made = only()
    assert made.place == "Proefdorp" and list(special.read(made.id).values()) == ["Nederland"]


def test_it_is_kept_to_which_text_somebody_agreed(client: Browser, make: Any, sign_in: Any, asking: str) -> None:
    sign_up_everything(client, asking)
    assembly = db.session.scalars(select(Assembly)).one()
    browser = sign_in(make.member(assembly, Role.ORGANISER))
    page = browser.get(here(assembly, "/toestemming/loting")).submit({"text": "Ik doe mee."}, button="Opslaan")
    assert "Ik doe mee." in page.main
    page = browser.get(here(assembly, "/toestemming/loting"))
    rows = [[cell.get_text() for cell in row.select("th,td")] for row in page.soup.select("tbody tr")]
    assert [(row[0], row[3]) for row in rows] == [("2", "0"), ("1", "1")]
    assert {c.text.version for c in db.session.scalars(select(Consent))} == {1}
    code = str(make.letter_code(make.wave(assembly, 1)))
    page = enter(Browser(client.app), code)
    while page.path.startswith("/aanmelden/stap"):
        page = answer_one(page)
    assert "Ik doe mee." in page.main


def test_an_english_reader_gets_the_organisers_english(client: Browser, make: Any, organiser: Any) -> None:
    assembly, browser = organiser
    with edge.unit_of_change():
        questions.add(assembly, QuestionData(QuestionKind.CHOICE, "Welke kleur?", True, ("Rood", "Blauw")))
    make.sample(assembly, 8)
    code = str(make.letter_code(make.wave(assembly, 2)))
    page = browser.get(here(assembly, "/vertaling/en"))
    labels = {label.get_text(strip=True): str(label["for"]) for label in page.soup.select("label")}
    words = {"geslacht": "gender", "vrouw": "woman", "Welke kleur?": "Which colour?", "Rood": "Red"}
    found = {labels[next(name for name in labels if name.startswith(dutch))]: word for dutch, word in words.items()}
    page.submit(found, button="Opslaan")
    client.get("/taal/en")
    page = client.get("/aanmelden").submit({"code": code}).follow("Start signing up")
    assert page.h1 == "Gender" and "Woman" in page.main
    while not page.soup.select_one("input[name^=extra_]"):
        page = _first_answers_english(page)
    assert page.h1 == "Which colour?" and page.title.startswith("Which colour?")
    assert "Red" in page.main and "Blauw" in page.main
    name = str(page.soup.select_one("input[name^=extra_]")["name"])  # type: ignore[index]
    page = page.submit({name: "Rood"}, button="Continue")
    assert "Which colour? Red" in page.main
    page.submit({"consent": "y"}, button="Sign up")
    made = only()
    assert made.language == "en" and list(replies.extra_of(made.id).values()) == ["Rood"]


def _first_answers_english(page: Page) -> Page:
    known = {"birth_year": "1980", "contact_by": "post", "name": "Inwoner Een", "place": "Voorbeeldstad"}
    known |= {"address_line1": "Voorbeeldstraat 1", "postcode": "9401AB"}
    for field in page.soup.select("input[type=radio]"):
        if str(field["name"]).startswith("feature_"):
            known[str(field["name"])] = str(field["value"])
    names = {str(field["name"]) for field in page.soup.select("main input[name]")}
    return page.submit({name: value for name, value in known.items() if name in names}, button="Continue")


def test_what_somebody_needs_goes_with_them_to_the_panel(make: Any) -> None:
    assembly = make.recruiting()
    made = make.registration(assembly)
    with edge.unit_of_change():
        needs_of.store(made.id, needs_of.Needs(diet="zonder noten"))
    with edge.unit_of_change():
        seat = panel.add_seat(assembly.id, panel.TurnData(1, 1, made.pool_id), made)
    assert of_panel.needs_of(seat).diet == "zonder noten"
    assert not needs_of.read(made.id), "kept in one place only"
