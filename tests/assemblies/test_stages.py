"""Phases run forward over a draw, and nothing public disappears after it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from beraad.assemblies import service
from beraad.assemblies.errors import GapsLeftError, PageStandsError, RunsBackError, SignUpRunsError
from beraad.assemblies.models import Assembly, Phase, Role
from beraad.days import today
from beraad.extensions import db
from tests.pages import Browser


def test_sign_up_does_not_begin_again_after_the_draw(make: Any, sign_in: Any) -> None:
    assembly = make.drawn(slug="wonen", phase=Phase.MEETINGS)
    page = sign_in(make.member(assembly, Role.REGISTRY)).get("/beheer/wonen/fase")
    page = page.submit({"phase": "werving", "despite": "Toch"}, button="Fase wijzigen")
    assert page.errors == ["De lijst van de loting ligt vast. De werving kan niet opnieuw beginnen."]
    for phase in (Phase.PREPARATION, Phase.RECRUITMENT):
        with pytest.raises(RunsBackError):
            service.move_phase(assembly, phase, "Toch")
    assert service.move_phase(assembly, Phase.LOTTERY, "Toch").phase is Phase.LOTTERY


def test_the_lottery_waits_for_the_last_day_of_signing_up(make: Any, sign_in: Any, client: Browser) -> None:
    assembly = make.recruiting(slug="wonen", sign_up_opens=date(2026, 11, 1), sign_up_closes=today())
    page = sign_in(make.member(assembly, Role.REGISTRY)).get("/beheer/wonen/fase")
    page = page.submit({"phase": "loting", "despite": "Toch"}, button="Fase wijzigen")
    assert page.errors[0].startswith("Mensen kunnen zich aanmelden tot en met")
    with pytest.raises(SignUpRunsError):
        service.move_phase(assembly, Phase.MEETINGS, "Toch")
    assert "Aanmelden met uw code" in client.get("/burgerberaden/wonen").links()
    assembly.sign_up_closes = today() - timedelta(days=1)
    db.session.commit()
    assert "Aanmelden met uw code" not in client.get("/burgerberaden/wonen").links()
    assert service.move_phase(assembly, Phase.LOTTERY, "Toch").phase is Phase.LOTTERY


def test_who_goes_on_although_something_is_missing_says_why(make: Any) -> None:
    with pytest.raises(GapsLeftError):
        service.move_phase(make.assembly(), Phase.RECRUITMENT)


@pytest.fixture
def drawn(make: Any) -> Assembly:
    found: Assembly = make.drawn(slug="wonen", phase=Phase.FOLLOW_UP)
    make.adopted(found)
    return found


def test_after_the_draw_a_page_goes_by_two_with_a_reason_in_its_place(
    drawn: Assembly, make: Any, sign_in: Any, client: Browser
) -> None:
    page = sign_in(make.member(drawn, Role.ORGANISER)).get("/beheer/wonen").follow("Niet meer openbaar maken")
    page = page.submit(button="Schrijf de reden")
    page = page.submit({"reason": "Er stonden namen op."}, button="Verder").press()
    assert "Er stonden namen op." not in client.get("/burgerberaden/wonen").main
    sign_in(make.member(drawn, Role.REGISTRY)).get("/beheer/wonen/wijzigingen/1").press()
    page = client.get("/burgerberaden/wonen")
    assert "Deze pagina is teruggetrokken" in page.main and "Er stonden namen op." in page.main
    assert page.follow("De loting").status == 200
    assert page.follow("Aanbevelingen en wat ervan kwam").status == 200
    assert page.follow("Wat is beloofd, met eerdere versies").status == 200
    assert client.get("/burgerberaden/wonen/samenstelling").path == "/burgerberaden/wonen"


def test_nobody_hides_the_page_alone_after_the_draw(drawn: Assembly) -> None:
    with pytest.raises(PageStandsError):
        service.withdraw_from_public(drawn)
