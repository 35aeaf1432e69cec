"""Who is missing from the pool: advice by hand, and the page as sign-ups come in."""

from __future__ import annotations

import math
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from beraad.assemblies.models import Role
from beraad.days import today
from beraad.extensions import db
from beraad.jobs import registry
from beraad.jobs.models import Job, JobState
from beraad.lottery.bounds import Bounds
from beraad.lottery.quotas import pairs
from beraad.orm import now
from beraad.pool import advice
from beraad.pool import queries as missing
from beraad.pool import service as outlook
from beraad.pool.forecast import Forecast, Round, curve, forecast
from beraad.pool.queries import Bar
from beraad.recruitment.letters import sampling
from beraad.recruitment.letters import service as waves
from beraad.recruitment.letters.sampling import StratumNow
from beraad.recruitment.models.registration import Channel, Registration
from beraad.recruitment.models.waves import Invitation
from beraad.recruitment.sign_up import service
from beraad.recruitment.sign_up.service import RegistrationData
from beraad.web import edge


def test_a_stratum_that_stays_behind_gets_letters_until_it_is_level() -> None:
    strata = {
        "Dorp": StratumNow(people=1000, reachable=900, letters=100, signed_up=2),
        "Stad": StratumNow(people=2000, reachable=1800, letters=200, signed_up=16),
    }
    # together m = 6 % of 300 letters were answered, and A = (100 · 0.04² + 200 · 0.02²) / 300 - 0.06 / 150 = 0.0004.
    # So Dorp answers 0.06 - 0.04 · 4/10 = 4.4 %, and Stad 0.06 + 0.02 · 4/7. Stad is best with 0.0714 · 200 of 2000:
    # Dorp should have 7.14, lacks 5.14, and needs 117 letters.
    assert sampling.response({"Dorp": (100, 2), "Stad": (200, 16)}) == pytest.approx(
        {"Dorp": 0.044, "Stad": 0.06 + 0.02 * 4 / 7}
    )
    assert sampling.letters_needed(strata) == {"Dorp": 117, "Stad": 0}
    few = {**strata, "Dorp": StratumNow(people=1000, reachable=100, letters=100, signed_up=2)}
    assert sampling.letters_needed(few)["Dorp"] == 100, "nobody gets a second letter"


def test_a_handful_of_early_sign_ups_does_not_ask_for_letters_to_everybody() -> None:
    early = {
        str(place): StratumNow(people=1000, reachable=900, letters=100, signed_up=n)
        for place, n in enumerate((4, 1, 2, 2))
    }
    assert sum(sampling.letters_needed(early).values()) < 130, "chance alone explains these differences"


def test_who_is_missing_is_said_when_chance_does_not_explain_it() -> None:
    def bar(label: str, pool: float, panel: float | None, low: float = 0.0) -> Bar:
        return Bar(label, low=low, high=100.0, pool=pool, panel=panel, people=0, chance=None)

    bars = [bar("praktisch", 12, 28), bar("theoretisch", 88, 72), bar("anders", 1, None, low=5)]
    named = advice.missing([("opleiding", bars)], 400)
    assert [(one.label, one.pool, one.wanted, one.is_of_population) for one in named] == [
        ("anders", 1, 5, False),
        ("praktisch", 12, 28, True),
    ]
    assert advice.missing([("opleiding", bars)], 20) == [], "of twenty people that says nothing yet"
    assert advice.missing([("opleiding", bars)], 0) == []


def test_without_response_there_is_no_advice() -> None:
    strata = {"Dorp": StratumNow(10, 10, 0, 0), "Stad": StratumNow(10, 5, 5, 0)}
    assert sampling.letters_needed(strata) == {"Dorp": 0, "Stad": 0}


def test_a_later_round_follows_the_curve_of_an_earlier_one() -> None:
    # the first round brought 10, 20, 30 and 40 of a thousand on its first four days and is four days old; the second,
    # of 2,000 letters, is on its second day with as many per letter: two days on it has 60 and 80 more
    first = Round(1000, 3, answered=Counter({0: 10, 1: 20, 2: 30, 3: 40}))
    second = Round(2000, 1, answered=Counter({0: 20, 1: 40}))
    assert curve([first, second]) == pytest.approx([0.01, 0.02, 0.03, 0.04])
    # beyond the fourth day: the mean of the days seen, 0.025, halving each week
    beyond = 1000 * 0.025 * (0.5 ** (1 / 7) + 0.5 ** (2 / 7))
    found = forecast(160, [first, second], 0, 2)
    assert found.expected == round(160 + 60 + 80 + beyond)
    more = 140 + beyond
    spread = 2 * math.sqrt(more + more**2 / 160)
    assert (found.low, found.high) == (round(160 + more - spread), round(160 + more + spread))


def test_reminders_have_a_curve_of_their_own() -> None:
    letters = Round(1000, 0, answered=Counter({0: 50}))
    reminder = Round(1000, 0, is_reminder=True)
    assert forecast(50, [letters, reminder], 0, 1) == forecast(50, [letters], 0, 1)


def test_sign_ups_without_a_letter_go_on_as_in_the_last_week() -> None:
    assert forecast(100, [], 49, 10) == Forecast(170, 144, 196)  # 70 more ± 2√(70 + 70²/49)
    assert forecast(100, [], 49, 0) == Forecast(100, 100, 100)
    assert forecast(5, [], 0, 10) == Forecast(5, 5, 5)


@pytest.fixture
def burgerberaad(make: Any) -> Any:
    """Four seats, half women, half under forty; sign-up closes in ten days."""
    assembly = make.recruiting(seats=4, sign_up_closes=today() + timedelta(days=10))
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
    assert page.main.index("Vooral deze mensen ontbreken nog: man, 40+.") < page.main.index("nog geen panel mogelijk")
    assert "Geslacht, man: 0 van de 100 aanmeldingen, minstens 50 van de 100 zetels." in page.main
    assert "Er zijn nog maar 5 aanmeldingen." in page.main
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


def test_quotas_on_two_features_have_bars_too(burgerberaad: Any, make: Any, sign_in: Any) -> None:
    gender, age = burgerberaad.features
    pair = pairs.combination(gender.answers[0], age.answers[1])
    pairs.set_pair_quotas(burgerberaad, {pair: Bounds(1, 2)})
    for geslacht in ("vrouw", "man"):
        for leeftijd in ("16-39", "40+", "40+"):
            make.registration(burgerberaad, {"geslacht": geslacht, "leeftijd": leeftijd})
    withdrawn = make.registration(burgerberaad, {"geslacht": "vrouw", "leeftijd": "40+"})
    service.withdraw(withdrawn)
    standing = missing.standing(burgerberaad)
    name, (bar,) = standing.features[-1]
    assert (name, bar.label) == ("geslacht × leeftijd", "vrouw × 40+")
    assert (bar.low, bar.high, bar.people) == (25.0, 50.0, 2)
    assert bar.pool == pytest.approx(100 * 2 / 6)
    page = page_of(burgerberaad, make, sign_in)
    assert "Geslacht × leeftijd" in page.main
    (_, (bar,)) = missing.standing(burgerberaad).features[-1]
    assert bar.chance is not None
    assert 0.5 <= bar.chance * bar.people <= 2


def test_many_changes_ask_for_one_computation(burgerberaad: Any, make: Any) -> None:
    before = db.session.query(Job).filter(Job.kind == outlook.OUTLOOK_JOB).count()
    with edge.unit_of_change():
        for _ in range(5):
            answers = {"geslacht": "vrouw", "leeftijd": "40+"}
            service.register(burgerberaad, RegistrationData(make.person(), answers), Channel.PHONE)
    assert db.session.query(Job).filter(Job.kind == outlook.OUTLOOK_JOB).count() == before + 1
    kept = outlook.current(burgerberaad.id)
    assert kept is not None and kept[0].people == 5
    with edge.unit_of_change():
        service.withdraw(db.session.query(Registration).first())  # type: ignore[arg-type]
    kept = outlook.current(burgerberaad.id)
    assert kept is not None and kept[0].people == 4


def test_a_computation_that_took_long_is_followed_by_a_rest(
    burgerberaad: Any, make: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = {"geslacht": "vrouw", "leeftijd": "40+"}
    with edge.unit_of_change():
        service.register(burgerberaad, RegistrationData(make.person(), answers), Channel.PHONE)
    last = db.session.scalars(select(Job).where(Job.kind == outlook.OUTLOOK_JOB).order_by(Job.id.desc())).first()
    assert last is not None
    last.finished_at = now()
    last.started_at = last.finished_at - timedelta(seconds=4)
    db.session.commit()
    monkeypatch.setattr(registry.current_jobs().carrier, "immediate", False)
    service.register(burgerberaad, RegistrationData(make.person(), answers), Channel.PHONE)
    asked = db.session.scalars(select(Job).where(Job.kind == outlook.OUTLOOK_JOB, Job.id > last.id)).one()
    assert asked.state is JobState.QUEUED and asked.not_before is not None
    assert abs(asked.not_before - last.finished_at - timedelta(seconds=8)) < timedelta(seconds=1)


def test_response_and_advice_are_per_stratum(burgerberaad: Any, make: Any, sign_in: Any) -> None:
    make.sample(burgerberaad, 40)
    make.wave(burgerberaad, 10, strata_by=["gemeente"])
    page = page_of(burgerberaad, make, sign_in)
    assert "Proefdorp 20 5 0 0% 0% 0" in page.main and "Voorbeeldstad 20 5 0 0% 0% 0" in page.main


def test_the_advice_has_a_total_is_careful_and_makes_the_round_ready(
    burgerberaad: Any, make: Any, sign_in: Any
) -> None:
    make.sample(burgerberaad, 40)
    wave = make.wave(burgerberaad, 10, strata_by=["gemeente"])
    with edge.unit_of_change():
        make.send(wave, make.account())
    letters = db.session.scalars(select(Invitation).where(Invitation.wave_id == wave.id)).all()
    for letter in [one for one in letters if one.stratum == "Proefdorp"][:3]:
        person = make.registration(burgerberaad)
        with edge.unit_of_change():
            person.invitation_id = letter.id
    page = sign_in(make.member(burgerberaad, Role.REGISTRY)).get(f"/beheer/{burgerberaad.slug}/werving/wie-ontbreekt")
    assert "Deze cijfers zijn nog onzeker" in page.main
    advised = missing.standing(burgerberaad).advised
    assert advised is not None and f"Met {advised.letters} brieven" in page.main
    ready = page.follow(f"Maak een ronde van {advised.letters} brieven klaar")
    sizes = [int(str(field["value"])) for field in ready.soup.select("input[name^=size_]")]
    assert sum(sizes) == advised.letters


def test_the_forecast_follows_letters_and_reminders(burgerberaad: Any, make: Any) -> None:
    """Ten letters nine days ago, of which one was answered on day 2; a reminder two days ago, answered on day 1."""
    make.sample(burgerberaad, 40)
    official = make.account()
    wave = make.wave(burgerberaad, 10, official)
    with edge.unit_of_change():
        wave.sent_at = now() - timedelta(days=9)
    for ago in (timedelta(days=6, hours=12), timedelta(hours=12)):
        known = select(Invitation.id).where(Invitation.register_row_id.is_not(None))
        letter = db.session.scalars(known.order_by(Invitation.id)).all()
        person = make.registration(burgerberaad)
        with edge.unit_of_change():
            person.invitation_id = letter[0 if ago.days else 1]
            person.created_at = now() - ago
    with edge.unit_of_change():
        reminder = waves.remind(wave)
    with edge.unit_of_change():
        make.send(reminder, official)
    with edge.unit_of_change():
        reminder.sent_at = now() - timedelta(days=2)
    rounds, without_letter = missing._rounds(burgerberaad)
    assert without_letter == 0
    assert {(r.is_reminder, r.age, tuple(r.answered.items())) for r in rounds} == {
        (False, 9, ((2, 1),)),
        (True, 2, ((1, 1),)),
    }


def test_the_page_names_who_holds_the_others_back(burgerberaad: Any, make: Any, sign_in: Any) -> None:
    """Both men are over forty and take the seats for that age, so that women over forty have no chance."""
    for geslacht, leeftijd, count in (("vrouw", "16-39", 5), ("vrouw", "40+", 5), ("man", "40+", 2)):
        for _ in range(count):
            make.registration(burgerberaad, {"geslacht": geslacht, "leeftijd": leeftijd})
    page = page_of(burgerberaad, make, sign_in)
    held = page.main.partition("Wie houdt de anderen tegen")[2].partition("Wat het meest helpt")[0]
    assert "Geslacht: man (2 aangemeld)" in held and "Leeftijd: 16-39 (5 aangemeld)" in held
    assert "vrouw" not in held and "40+" not in held
    # with four of them, k women over forty go with 2 - k women and k men under forty: at best k = 1 on average, so that
    # each of the two times five women has a chance of one in five
    assert "4 mensen erbij met deze antwoorden: man, 16-39." in page.main
    assert "Dat brengt de kleinste kans van 0% naar 20%." in page.main


def test_nobody_holds_the_others_back_when_nobody_more_would_help(burgerberaad: Any, make: Any, sign_in: Any) -> None:
    for geslacht in ("vrouw", "man"):
        for leeftijd in ("16-39", "40+"):
            for _ in range(2):
                make.registration(burgerberaad, {"geslacht": geslacht, "leeftijd": leeftijd})
    assert "Wie houdt de anderen tegen" not in page_of(burgerberaad, make, sign_in).main


def test_while_people_sign_up_the_page_renews_itself(burgerberaad: Any, make: Any, sign_in: Any) -> None:
    make.registration(burgerberaad)
    assert page_of(burgerberaad, make, sign_in).soup.select("[data-progress='5']")
    burgerberaad.sign_up_closes = today() - timedelta(days=1)
    assert not page_of(burgerberaad, make, sign_in).soup.select("[data-progress], meta[http-equiv=refresh]")


def test_a_forecast_is_there_from_a_week_after_the_first_letters(burgerberaad: Any, make: Any, sign_in: Any) -> None:
    make.sample(burgerberaad, 40)
    wave = make.wave(burgerberaad, 10, make.account())
    make.registration(burgerberaad)
    assert "Verwacht op de laatste dag nog niet bekend" in page_of(burgerberaad, make, sign_in).main
    with edge.unit_of_change():
        wave.sent_at = now() - timedelta(days=7)
    # one sign-up without a letter this week, and ten days left: 10/7 more, 2√(10/7 + (10/7)²/1) to either side
    assert "Verwacht op de laatste dag 2 (tussen 1 en 6)" in page_of(burgerberaad, make, sign_in).main
