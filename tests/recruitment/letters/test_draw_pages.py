"""Who gets a letter: divided by people or by response, drawn again by a notaris, and more where groups stay behind."""

from __future__ import annotations

import hashlib
import io
import shlex
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from beraad.assemblies.models import Role
from beraad.extensions import db
from beraad.recruitment.models.registration import Channel
from beraad.recruitment.models.waves import Division, Invitation, Wave
from beraad.recruitment.sign_up import service
from beraad.recruitment.sign_up.service import RegistrationData
from beraad.web import edge
from selection.__main__ import main as selection
from tests.pages import Browser, Page


@pytest.fixture
def griffie(make: Any, sign_in: Any) -> tuple[Any, Browser]:
    """A burgerberaad with a sample of forty in two gemeenten, and its griffie."""
    assembly = make.recruiting(slug="wonen")
    make.sample(assembly, 40)
    return assembly, sign_in(make.member(assembly, Role.REGISTRY))


def ask(browser: Browser, letters: int, division: str = "mensen") -> Page:
    page = browser.get("/beheer/wonen/brieven").follow("Nieuwe ronde")
    return page.submit({"letters": str(letters), "strata": ["gemeente"], "division": division}, button="Verder")


def test_a_notaris_draws_the_same_letters_with_the_files_and_the_command_on_the_paper(
    griffie: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _assembly, browser = griffie
    page = ask(browser, 10).submit({"size_0": "4", "size_1": "6"}, button="Loot wie een brief krijgt")
    page = page.follow("Loting van de brieven voor de notaris")
    assert page.h1 == "Loting van de brieven, ronde 1" and "Proefdorp 20 4" in page.main
    sample = page.submit(button="Steekproef zonder namen (CSV)")
    sizes = page.follow("Aantallen per groep (CSV)")
    assert "Voorbeeld" not in sample.text.replace("Voorbeeldstad", "") and "Inwoner" not in sample.text
    (tmp_path / "steekproef-wonen-1.csv").write_bytes(sample.response.data)
    (tmp_path / "aantallen-wonen-1.csv").write_bytes(sizes.response.data)
    command = next(code.text for code in page.soup.find_all("code") if code.text.startswith("python -m selection"))
    monkeypatch.chdir(tmp_path)
    assert selection(shlex.split(command)[3:]) == 0
    outcome = hashlib.sha256((tmp_path / "brieven-wonen-1.csv").read_bytes()).hexdigest()
    assert hashlib.sha256(sample.response.data).hexdigest() in page.main and outcome in page.main
    paper = "".join(
        PdfReader(io.BytesIO(page.follow("Blad voor de notaris (PDF)").response.data)).pages[0].extract_text().split()
    )
    for part in (outcome, *command.split(), "Notaris", "Proefdorp204"):
        assert part in paper


def test_sizes_are_one_table_that_adds_up_and_is_filled_at_once(griffie: Any) -> None:
    _assembly, browser = griffie
    page = ask(browser, 10)
    table = page.soup.select_one("table.beraad-table--inputs")
    assert table is not None and len(table.select("input[name^=size_]")) == 2
    page = page.submit({"size_0": "7"}, button="Tel op")
    assert page.status == 200 and "Brieven in deze ronde: 12" in page.main
    page = page.submit({"everywhere": "15", "size_1": "veel"}, button="Vul overal in")
    assert [field["value"] for field in page.soup.select("input[name^=size_]")] == ["10", "10"], "ten homes in each"
    assert "Brieven in deze ronde: 20" in page.main
    assert page.submit({"size_0": "x"}, button="Loot wie een brief krijgt").status == 422
    assert browser.get("/beheer/wonen/brieven").main.count("Ronde ") == 0, "looking plans nothing"


def test_a_later_file_leaves_the_draw_as_it_was(griffie: Any, make: Any) -> None:
    assembly, browser = griffie
    make.wave(assembly, 4, strata_by=["gemeente"])
    paper = browser.get("/beheer/wonen/brieven/1/notaris")
    before = paper.submit(button="Steekproef zonder namen (CSV)").response.data
    with edge.unit_of_change():
        make.take_in(assembly, make.sample_rows(60)[40:])
    assert paper.submit(button="Steekproef zonder namen (CSV)").response.data == before
    wave = db.session.scalars(select(Wave)).one()
    assert hashlib.sha256(before).hexdigest() == wave.drawn_from_sha256


def test_letters_by_expected_response(griffie: Any) -> None:
    _assembly, browser = griffie
    page = ask(browser, 9, "respons")
    assert page.h1 == "Brieven naar verwachte respons"
    assert [field["value"] for field in page.soup.select("main form[method=get] input[type=text]")] == ["5", "5"]
    page = page.submit({"respons_0": "10", "respons_1": "5,0%"}, button="Bereken de aantallen")
    assert [field["value"] for field in page.soup.select("input[name^=size_]")] == ["3", "6"]
    page = page.submit(button="Loot wie een brief krijgt")
    assert page.h1 == "Ronde 1" and "Proefdorp 3 0" in page.main and "Voorbeeldstad 6 0" in page.main
    wave = db.session.scalars(select(Wave)).one()
    assert (wave.division, wave.response) == (Division.RESPONSE, {"Proefdorp": 0.1, "Voorbeeldstad": 0.05})
    assert "Voorbeeldstad 20 6 5%" in page.follow("Loting van de brieven voor de notaris").main


def test_letters_by_expected_response_reckon_with_one_letter_for_an_address(griffie: Any) -> None:
    _assembly, browser = griffie
    page = ask(browser, 19, "respons").submit({"respons_0": "5", "respons_1": "100"}, button="Bereken de aantallen")
    assert [field["value"] for field in page.soup.select("input[name^=size_]")] == ["10", "9"], "ten homes in each"
    assert "Proefdorp 20 10 " in page.main, "twenty people in ten homes"
    assert "Er zijn te weinig adressen" in page.main and "Proefdorp 50% 10 0 0%" in page.main
    assert page.submit(button="Loot wie een brief krijgt").h1 == "Ronde 1"


@pytest.mark.parametrize("typed", ["0", "101", "veel", "nan", ""])
def test_a_response_that_is_no_percentage_is_refused(griffie: Any, typed: str) -> None:
    _assembly, browser = griffie
    page = ask(browser, 10, "respons").submit({"respons_0": typed}, button="Bereken de aantallen")
    assert page.status == 422 and page.errors == ["Vul een percentage in boven 0 en tot en met 100, zoals 4,5."]


def test_an_extra_wave_goes_to_the_group_that_stays_behind(griffie: Any, make: Any) -> None:
    assembly, browser = griffie
    assert "Er blijft geen groep achter" in browser.get("/beheer/wonen/brieven/extra").text
    wave = make.wave(assembly, 20, make.account(), strata_by=["gemeente"])
    letters = db.session.scalars(select(Invitation).where(Invitation.wave_id == wave.id)).all()
    answers = {"geslacht": "man", "leeftijd": "40+"}
    with edge.unit_of_change():
        for letter in [letter for letter in letters if letter.stratum == "Proefdorp"][:4]:
            service.register(assembly, RegistrationData(make.person(), answers), Channel.LETTER, letter)
    with edge.unit_of_change():
        make.take_in(assembly, make.sample_rows(60)[40:])
    page = browser.get("/beheer/wonen/brieven").follow("Extra ronde voor wie achterblijft")
    assert page.h1 == "Extra ronde voor groepen die achterblijven"
    sizes = [int(field["value"]) for field in page.soup.select("input[name^=size_]")]
    assert sizes[0] == 0 and sizes[1] > 0, "Proefdorp answered, Voorbeeldstad did not"
    page = page.submit({"size_1": "3"}, button="Loot wie een brief krijgt")
    assert page.h1 == "Ronde 2" and "Voorbeeldstad 3 0" in page.main and "Brief van een extra ronde" in page.main
