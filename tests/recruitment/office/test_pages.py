"""The pages of the griffie: overview, list, sign-ups from paper and phone, files."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest

from beraad.assemblies.models import Role
from beraad.extensions import db
from beraad.recruitment.models.registration import Channel, Registration, RegistrationState
from beraad.recruitment.office import queries, respondents
from tests.pages import Browser


@pytest.fixture
def griffie(make: Any, sign_in: Any) -> tuple[Any, Browser]:
    """A burgerberaad that people can sign up for, and its griffie."""
    assembly = make.recruiting()
    return assembly, sign_in(make.member(assembly, Role.REGISTRY))


def whole(assembly: Any, **changes: Any) -> dict[str, Any]:
    """All fields of a sign-up as the griffie types it."""
    features = {f"feature_{feature.id}": feature.answers[0].value for feature in assembly.features[:1]}
    return {
        "name": "Inwoner Papier",
        "address_line1": "Voorbeeldstraat 7",
        "postcode": "9401 AB",
        "place": "Voorbeeldstad",
        "contact_by": "post",
        "birth_year": "1960",
        **features,
        **changes,
    }


def test_the_overview_counts_and_names_nobody(make: Any, sign_in: Any) -> None:
    assembly = make.recruiting()
    make.registration(assembly, {"geslacht": "man"}, Channel.PAPER, name="Inwoner Een")
    make.registration(assembly, {"geslacht": "man"}, name="Inwoner Twee")
    page = sign_in(make.member(assembly, Role.OBSERVER)).get(f"/beheer/{assembly.slug}/werving")
    assert "Aangemeld 2" in page.main and "Op papier 1" in page.main
    assert "man 2 niet bepaald" in page.main and "vrouw 0 niet bepaald" in page.main
    assert "Inwoner" not in page.text
    assert "Bekijk de aanmeldingen" not in page.links()


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.COUNCILLOR, Role.EXECUTIVE, Role.OFFICIAL, Role.FACILITATOR])
def test_only_griffie_and_organisator_see_persons(make: Any, sign_in: Any, role: Role) -> None:
    assembly = make.recruiting()
    made = make.registration(assembly)
    browser = sign_in(make.member(assembly, role))
    for path in ("aanmeldingen", f"aanmeldingen/{made.id}", "aanmeldingen/nieuw", "steekproef", "brieven/nieuw"):
        assert browser.get(f"/beheer/{assembly.slug}/{path}").status == 403
    assert browser.get(f"/beheer/{assembly.slug}/brieven").status == 200


def test_a_sign_up_of_another_burgerberaad_is_not_found(griffie: Any, make: Any) -> None:
    assembly, browser = griffie
    other = make.registration(make.recruiting())
    for path in ("", "/wijzigen", "/intrekken"):
        assert browser.get(f"/beheer/{assembly.slug}/aanmeldingen/{other.id}{path}").status == 404


def test_the_list_is_searched_filtered_sorted_and_paged(griffie: Any, make: Any) -> None:
    assembly, browser = griffie
    for number in range(55):
        make.registration(assembly, name=f"Inwoner Nummer{number:02}", channel=Channel.PAPER)
    make.registration(assembly, name="Inwoner Anders", email="Zoekmij@voorbeeld.example")
    page = browser.get(f"/beheer/{assembly.slug}/aanmeldingen")
    assert "56 regels" in page.main and "Inwoner Nummer54" in page.main and "Inwoner Nummer00" not in page.main
    assert "Inwoner Nummer00" in page.follow("Volgende").main
    found = page.submit({"zoek": "zoekMIJ anders"}, button="Zoek")
    assert "1 gevonden" in found.main and "Inwoner Anders" in found.main
    assert "55 gevonden" in page.submit({"kanaal": "papier"}, button="Zoek").main
    assert "0 gevonden" in page.submit({"stand": "ingetrokken"}, button="Zoek").main
    by_name = page.follow("Naam")
    assert "Inwoner Anders" in by_name.main and "Inwoner Nummer54" not in by_name.main


def test_the_list_is_filtered_by_what_people_answered(griffie: Any, make: Any) -> None:
    assembly, browser = griffie
    feature = assembly.features[0]
    for number, answer in enumerate(feature.answers[:2]):
        make.registration(assembly, name=f"Inwoner Nummer{number}", answers={feature.name: answer.value})
    page = browser.get(f"/beheer/{assembly.slug}/aanmeldingen")
    found = page.submit({f"antwoord-{feature.id}": str(feature.answers[1].id)}, button="Zoek")
    assert "Inwoner Nummer1" in found.main and "Inwoner Nummer0" not in found.main


def test_the_griffie_types_a_paper_sign_up(griffie: Any) -> None:
    assembly, browser = griffie
    page = browser.get(f"/beheer/{assembly.slug}/aanmeldingen/nieuw")
    page = page.submit({**whole(assembly), "channel": "papier", "consent": "y"}, button="Opslaan")
    assert "De aanmelding is toegevoegd." in page.text and "Inwoner Papier" in page.main
    (person,) = queries.pool(assembly.id)
    assert db.session.get_one(Registration, person.registration_id).channel is Channel.PAPER


def test_a_paper_sign_up_with_a_code_counts_as_the_answer_to_that_letter(griffie: Any, make: Any) -> None:
    assembly, browser = griffie
    make.sample(assembly, 8)
    code = make.letter_code(make.wave(assembly, 2))
    values = {**whole(assembly), "channel": "papier", "consent": "y", "code": code.lower()}
    path = f"/beheer/{assembly.slug}/aanmeldingen/nieuw"
    assert "toegevoegd" in browser.get(path).submit(values, button="Opslaan").text
    again = browser.get(path).submit(values, button="Opslaan")
    assert again.status == 422
    assert again.errors == ["Met deze code is al iemand aangemeld. Zoek die aanmelding op in de lijst."]
    wrong = browser.get(path).submit({**values, "code": "0000-0000-0000"}, button="Opslaan")
    assert wrong.errors == ["Met deze code kunnen wij geen aanmelding openen."]
    assert "Inwoner Papier" in str(wrong.soup.select_one("#name"))


def test_a_code_of_another_burgerberaad_is_refused(griffie: Any, make: Any) -> None:
    assembly, browser = griffie
    other = make.recruiting()
    make.sample(other, 8)
    values = {**whole(assembly), "channel": "papier", "consent": "y", "code": make.letter_code(make.wave(other, 2))}
    page = browser.get(f"/beheer/{assembly.slug}/aanmeldingen/nieuw").submit(values, button="Opslaan")
    assert page.errors == ["Met deze code kunnen wij geen aanmelding openen."]


def test_an_incomplete_sign_up_names_each_gap(griffie: Any) -> None:
    assembly, browser = griffie
    page = browser.get(f"/beheer/{assembly.slug}/aanmeldingen/nieuw")
    page = page.submit({"contact_by": "e-mail", "birth_year": "60", "name": "Inwoner Half"}, button="Opslaan")
    assert page.status == 422
    assert "Kies hoe de aanmelding binnenkwam." in page.errors
    assert "Vul uw e-mailadres in, of kies een andere manier." in page.errors
    assert "Vul uw geboortejaar in met vier cijfers, zoals 1980." in page.errors
    assert page.soup.select_one("#name")["value"] == "Inwoner Half"  # type: ignore[index]
    assert queries.pool(assembly.id) == ()


def test_the_griffie_changes_and_withdraws_a_sign_up(griffie: Any, make: Any) -> None:
    assembly, browser = griffie
    made = make.registration(assembly, extra={"opmerking": "blijft"})
    page = browser.get(f"/beheer/{assembly.slug}/aanmeldingen/{made.id}").follow("Wijzigen")
    page = page.submit({"place": "Proefdorp"}, button="Opslaan")
    assert "Proefdorp" in page.main and "blijft" in page.main
    page = page.act("Intrekken")
    assert "De aanmelding is ingetrokken." in page.text
    db.session.rollback()
    assert db.session.get_one(Registration, made.id).state is RegistrationState.WITHDRAWN
    assert browser.get(f"/beheer/{assembly.slug}/aanmeldingen/{made.id}/intrekken").status == 404


def test_a_file_is_looked_at_before_it_is_taken_in(griffie: Any) -> None:
    assembly, browser = griffie
    content = b"unique_id,geslacht,leeftijd\np1,vrouw,40+\n"
    upload = browser.get(f"/beheer/{assembly.slug}/aanmeldingen/inlezen")
    page = upload.submit({"file": (io.BytesIO(content), "mensen.csv")}, button="Bekijk wat er verandert")
    assert page.h1 == "Dit verandert er" and "Nieuwe mensen 1" in page.main
    assert queries.pool(assembly.id) == ()
    db.session.rollback()
    page = page.press()
    assert "Het bestand is ingelezen." in page.text
    assert [person.pool_id for person in queries.pool(assembly.id)] == ["p1"]


def test_the_preview_says_how_columns_are_read_and_how_people_will_hear(griffie: Any) -> None:
    assembly, browser = griffie
    content = (
        b"unique_id,naam,geslacht,leeftijd,mail,contact_via,kanaal,club\n"
        b"p1,A,vrouw,40+,a@voorbeeld.example,,brief,x\np2,B,man,40+,,,,\np3,C,man,40+,c@voorbeeld.example,Brief,,\n"
    )
    upload = browser.get(f"/beheer/{assembly.slug}/aanmeldingen/inlezen")
    page = upload.submit({"file": (io.BytesIO(content), "mensen.csv")}, button="Bekijk wat er verandert")
    table = page.soup.find("caption", string="Kolommen van het bestand").find_parent("table")
    read = dict([cell.text.strip() for cell in row.select("th, td")] for row in table.select("tbody tr"))
    assert (read["naam"], read["mail"]) == ("Naam", "E-mailadres")
    assert (read["unique_id"], read["leeftijd"]) == ("Nummer van de persoon", "Antwoord op dit kenmerk")
    assert (read["kanaal"], read["club"]) == (
        *("Niet gelezen: deze kolom maakt Beraad zelf", "Bewaard zoals het er staat"),
    )
    assert "die per e-mail van ons horen 1" in page.main and "die per post van ons horen 2" in page.main
    page.press()
    kept = {one.pool_id: one.contact_by.value for one in db.session.scalars(db.select(Registration))}
    assert kept == {"p1": "e-mail", "p2": "post", "p3": "post"}


def test_the_preview_lists_what_changes_and_the_merge_keeps_the_rest(griffie: Any) -> None:
    assembly, browser = griffie
    first = b"unique_id,naam,geslacht,leeftijd,opmerking\np1,Inwoner 1,vrouw,40+,belt terug\np2,Inwoner 2,man,40+,\n"
    second = b"unique_id,geslacht,leeftijd,woonplaats\np1,vrouw,16-39,Voorbeeldstad\n"
    for content in (first, second):
        upload = browser.get(f"/beheer/{assembly.slug}/aanmeldingen/inlezen")
        page = upload.submit({"file": (io.BytesIO(content), "mensen.csv")}, button="Bekijk wat er verandert")
        rows = [[cell.text for cell in row.select("th, td")] for row in page.soup.select("tbody tr")]
        shown = [row for row in rows if len(row) == 4]
        page.press()
    assert shown == [["p1", "place", "–", "Voorbeeldstad"], ["p1", "leeftijd", "40+", "16-39"]]
    header, rows = respondents.table(assembly)
    people = [dict(zip(header, row, strict=True)) for row in rows]
    assert [person["unique_id"] for person in people] == ["p1", "p2"]
    assert (people[0]["name"], people[0]["place"], people[0]["opmerking"], people[0]["leeftijd"]) == (
        *("Inwoner 1", "Voorbeeldstad", "belt terug", "16-39"),
    )


def test_a_faulty_file_says_where_the_fault_is(griffie: Any) -> None:
    assembly, browser = griffie
    content = b"unique_id,geslacht,leeftijd\np1,vrouw,40+\np2,onzin,40+\n"
    upload = browser.get(f"/beheer/{assembly.slug}/aanmeldingen/inlezen")
    page = upload.submit({"file": (io.BytesIO(content), "mensen.csv")}, button="Bekijk wat er verandert")
    assert page.status == 422
    assert page.errors == ["mensen.csv, rij 3, kolom geslacht: onzin is geen antwoord. Kies uit: vrouw, man."]


def test_a_waiting_file_of_another_burgerberaad_is_not_found(griffie: Any, make: Any, sign_in: Any) -> None:
    assembly, browser = griffie
    content = b"unique_id,geslacht,leeftijd\np1,vrouw,40+\n"
    upload = browser.get(f"/beheer/{assembly.slug}/aanmeldingen/inlezen")
    page = upload.submit({"file": (io.BytesIO(content), "mensen.csv")}, button="Bekijk wat er verandert")
    token = page.path.rpartition("/")[2]
    other = make.recruiting()
    stranger = sign_in(make.member(other, Role.REGISTRY))
    assert stranger.get(f"/beheer/{other.slug}/aanmeldingen/inlezen/{token}").status == 404
    assert browser.get(f"/beheer/{assembly.slug}/aanmeldingen/inlezen/geen-token").status == 404


def test_the_download_is_safe_and_written_in_the_log(griffie: Any, make: Any) -> None:
    assembly, browser = griffie
    make.registration(assembly, name="=1+1")
    page = browser.get(f"/beheer/{assembly.slug}/aanmeldingen").submit(button="Alles met antwoorden als CSV")
    assert page.response.mimetype == "text/csv" and "'=1+1" in page.text
    assert page.response.headers["Cache-Control"] == "no-store"


def test_the_excel_file_holds_text_alone_and_comes_in_again(griffie: Any, make: Any) -> None:
    assembly, browser = griffie
    make.registration(assembly, name="=1+1", phone="06 12345678")
    page = browser.get(f"/beheer/{assembly.slug}/aanmeldingen").submit(button="Alles met antwoorden als Excel")
    content = page.response.data
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} == {"s"}
    assert respondents.prepare(assembly, content, "terug.xlsx").same == 1


def test_what_a_file_leaves_out_and_who_seems_to_be_there_already_is_said_before(griffie: Any) -> None:
    assembly, browser = griffie
    first = b"unique_id,geslacht,leeftijd,email\n001,vrouw,40+,een@voorbeeld.example\n"
    second = b"unique_id,geslacht,leeftijd,email\n1,vrouw,40+,een@voorbeeld.example\n,man,40+,\n"
    for content in (first, second):
        upload = browser.get(f"/beheer/{assembly.slug}/aanmeldingen/inlezen")
        page = upload.submit({"file": (io.BytesIO(content), "mensen.csv")}, button="Bekijk wat er verandert")
        said = page.main
        page.press()
    assert "Weggelaten, want zonder nummer: 1. De eerste is rij 3." in said
    assert "1 nieuwe nummers verschillen alleen in nullen" in said and "zoals een@voorbeeld.example" in said
