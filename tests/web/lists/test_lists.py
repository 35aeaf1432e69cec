"""One list, in all its answers: out of the database and out of memory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from types import ModuleType
from typing import Any

import pytest
from sqlalchemy import select

from beraad.accounts.models import Account
from beraad.assemblies.models import Role
from beraad.audit.models import AuditEvent
from beraad.extensions import db
from beraad.recruitment.office import lists
from beraad.web.lists import rows
from beraad.web.lists.asked import Asked
from beraad.web.lists.declared import TO_DO, Column, Filter, Listing, Option, yes_no
from tests.pages import Browser, Page

SignIn = Callable[[Account], Browser]


@dataclass(frozen=True)
class Thing:
    name: str
    weight: int | None
    is_done: bool = False


THINGS = [Thing("Peer", 3), Thing("appel", 12, is_done=True), Thing("Citroen", None), Thing("Banaan", 7)]


def listing(**changes: Any) -> Listing[Thing]:
    heavy = Option("Zwaar", lambda thing: (thing.weight or 0) > 5)
    whole = Listing[Thing](
        endpoint="recruitment.listed",
        name="fruit",
        rows=THINGS,
        columns=[
            Column("naam", "Naam", lambda thing: thing.name),
            Column("gewicht", "Gewicht", lambda thing: thing.weight, is_figure=True),
            Column("doen", "Doen"),
        ],
        filters=[
            Filter("soort", "Soort", {"zwaar": heavy}),
            yes_no("gedaan", "Gedaan", lambda thing: thing.is_done, lambda thing: not thing.is_done),
        ],
        search=lambda thing: [thing.name, thing.weight],
        to_do=lambda thing: not thing.is_done,
        size=3,
    )
    return replace(whole, **changes)


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        (Asked(), ["Peer", "appel", "Citroen", "Banaan"]),
        (Asked(order="naam"), ["appel", "Banaan", "Citroen", "Peer"]),
        (Asked(order="-naam"), ["Peer", "Citroen", "Banaan", "appel"]),
        (Asked(order="gewicht"), ["Peer", "Banaan", "appel", "Citroen"]),
        (Asked(order="-gewicht"), ["appel", "Banaan", "Peer", "Citroen"]),
        (Asked(answers={"soort": "zwaar"}), ["appel", "Banaan"]),
        (Asked(answers={"soort": "zwaar", "gedaan": "nee"}), ["Banaan"]),
        (Asked(answers={TO_DO: "ja"}), ["Peer", "Citroen", "Banaan"]),
        (Asked(words="AA n"), ["Banaan"]),
        (Asked(words="12"), ["appel"]),
    ],
)
def test_rows_in_memory(asked: Asked, names: list[str]) -> None:
    assert [thing.name for thing in rows.every(listing(), asked)] == names
    assert [thing.name for thing in rows.page(listing(), asked, 1)] == names[:3]
    assert rows.count(listing(), asked) == len(names)


def test_what_is_to_do_is_counted_over_the_whole_list() -> None:
    assert rows.count_to_do(listing()) == 3
    assert rows.count_to_do(listing(to_do=None)) is None


@pytest.fixture
def registry(make: ModuleType, sign_in: SignIn) -> tuple[Any, Browser]:
    assembly = make.recruiting()
    for name, place in (("Bo Tweede", "Zuiddorp"), ("an Eerste", "Noorddorp"), ("Cas 100%", "")):
        make.registration(assembly, name=name, place=place)
    return assembly, sign_in(make.member(assembly, Role.REGISTRY))


def names(page: Page) -> list[str]:
    return [cell.get_text(strip=True) for cell in page.soup.select("tbody th")]


def test_rows_of_the_database_are_sorted_without_regard_to_capitals(registry: tuple[Any, Browser]) -> None:
    assembly, browser = registry
    page = browser.get(f"/beheer/{assembly.slug}/aanmeldingen").follow("Naam")
    assert names(page) == ["an Eerste", "Bo Tweede", "Cas 100%"]
    assert [head.get("aria-sort") for head in page.soup.select("thead th")][:2] == ["ascending", "none"]
    page = page.follow("Naam")
    assert names(page) == ["Cas 100%", "Bo Tweede", "an Eerste"]
    assert page.soup.select("thead th")[0]["aria-sort"] == "descending"


def test_words_to_search_for_are_taken_as_they_are(registry: tuple[Any, Browser]) -> None:
    assembly, browser = registry
    page = browser.get(f"/beheer/{assembly.slug}/aanmeldingen")
    assert names(page.submit({"zoek": "%"}, button="Zoek")) == ["Cas 100%"]
    assert names(page.submit({"zoek": "_"}, button="Zoek")) == []


def test_what_was_sought_stays_while_sorting_and_stands_in_no_address(registry: tuple[Any, Browser]) -> None:
    assembly, browser = registry
    page = browser.get(f"/beheer/{assembly.slug}/aanmeldingen").submit({"zoek": "dorp"}, button="Zoek").follow("Naam")
    assert names(page) == ["an Eerste", "Bo Tweede"]
    assert page.soup.select_one("#zoek")["value"] == "dorp"  # type: ignore[index]
    assert all("dorp" not in address for address in page.links().values() if "aanmeldingen" in address)
    with browser.raw.session_transaction() as kept:
        assert b"dorp" not in kept["zoek"]
    assert len(names(page.follow("Toon de hele lijst"))) == 3


def test_words_for_one_list_are_not_used_on_another(registry: tuple[Any, Browser]) -> None:
    assembly, browser = registry
    browser.get(f"/beheer/{assembly.slug}/aanmeldingen").submit({"zoek": "dorp"}, button="Zoek")
    page = browser.get(f"/beheer/{assembly.slug}/privacy/personen?gezocht=ja")
    assert names(page) == [] and "Wij weten niet meer waarop u zocht." in page.main
    page = browser.get(f"/beheer/{assembly.slug}/aanmeldingen?gezocht=ja")
    assert len(names(page)) == 2


def test_a_page_that_is_not_there_is_the_last_one(registry: tuple[Any, Browser], monkeypatch: Any) -> None:
    assembly, browser = registry
    small = lists.registrations
    monkeypatch.setattr(lists, "registrations", lambda assembly: replace(small(assembly), size=2))
    address = f"/beheer/{assembly.slug}/aanmeldingen"
    page = browser.get(f"{address}?pagina=999")
    assert names(page) == ["Bo Tweede"] and "U ziet de laatste pagina." in page.main
    assert names(browser.get(f"{address}?pagina=0")) == ["Cas 100%", "an Eerste"]
    assert names(page.follow("Vorige")) == ["Cas 100%", "an Eerste"]


def test_a_file_has_what_was_asked_and_is_logged_without_the_words(registry: tuple[Any, Browser]) -> None:
    assembly, browser = registry
    found = browser.get(f"/beheer/{assembly.slug}/aanmeldingen").submit({"zoek": "dorp"}, button="Zoek").follow("Naam")
    text = found.submit(button="Download als CSV").text
    assert [line.split(",")[0] for line in text.split("\r\n")[:-1]] == ["Naam", "an Eerste", "Bo Tweede"]
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "assemblies.list_exported")).one()
    assert event.details == {"list": "aanmeldingen", "rows": 2} and event.assembly_id == assembly.id


def test_a_file_is_not_taken_by_an_address(registry: tuple[Any, Browser]) -> None:
    assembly, browser = registry
    assert browser.get(f"/beheer/{assembly.slug}/aanmeldingen?bestand=csv").is_html
    assert db.session.scalars(select(AuditEvent).where(AuditEvent.action == "assemblies.list_exported")).all() == []


def test_a_list_of_nobody_looks_nobody_up(registry: tuple[Any, Browser]) -> None:
    assembly, browser = registry
    page = browser.get(f"/beheer/{assembly.slug}/privacy/personen")
    assert names(page) == [] and "Zoek eerst" in page.main and not page.soup.select("button[value=csv]")
    assert names(page.submit({"zoek": "eerste"}, button="Zoek")) == ["an Eerste"]
