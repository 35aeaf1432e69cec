"""From population figures to quotas."""

from __future__ import annotations

import io
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from beraad.assemblies.models import Role
from beraad.lottery.quotas import statistics_file
from beraad.lottery.quotas.population import rounded
from beraad.lottery.quotas.statistics_file import StatisticsFileError
from tests.lottery import statline

STATLINE = """"Bevolking; geslacht en leeftijd 03759ned"
"Geslacht";"Leeftijd";"Perioden";"Regio's";"Bevolking op 1 januari (aantal)"
"Totaal mannen en vrouwen";"Totaal";"2026";"Voorbeeldstad";"1000"
"Totaal mannen en vrouwen";"15 tot 20 jaar";"2026";"Voorbeeldstad";"100"
"Totaal mannen en vrouwen";"20 tot 40 jaar";"2026";"Voorbeeldstad";"300"
"Totaal mannen en vrouwen";"40 tot 95 jaar";"2026";"Voorbeeldstad";"590"
"Totaal mannen en vrouwen";"95 jaar of ouder";"2026";"Voorbeeldstad";"."
"Mannen";"Totaal";"2026";"Voorbeeldstad";"480"
"Mannen";"15 tot 20 jaar";"2026";"Voorbeeldstad";"60"
"Vrouwen";"Totaal";"2026";"Voorbeeldstad";"520"
"Vrouwen";"15 tot 20 jaar";"2026";"Voorbeeldstad";"40"
"Bron: CBS"
"""


@given(
    st.dictionaries(st.text("abc", min_size=1, max_size=3), st.floats(0, 1e6), min_size=1),
    st.integers(1, 300),
    st.integers(0, 9),
)
@example({"a": 1.0}, 1, 0)
@example({"a": 1.0, "b": 1.0}, 1, 0)
@example({"a": 0.0, "b": 1.0}, 1, 1)
@example({"a": 1 / 3, "b": 2 / 3}, 2, 9)
@example({"a": 0.16, "b": 0.84}, 300, 0)
def test_rounded_quotas_can_always_be_met(numbers: dict[str, float], seats: int, tolerance: int) -> None:
    if not sum(round(number, 6) for number in numbers.values()):
        return
    lines = rounded(numbers, seats, tolerance)
    assert sum(line.seats for line in lines) == seats
    assert sum(line.minimum for line in lines) <= seats <= sum(line.maximum for line in lines)
    assert all(0 <= line.minimum <= line.seats <= line.maximum <= seats for line in lines)
    assert sum(line.residue for line in lines) == pytest.approx(0, abs=1e-6)
    total = sum(numbers.values())
    if total >= 1:
        exact = [seats * number / total for number in numbers.values()]
        assert [line.exact for line in lines] == pytest.approx(exact, abs=1e-4)


def test_rounding_by_hand() -> None:
    lines = rounded({"vrouw": 52, "man": 47, "anders": 1}, 10, 1)
    assert [(line.seats, line.minimum, line.maximum) for line in lines] == [(5, 4, 6), (5, 4, 6), (0, 0, 1)]
    assert lines[0].exact == pytest.approx(5.2)


def test_a_table_gives_sexes_from_the_totals_over_ages() -> None:
    table = statistics_file.read(STATLINE.encode("cp1252"), "download.csv")
    assert (table.table, table.period) == ("03759ned", "2026")
    assert statistics_file.numbers_for(table, ["vrouw", "man"]) == {"vrouw": 520, "man": 480}


def test_a_table_gives_ages_and_a_band_that_is_cut_is_split_over_its_years() -> None:
    table = statistics_file.read(STATLINE.encode(), "download.csv")
    found = statistics_file.numbers_for(table, ["16-39", "40+"])
    assert found == pytest.approx({"16-39": 100 * 4 / 5 + 300, "40+": 590})


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "no_table"),
        (b"a,b\n1,2\n", "no_table"),
        (b"a;b\nx;y\nz;w\n", "no_numbers"),
        (b"a;b\nx;1\ny;2\n", "no_groups"),
    ],
)
def test_a_file_that_is_no_such_table_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(StatisticsFileError) as caught:
        statistics_file.numbers_for(statistics_file.read(content, "x.csv"), ["vrouw", "man"])
    assert caught.value.params["reason"] == code


def test_an_organiser_takes_quotas_from_a_statline_file(make: Any, sign_in: Any) -> None:
    assembly = make.assembly(slug="wonen", seats=20)
    browser = sign_in(make.member(assembly, Role.ORGANISER))
    link = "Bereken de streefcijfers voor geslacht uit de bevolking"
    page = browser.get("/beheer/wonen/loting/streefcijfers").follow(link)
    wrong = page.submit({"file": [(io.BytesIO(b"niets"), "x.csv")]}, button="Bereken de streefcijfers")
    assert wrong.status == 422
    assert "Dit bestand is geen tabel met puntkomma's. Kies op StatLine voor CSV." in wrong.errors
    preview = wrong.submit(
        {"file": [(io.BytesIO(STATLINE.encode()), "03759ned.csv")]}, button="Bereken de streefcijfers"
    )
    assert preview.soup.find(attrs={"name": "rows-0-number"})["value"] == "520"
    assert "vrouw 52,0% 10,40 10 -0,40 9–11" in preview.main
    done = preview.submit(button="Neem deze streefcijfers over")
    assert "De streefcijfers voor geslacht zijn overgenomen" in done.text
    assert "Bron: 03759ned 2026." in done.main
    again = done.follow(link)
    assert again.soup.find(attrs={"name": "rows-0-number"})["value"] == "52"


def test_typed_shares_without_any_number_are_refused(make: Any, sign_in: Any) -> None:
    assembly = make.assembly(slug="wonen")
    browser = sign_in(make.member(assembly, Role.ORGANISER))
    page = browser.get("/beheer/wonen/loting/streefcijfers").follow(
        "Bereken de streefcijfers voor geslacht uit de bevolking"
    )
    assert page.submit(button="Bereken de streefcijfers").errors == ["Vul voor ten minste één antwoord een getal in."]
    wrong = page.submit({"rows-0-number": "veel"}, button="Bereken de streefcijfers")
    assert "Vul een getal van 0 of meer in." in wrong.errors


def read(content: str, name: str, *answers: str) -> dict[str, float]:
    return statistics_file.numbers_for(statistics_file.read(content.encode("utf-8-sig"), name), answers)


def test_the_tables_that_a_griffie_downloads_are_read_as_they_are() -> None:
    assert read(statline.SEX_AND_AGE, "03759ned.csv", "vrouw", "man") == {"vrouw": 520, "man": 480}
    ages = read(statline.SEX_AND_AGE, "03759ned.csv", "16-64", "65+")
    assert ages == pytest.approx({"16-64": 80 + 600, "65+": 300})
    assert read(statline.ORIGIN, "85458NED.csv", "Nederland", "Europa", "Buiten-Europa")["Europa"] == 100
    assert read(statline.NEIGHBOURHOODS, "86165NED.csv", "Noord", "Zuid") == {"Noord": 600, "Zuid": 400}
    assert read(statline.NEIGHBOURHOODS, "86165NED.csv", "vrouw", "man") == {"vrouw": 505, "man": 495}


def test_a_file_with_codes_says_what_to_choose_instead() -> None:
    with pytest.raises(StatisticsFileError) as caught:
        read(statline.CODED, "03759ned.csv", "vrouw", "man")
    assert caught.value.params["reason"] == "codes"


def test_groups_with_other_names_are_put_together_by_the_organiser(make: Any, sign_in: Any) -> None:
    answers = ("praktisch", "middelbaar", "theoretisch")
    assembly = make.assembly(slug="wonen", seats=18, features={"opleiding": answers})
    browser = sign_in(make.member(assembly, Role.ORGANISER))
    page = browser.get("/beheer/wonen/loting/streefcijfers").follow(
        "Bereken de streefcijfers voor opleiding uit de bevolking"
    )
    content = io.BytesIO(statline.EDUCATION.encode("utf-8-sig"))
    page = page.submit({"file": [(content, "85525NED.csv")]}, button="Bereken de streefcijfers")
    assert "12 Vmbo, havo-, vwo-onderbouw, mbo1: 180" in page.main
    assert page.soup.find(attrs={"name": "source-table"})["value"] == "85525NED"
    low, middle, high = (str(answer.id) for answer in assembly.features[0].answers)
    chosen = dict(zip((f"groups-{i}-answer" for i in range(5)), (low, low, middle, high, high), strict=True))
    page = page.submit(chosen, button="Bereken de streefcijfers")
    for line in ("praktisch 30,0% 5,40", "middelbaar 36,7% 6,60", "theoretisch 33,3% 6,00"):
        assert line in page.main
    done = page.submit(button="Neem deze streefcijfers over")
    assert "Bron: 85525NED 2025." in done.main
