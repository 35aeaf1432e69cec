"""Leximin over whole panels alone, beside the list of all panels."""

from __future__ import annotations

import numpy as np
import pytest

from selection.model.deadline import Deadline
from selection.model.problem import Problem
from selection.model.profiles import make_profiles
from selection.model.progress import Silent
from selection.solving import columns
from selection.solving.columns import Columns, leximin_over_panels
from selection.solving.excluded import cover
from selection.solving.polytope import make_polytope
from selection.solving.pricing import Pricer
from tests.selection.brute import leximin, panels_of
from tests.selection.generated import small_pool
from tests.selection.instances import problem_of

ONCE = dict.fromkeys("abcd", (1, 1))
#: Four seats, each answer to three questions once: few panels, and most chances the same.
MATCHING = problem_of(
    "aaa bbb ccc ddd abc bca cab dda add bbd cac abb",
    {f"f{f}": ONCE for f in range(3)},
    4,
)


def mixed(problem: Problem) -> tuple[Columns, dict[str, float]]:
    """Columns over all panels of a problem that has any, and the chances by person."""
    profiles = make_profiles(problem)
    polytope = make_polytope(problem, profiles)
    pricer = Pricer(polytope, Deadline())
    found = cover(polytope, [], pricer, Silent())
    polytope.most[list(found.nowhere)] = 0
    result = leximin_over_panels(polytope, found.panels, Pricer(polytope, Deadline()), Silent())
    chances = result.mixture @ np.array(result.panels) / polytope.count
    by_person = zip(profiles.profiles, chances.tolist(), strict=True)
    return result, {member: chance for profile, chance in by_person for member in profile.members}


@pytest.mark.parametrize("crowded", [0.0, 1.0], ids=["as it comes", "every level in one stage"])
def test_chances_are_those_of_the_enumeration(crowded: float, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columns, "CROWDED", max(crowded, columns.CROWDED))
    compared = 0
    for problem in [MATCHING, *map(small_pool, range(30))]:
        panels = panels_of(problem)
        if problem.must or not problem.seats or not len(panels):
            continue
        result, chances = mixed(problem)
        assert result.complete
        expected = dict(zip(problem.people, leximin(panels).tolist(), strict=True))
        for person, chance in chances.items():
            assert chance == pytest.approx(expected[person], abs=1e-6), person
        compared += 1
    assert compared > 10


def test_a_crowded_level_takes_one_more_stage_at_most() -> None:
    result, chances = mixed(MATCHING)
    different = {round(chance, 6) for chance in chances.values()} - {0.0}
    assert len(different) <= len(result.levels) <= len(different) + 1
