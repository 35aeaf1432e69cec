"""What people with a role see and do with recommendations."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import date
from types import ModuleType
from xml.etree import ElementTree

import pytest
from sqlalchemy import select

from beraad.accounts.models import Account
from beraad.assemblies.models import Assembly, Role
from beraad.extensions import db
from beraad.recommendations.answers import service as answers
from beraad.recommendations.models import Recommendation
from beraad.recommendations.statuses import Decision, Execution
from beraad.recommendations.tracker import feeds
from tests.pages import Browser

SignIn = Callable[[Account], Browser]
RESPONSE = {
    "reason": "Er is geen ruimte in de begroting.",
    "body": "de raad",
    "decided_on": "2026-02-01",
    "reason_category": "financieel",
    "alternative": "geen",
}


def writing(assembly: Assembly, decision: str = "not_accepted") -> str:
    """Address of the form of a response with this decision."""
    return f"/beheer/{assembly.slug}/aanbevelingen/1/reactie/opstellen/{decision}"


def report_progress(official: Browser, address: str) -> None:
    """The official forgets the next step, is asked for it, and gives it."""
    page = official.get(address).follow("Voortgang melden").submit({"after": "preparing"}, button="Verder")
    page = page.submit({"happened_on": "2026-03-01", "text": "De plekken zijn gekozen."}, button="Bericht plaatsen")
    assert page.status == 422
    assert page.errors == ["Vul de volgende stap en een datum in."]
    page = page.submit({"next_step": "Bomen bestellen", "next_on": "2099-04-01"}, button="Bericht plaatsen")
    assert "In voorbereiding" in page.text


def test_a_recommendation_goes_from_draft_to_done_through_the_pages(make: ModuleType, sign_in: SignIn) -> None:
    assembly = make.assembly()
    organiser, registrar, official = (
        sign_in(make.member(assembly, role)) for role in (Role.ORGANISER, Role.REGISTRY, Role.OFFICIAL)
    )
    address = f"/beheer/{assembly.slug}/aanbevelingen"

    page = organiser.get(address).follow("Aanbeveling toevoegen")
    page = page.submit({"title": "Meer bomen", "text": "Plant honderd bomen."}, button="Opslaan")
    assert page.h1 == "1. Meer bomen"
    make.voted(db.session.scalars(select(Recommendation)).one())
    make.signed_off(assembly)

    page = registrar.get(f"/beheer/{assembly.slug}/advies").follow("Overhandiging vastleggen")
    page = page.submit(
        {"handed_over_on": "2026-01-10", "handed_over_to": "de gemeenteraad", "response_due_on": "2026-05-10"},
        button="Verder",
    )
    page.submit({}, button="Leg vast dat 1 aanbeveling is overhandigd aan de gemeenteraad")

    page = official.get(f"{address}/1").follow("Reactie opstellen")
    page = page.submit({"decision": "accepted"}, button="Verder")
    answer = {name: RESPONSE[name] for name in ("reason", "body", "decided_on")}
    page = page.submit({**answer, "what_changes": "Er komen bomen."}, button="Opslaan en bekijken")
    assert "Zo leest het panel het" in page.text and "Er komen bomen." in page.text
    assert "Reactie publiceren" not in page.text

    executive = sign_in(make.member(assembly, Role.EXECUTIVE))
    executive.get(f"{address}/1").follow("Bekijk, stel vast en zie wie schreef").act("Stel vast")
    page = registrar.get(f"{address}/1").act("Reactie publiceren")
    assert "De reactie is gepubliceerd." in page.text

    report_progress(official, f"{address}/1")

    public = Browser(official.app).get(f"/burgerberaden/{assembly.slug}/aanbevelingen")
    assert "Overgenomen" in public.text
    assert "De plekken zijn gekozen." in public.follow("Meer bomen").text


def test_a_wrong_response_keeps_its_answers_and_names_what_is_missing(make: ModuleType, sign_in: SignIn) -> None:
    adopted = make.adopted()
    assembly = make.assembly_of(adopted)
    page = sign_in(make.member(assembly, Role.OFFICIAL)).get(writing(assembly))
    page = page.submit({**RESPONSE, "alternative": "", "decided_on": "31 februari"}, button="Opslaan en bekijken")
    assert page.status == 422
    assert "Fout:" in page.title
    assert page.errors == [
        "Vul in wat ervoor in de plaats komt, of ‘geen’.",
        "Vul een bestaande dag in, zoals 31-12-2026.",
    ]
    page = page.submit({"decided_on": "2026-02-01"}, button="Opslaan en bekijken")
    assert page.errors == ["Vul in wat ervoor in de plaats komt, of ‘geen’."]
    assert "Er is geen ruimte in de begroting." in page.html


def test_whoever_drafted_a_response_reads_that_a_colleague_publishes(make: ModuleType, sign_in: SignIn) -> None:
    adopted = make.adopted()
    assembly = make.assembly_of(adopted)
    both = sign_in(make.member(assembly, Role.OFFICIAL, Role.REGISTRY))
    page = both.get(writing(assembly)).submit(RESPONSE, button="Opslaan en bekijken")
    executive = sign_in(make.member(assembly, Role.EXECUTIVE))
    executive.get(f"/beheer/{assembly.slug}/aanbevelingen/1/reactie/1").act("Stel vast")
    page = both.get(f"/beheer/{assembly.slug}/aanbevelingen/1/reactie/1").follow("Reactie publiceren")
    assert page.button == "Trek uw voorstel in" and "Zo leest de reactie" in page.main


def test_drafts_are_for_the_panel_and_not_for_the_public(make: ModuleType, sign_in: SignIn, client: Browser) -> None:
    draft = make.recommendation(title="Nog geheim")
    assembly = make.assembly_of(draft)
    assert (
        "Nog geheim"
        in sign_in(make.member(assembly, Role.PANELLIST)).get(f"/panel/{assembly.slug}/aanbevelingen/1").text
    )
    assert client.get(f"/burgerberaden/{assembly.slug}/aanbevelingen/1").status == 404
    assert "Nog geheim" not in client.get(f"/burgerberaden/{assembly.slug}/aanbevelingen").text


def test_the_recommendation_of_another_burgerberaad_is_not_found(make: ModuleType, sign_in: SignIn) -> None:
    make.recommendation()
    other = make.assembly()
    assert sign_in(make.member(other, Role.REGISTRY)).get(f"/beheer/{other.slug}/aanbevelingen/1").status == 404


def test_a_refusal_is_shown_with_its_reason(make: ModuleType, client: Browser) -> None:
    refused = make.answered(decision=Decision.NOT_ACCEPTED)
    page = client.get(f"/burgerberaden/{make.assembly_of(refused).slug}/aanbevelingen/1")
    assert "Niet overgenomen" in page.text
    assert "De raad weegt dit zo." in page.text
    assert "Te duur of geen geld" in page.text


FEEDS = ("", ".csv", ".json", ".rss", "/1")


def public_texts(client: Browser, assembly: Assembly) -> dict[str, str]:
    """Everything that the public reads of the recommendations, by address."""
    home = f"/burgerberaden/{assembly.slug}"
    texts = {form: client.get(f"{home}/aanbevelingen{form}").text for form in FEEDS}
    return {**texts, "home": client.get(home).text}


@pytest.mark.parametrize("after_a_published_one", [False, True])
def test_a_draft_of_a_response_stays_private_in_every_format(
    make: ModuleType, client: Browser, after_a_published_one: bool
) -> None:
    recommendation = make.answered() if after_a_published_one else make.adopted()
    assembly = make.assembly_of(recommendation)
    draft = make.draft_response(recommendation, decision=Decision.NOT_ACCEPTED, reason="GEHEIM CONCEPT")
    before = public_texts(client, assembly)
    answers.publish_response(draft, make.member(assembly, Role.REGISTRY))
    db.session.commit()
    after = public_texts(client, assembly)
    assert not [form for form, text in before.items() if "GEHEIM CONCEPT" in text or "Niet overgenomen" in text]
    assert [form for form, text in after.items() if "GEHEIM CONCEPT" in text] == [".csv", ".json", ".rss", "/1"]
    assert [form for form, text in after.items() if "Niet overgenomen" in text] == ["", ".rss", "/1", "home"]


def test_what_the_panel_voted_down_is_public_from_the_handover_with_its_figures(
    make: ModuleType, client: Browser
) -> None:
    draft = make.recommendation(title="GEHEIM VOORSTEL")
    assembly = make.assembly_of(draft)
    make.voted(make.recommendation(assembly, title="VERWORPEN"), 7, 21)
    assert not [form for form, text in public_texts(client, assembly).items() if "VERWORPEN" in text]
    make.adopted(assembly, title="Voor iedereen")
    texts = public_texts(client, assembly)
    assert not [form for form, text in texts.items() if "GEHEIM" in text]
    assert [form for form, text in texts.items() if "VERWORPEN" in text] == ["", ".csv", ".json"]
    page = client.get(f"/burgerberaden/{assembly.slug}/aanbevelingen/2")
    assert "Niet aangenomen door het panel" in page.text and "7 voor, 21 tegen, 3 blanco." in page.text
    assert "Nog geen reactie" not in page.text


def test_a_handover_says_at_its_field_that_the_response_comes_later(make: ModuleType, sign_in: SignIn) -> None:
    assembly = make.assembly()
    registrar = sign_in(make.member(assembly, Role.REGISTRY))
    page = registrar.get(f"/beheer/{assembly.slug}/aanbevelingen/overhandiging").submit(
        {"handed_over_on": "2026-01-10", "handed_over_to": "de raad", "response_due_on": "2026-01-10"}
    )
    assert page.status == 422
    assert page.errors == ["Deze dag moet later zijn dan de vorige."]
    assert page.soup.select_one("#response_due_on-error")


def test_the_names_of_the_public_columns_do_not_change() -> None:
    """Programs of others read them: add one, never rename one."""
    names = "number title theme addressee portfolio decision execution due_on is_extended is_late is_silent"
    added = "standing promised_for published_on days_late decided_by decided_on"
    assert " ".join(feeds.COLUMNS) == f"{names} reason last_update_on last_update next_on adopted {added}"


def test_the_same_rows_come_as_csv_json_and_rss(make: ModuleType, client: Browser) -> None:
    assembly = make.assembly()
    make.answered(assembly, title="=Meer bomen")
    make.adopted(assembly, due=date(2020, 2, 1), title="Een bankje")
    address = f"/burgerberaden/{assembly.slug}/aanbevelingen"
    rows = list(csv.DictReader(io.StringIO(client.get(f"{address}.csv").text)))
    assert [(row["number"], row["title"], row["decision"]) for row in rows] == [
        ("1", "'=Meer bomen", "accepted"),
        ("2", "Een bankje", "no_response"),
    ]
    found = json.loads(client.get(f"{address}.json").text)["recommendations"]
    assert [(row["title"], row["is_late"]) for row in found] == [("=Meer bomen", False), ("Een bankje", True)]
    items = ElementTree.fromstring(client.get(f"{address}.rss").text).findall("./channel/item")
    assert [item.findtext("title") for item in items] == ["1. =Meer bomen: Overgenomen"]


@pytest.mark.parametrize("path", ["stemmen/minderheid", "stemmen/intrekken", "uitstel", "wijzigen"])
def test_an_empty_form_comes_back_with_errors(make: ModuleType, sign_in: SignIn, path: str) -> None:
    made = make.recommendation() if path == "wijzigen" else make.adopted()
    assembly = make.assembly_of(made)
    browser = sign_in(make.member(assembly, Role.REGISTRY))
    page = browser.get(f"/beheer/{assembly.slug}/aanbevelingen/1/{path}")
    button = page.form().find("button").get_text(" ", strip=True)  # type: ignore[union-attr]
    names = [f["name"] for f in page.form().select("input:not([type=hidden]), textarea")]
    page = page.submit(dict.fromkeys(map(str, names), ""), button=button)
    assert page.status == 422
    assert page.errors


@pytest.mark.parametrize(("role", "sees"), [(Role.OFFICIAL, True), (Role.EXECUTIVE, True), (Role.COUNCILLOR, False)])
def test_the_draft_of_a_response_is_internal(make: ModuleType, sign_in: SignIn, role: Role, sees: bool) -> None:
    adopted = make.adopted()
    assembly = make.assembly_of(adopted)
    official = sign_in(make.member(assembly, Role.OFFICIAL))
    official.get(writing(assembly)).submit(RESPONSE, button="Opslaan en bekijken")
    page = sign_in(make.member(assembly, role)).get(f"/beheer/{assembly.slug}/aanbevelingen/1")
    assert ("Er is geen ruimte in de begroting." in page.text) is sees


def test_the_executive_reports_that_work_stops_and_officials_all_else(make: ModuleType, sign_in: SignIn) -> None:
    answered = make.answered()
    assembly = make.assembly_of(answered)
    answered.execution = Execution.PREPARING
    db.session.commit()

    def offered(role: Role) -> set[str]:
        page = sign_in(make.member(assembly, role)).get(f"/beheer/{assembly.slug}/aanbevelingen/1/voortgang")
        return {str(choice["value"]) for choice in page.soup.select("input[name=after]")}

    assert offered(Role.EXECUTIVE) == {"preparing", "stopped"}
    assert offered(Role.OFFICIAL) == offered(Role.REGISTRY) == {"preparing", "in_progress", "delayed"}


def test_how_it_stands_is_asked_first_and_alone(make: ModuleType, sign_in: SignIn) -> None:
    assembly = make.assembly_of(make.answered())
    official = sign_in(make.member(assembly, Role.OFFICIAL))
    page = official.get(f"/beheer/{assembly.slug}/aanbevelingen/1/voortgang")
    assert page.asked == {"after": False}
    assert page.submit({}, button="Verder").errors == ["Kies de stand van zaken."]


@pytest.mark.parametrize(
    ("told", "errors"),
    [
        ({"evidence_kind": "foto"}, ["Vul van bewijs de soort en de titel in."]),
        ({"evidence_title": "Foto van de bomen"}, ["Vul van bewijs de soort en de titel in."]),
        ({"evidence_url": "https://voorbeeld.nl/foto"}, ["Vul ook de soort en de titel van het bewijs in."]),
    ],
)
def test_half_a_piece_of_evidence_is_asked_for_and_not_dropped(
    make: ModuleType, sign_in: SignIn, told: dict[str, str], errors: list[str]
) -> None:
    assembly = make.assembly_of(make.answered())
    official = sign_in(make.member(assembly, Role.OFFICIAL))
    message = {"happened_on": "2026-03-01", "text": "Begonnen.", "next_step": "Verder", "next_on": "2099-01-01"}
    page = official.get(f"/beheer/{assembly.slug}/aanbevelingen/1/voortgang/in_progress").submit(message | told)
    assert (page.status, page.errors) == (422, errors)
