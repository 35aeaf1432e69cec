"""Columns that were chosen once are chosen by themselves the next time; a mark of secrecy is seen and not kept."""

from __future__ import annotations

import io
from typing import Any

import pytest
from sqlalchemy import func, select

from beraad.assemblies.models import Role
from beraad.extensions import db
from beraad.recruitment.models.sample import ColumnProfile, RefusedRow, RegisterImport, RegisterRow
from beraad.recruitment.register import queries as register_queries
from beraad.web.documents.tables import write_xlsx
from tests.pages import Browser, Page

HEADER = ("wie", "waar", "pc", "stad", "hoort bij", "jaar")
CHOSEN = {"name": "wie", "address_line1": "waar", "postcode": "pc", "place": "stad", "municipality": "hoort bij"}


@pytest.fixture
def griffie(make: Any, sign_in: Any) -> tuple[Any, Browser]:
    assembly = make.recruiting(slug="wonen")
    return assembly, sign_in(make.member(assembly, Role.REGISTRY))


def send(browser: Browser, content: bytes, slug: str = "wonen", name: str = "steekproef.csv") -> Page:
    page = browser.get(f"/beheer/{slug}/steekproef")
    return page.submit({"file": (io.BytesIO(content), name)}, button="Bestand sturen")


def chosen(page: Page) -> dict[str, str]:
    """Field → column that stands chosen."""
    found = {select["name"]: select.select_one("option[selected]") for select in page.soup.select("main select")}
    return {str(name): str(option["value"]) for name, option in found.items() if option and option["value"]}


BRP = """geslachtsnaam;straatnaam;huisnummer;huisletter;huisnummertoevoeging;postcode;woonplaats;geheim
Bakker;Jacobsstraat;400;L;Toe;9401AB;Assen;
Smit;Jacobsstraat;9;;2;9401AB;Assen;
Mulder;Jacobsstraat;;A;;9401AB;Assen;
Visser;Jacobsstraat;7;;;9401AB;Assen;1
"""


def envelopes(page: Page) -> list[str]:
    return [" / ".join(item.stripped_strings) for item in page.soup.select(".beraad-envelopes li")]


def test_ten_finished_envelopes_are_shown_before_anything_is_read(griffie: Any) -> None:
    _assembly, browser = griffie
    page = send(browser, (BRP + 20 * "Bos;Jacobsstraat;1;;;9401AB;Assen;\n").encode())
    assert len(envelopes(page)) == 10
    assert envelopes(page)[:2] == [
        "Bakker / Jacobsstraat 400 LToe / 9401 AB  ASSEN",
        "Smit / Jacobsstraat 9-2 / 9401 AB  ASSEN",
    ]
    assert envelopes(page)[2] == "Rij 4 krijgt geen brief: Geen straat en huisnummer"
    page = page.submit({"addition": "", "leaves_out_secret": "y"}, button="Bekijk de enveloppen")
    assert envelopes(page)[1] == "Smit / Jacobsstraat 9 / 9401 AB  ASSEN"
    assert envelopes(page)[3] == "Rij 5 krijgt geen brief: Indicatie geheim"
    assert db.session.scalar(select(func.count()).select_from(RegisterRow)) == 0
    page = page.submit({"surname": "", "initials": "straatnaam"}, button="Bekijk de enveloppen")
    assert envelopes(page)[0] == "Rij 2 krijgt geen brief: Geen naam", "initials alone name nobody"
    assert page.submit({"surname": "geslachtsnaam", "initials": ""}, button="Inlezen").h1 != "Welke kolom is wat?"


def test_a_profile_is_kept_and_chosen_for_the_next_file_with_the_same_columns(griffie: Any, make: Any) -> None:
    _assembly, browser = griffie
    page = send(browser, make.sample_file(make.sample_rows(3), HEADER))
    assert "name" not in chosen(page)
    page = page.submit({**CHOSEN, "profile_name": "Burgerzaken"}, button="Inlezen")
    assert "Mensen toegevoegd 3" in page.main
    shuffled = [(row[3], *row[:3], *row[4:]) for row in make.sample_rows(5)]
    page = send(browser, make.sample_file(shuffled, ("STAD", "Wie", "waar", "pc", "hoort bij", "jaar")))
    assert "Wij vulden in wat u bewaarde onder ‘Burgerzaken’." in page.main
    assert chosen(page) == {**CHOSEN, "name": "Wie", "place": "STAD", "birth_year": "jaar"}
    page = page.submit(button="Inlezen")
    assert "Mensen toegevoegd 2" in page.main, "the other three were there already"
    assert "Wij vulden in" not in send(browser, make.sample_file(make.sample_rows(3), (*HEADER[:5], "leeftijd"))).main


def test_a_profile_is_renamed_and_thrown_away(griffie: Any, make: Any) -> None:
    _assembly, browser = griffie
    for name in ("Burgerzaken", "Oud"):
        page = send(browser, make.sample_file(make.sample_rows(3), (*HEADER[:5], name)))
        page.submit({**CHOSEN, "birth_year": "", "profile_name": name}, button="Inlezen")
    page = browser.get("/beheer/wonen/steekproef").follow("Profielen van kolommen").follow("Oud")
    assert "Naam voor op de envelop wie" in page.main
    page = page.submit({"name": "Burgerzaken"}, button="Bewaren")
    assert page.status == 422 and page.errors == ["Er is al een profiel met deze naam."]
    page = page.submit({"name": "Nieuw"}, button="Bewaren")
    assert set(page.links()) >= {"Nieuw", "Burgerzaken"}
    page = page.follow("Nieuw").submit(button="Profiel weggooien")
    assert "Nieuw" not in page.links() and db.session.scalar(select(func.count()).select_from(ColumnProfile)) == 1


def test_a_profile_serves_the_other_burgerberaden_of_the_same_official_alone(
    griffie: Any, make: Any, sign_in: Any
) -> None:
    _assembly, browser = griffie
    content = make.sample_file(make.sample_rows(3), HEADER)
    send(browser, content).submit({**CHOSEN, "profile_name": "Burgerzaken"}, button="Inlezen")
    profile = db.session.scalars(select(ColumnProfile)).one().id
    stranger = make.recruiting(slug="elders")
    alone = sign_in(make.member(stranger, Role.REGISTRY))
    assert "Wij vulden in" not in send(alone, content, "elders").main
    assert alone.get(f"/beheer/elders/steekproef/profielen/{profile}").status == 404


def test_a_mark_of_secrecy_is_shown_and_counted_and_nowhere_kept(griffie: Any, make: Any) -> None:
    _assembly, browser = griffie
    rows = [(*row, "1" if number == 2 else "0") for number, row in enumerate(make.sample_rows(5))]
    page = send(browser, make.sample_file(rows, (*make.SAMPLE_HEADER, "Indicatie geheim")))
    assert [cell.text for cell in page.soup.select("tbody th") if "geheim" in cell.text] == ["4 geheim"]
    page = page.submit(button="Inlezen")
    assert "Mensen toegevoegd 5" in page.main and "Rijen met een indicatie geheim 1" in page.main
    assert not db.session.scalars(select(RefusedRow)).all()
    assert {row.stratum for row in db.session.scalars(select(RegisterRow))} == {""}


def test_people_with_a_mark_of_secrecy_can_be_left_out(griffie: Any, make: Any) -> None:
    assembly, browser = griffie
    rows = [(*row, "J" if number == 2 else "N") for number, row in enumerate(make.sample_rows(5))]
    page = send(browser, make.sample_file(rows, (*make.SAMPLE_HEADER, "geheim")))
    page = page.submit({"leaves_out_secret": "y"}, button="Inlezen")
    assert "Mensen toegevoegd 4" in page.main and "Indicatie geheim 1" in page.main
    assert register_queries.sample_size(assembly.id) == 4


def test_an_xlsx_file_says_how_far_it_is(griffie: Any, make: Any) -> None:
    _assembly, browser = griffie
    page = send(browser, write_xlsx(make.SAMPLE_HEADER, make.sample_rows(7)), name="steekproef.xlsx")
    assert "Voorbeeldstraat 0" in page.main
    page = page.submit(button="Inlezen")
    assert "Mensen toegevoegd 7" in page.main
    assert db.session.scalars(select(RegisterImport)).one().rows_total in (0, 7)
