"""Terms: eight kinds with defaults, a first day that stays, and extensions that each have a reason."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from beraad.assemblies.models import Assembly, Phase, Role
from beraad.assemblies.terms import queries, service
from beraad.assemblies.terms.errors import TermContradictedError, TermMetError, TermNotLaterError
from beraad.assemblies.terms.models import Term, TermKind
from beraad.assemblies.terms.service import ExtensionData
from beraad.days import today
from beraad.extensions import db
from tests.pages import Browser

HANDED_OVER = date(2026, 1, 31)


@pytest.fixture
def assembly(make: Any) -> Assembly:
    found: Assembly = make.assembly(slug="wonen", commitment="De raad antwoordt binnen vier maanden.")
    return found


def test_the_days_follow_from_the_defaults(assembly: Assembly) -> None:
    terms = service.begin(assembly, HANDED_OVER, date(2026, 5, 1))
    assert {term.kind: term.due_on for term in terms} == {
        TermKind.RECEIPT: date(2026, 2, 14),
        TermKind.FIRST_FEEDBACK: date(2026, 4, 30),
        TermKind.RESPONSE: date(2026, 5, 1),
        TermKind.TREATMENT: date(2026, 7, 31),
        TermKind.FEEDBACK_SESSION: date(2026, 7, 18),
        TermKind.PROGRESS: date(2026, 5, 31),
        TermKind.CLOSING_MEETING: date(2027, 1, 31),
        TermKind.EFFECT: date(2028, 1, 31),
    }


def test_a_handover_that_contradicts_the_promise_is_refused(assembly: Assembly) -> None:
    with pytest.raises(TermContradictedError) as caught:
        service.begin(assembly, HANDED_OVER, date(2029, 12, 31))
    assert caught.value.day == date(2026, 5, 31)
    assembly.commitment = ""
    service.require_agrees(assembly, HANDED_OVER, date(2029, 12, 31))


def test_the_first_day_stays_and_each_extension_has_its_reason(
    assembly: Assembly, make: Any, sign_in: Any, client: Browser
) -> None:
    term = service.begin(assembly, HANDED_OVER, date(2026, 5, 1))[2]
    db.session.commit()
    browser = sign_in(make.member(assembly, Role.REGISTRY))
    for day, reason in (("2026-06-01", "Te druk."), ("2026-07-01", "Nog drukker.")):
        page = browser.get(f"/beheer/wonen/termijnen/{term.id}/uitstel")
        page = page.submit({"extended_to": day, "reason": reason}, button="Opslaan")
        assert page.path == "/beheer/wonen/termijnen"
    page = browser.get(f"/beheer/wonen/termijnen/{term.id}/uitstel")
    page = page.submit({"extended_to": "2026-06-15", "reason": "Toch."}, button="Opslaan")
    assert page.errors == ["Kies een dag na de dag die er nu staat."]
    for words in ("1 mei 2026", "1 juni 2026", "Te druk.", "1 juli 2026", "Nog drukker.", "dagen te laat"):
        assert words in client.get("/burgerberaden/wonen/termijnen").main


def test_lateness_stays_after_it_was_done(assembly: Assembly) -> None:
    term = next(term for term in service.begin(assembly, HANDED_OVER, date(2026, 5, 1)) if term.kind.is_response)
    service.meet(term, date(2026, 6, 30))
    assert term.days_late == 60
    with pytest.raises(TermMetError):
        service.meet(term, date(2026, 5, 1))
    with pytest.raises(TermMetError):
        service.extend(term, ExtensionData(date(2027, 1, 1), "Alsnog"))


def test_a_term_that_is_not_over_is_not_late(assembly: Assembly) -> None:
    term = Term(assembly_id=assembly.id, kind=TermKind.EFFECT, due_on=today() + timedelta(days=1))
    assert term.days_late == 0
    with pytest.raises(TermNotLaterError):
        service.extend(term, ExtensionData(today(), "Eerder"))


def test_lengths_are_part_of_the_promise(assembly: Assembly, make: Any, sign_in: Any, client: Browser) -> None:
    browser = sign_in(make.member(assembly, Role.ORGANISER))
    page = browser.get("/beheer/wonen/termijnen").follow("Hoe lang alles duurt, instellen")
    page = page.submit({"bestuurlijke_reactie": "7"}, button="Opslaan")
    assert page.errors == ["Vul een getal in van 1 tot en met 6."]
    page = page.submit({"bestuurlijke_reactie": "5"}, button="Opslaan")
    assert "Reactie op elke aanbeveling 5 maanden na de overhandiging" in page.main
    assembly.phase = Phase.RECRUITMENT
    db.session.commit()
    page = browser.get("/beheer/wonen/termijnen/instellen").submit({"bestuurlijke_reactie": "6"}, button="Opslaan")
    assert page.path == "/beheer/wonen/wijzigingen/1/reden"
    page = client.get("/burgerberaden/wonen/beloften")
    said = "Reactie op elke aanbeveling %d maanden na de overhandiging"
    assert said % 4 in page.main and said % 5 in page.main and said % 6 not in page.main
    assert queries.settings(assembly)[TermKind.RESPONSE] == 5
