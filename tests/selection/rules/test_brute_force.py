"""The engine against the enumeration of all panels."""

from __future__ import annotations

from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given, seed, settings

from selection import NoPanelError, Problem, Silent, dumps, find_lottery, verify
from selection.model.profiles import make_profiles
from selection.model.tolerances import CHANCE, UNIT
from selection.proof.certificate import Split
from selection.proof.verify import Verdict
from selection.rules.chances import leximin
from selection.solving.polytope import make_polytope
from tests.selection.enumerated import RULES, compare
from tests.selection.instances import ODD, pool, problem_of, problems, proportional_problems, tight_pool


@settings(max_examples=settings.default.max_examples * 2)
@given(problems())
def test_leximin_is_that_of_the_enumeration(problem: Problem) -> None:
    compare(problem, "leximin")


@settings(max_examples=settings.default.max_examples * 2)
@given(proportional_problems())
def test_leximin_without_room_in_the_quotas(problem: Problem) -> None:
    compare(problem, "leximin")


@pytest.mark.parametrize("rule", ["maximin", "nash", "goldilocks"])
@settings(max_examples=settings.default.max_examples // 2)
@given(problem=problems(most_people=7))
def test_other_rules_are_those_of_the_enumeration(rule: str, problem: Problem) -> None:
    compare(problem, rule)


SPECIAL = {
    "odd": ODD,
    "no seats": problem_of("a b", {"f": {"a": (0, 0), "b": (0, 0)}}, 0),
    "all seats": problem_of("a b b", {"f": {"a": (0, 3), "b": (0, 3)}}, 3),
    "nobody with b": problem_of("a a b", {"f": {"a": (0, 1), "b": (0, 0)}}, 1),
    "alike": problem_of("a a a a a", {"f": {"a": (0, 5)}}, 2),
    "contradictory": problem_of("aa ab ba", {"f": {"a": (2, 2), "b": (0, 0)}, "g": {"a": (0, 0), "b": (2, 2)}}, 2),
}


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("name", SPECIAL)
def test_special_problems(rule: str, name: str) -> None:
    compare(SPECIAL[name], rule)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("name", ["odd", "alike", "nobody with b", "contradictory"])
def test_cbc_gives_the_same_answers(rule: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SELECTION_SOLVER", "cbc")
    compare(SPECIAL[name], rule)


@pytest.mark.parametrize("rule", ["leximin", "nash"])
@pytest.mark.parametrize("problem", [pool(90, 12), tight_pool(40, 8, 3, 0)], ids=["roomy", "tight"])
def test_cbc_agrees_with_highs_where_no_chance_is_a_round_number(
    problem: Problem, rule: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of these rules the chances are the only ones; one level after the other is built on digits of the last."""
    by_highs = find_lottery(problem, rule, tickets=50)
    monkeypatch.setenv("SELECTION_SOLVER", "cbc")
    by_cbc = find_lottery(problem, rule, tickets=50)
    assert by_cbc.to_record()["software"] != by_highs.to_record()["software"]
    assert by_cbc.complete and by_cbc.chances == pytest.approx(by_highs.chances, abs=CHANCE * UNIT)


@pytest.mark.parametrize("rule", RULES)
def test_out_of_time_is_said_and_the_gap_is_proven(rule: str) -> None:
    lottery = find_lottery(ODD, rule, tickets=10, time_limit=0.0)
    best = find_lottery(ODD, "maximin", tickets=10)
    assert not lottery.complete and best.complete
    assert lottery.minimum <= best.minimum <= lottery.upper_bound
    assert verify(dumps(lottery.to_record()), ODD).verdict is Verdict.UNPROVEN


def test_the_odd_cycle_is_not_tight() -> None:
    relaxed = leximin(make_polytope(ODD, make_profiles(ODD)), Silent())
    chances = find_lottery(ODD, tickets=10)
    assert chances.complete, "also where the relaxation allows more every level is proven"
    assert any(isinstance(level.tree, Split) for level in chances.certificate.levels)
    of_relaxation = np.repeat(relaxed.z / [1, 1, 2, 2, 1, 1], [1, 1, 2, 2, 1, 1])
    of_lottery = np.array(sorted(chances.chances.values())) / 1e12
    # leximin in the relaxation is better by far more than rounding
    assert sorted(of_relaxation) > list(of_lottery + 1e-3 * (np.sort(of_relaxation) > of_lottery + 1e-3))


def test_hypothesis_draws_problems_that_are_not_tight() -> None:
    """The set of drawn problems has some whose relaxation isn't tight: otherwise the column generation is untested.

    With a fixed seed, since 200 problems have none of them once in some four runs.
    """
    split: list[bool] = []

    @seed(7)
    @settings(max_examples=200, database=None)
    @given(proportional_problems())
    def draw(problem: Problem) -> None:
        with suppress(NoPanelError):
            proof = find_lottery(problem, tickets=1).certificate
            split.append(any(isinstance(level.tree, Split) for level in proof.levels))

    draw()
    assert split.count(True) >= 1


def test_nash_answers_where_no_chances_have_room() -> None:
    """Everybody but two is on every panel: no point of the relaxation lies inside all bounds."""
    quotas = {"f": {"a": (2, 2), "b": (1, 1)}, "g": {"x": (1, 1), "y": (1, 1), "z": (1, 1)}}
    compare(problem_of("ax ay bz bz", quotas, 3), "nash")
