"""Figures of the last meeting, and the bound on them, against every panel and every set of people who leave."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations, product

import numpy as np
import pytest

from selection import InputError, Problem, Quota, make_problem
from selection.model.seed import SeedStream
from selection.panels.comparison import Wish, compare
from selection.panels.dropout import Dropout
from selection.panels.dropout_bound import Goal, interval_bound, largest_probability
from selection.panels.last_meeting import Leaving, held, simulate
from selection.panels.recourse import answer_rows

SEED = bytes(range(32))
POOLS = range(12)


def small(number: int) -> tuple[Problem, dict[str, Fraction]]:
    """A random pool of eight people, three seats, two features; and everybody's chance to stay."""
    stream = SeedStream(SEED, f"pool {number}")
    people = {f"p{i}": {"f": "abc"[stream.below(3)], "g": "xy"[stream.below(2)]} for i in range(8)}
    bounds = [(low, low + stream.below(3)) for low in (stream.below(3) for _ in range(5))]
    quotas = [Quota(*pair) for pair in bounds]
    features = {"f": dict(zip("abc", quotas[:3], strict=True)), "g": dict(zip("xy", quotas[3:], strict=True))}
    chances = [Fraction(9, 10)] if number % 3 == 0 else [Fraction(n, 10) for n in (5, 8, 10)]
    stay = {person: chances[stream.below(len(chances))] for person in people}
    return make_problem(features, people, 3), stay


def outcomes(stay: Sequence[Fraction]) -> Iterator[tuple[tuple[bool, ...], float]]:
    """Every way to stay or leave with its probability."""
    for stays in product((True, False), repeat=len(stay)):
        chance = 1.0
        for chance_to_stay, stayed in zip(stay, stays, strict=True):
            chance *= float(chance_to_stay if stayed else 1 - chance_to_stay)
        yield stays, chance


def exact(problem: Problem, panel: Sequence[str], stay: Mapping[str, Fraction]) -> tuple[float, float, float]:
    """The probability that all quotas, all minimums and all shares hold."""
    ways = list(outcomes([stay[person] for person in panel]))
    counts = np.array([stays for stays, _ in ways], dtype=float).reshape(len(ways), -1) @ answer_rows(problem, panel)
    chances = np.array([chance for _, chance in ways])
    within, minimums, shares = held(problem, counts)
    return tuple(float(chances[one].sum()) for one in (within.all(axis=1), minimums, shares))  # type: ignore[return-value]


def test_what_holds_by_hand() -> None:
    problem = make_problem({"f": {"a": Quota(1, 2), "b": Quota(2, 3)}}, {"p": {"f": "a"}, "q": {"f": "b"}}, 4)
    counts = np.array([[1, 2, 3], [0, 2, 2], [3, 2, 5], [2, 1, 3], [0, 0, 0]], dtype=float)
    within, minimums, shares = held(problem, counts)
    assert within.all(axis=1).tolist() == [True, False, False, False, False]
    assert minimums.tolist() == [True, False, True, False, False]
    # of 3 people from ⌊3/4⌋ to ⌈6/4⌉ have a; of 2 people from ⌊2/4⌋, of 5 people up to ⌈10/4⌉; nobody is no panel
    assert shares.tolist() == [True, True, True, True, False]


@pytest.mark.parametrize("number", POOLS)
def test_no_panel_passes_the_bound(number: int) -> None:
    problem, stay = small(number)
    for most in (3, 4):
        panels = [panel for size in range(1, most + 1) for panel in combinations(problem.people, size)]
        reached = [exact(problem, panel, stay) for panel in panels]
        for column, goal in ((0, Goal.QUOTAS), (1, Goal.MINIMUMS)):
            best = max(figures[column] for figures in reached)
            assert best <= largest_probability(problem, stay, most, goal) + 1e-12


def test_the_bound_is_reached_by_one_feature_of_people_who_are_alike() -> None:
    people = {f"p{i}": {"f": "ab"[i % 2]} for i in range(8)}
    problem = make_problem({"f": {"a": Quota(1, 2), "b": Quota(2, 2)}}, people, 3)
    stay = dict.fromkeys(people, Fraction(7, 10))
    panels = [panel for size in range(1, 6) for panel in combinations(people, size)]
    best = max(exact(problem, panel, stay)[0] for panel in panels)
    assert largest_probability(problem, stay, 5, Goal.QUOTAS) == pytest.approx(best, abs=1e-12)


def test_the_bound_of_one_value_is_the_best_of_any_people() -> None:
    stay = [0.5, 0.5, 0.5, 0.5, 0.9, 0.9, 0.9, 0.9]
    bound = interval_bound(Quota(1, 2), stay, 4, Goal.QUOTAS)
    for n in range(5):
        best = 0.0
        for group in combinations(stay, n):
            ways = list(outcomes([Fraction(chance) for chance in group]))
            best = max(best, sum(chance for stays, chance in ways if 1 <= sum(stays) <= 2))
        assert bound[n] == pytest.approx(best, abs=1e-12)


@pytest.mark.parametrize("number", POOLS)
def test_a_simulation_finds_the_exact_probability(number: int) -> None:
    problem, stay = small(number)
    panel = sorted(problem.people)[:5]
    leaving = Leaving(stay, Fraction(1, 3))
    outcome = simulate(problem, problem, [(panel, ())], leaving, SeedStream(SEED, "simulated"), 4000)
    simulated = (outcome.quotas, outcome.minimums, outcome.shares)
    for figure, probability in zip(simulated, exact(problem, panel, stay), strict=True):
        assert abs(figure - probability) <= 4 * (probability * (1 - probability) / 4000) ** 0.5 + 1e-9
    assert outcome.people == pytest.approx(sum(float(stay[person]) for person in panel), abs=0.1)


def test_a_reserve_steps_in_for_who_leaves_in_time_and_may_leave_late() -> None:
    people = {"seat": {"f": "a"}, "reserve": {"f": "a"}}
    problem = make_problem({"f": {"a": Quota(1, 1)}}, people, 1)
    leaving = Leaving(dict.fromkeys(people, Fraction(6, 10)), Fraction(1, 4))
    outcome = simulate(problem, problem, [(["seat"], ["reserve"])], leaving, SeedStream(SEED, "one seat"), 4000)
    in_time, late = 0.75 * 0.4, 0.25 * 0.4
    probability = 0.6 + in_time * (1 - late / (1 - in_time))
    assert abs(outcome.quotas - probability) < 4 * (probability * (1 - probability) / 4000) ** 0.5
    assert (outcome.seats, outcome.reserves) == (1, 1)


@pytest.mark.parametrize(
    ("wish", "name"),
    [
        (Wish(-1), "extra"),
        (Wish(7), "extra"),
        (Wish(1, hold=1.0), "hold"),
        (Wish(1, hold=0.0), "hold"),
        (Wish(1, late=Fraction(3, 2)), "late"),
    ],
)
def test_a_wish_that_makes_no_sense_is_refused(wish: Wish, name: str) -> None:
    with pytest.raises(InputError) as refused:
        compare(small(0)[0], wish, Dropout(), SEED)
    assert (refused.value.code, refused.value.params["argument"]) == ("bad_argument", name)


def test_more_people_and_reserves_each_do_better_than_nothing() -> None:
    people = {f"p{i:03}": {"f": "ab"[i % 2], "g": "xy"[i // 2 % 2]} for i in range(120)}
    quota = Quota(9, 11)
    problem = make_problem({"f": {"a": quota, "b": quota}, "g": {"x": quota, "y": quota}}, people, 20)
    comparison = compare(problem, Wish(5), Dropout(Fraction(9, 10)), SEED)
    nothing = comparison.nothing.minimums
    assert nothing + 0.2 < min(comparison.reserves.minimums, comparison.more_people.minimums, comparison.both.minimums)
    assert comparison.more_people.minimums <= comparison.bound + 0.03
    assert comparison.both.minimums <= comparison.bound_with_reserves + 0.03
    assert comparison.both.seats - 20 + comparison.both.reserves == 5
    assert comparison == compare(problem, Wish(5), Dropout(Fraction(9, 10)), SEED)


def test_where_nobody_leaves_nothing_changes() -> None:
    people = {f"p{i}": {"f": "ab"[i % 2]} for i in range(12)}
    problem = make_problem({"f": {"a": Quota(2, 2), "b": Quota(2, 2)}}, people, 4)
    comparison = compare(problem, Wish(2, goal=Goal.QUOTAS), Dropout(Fraction(1)), SEED)
    assert comparison.plan.problem.seats == 4
    assert (comparison.nothing.quotas, comparison.more_people.quotas, comparison.bound) == (1.0, 1.0, 1.0)
