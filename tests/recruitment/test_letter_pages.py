"""The pages of the sample and its letters, from the file to the post."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path
from typing import Any

import pytest

from beraad.assemblies.models import Role
from beraad.extensions import db
from beraad.recruitment import letter_queries, samples
from beraad.recruitment.models import Invitation, WaveState
from tests.pages import Browser, Page


@pytest.fixture
def griffie(make: Any, sign_in: Any) -> tuple[Any, Browser]:
    """A burgerberaad that people can sign up for, and its griffie."""
    assembly = make.recruiting(question="Hoe houden wij ons dorp *leefbaar*? #niet", expectations="Zes avonden.")
    return assembly, sign_in(make.member(assembly, Role.REGISTRY))


def send(browser: Browser, slug: str, content: bytes, name: str = "steekproef.csv") -> Page:
    page = browser.get(f"/beheer/{slug}/steekproef")
    return page.submit({"file": (io.BytesIO(content), name)}, button="Bestand sturen")


def test_a_sample_becomes_letters_in_the_post(griffie: Any, make: Any, sign_in: Any) -> None:
    assembly, browser = griffie
    page = send(browser, assembly.slug, make.sample_file(make.sample_rows(40), delimiter=";"))
    assert page.h1 == "Welke kolom is wat?" and "Voorbeeldstraat 0" in page.main
    page = page.submit(button="Inlezen")
    assert "Mensen toegevoegd 40" in page.main
    page = page.follow("Maak een ronde brieven").submit({"letters": "10", "strata": ["gemeente"]}, button="Verder")
    assert page.h1 == "Brieven per groep" and "20 mensen in deze groep" in page.main
    page = page.submit({"size_0": "4", "size_1": "6"}, button="Loot wie een brief krijgt")
    assert page.h1 == "Ronde 1" and "Proefdorp 4 0" in page.main and "Voorbeeldstad 6 0" in page.main
    page = page.submit(button="Goedkeuren voor verzending")
    assert "Vraag een collega" in page.text
    colleague = sign_in(make.member(assembly, Role.ORGANISER))
    page = colleague.get(page.path).submit(button="Goedkeuren voor verzending")
    pdf = page.submit(button="Brieven 1 tot en met 10 (PDF)").response.data
    assert pdf.startswith(b"%PDF-")
    listed = page.follow("Controlegetallen van de bestanden").text
    assert hashlib.sha256(pdf).hexdigest() in listed
    addresses = page.submit(button="Adressen (CSV)").text
    assert addresses.count("\n") == 11 and "VOORBEELDSTAD" in addresses
    page = page.submit(button="De brieven zijn verstuurd")
    assert "De codes en bestanden zijn gewist." in page.text
    assert letter_queries.waves(assembly.id)[0].wave.state is WaveState.SENT
    assert page.submit(button="Maak een herinnering").h1 == "Ronde 2"
    assert not list((Path(browser.app.config["BERAAD"].instance) / "letters").glob("*.pdf"))
    first = db.session.query(Invitation).filter(Invitation.reminds_id.is_(None))
    assert {letter.sealed_code for letter in first} == {None}


def test_columns_that_are_missing_are_asked_for(griffie: Any, make: Any) -> None:
    assembly, browser = griffie
    content = make.sample_file(make.sample_rows(3), header=("a", "b", "c", "d", "e", "f"))
    page = send(browser, assembly.slug, content).submit(button="Inlezen")
    assert page.status == 422 and len(page.errors) == 4
    page = page.submit({"name": "a", "address_line1": "b", "postcode": "c", "place": "d"}, button="Inlezen")
    assert "Mensen toegevoegd 3" in page.main


def test_rows_that_cannot_be_used_are_counted_by_reason_and_can_be_fetched(griffie: Any, make: Any) -> None:
    assembly, browser = griffie
    rows = [list(row) for row in make.sample_rows(5)]
    rows[1][0], rows[2][2], rows[3] = "", "94O1 AB", rows[0]
    page = send(browser, assembly.slug, make.sample_file(rows)).submit(button="Inlezen")
    assert "Mensen toegevoegd 2" in page.main
    for line in ("Geen naam 1", "Geen of geen geldige postcode 1", "Stond al in de steekproef 1"):
        assert line in page.main
    listed = page.follow("Download de nummers van de weggelaten rijen").text.splitlines()
    assert listed[1:] == ["3,Geen naam", "4,Geen of geen geldige postcode", "5,Stond al in de steekproef"]


def test_the_same_file_twice_changes_nothing(griffie: Any, make: Any) -> None:
    assembly, browser = griffie
    content = make.sample_file(make.sample_rows(5))
    send(browser, assembly.slug, content).submit(button="Inlezen")
    page = send(browser, assembly.slug, content)
    assert "Dit bestand was er al." in page.text
    assert letter_queries.sample_size(assembly.id) == 5


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "heeft geen rijen"),
        (b"naam;adres\n", "heeft geen rijen"),
        (b"\x00\x01", "is geen tabel"),
        (b"naam;naam\na;b\n", "staat er twee keer"),
        (b'naam;adres\n"a;b\n', "rij 2: de aanhalingstekens kloppen niet"),
        (b"naam;BSN\na;b\n", "in de kolom BSN staan burgerservicenummers"),
        (b"naam;nummer\na;123456782\nb;111222333\nc;010464554\n", "in de kolom nummer staan burgerservicenummers"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_and_not_kept(griffie: Any, content: bytes, words: str) -> None:
    assembly, browser = griffie
    page = send(browser, assembly.slug, content)
    assert page.status == 422
    assert len(page.errors) == 1 and words in page.errors[0] and "steekproef.csv" in page.errors[0]
    assert list(samples.folder().iterdir()) == []


def test_a_file_can_be_thrown_away_before_it_is_read(griffie: Any, make: Any) -> None:
    assembly, browser = griffie
    page = send(browser, assembly.slug, make.sample_file(make.sample_rows(5)))
    page = page.follow("Bestand weggooien").submit(button="Weggooien")
    assert "Er is nog geen bestand." in page.main
    assert list(samples.folder().iterdir()) == []


def test_more_letters_than_people_are_refused_with_the_number_there_is(griffie: Any, make: Any) -> None:
    assembly, browser = griffie
    make.sample(assembly, 8)
    page = browser.get(f"/beheer/{assembly.slug}/brieven/nieuw").submit({"letters": "9"}, button="Verder")
    assert "Er zijn nog 8 mensen om een brief te sturen." in page.text
    page = page.submit({"letters": "8"}, button="Verder").submit(button="Loot wie een brief krijgt")
    assert page.status == 422
    assert page.errors == ["Voor allen vraagt u 8 brieven. Er zijn er 4 mogelijk."]
    assert letter_queries.waves(assembly.id) == []


def test_waves_and_files_of_another_burgerberaad_are_not_found(griffie: Any, make: Any) -> None:
    assembly, browser = griffie
    other = make.recruiting()
    received = make.sample(other, 8)
    make.wave(other, 2)
    assert browser.get(f"/beheer/{assembly.slug}/brieven/1").status == 404
    assert browser.get(f"/beheer/{assembly.slug}/steekproef/{received.id}").status == 404
    for path in ("bestanden/sha256.txt", "aantallen.csv", "notaris", "notaris.pdf"):
        assert browser.get(f"/beheer/{assembly.slug}/brieven/1/{path}").status == 404


def test_the_overview_of_the_burgerberaad_says_which_letters_wait(griffie: Any, make: Any) -> None:
    assembly, browser = griffie
    make.sample(assembly, 8)
    make.wave(assembly, 2)
    page = browser.get(f"/beheer/{assembly.slug}").follow("Keur een ronde brieven goed")
    assert page.h1 == "Ronde 1"
