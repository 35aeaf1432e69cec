"""nash where the method has a hard time: chances without room, slacks that are far, a solver that gives up."""

from __future__ import annotations

import numpy as np
import pytest

from selection import SolverError, find_lottery
from selection.model.profiles import make_profiles
from selection.model.progress import Silent
from selection.rules import nash
from selection.solving.polytope import Polytope, make_polytope
from selection.solving.relative_interior import implied
from tests.selection.enumerated import compare
from tests.selection.generated import small_pool
from tests.selection.instances import problem_of

FORCED = {"f": {"a": (2, 2), "b": (1, 1)}, "g": {"x": (1, 1), "y": (1, 1), "z": (1, 1)}}


def polytope() -> Polytope:
    problem = problem_of("ax ay bz bz", FORCED, 3)
    return make_polytope(problem, make_profiles(problem))


def test_what_all_points_share_is_found() -> None:
    found = implied(polytope())
    assert found.least.tolist()[:2] == [1, 1] and found.most.tolist() == [1, 1, 2]
    assert (found.lower == polytope().lower).all() and (found.upper == polytope().upper).all()


def test_a_quota_that_is_always_met_in_full_is_one() -> None:
    problem = problem_of("a a b b", {"f": {"a": (0, 1), "b": (0, 1)}}, 2)
    found = implied(make_polytope(problem, make_profiles(problem)))
    assert found.lower.tolist() == found.upper.tolist() == [2, 1, 1]


def test_it_answers_when_the_method_gives_up_at_first(monkeypatch: pytest.MonkeyPatch) -> None:
    maximise = nash.maximise_logs

    def gives_up(*arguments: object) -> object:
        if arguments[-1]:
            raise SolverError("solver", solver="interior point", status="", what="")
        return maximise(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(nash, "maximise_logs", gives_up)
    assert np.allclose(nash.nash(polytope(), Silent()).z, [1, 1, 1])


def test_slacks_that_are_far_do_not_drown_the_steps() -> None:
    """Two panels of five of ten people: many quotas are far from their bounds in every lottery."""
    rows = "ap ap bq bq cp cq aq bp cp cq"
    wide = {"f": dict.fromkeys("abc", (0, 5)), "g": {"p": (2, 3), "q": (2, 3)}}
    lottery = find_lottery(problem_of(rows, wide, 5), "nash", tickets=10)
    assert lottery.complete and lottery.rule_gap < 10**5
    assert set(lottery.chances.values()) == {500_000_000_000}


def test_the_slow_way_ends_at_the_same_mixture() -> None:
    Z, count = np.array([[1.0, 0.0, 1.0], [0.0, 1.0, 1.0]]), np.array([3.0, 1.0, 1.0])
    assert np.allclose(nash._by_shares(Z, count), [0.75, 0.25], atol=1e-6)


@pytest.mark.parametrize("number", [40622, 60497])
def test_bounds_that_are_met_without_pressure_are_met_exactly(number: int) -> None:
    """The method alone ended 3e-7 from these, and the lottery counted as not proven."""
    compare(small_pool(number), "nash")
