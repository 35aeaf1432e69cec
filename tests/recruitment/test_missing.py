"""Who is missing from the pool: advice by hand, and the page as sign-ups come in."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from beraad.assemblies.models import Role
from beraad.extensions import db
from beraad.jobs.models import Job
from beraad.recruitment import advice, entry, outlook, service
from beraad.recruitment.advice import Forecast, StratumNow
from beraad.recruitment.models import Channel, Registration
from beraad.web import edge


def test_a_stratum_that_stays_behind_gets_letters_until_it_is_level() -> None:
    strata = {
        "Dorp": StratumNow(people=1000, reachable=900, letters=100, signed_up=2),
        "Stad": StratumNow(people=2000, reachable=1800, letters=200, signed_up=16),
    }
    # together 18 of 300 letters were answered: 6 %. Stad is best with 16 of 2000, so Dorp should have 8 and lacks 6.
    # Its response is (2 + 50 × 0.06) / (100 + 50) = 1 in 30, so 180 letters.
    assert advice.letters_needed(strata) == {"Dorp": 180, "Stad": 0}
    few = {**strata, "Dorp": StratumNow(people=1000, reachable=100, letters=100, signed_up=2)}
    assert advice.letters_needed(few)["Dorp"] == 100, "nobody gets a second letter"


def test_without_response_there_is_no_advice() -> None:
    strata = {"Dorp": StratumNow(10, 10, 0, 0), "Stad": StratumNow(10, 5, 5, 0)}
    assert advice.letters_needed(strata) == {"Dorp": 0, "Stad": 0}


def test_the_forecast_carries_the_last_week_forward() -> None:
    assert advice.forecast(100, 49, 10) == Forecast(170, 150, 190)
    assert advice.forecast(100, 49, 0) == Forecast(100, 100, 100)
    assert advice.forecast(5, 0, 10) == Forecast(5, 5, 5)


@pytest.fixture
def burgerberaad(make: Any) -> Any:
    """Four seats, half women, half under forty; sign-up closes in ten days."""
    assembly = make.recruiting(seats=4, sign_up_closes=entry.today() + timedelta(days=10))
    half = (2, 2)
    make.set_quotas(assembly, {"geslacht": {"vrouw": half, "man": half}, "leeftijd": {"16-39": half, "40+": half}})
    edge.commit()
    return assembly


def page_of(assembly: Any, make: Any, sign_in: Any) -> Any:
    """The page, once the job has done its work, for somebody who may not see persons."""
    edge.commit()
    return sign_in(make.member(assembly, Role.OBSERVER)).get(f"/beheer/{assembly.slug}/werving/wie-ontbreekt")


def test_without_quotas_the_page_says_what_it_waits_for(make: Any, sign_in: Any) -> None:
    assembly = make.recruiting()
    make.registration(assembly)
    page = page_of(assembly, make, sign_in)
    assert "Nog niet te zeggen" in page.main and "Er zijn nog geen streefcijfers." in page.main


def test_a_pool_without_a_panel_names_who_would_help(burgerberaad: Any, make: Any, sign_in: Any) -> None:
    for _ in range(5):
        make.registration(burgerberaad, {"geslacht": "vrouw", "leeftijd": "16-39"}, name="Inwoner Ongenoemd")
    page = page_of(burgerberaad, make, sign_in)
    assert "nog geen panel mogelijk" in page.main and "man, 40+" in page.main
    assert "Ongenoemd" not in page.text


def test_a_sign_up_is_on_the_page_as_soon_as_it_is_computed(burgerberaad: Any, make: Any, sign_in: Any) -> None:
    for geslacht in ("vrouw", "man"):
        for leeftijd in ("16-39", "40+"):
            for _ in range(2):
                make.registration(burgerberaad, {"geslacht": geslacht, "leeftijd": leeftijd})
    page = page_of(burgerberaad, make, sign_in)
    assert "een panel mogelijk" in page.main
    assert "De kleinste kans op een plaats is 50%." in page.main
    assert "Er zijn nieuwe aanmeldingen" not in page.main
    assert "vrouw 4 50%" in page.main


def test_bars_have_target_and_pool_in_percents(burgerberaad: Any, make: Any, sign_in: Any) -> None:
    make.registration(burgerberaad, {"geslacht": "vrouw"})
    make.registration(burgerberaad, {"geslacht": "vrouw"})
    make.registration(burgerberaad, {"geslacht": "man"})
    page = page_of(burgerberaad, make, sign_in)
    assert "vrouw 50 66" in page.main and "man 50 33" in page.main


def test_many_changes_ask_for_one_computation(burgerberaad: Any, make: Any) -> None:
    before = db.session.query(Job).filter(Job.kind == outlook.JOB).count()
    with edge.unit_of_change():
        for _ in range(5):
            answers = {"geslacht": "vrouw", "leeftijd": "40+"}
            service.register(burgerberaad, make.person(), answers, Channel.PHONE)
    assert db.session.query(Job).filter(Job.kind == outlook.JOB).count() == before + 1
    kept = outlook.current(burgerberaad.id)
    assert kept is not None and kept[0].people == 5
    with edge.unit_of_change():
        service.withdraw(db.session.query(Registration).first())  # type: ignore[arg-type]
    kept = outlook.current(burgerberaad.id)
    assert kept is not None and kept[0].people == 4


def test_response_and_advice_are_per_stratum(burgerberaad: Any, make: Any, sign_in: Any) -> None:
    make.sample(burgerberaad, 40)
    make.wave(burgerberaad, 10, strata_by=["gemeente"])
    page = page_of(burgerberaad, make, sign_in)
    assert "Proefdorp 20 5 0 0" in page.main and "Voorbeeldstad 20 5 0 0" in page.main
