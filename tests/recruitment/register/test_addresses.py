"""Every home keeps its own address, on the envelope and in the draw; nobody is lost over a date."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from beraad.assemblies.models import Role
from beraad.extensions import db
from beraad.recruitment.addresses import household_key
from beraad.recruitment.models.sample import RefusedRow, RegisterRow
from beraad.recruitment.register.columns import birth_year
from tests.pages import Browser, Page
from tests.recruitment.register.test_profiles import send

BRP = """voorletters;geslachtsnaam;straatnaam;huisnummer;huisletter;huisnummertoevoeging;postcode;woonplaatsnaam
A.;Berg;Jacobsstraat;400;L;Toe;1234AB;Utrecht
B.;Postma;Jacobsstraat;400;L;2;1234AB;Utrecht
C.;Stalpert;Daniel Stalpertstraat;35;;III;1072XB;Amsterdam
D.;Jong;Ataturkstraat;9;;2;1234AC;Zaandam
E.;Bakker;Kinkerstraat;1;;1;1053DA;Amsterdam
F.;Visser;Kinkerstraat;11;;;1053DA;Amsterdam
G.;Meijer;Kinkerstraat;1;;3;1053DA;Amsterdam
"""


@pytest.fixture
def browser(make: Any, sign_in: Any) -> Browser:
    assembly = make.recruiting(slug="wonen")
    signed_in: Browser = sign_in(make.member(assembly, Role.REGISTRY))
    return signed_in


def take_in(browser: Browser, text: str) -> Page:
    """Sends a file whose columns are all recognised, and reads it."""
    return send(browser, text.encode()).submit(button="Inlezen")


def lines() -> list[str]:
    return list(db.session.scalars(select(RegisterRow.address_line1).order_by(RegisterRow.id)))


def test_letter_and_addition_both_reach_the_envelope(browser: Browser) -> None:
    assert "Mensen toegevoegd 7" in take_in(browser, BRP).main
    assert lines() == [
        "Jacobsstraat 400 LToe",
        "Jacobsstraat 400 L-2",
        "Daniel Stalpertstraat 35 III",
        "Ataturkstraat 9-2",
        "Kinkerstraat 1-1",
        "Kinkerstraat 11",
        "Kinkerstraat 1-3",
    ]
    assert len(set(db.session.scalars(select(RegisterRow.household)))) == 7


def test_a_place_without_a_street_and_a_designation_have_their_column(browser: Browser) -> None:
    header = "naam;korteNaam;huisnummer;aanduidingBijHuisnummer;locatiebeschrijving;postcode;woonplaats\n"
    rows = "A. Bakker;Kade;12;to;;1234AB;Utrecht\nB. Visser;;;;Woonboot De Zwaan, Veerhaven;1234AB;Utrecht\n"
    take_in(browser, header + rows)
    assert lines() == ["Kade t/o 12", "Woonboot De Zwaan, Veerhaven"]


@pytest.mark.parametrize("number", ["2026-01-10", "10-jan", "jan-10", "10-01-2026"])
def test_a_house_number_that_became_a_date_keeps_the_row_out_aloud(browser: Browser, number: str) -> None:
    header = "naam;straat;huisnummer;toevoeging;postcode;woonplaats\n"
    page = take_in(
        browser, header + f"A. Bakker;Meistraat;{number};;1234AB;Utrecht\nB. Kok;Meistraat;12;{number};1234AB;Utrecht\n"
    )
    assert "Het huisnummer is in een datum veranderd 2" in page.main
    assert lines() == [] and len(list(db.session.scalars(select(RefusedRow.row)))) == 2


@pytest.mark.parametrize("unknown", ["00000000", "0000-00-00", "0000", ""])
def test_somebody_of_unknown_birth_is_in_the_sample(browser: Browser, unknown: str) -> None:
    page = take_in(browser, f"naam;adres;postcode;woonplaats;geboortedatum\nA. Kok;Weg 1;1234AB;Utrecht;{unknown}\n")
    assert "Mensen toegevoegd 1" in page.main and "geboortejaar niet konden lezen" not in page.main


def test_somebody_whose_birth_year_cannot_be_read_stays_and_is_counted(browser: Browser) -> None:
    rows = "A. Kok;Weg 1;1234AB;Utrecht;31-01-80\nB. Kok;Weg 2;1234AB;Utrecht;1980\n"
    page = take_in(browser, "naam;adres;postcode;woonplaats;geboortedatum\n" + rows)
    assert "Mensen toegevoegd 2" in page.main
    assert "Mensen van wie wij het geboortejaar niet konden lezen 1" in page.main


def test_columns_that_are_filled_and_not_used_are_named_with_their_count(browser: Browser) -> None:
    rows = "A. Kok;Weg 1;1234AB;Utrecht;ja;\nB. Kok;Weg 2;1234AB;Utrecht;nee;\nC. Kok;Weg 3;1234AB;Utrecht;;\n"
    page = take_in(browser, "naam;adres;postcode;woonplaats;tuin;leeg\n" + rows)
    assert "Kolom Gevulde cellen tuin 2 Weggelaten rijen" in page.main


@pytest.mark.parametrize(
    ("text", "year"),
    [
        *((text, 1980) for text in ("1980", "1980.0", "19800131", "1980-00-00", "31-1-1980", "1-jan-1980", "29221")),
        *((text, 1980) for text in ("01-01-1980 00:00", "1980-01-31 00:00:00")),
        *((text, None) for text in ("31-01-80", "onbekend", "")),
    ],
)
def test_a_birth_year_is_read_from_every_usual_date(text: str, year: int | None) -> None:
    assert birth_year(text) == year


def test_two_homes_have_two_keys_and_one_home_has_one(context: Any) -> None:
    def key(line: str) -> str | None:
        return household_key(1, line, "1053 DA")  # type: ignore[arg-type]

    apart = [
        "Kinkerstraat 1-3",
        "Kinkerstraat 13",
        "Kinkerstraat 1-1",
        "Kinkerstraat 11",
        "Plein 1944 1",
        "Plein 194 41",
    ]
    assert len({key(line) for line in apart}) == len(apart)
    assert key("Kinkerstraat 12-A") == key("kinkerstraat 12a") == key("KINKERSTRAAT 12 A")
    assert key("Kinkerstraat 1-3") == key("Kinkerstraat 1 3") == key("Kinkerstraat 1/3")
