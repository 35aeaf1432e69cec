"""The same pool gets the same answer whatever it is called, and a late level never says that no panel exists."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from selection import NoPanelError, Problem, Quota, SolverError, check, dumps, find_lottery, make_problem, verify
from selection.model.deadline import OutOfTimeError
from selection.model.profiles import make_profiles
from selection.model.progress import Silent
from selection.model.seed import SeedStream
from selection.rules import chances
from selection.rules.chances import leximin
from selection.rules.solve import _Search
from selection.solving.polytope import make_polytope
from selection.solving.pricing import NothingError
from selection.solving.program import Solution, Status
from tests.selection.generated import hard_pool, late_pool, planted_pool
from tests.selection.instances import problem_of, tight_pool


def renamed(problem: Problem, number: int) -> tuple[Problem, Callable[[str], str]]:
    """The same pool with other ids, features and values, all in another order, and the new id of each old one."""
    stream = SeedStream(number.to_bytes(4, "big"), "other names")

    def shuffled(names: list[str]) -> dict[str, str]:
        places = [f"n{place:05}" for place in range(len(names))]
        stream.shuffle(places)
        return dict(zip(names, places, strict=True))

    ids, features = shuffled(list(problem.people)), shuffled(list(problem.features))
    values = {f: shuffled(list(quotas)) for f, quotas in problem.features.items()}
    people = {
        ids[i]: {features[f]: values[f][v] for f, v in zip(problem.features, answers, strict=True)}
        for i, answers in problem.people.items()
    }
    quotas = {features[f]: {values[f][v]: q for v, q in given.items()} for f, given in problem.features.items()}
    homes = None if problem.households is None else {ids[i]: str(home) for i, home in problem.households.items()}
    return make_problem(quotas, people, problem.seats, homes), ids.__getitem__


@pytest.mark.parametrize("number", [2, 4, 9])
def test_other_names_and_another_order_change_no_chance(number: int) -> None:
    problem = tight_pool(60, 10, 4, number)
    other, new = renamed(problem, number)
    before, after = find_lottery(problem, tickets=10), find_lottery(other, tickets=10)
    assert before.complete and after.complete
    assert all(abs(after.chances[new(i)] - units) < 10**6 for i, units in before.chances.items())  # in 1e-12


@pytest.mark.parametrize("number", [0, 4, 5])
def test_other_names_and_another_order_change_no_yes_and_no_no(number: int) -> None:
    problem = planted_pool(3 * number + 1)
    feature, quotas = next(iter(problem.features.items()))
    value, quota = next(iter(quotas.items()))
    beyond = {**quotas, value: replace(quota, min=quota.min + 40, max=quota.max + 40)}
    without = replace(problem, features={**problem.features, feature: beyond})
    for pool, answer in ((problem, True), (without, False)):
        assert [check(pool).ok, check(renamed(pool, number)[0]).ok] == [answer, answer]


def test_a_late_level_of_a_planted_pool_is_no_no() -> None:
    """A solver calls level 28 of this pool infeasible: the levels before it are fixed to nine digits."""
    problem = late_pool(2)
    polytope = make_polytope(problem, make_profiles(problem))
    z = leximin(polytope, Silent()).z
    image = polytope.times(z)
    assert (image > polytope.lower - 1e-9).all() and (image < polytope.upper + 1e-9).all()
    assert (z >= polytope.least).all() and (z <= polytope.most).all()


def test_a_late_level_that_has_no_solution_is_an_error_and_the_first_no_panel(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = problem_of("ax ay bx by by", {"f": {"a": (0, 2), "b": (0, 2)}, "g": {"x": (1, 1), "y": (1, 1)}}, 2)
    polytope = make_polytope(problem, make_profiles(problem))
    nothing = Solution(Status.INFEASIBLE, -np.inf, -np.inf, np.zeros(0), np.zeros(0))
    ladder = chances._Ladder(polytope)
    ladder.climb()
    monkeypatch.setattr(chances.Model, "solve", lambda *_: nothing)
    with pytest.raises(SolverError):
        ladder.climb()
    with pytest.raises(NothingError):
        chances._Ladder(polytope).climb()


def test_a_solver_that_says_no_without_proof_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = problem_of("a a b", {"f": {"a": (1, 1), "b": (1, 1)}}, 2)

    def nothing(*_: object) -> None:
        raise NothingError

    monkeypatch.setattr("selection.tickets.lottery.solve", nothing)
    with pytest.raises(SolverError):
        find_lottery(problem)


def test_profiles_of_several_people_on_no_panel_are_proven() -> None:
    """The relaxation gives the two people with equal answers between half a seat and a whole one."""
    problem = problem_of("aaa aaa abb bab bba bbb", {f: {"a": (1, 1), "b": (1, 1)} for f in "fgh"}, 2)
    lottery = find_lottery(problem, tickets=10)
    assert lottery.complete and verify(dumps(lottery.to_record()), problem).ok


def test_the_time_limit_ends_what_is_hard_with_the_best_so_far() -> None:
    _, problem = hard_pool(2)
    try:
        lottery = find_lottery(problem, tickets=10, time_limit=2.0)
    except NoPanelError:
        pytest.fail("a panel was planted")
    assert lottery.minimum <= lottery.upper_bound


def test_when_the_time_is_up_while_people_are_left_out_the_record_still_verifies(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The bound that is published has no weight on those of whom it was proven in time that they are on no panel."""
    problem = problem_of("aaa aaa abb abb bab bba bbb", {f: {"a": (1, 1), "b": (1, 1)} for f in "fgh"}, 2)
    nowhere, asked = _Search._nowhere, []

    def late(self: _Search, p: int) -> object:
        asked.append(p)
        if len(asked) > 1:
            raise OutOfTimeError
        return nowhere(self, p)

    monkeypatch.setattr(_Search, "_nowhere", late)
    lottery = find_lottery(problem, tickets=10)
    assert len(asked) > 1 and not lottery.complete and lottery.cannot_be_selected
    codes = {finding.code for finding in verify(dumps(lottery.to_record()), problem).findings}
    assert "shape" not in codes


def test_a_smallest_chance_that_a_household_limits_is_proven() -> None:
    """Two who live together share one seat, and everybody else is on every panel: no level is needed for that."""
    people = {"p0": {"f": "c"}, **{f"p{i}": {"f": "a"} for i in range(1, 5)}}
    quotas = {"f": {"a": Quota(3, 3), "c": Quota(1, 1)}}
    lottery = find_lottery(make_problem(quotas, people, 4, {"p1": "x", "p3": "x"}), "maximin", tickets=10)
    assert lottery.complete and lottery.minimum == lottery.upper_bound == 500_000_000_000
