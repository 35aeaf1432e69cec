"""Inside the preparation each step ends with go or "nee, want"; the end needs a decharge."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from beraad.assemblies import gates, service
from beraad.assemblies.deciding import service as deciding
from beraad.assemblies.deciding.errors import ChecksMissingError, OwnerMissingError, StepTooSoonError
from beraad.assemblies.deciding.models import CHECKS, Step
from beraad.assemblies.deciding.service import DechargeData, DecisionData
from beraad.assemblies.errors import DechargeMissingError, NoGoError
from beraad.assemblies.gates import Gap
from beraad.assemblies.models import Assembly, Phase, Role
from beraad.assemblies.signals import open_items
from beraad.extensions import db
from tests.pages import Browser

DAY = date(2026, 1, 5)
DECIDED = {"body": "De raad", "decided_on": "2026-01-05", "document": "Besluit 1"}


def go(step: Step) -> DecisionData:
    return DecisionData(True, "Wij willen het weten.", "De raad", "Besluit 1", DAY, CHECKS[step])


def test_recruitment_waits_for_three_times_go(make: Any) -> None:
    assembly = make.assembly()
    with pytest.raises(StepTooSoonError):
        deciding.decide(assembly, Step.DESIGN, go(Step.DESIGN))
    for step in Step:
        assert Gap.DECIDED in gates.before_phase(assembly, Phase.RECRUITMENT)
        deciding.decide(assembly, step, go(step))
    assert Gap.DECIDED not in gates.before_phase(assembly, Phase.RECRUITMENT)


def test_a_go_needs_all_that_the_step_asks(make: Any) -> None:
    with pytest.raises(ChecksMissingError):
        deciding.decide(make.assembly(), Step.EXPLORE, DecisionData(True, "Ja.", "De raad", "Besluit 1", DAY))


def test_a_no_says_why_to_everyone_and_nobody_goes_on(make: Any, sign_in: Any, client: Browser) -> None:
    assembly = make.assembly(slug="wonen", title="Wonen", is_public=False)
    griffie = sign_in(make.member(assembly, Role.REGISTRY))
    page = griffie.get("/beheer/wonen/besluiten").follow(
        "Leg het besluit vast (1. Verkennen: willen, kunnen, doen wij het nu?)"
    )
    page = page.submit({"outcome": "nee", "reason": "De raad besloot vorige maand.", **DECIDED}, button="Opslaan")
    assert page.errors == ["Kies waarom het niet doorgaat."]
    page = page.submit({"ground": "besloten"}, button="Opslaan")
    assert "Het besluit is al genomen." in page.main
    assert "De raad besloot vorige maand." not in client.get("/burgerberaden/nee-want").main
    page.submit(button="Maak openbaar waarom het niet doorgaat")
    page = client.get("/burgerberaden").follow("Waarom een burgerberaad soms niet doorgaat")
    for words in ("Wonen", "Het besluit is al genomen.", "De raad besloot vorige maand.", "Besluit 1"):
        assert words in page.main
    with pytest.raises(NoGoError):
        service.move_phase(assembly, Phase.RECRUITMENT, "Toch")


@pytest.fixture
def drawn(make: Any) -> Assembly:
    found: Assembly = make.drawn(slug="wonen", phase=Phase.FOLLOW_UP)
    make.adopted(found, title="Meer bomen")
    return found


def test_closing_needs_a_decharge_with_a_new_owner_for_each_open_item(drawn: Assembly, make: Any, sign_in: Any) -> None:
    with pytest.raises(DechargeMissingError):
        service.move_phase(drawn, Phase.CLOSED, "Klaar")
    with pytest.raises(OwnerMissingError):
        deciding.grant_decharge(drawn, DechargeData("De raad", "Besluit 9", DAY, {}))
    page = sign_in(make.member(drawn, Role.REGISTRY)).get("/beheer/wonen/decharge")
    owners = {f"owner_{number}": "Afdeling Groen" for number in range(len(open_items(drawn)))}
    decided = {"granted_by": "De raad", "granted_on": "2026-01-05", "document": "Besluit 9"}
    page = page.submit({**owners, **decided}, button="Opslaan")
    assert "Aanbeveling 1: Meer bomen: Afdeling Groen" in page.main
    db.session.expire_all()
    assert service.move_phase(drawn, Phase.CLOSED, "Klaar").phase is Phase.CLOSED


def test_what_opens_after_the_decharge_needs_an_owner_too(drawn: Assembly, make: Any) -> None:
    owners = {key: "Afdeling Groen" for key, _label in open_items(drawn)}
    deciding.grant_decharge(drawn, DechargeData("De raad", "Besluit 9", DAY, owners))
    make.adopted(drawn, title="Minder steen")
    with pytest.raises(DechargeMissingError):
        service.move_phase(drawn, Phase.CLOSED, "Klaar")
