"""What quotas and rule mean for chances, shown before anything is decided."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from beraad.assemblies.models import Role
from beraad.extensions import db
from beraad.lottery import engine
from beraad.lottery.consequences import jobs
from beraad.lottery.consequences import scenarios as consequences
from beraad.lottery.consequences import service as looking_ahead
from beraad.lottery.consequences.scenarios import Setting, applied
from beraad.lottery.figures import per_answer
from beraad.lottery.frozen import freezing
from beraad.lottery.models import Consequences, Draw, Rule
from beraad.lottery.snapshot import Snapshot
from tests.working import work_off

#: two seats, one for each sex; two men and eight women
SIMPLE = Snapshot(
    assembly="voorbeeld",
    seats=2,
    rule="leximin",
    tickets=1000,
    quotas={"geslacht": {"man": (1, 1), "vrouw": (1, 1)}},
    people={**{f"m{i}": ("man",) for i in range(2)}, **{f"v{i}": ("vrouw",) for i in range(8)}},
)


PAGE = "/beheer/wonen/loting/gevolgen"


def computed(page: Any, browser: Any) -> Any:
    """The same page once the worker has done what was asked."""
    db.session.commit()
    work_off()
    return browser.get(page.path)


def test_fair_chances_by_hand() -> None:
    chances = engine.fair_chances(SIMPLE, Rule.LEXIMIN)
    assert chances["m0"] == pytest.approx(0.5)
    assert chances["v0"] == pytest.approx(0.125)


def test_the_greedy_draw_keeps_every_quota_and_repeats() -> None:
    found = engine.legacy(SIMPLE, 50, 2)
    assert found == engine.legacy(SIMPLE, 50, 2)
    assert found.failures == 0
    assert found.chances["m0"] == pytest.approx(0.5)
    assert sum(found.chances.values()) == pytest.approx(2)


def test_the_greedy_draw_that_always_gets_stuck_says_so() -> None:
    contradiction = Snapshot(
        assembly="voorbeeld",
        seats=2,
        rule="leximin",
        tickets=1000,
        quotas={"geslacht": {"man": (1, 1), "vrouw": (1, 1)}, "leeftijd": {"jong": (2, 2), "oud": (0, 0)}},
        people={"a": ("man", "oud"), "b": ("vrouw", "jong"), "c": ("vrouw", "jong")},
    )
    assert engine.legacy(contradiction, 20, 2).draws == 0


def test_room_and_leaving_out_a_feature() -> None:
    assert applied(SIMPLE, Setting(room=1)).quotas["geslacht"]["man"] == (0, 2)
    without = applied(SIMPLE, Setting(without="geslacht"))
    assert (without.quotas, without.people["m0"]) == ({}, ())
    chances = engine.fair_chances(without, Rule.LEXIMIN)
    assert {round(chance, 9) for chance in chances.values()} == {0.2}


def test_dropping_quotas_never_makes_the_smallest_chance_smaller(make: Any) -> None:
    snapshot = freezing.collect(make.ready_to_draw())
    costs = consequences.costs(snapshot)
    assert {cost.feature for cost in costs} == {"geslacht", "leeftijd"}
    assert all(cost.smallest_without >= cost.smallest - 1e-9 for cost in costs)


def test_the_page_shows_two_settings_side_by_side_and_stores_nothing(make: Any, sign_in: Any) -> None:
    assembly = make.ready_to_draw(slug="wonen")
    browser = sign_in(make.member(assembly, Role.ORGANISER))
    page = browser.get("/beheer/wonen/loting").follow("Gevolgen: wat betekent dit voor de kansen?")
    assert "De kansen zijn nog niet berekend." in page.main
    page = computed(page.submit(button="Bereken de kansen"), browser)
    assert "Ouderwetse loting" in page.main
    assert "Andere instelling" not in page.main
    other = computed(page.submit({"speling": "1", "zonder": "leeftijd"}, button="Zet ernaast"), browser)
    assert "Andere instelling" in other.main
    assert other.soup.find(id="speling")["value"] == "1"
    assert db.session.scalars(select(Draw)).all() == []


def test_a_setting_that_makes_no_sense_comes_back_with_the_reason(make: Any, sign_in: Any) -> None:
    assembly = make.ready_to_draw(slug="wonen")
    browser = sign_in(make.member(assembly, Role.ORGANISER))
    page = computed(browser.get(PAGE).submit(button="Bereken de kansen"), browser)
    wrong = page.submit({"speling": "21"}, button="Zet ernaast")
    assert (wrong.status, wrong.errors) == (422, ["Vul een heel getal in van 0 tot en met 20."])
    assert page.submit({"speling": "veel"}, button="Zet ernaast").status == 422
    assert page.submit({"zonder": "sterrenbeeld"}, button="Zet ernaast").status == 422
    assert "Andere instelling" not in computed(browser.get(PAGE), browser).main


def test_the_page_follows_the_computation_and_shows_the_last_result_meanwhile(make: Any, sign_in: Any) -> None:
    assembly = make.ready_to_draw(slug="wonen")
    browser = sign_in(make.member(assembly, Role.ORGANISER))
    looking_ahead.ask(assembly, Setting())  # no worker is told of it
    db.session.commit()
    page = browser.get(PAGE)
    assert page.soup.find(attrs={"data-progress": True}) and page.soup.select("noscript meta[http-equiv=refresh]")
    page = computed(page, browser)
    assert "Berekend op" in page.main and not page.soup.find(attrs={"data-progress": True})
    before = db.session.get_one(Consequences, assembly.id).base
    make.registration(assembly)
    page = browser.get(PAGE)
    assert "zijn sindsdien veranderd" in page.main and "Berekend op" in page.main
    page = computed(page.submit(button="Bereken de kansen opnieuw"), browser)
    assert "zijn sindsdien veranderd" not in page.main
    db.session.expire_all()
    assert db.session.get_one(Consequences, assembly.id).base["spread"]["people"] == before["spread"]["people"] + 1


def test_a_second_setting_computes_nothing_else_again(make: Any, sign_in: Any, monkeypatch: Any) -> None:
    assembly = make.ready_to_draw(slug="wonen")
    browser = sign_in(make.member(assembly, Role.ORGANISER))
    page = computed(browser.get(PAGE).submit(button="Bereken de kansen"), browser)
    monkeypatch.setattr(jobs, "_base", None)
    page = computed(page.submit({"speling": "1"}, button="Zet ernaast"), browser)
    assert "Andere instelling" in page.main and "De kansen zijn niet berekend" not in page.main


def test_without_a_possible_panel_the_page_says_what_to_do(make: Any, sign_in: Any) -> None:
    assembly = make.assembly(slug="krap")
    make.set_quotas(assembly)
    make.pool(assembly, {("vrouw", "40+"): 6})
    browser = sign_in(make.member(assembly, Role.ORGANISER))
    page = browser.get("/beheer/krap/loting/gevolgen").submit(button="Bereken de kansen")
    page = computed(page, browser)
    assert "is geen panel mogelijk. Bekijk de controle." in page.main


def test_the_cost_of_one_quota_by_hand() -> None:
    """With room for two women only "at least one man" keeps the women at 1 in 8; without it all ten have 2 in 10."""
    snapshot = replace(SIMPLE, quotas={"geslacht": {"man": (1, 2), "vrouw": (1, 2)}})
    lines = per_answer(snapshot, engine.fair_chances(snapshot, Rule.LEXIMIN))
    (cost,) = consequences.quota_costs(snapshot, lines)
    assert (cost.feature, cost.answer, cost.side, cost.bound) == ("geslacht", "man", "min", 1)
    assert (cost.smallest, cost.smallest_with_room) == (pytest.approx(0.125), pytest.approx(0.2))


def test_all_four_rules_by_hand(make: Any, sign_in: Any) -> None:
    """One seat for two men and one for eight women: no rule can give anything else."""
    assert [(rule, s.minimum, s.maximum) for rule, s in consequences.by_rule(SIMPLE)] == [
        (rule, pytest.approx(0.125), pytest.approx(0.5)) for rule in Rule
    ]
    assembly = make.ready_to_draw(slug="wonen")
    browser = sign_in(make.member(assembly, Role.ORGANISER))
    page = computed(browser.get(PAGE).submit(button="Bereken de kansen"), browser)
    assert all(str(rule.label) in page.main for rule in Rule)
    other = computed(page.submit({"regel": "goldilocks"}, button="Zet ernaast"), browser)
    assert "Andere instelling" in other.main
