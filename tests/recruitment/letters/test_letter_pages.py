"""The pages of the sample and its letters, from the file to the post."""

from __future__ import annotations

import hashlib
import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from stdnum.nl import bsn

from beraad.assemblies.models import Phase, Role
from beraad.audit.models import AuditEvent
from beraad.days import today
from beraad.extensions import db
from beraad.orm import now
from beraad.recruitment.errors import LettersUnfetchedError, LettersUnsettledError, PoolFrozenError
from beraad.recruitment.letters import printing
from beraad.recruitment.letters import queries as letter_queries
from beraad.recruitment.letters import service as waves
from beraad.recruitment.models.sample import ImportState
from beraad.recruitment.models.waves import Invitation, WaveState
from beraad.recruitment.register import jobs as register_jobs
from beraad.recruitment.register import queries as register_queries
from beraad.recruitment.register import service as samples
from beraad.web import edge
from beraad.web.documents.tables import write_xlsx
from tests.pages import Browser, Page


@pytest.fixture
def griffie(make: Any, sign_in: Any) -> tuple[Any, Browser]:
    """A burgerberaad that people can sign up for, and its griffie."""
    assembly = make.recruiting(question="Hoe houden wij ons dorp *leefbaar*? #niet", expectations="Zes avonden.")
    make.decide_before_letters(assembly)
    db.session.commit()
    return assembly, sign_in(make.member(assembly, Role.REGISTRY))


def identity_numbers(count: int) -> list[str]:
    """So many numbers that pass the eleven-test of a BSN."""
    return [str(number) for number in range(200_000_000, 200_000_000 + 30 * count) if bsn.is_valid(str(number))][:count]


def numbered(empty: int, right: int, wrong: int) -> bytes:
    """A file whose second column is empty at first, then holds BSNs and numbers with a typing error."""
    cells = [*[""] * empty, *["".join(n[:-1]) + str((int(n[-1]) + 1) % 10) for n in identity_numbers(wrong)]]
    return "\n".join(["naam;nummer", *(f"a;{cell}" for cell in [*cells, *identity_numbers(right)])]).encode()


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
    assert page.h1 == "Brieven per groep" and "Proefdorp 20" in page.main
    page = page.submit({"size_0": "4", "size_1": "6"}, button="Loot wie een brief krijgt")
    assert page.h1 == "Ronde 1" and "Proefdorp 4 0" in page.main and "Voorbeeldstad 6 0" in page.main
    assert page.follow("Goedkeuren voor verzending").button == "Trek uw voorstel in"
    colleague = sign_in(make.member(assembly, Role.ORGANISER))
    page = colleague.get(page.path).act("Goedkeuren voor verzending")
    assert "Nog 1 bestand op te halen." in page.main and "De brieven zijn verstuurd" not in page.links()
    pdf = page.submit(button="Brieven 1 tot en met 10 (PDF)").response.data
    assert pdf.startswith(b"%PDF-")
    listed = page.follow("Controlegetallen van de bestanden").text
    assert hashlib.sha256(pdf).hexdigest() in listed
    addresses = page.submit(button="Adressen (CSV)").text
    last = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc()).limit(1)).one()
    assert last.action == "recruitment.addresses_fetched" and last.subject == "wave:1"
    assert addresses.count("\n") == 11 and "VOORBEELDSTAD" in addresses
    page = colleague.get(page.path).act("De brieven zijn verstuurd")
    assert "De codes en bestanden zijn gewist." in page.text
    assert letter_queries.waves(assembly.id)[0].wave.state is WaveState.SENT
    assert page.submit(button="Maak een herinnering").h1 == "Ronde 2"
    assert not list((Path(browser.app.config["BERAAD"].instance) / "letters").glob("*.pdf"))
    first = db.session.query(Invitation).filter(Invitation.reminds_id.is_(None))
    assert {letter.sealed_code for letter in first} == {None}


def test_codes_are_kept_until_every_file_was_fetched(griffie: Any, make: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assembly, browser = griffie
    monkeypatch.setattr(printing, "BATCH", 2)
    make.sample(assembly, 12)
    wave = make.wave(assembly, 5)
    with edge.unit_of_change():
        printing.start(waves.approve(wave, make.account()))
    address = f"/beheer/{assembly.slug}/brieven/1"
    browser.get(address).submit(button="Brieven 3 tot en met 4 (PDF)")
    page = browser.get(f"{address}/verstuurd")
    assert page.status == 409
    assert "Zonder bestand krijgt niemand deze brieven: 1 tot en met 2, 5 tot en met 5." in page.main
    assert "Nog 2 bestanden op te halen." in page.main
    with pytest.raises(LettersUnfetchedError):
        printing.finish(wave)
    with pytest.raises(LettersUnfetchedError):
        waves.mark_sent(wave)
    assert make.letter_code(wave, 5)


def test_letters_wait_for_what_they_say_and_lead_to(make: Any, sign_in: Any) -> None:
    assembly = make.recruiting()
    make.sample(assembly, 12)
    with edge.unit_of_change():
        wave = waves.plan(assembly, 5)
    db.session.refresh(wave)
    colleague = sign_in(make.member(assembly, Role.ORGANISER))
    page = colleague.get(f"/beheer/{assembly.slug}/brieven/1")
    open_gaps = (
        "Stel in wat u vraagt bij het aanmelden",
        "Vul de laatste dag van aanmelden in",
        "Leg vast welke vergoed",
    )
    assert "Beslis dit voordat de brieven weg kunnen" in page.main
    assert all(any(link.startswith(gap) for link in page.links()) for gap in open_gaps)
    refused = page.follow("Goedkeuren voor verzending")
    assert refused.status == 409 and all(gap in refused.main for gap in ("kan nog niet weg", *open_gaps))
    with pytest.raises(LettersUnsettledError):
        waves.approve(wave, make.account())
    make.decide_before_letters(assembly)
    assembly.sign_up_closes = today() - timedelta(days=1)
    db.session.commit()
    assert "De laatste dag van aanmelden is voorbij." in colleague.get(refused.path).main
    assembly.sign_up_closes, assembly.pool_frozen_at = today(), now()
    db.session.commit()
    assert "De lijst voor de loting ligt vast" in colleague.get(refused.path).main
    with pytest.raises(PoolFrozenError):
        waves.plan(assembly, 2)
    assembly.pool_frozen_at = None
    db.session.commit()
    assert colleague.get(refused.path).h1 == "Ronde 1 goedkeuren"


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
    assert register_queries.sample_size(assembly.id) == 5


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
        (numbered(1500, 40, 0), "in de kolom nummer staan burgerservicenummers"),
        (numbered(0, 40, 15), "in de kolom nummer staan burgerservicenummers"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_and_not_kept(griffie: Any, content: bytes, words: str) -> None:
    assembly, browser = griffie
    before = set(samples.folder().iterdir())
    page = send(browser, assembly.slug, content)
    assert page.status == 422
    assert len(page.errors) == 1 and words in page.errors[0] and "steekproef.csv" in page.errors[0]
    assert set(samples.folder().iterdir()) == before


def test_numbers_that_only_look_like_identity_numbers_are_let_through(griffie: Any, make: Any) -> None:
    assembly, browser = griffie
    rows = [(*row, str(100_000_000 + 7 * place)) for place, row in enumerate(make.sample_rows(60))]
    page = send(browser, assembly.slug, make.sample_file(rows, (*make.SAMPLE_HEADER, "zaak"))).submit(button="Inlezen")
    assert "Mensen toegevoegd 60" in page.main


def test_identity_numbers_far_down_an_xlsx_file_leave_nothing_of_it(
    griffie: Any, make: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    assembly, browser = griffie
    monkeypatch.setattr(samples, "LOOKED_AT", 20)
    monkeypatch.setattr(register_jobs, "CHUNK", 10)
    before = set(samples.folder().iterdir())
    numbers = [""] * 35 + identity_numbers(5)
    rows = [(*row, number) for row, number in zip(make.sample_rows(40), numbers, strict=True)]
    content = write_xlsx((*make.SAMPLE_HEADER, "zaak"), rows)
    page = send(browser, assembly.slug, content, "steekproef.xlsx").submit(button="Inlezen")
    assert "Dit bestand is geweigerd" in page.main and "In de kolom zaak staan burgerservicenummers" in page.main
    assert register_queries.sample_size(assembly.id) == 0
    assert set(samples.folder().iterdir()) == before
    assert "Dit bestand was er al." in send(browser, assembly.slug, content, "steekproef.xlsx").text


def test_no_letters_are_drawn_from_half_a_sample(griffie: Any, make: Any) -> None:
    assembly, browser = griffie
    received = make.sample(assembly, 8)
    received.state = ImportState.IMPORTING
    db.session.commit()
    page = browser.get(f"/beheer/{assembly.slug}/brieven/nieuw").submit({"letters": "2"}, button="Verder")
    page = page.submit(button="Loot wie een brief krijgt")
    assert page.status == 422 and "nog niet helemaal ingelezen" in page.errors[0]
    assert letter_queries.waves(assembly.id) == []


def test_a_file_can_be_thrown_away_before_it_is_read(griffie: Any, make: Any) -> None:
    assembly, browser = griffie
    before = set(samples.folder().iterdir())
    page = send(browser, assembly.slug, make.sample_file(make.sample_rows(5)))
    page = page.act("Bestand weggooien")
    assert "Er is nog geen bestand." in page.main
    assert set(samples.folder().iterdir()) == before


def test_more_letters_than_people_are_refused_with_the_number_there_is(griffie: Any, make: Any) -> None:
    assembly, browser = griffie
    make.sample(assembly, 8)
    page = browser.get(f"/beheer/{assembly.slug}/brieven/nieuw").submit({"letters": "9"}, button="Verder")
    assert "Er zijn nog 8 mensen om een brief te sturen, op 4 adressen." in page.text
    page = page.submit({"letters": "9", "one_per_household": None}, button="Verder")
    assert "Er zijn nog 8 mensen om een brief te sturen." in page.text
    page = page.submit({"letters": "4"}, button="Verder")
    assert "8 4 " in page.main, "eight people in four homes"
    page = page.submit({"size_0": "8"}, button="Loot wie een brief krijgt")
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
    assembly.phase = Phase.RECRUITMENT
    db.session.commit()
    page = browser.get(f"/beheer/{assembly.slug}").follow("Keur ronde 1 van de brieven goed")
    assert page.h1 == "Ronde 1"
