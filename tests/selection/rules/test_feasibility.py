"""Is there a panel; the smallest change of quotas that makes one; which quotas clash; who is missing."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import assume, given, settings

from selection import Cancelled, NoPanelError, Problem, Quota, check, find_lottery, make_problem
from selection.rules.quota_changes import Change
from tests.selection.brute import panels_of
from tests.selection.changes import compare_check
from tests.selection.instances import and_the_smallest, moved, pool, problem_of, problems, with_quotas


@given(problems(most_people=6))
@and_the_smallest()
def test_the_smallest_change_is_smallest_and_makes_a_panel(problem: Problem) -> None:
    compare_check(moved(problem, 2))


@settings(max_examples=settings.default.max_examples // 2)
@given(problems(most_people=6))
def test_the_clashing_quotas_clash_and_each_is_needed(problem: Problem) -> None:
    problem = moved(problem, 2)
    assume(check(problem).clashes)
    assert_each_clash_is_needed(problem)


def test_quotas_that_only_whole_people_make_clash() -> None:
    """Half a panel of each of the first three would do: x + y = y + z = z + x = 1."""
    quotas = {"a": (1, 1), "b": (1, 1)}
    problem = problem_of("aba aab baa bbb bbb", {"f": quotas, "g": quotas, "h": quotas}, 2)
    assert check(problem).clashes
    assert_each_clash_is_needed(problem)


def assert_each_clash_is_needed(problem: Problem) -> None:
    """By enumeration: no panel with the clashing quotas alone, and one without any of them."""
    result = check(problem)

    def only(clashes: list) -> Problem:
        wide = {(f, v): Quota(0, problem.seats) for f, values in problem.features.items() for v in values}
        for clash in clashes:
            quota = wide[clash.feature, clash.value]
            side = {"min": clash.bound} if clash.side == "min" else {"max": clash.bound}
            wide[clash.feature, clash.value] = replace(quota, **side)
        return with_quotas(problem, wide)

    assert not len(panels_of(only(list(result.clashes))))
    for left_out in result.clashes:
        assert len(panels_of(only([clash for clash in result.clashes if clash is not left_out])))


def test_a_small_group_keeps_its_seat() -> None:
    """Five seats, minimums 5 and 1: rather four women than nobody of the smallest group; then other ways to choose."""
    quotas = {"sex": {"woman": (5, 5), "other": (1, 3)}}
    features = {"sex": {v: Quota(*q) for v, q in quotas["sex"].items()}}
    people = {f"p{i}": {"sex": "woman" if i < 6 else "other"} for i in range(8)}
    result = check(make_problem(features, people, 5))
    assert result.changes == (Change("sex", "woman", 5, 5, 4, 5),)
    assert not result.alternatives  # any other takes the last seat of a group


def test_there_are_other_changes_to_choose_from() -> None:
    """Ten seats; whichever of three is lowered or raised, the others can stay."""
    quotas = {"a": (4, 4), "b": (3, 3), "c": (4, 4)}
    result = check(problem_of(" ".join("aaaaabbbbbccccc"), {"f": quotas}, 10))
    ways = [result.changes, *result.alternatives]
    assert [[(c.value, c.new_min) for c in way] for way in ways[:2]] in (
        [[("a", 3)], [("c", 3)]],
        [[("c", 3)], [("a", 3)]],
    )
    assert [(c.value, c.new_min) for c in ways[2]] == [("b", 2)]


def test_flexible_bounds_are_kept_when_they_can_be() -> None:
    def problem(flex: tuple[int, int]) -> Problem:
        categories = {
            "f": {"a": Quota(3, 3, *flex), "b": Quota(0, 3)},
            "g": {"x": Quota(3, 3, 0, 3), "y": Quota(0, 0, 0, 3)},
        }
        rows = ["ax", "ay", "bx", "by", "by"]
        return make_problem(categories, {f"p{i}": dict(zip("fg", row, strict=True)) for i, row in enumerate(rows)}, 3)

    inside = check(problem((1, 3)))
    assert not inside.ok and inside.within_flex
    assert all(c.new_min >= 1 for c in inside.changes if c.feature == "f")
    outside = check(problem((3, 3)))
    assert not outside.ok and not outside.within_flex and outside.changes


def test_a_maximum_is_raised_to_its_flexible_bound_at_most() -> None:
    def problem(most: int) -> Problem:
        categories = {"f": {"a": Quota(0, 1, 0, most), "b": Quota(0, 1, 0, 1)}}
        return make_problem(categories, {f"p{i}": {"f": word} for i, word in enumerate("aaab")}, 4)

    inside, outside = check(problem(3)), check(problem(2))
    assert not inside.ok and inside.within_flex and [c.new_max for c in inside.changes] == [3]
    assert not outside.ok and not outside.within_flex


REASONS = {
    "too_few_people": problem_of("a a", {"f": {"a": (0, 5)}}, 3),
    "minimums_above_seats": problem_of("a a b", {"f": {"a": (2, 3), "b": (1, 1)}}, 2),
    "maximums_below_seats": problem_of("a a b", {"f": {"a": (0, 1), "b": (0, 1)}}, 3),
    "too_few_households": make_problem(
        {"f": {"a": Quota(0, 4)}}, {i: {"f": "a"} for i in "pqrstu"}, 4, dict(zip("pqrstu", "xxxyyy", strict=True))
    ),
    "too_few_households_with_value": make_problem(
        {"f": {"a": Quota(2, 2), "b": Quota(0, 2)}},
        {"p": {"f": "a"}, "q": {"f": "a"}, "r": {"f": "b"}},
        2,
        {"p": "x", "q": "x"},
    ),
    "too_few_with_value": problem_of("a a b", {"f": {"a": (0, 3), "b": (2, 2)}}, 2),
    "no_panel": problem_of("aa aa bb bb", {"f": {"a": (1, 1), "b": (1, 1)}, "g": {"a": (2, 2), "b": (0, 0)}}, 2),
}


@pytest.mark.parametrize("code", REASONS)
def test_the_reason_is_told(code: str) -> None:
    result = check(REASONS[code])
    assert result.reason is not None and result.reason.code == code
    with pytest.raises(NoPanelError):
        find_lottery(REASONS[code], tickets=1)


def test_must_be_drawn_from_one_household() -> None:
    people = {i: {"f": "a"} for i in ("x", "y", "z")}
    problem = make_problem({"f": {"a": Quota(0, 3)}}, people, 2, {"x": "1", "y": "1"}, must=["x", "y"])
    result = check(problem)
    assert result.reason is not None and result.reason.code == "musts_in_one_household"


def test_who_is_missing_helps_when_added() -> None:
    problem = REASONS["no_panel"]
    best = check(problem).missing[0]
    assert best.gain > 0
    added = dict(problem.people) | {"new": tuple(best.answers[f] for f in problem.features)}
    assert check(replace(problem, people=dict(sorted(added.items())))).ok


def test_who_is_scarce_raises_the_smallest_chance() -> None:
    quotas = {"f": {"x": (2, 2), "y": (2, 2)}, "g": {"t": (0, 3), "p": (0, 4)}}
    problem = problem_of("xt xt xt yt yt yt yt yp", quotas, 4)
    best = check(problem).missing[0]
    assert dict(best.answers) == {"f": "x", "g": "p"} and best.present == 0
    added = dict(problem.people) | {"p": tuple(best.answers[f] for f in problem.features)}
    more = find_lottery(replace(problem, people=dict(sorted(added.items()))), "maximin", tickets=10)
    assert more.minimum > find_lottery(problem, "maximin", tickets=10).minimum


def test_combinations_of_answers_come_best_first() -> None:
    from selection.rules.missing import _cheapest

    options = [[(-3.0, "a"), (1.0, "b")], [(0.0, "x"), (2.5, "y"), (9.0, "z")], [(-1.0, "p"), (-0.5, "q")]]
    sums = sorted(sum(o[0] for o in choice) for choice in product(*options))
    assert [loss for loss, _ in _cheapest(options, 7)] == pytest.approx(sums[:7])


class Stops:
    """Progress that asks to stop after some steps."""

    def __init__(self, after: int) -> None:
        self.left = after
        self.phases: set[str] = set()

    def step(self, phase: str, done: int, total: int) -> None:
        self.phases.add(phase)
        self.left -= 1
        if self.left < 0:
            raise Cancelled


def test_every_phase_reports_and_stops_when_asked() -> None:
    problem = pool(200, 20)
    listener = Stops(10**6)
    find_lottery(problem, tickets=10, progress=listener)
    assert {"chances", "panels", "people"} <= listener.phases
    for after in (0, 3, 12):
        with pytest.raises(Cancelled):
            find_lottery(problem, tickets=10, progress=Stops(after))
    with pytest.raises(Cancelled):
        check(REASONS["no_panel"], Stops(1))
