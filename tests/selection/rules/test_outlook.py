"""How a pool stands, on pools small enough to work out by hand."""

from __future__ import annotations

import pytest

from selection.model.problem import Problem, Quota, make_problem
from selection.rules.outlook import outlook

#: one of each on a panel of two, so the seat for a2 decides which age the seat for a1 has
QUOTAS = {"a": {"a1": Quota(1, 1), "a2": Quota(1, 1)}, "b": {"b1": Quota(1, 1), "b2": Quota(1, 1)}}


def pool(**counts: int) -> Problem:
    people = {
        f"{kind}-{number}": {"a": kind[:2], "b": kind[2:]} for kind, count in counts.items() for number in range(count)
    }
    return make_problem(QUOTAS, people, 2)


def test_the_chances_and_groups_of_a_small_pool() -> None:
    found = outlook(pool(a1b1=5, a1b2=5, a2b2=1))
    assert found.exists
    assert found.smallest == pytest.approx(0)  # an a1 of b2 never fits beside the only a2, who is b2 too
    assert found.typical == pytest.approx(0.2)
    assert [(group.value, group.people) for group in found.groups] == [("a1", 10), ("a2", 1), ("b1", 5), ("b2", 6)]
    assert [group.chance for group in found.groups] == pytest.approx([0.1, 1, 0.2, 1 / 6])


def test_the_groups_that_hold_the_others_back_are_those_of_whom_more_would_help() -> None:
    held = {group.value for group in outlook(pool(a1b1=5, a1b2=5, a2b2=1)).groups if group.gain > 1e-9}
    assert held == {"a2", "b1"}, "an a2 of b1 lets an a1 of b2 in"
    assert all(group.gain == 0 for group in outlook(pool(a1b1=4, a2b2=4)).groups), "nobody would help"


def test_who_is_missing_is_named_with_what_they_would_bring() -> None:
    (best, *_) = outlook(pool(a1b1=5, a1b2=5, a2b2=1)).additions
    assert dict(best.answers) == {"a": "a2", "b": "b1"}
    assert best.people == 4
    assert best.smallest == pytest.approx(0.1)  # half of the panels hold an a2 of b1 and one of five a1 of b2


def test_nobody_is_missing_when_no_volunteer_would_raise_the_smallest_chance() -> None:
    found = outlook(pool(a1b1=4, a2b2=4))
    assert found.smallest == pytest.approx(0.25)
    assert found.additions == ()


def test_without_a_panel_there_are_no_chances_but_there_is_who_would_help() -> None:
    found = outlook(pool(a1b1=5, a1b2=5))
    assert not found.exists
    assert found.groups == () and found.smallest == 0
    assert found.missing[0].answers["a"] == "a2"
