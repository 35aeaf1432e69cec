"""Reserves against exhaustive search on small pools, and against random lists on large ones."""

from __future__ import annotations

import itertools
from collections import Counter
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selection.model.errors import Cancelled, InputError
from selection.model.problem import Problem, Quota, make_problem
from selection.model.seed import SeedStream
from selection.panels.alternates import FRESH_SETS, SETS, find_reserves
from selection.panels.dropout import Dropout, draw_sets, read_dropout
from selection.panels.panel import candidates
from selection.panels.recourse import WEIGHT, Quotas, answer_rows, step_in
from tests.selection.panels.every_list import SEED, any_panel, compare_with_all_lists, shortfall


def pool(
    people: int, seats: int, *kinds: int, room: int = 0, households: dict[str, str | None] | None = None
) -> Problem:
    """A made-up pool; quotas in proportion, `room` wider on both sides."""
    stream = SeedStream(SEED, f"pool {people}")
    answers = {f"p{i:03}": {f"f{f}": f"v{stream.below(k)}" for f, k in enumerate(kinds)} for i in range(people)}
    categories = {}
    for f, k in enumerate(kinds):
        counts = Counter(given[f"f{f}"] for given in answers.values())
        share = {f"v{v}": counts[f"v{v}"] * seats / people for v in range(k)}
        categories[f"f{f}"] = {v: Quota(max(0, int(s) - room), int(s) + 1 + room) for v, s in share.items()}
    return make_problem(categories, answers, seats, households)


def best_stand_ins(problem: Problem, kept: list[str], empty: int, reserves: tuple[str, ...]) -> Fraction:
    return min(
        shortfall(problem, [*kept, *inside])
        for size in range(min(empty, len(reserves)) + 1)
        for inside in itertools.combinations(reserves, size)
    )


def test_exhaustive_search_finds_no_better_reserves() -> None:
    problem = pool(14, 6, 2, 3)
    panel = list(problem.people)[:6]
    dropout = Dropout(Fraction(7, 10))
    leaves = draw_sets([dropout.stay(problem, i) for i in panel], SETS, SeedStream(SEED, "alternates/choice"))
    sets = Counter(tuple(i for i, gone in zip(panel, row, strict=True) if not gone) for row in leaves)

    def mean(reserves: tuple[str, ...]) -> float:
        found = sum(n * best_stand_ins(problem, list(kept), 6 - len(kept), reserves) for kept, n in sets.items())
        return float(found / SETS)

    chosen = find_reserves(problem, panel, 3, SEED, dropout)
    best = min(mean(reserves) for reserves in itertools.combinations(candidates(problem, panel), 3))
    assert mean(chosen.ids) == pytest.approx(best, abs=1e-9)


def test_the_figures_are_those_of_fresh_sets_by_the_definition() -> None:
    problem = pool(14, 6, 2, 3)
    panel = list(problem.people)[:6]
    reserves = find_reserves(problem, panel, 3, SEED)
    chances = [Dropout().stay(problem, i) for i in panel]
    leaves = draw_sets(chances, FRESH_SETS, SeedStream(SEED, "alternates/figures"))
    kept = [[i for i, gone in zip(panel, row, strict=True) if not gone] for row in leaves]
    by_hand = [float(best_stand_ins(problem, stay, 6 - len(stay), reserves.ids)) for stay in kept]
    assert reserves.chosen.shortfall == pytest.approx(np.mean(by_hand), abs=1e-5)
    assert reserves.chosen.error == pytest.approx(np.std(by_hand) / FRESH_SETS**0.5, abs=1e-5)
    assert reserves.chosen.all_met == by_hand.count(0) / FRESH_SETS
    without = [float(shortfall(problem, stay)) for stay in kept]
    assert reserves.without.shortfall == pytest.approx(np.mean(without), abs=1e-5)
    assert reserves.without.all_met == without.count(0) / FRESH_SETS
    assert reserves.expected_dropout == leaves.sum() / FRESH_SETS


def test_far_better_than_random_lists_on_a_real_size() -> None:
    problem = pool(300, 40, 2, 4, 3, room=1)
    panel = list(problem.people)[:40]
    reserves = find_reserves(problem, panel, 12, SEED, Dropout(Fraction(8, 10)))
    assert len(set(reserves.ids)) == 12
    assert not set(reserves.ids) & set(panel)
    assert reserves.whole_pool <= reserves.chosen.shortfall < reserves.random.shortfall / 2
    assert reserves.random.shortfall < reserves.without.shortfall
    assert reserves.chosen.met > reserves.random.met
    assert reserves.chosen.all_met > 2 * reserves.random.all_met
    assert 0 < reserves.chosen.error < reserves.chosen.shortfall / 4
    assert reserves == find_reserves(problem, panel[::-1], 12, SEED, Dropout(Fraction(8, 10)))
    assert reserves.ids != find_reserves(problem, panel, 12, SEED[::-1], Dropout(Fraction(8, 10))).ids


def test_everyone_of_a_group_that_always_leaves_is_replaced() -> None:
    categories = {"huur": {"ja": Quota(3, 3), "nee": Quota(3, 3)}}
    people = {f"p{i:02}": {"huur": "ja" if i % 2 else "nee"} for i in range(20)}
    problem = make_problem(categories, people, 6)
    panel = list(problem.people)[:6]
    dropout = Dropout(Fraction(1), {("huur", "ja"): Fraction(0)})
    reserves = find_reserves(problem, panel, 3, SEED, dropout)
    assert [problem.people[i] for i in reserves.ids] == [("ja",)] * 3
    assert (reserves.chosen.shortfall, reserves.chosen.met, reserves.whole_pool) == (0, 1, 0)
    assert reserves.without.shortfall == pytest.approx(1 + 3 / 6, abs=1e-5)


def random_pool(number: int) -> Problem:
    """Up to ten people and four seats; quotas that may be 0 or contradict each other; sometimes households."""
    stream = SeedStream(SEED, f"random pool {number}")
    people, seats, features = 4 + stream.below(7), 1 + stream.below(4), 1 + stream.below(3)
    kinds = [2 + stream.below(3) for _ in range(features)]
    answers = {f"p{i}": {f"f{f}": f"v{stream.below(k)}" for f, k in enumerate(kinds)} for i in range(people)}
    categories = {}
    for f, k in enumerate(kinds):
        lows = [stream.below(2 * seats) // 2 for _ in range(k)]
        categories[f"f{f}"] = {f"v{v}": Quota(low // k, low + stream.below(2)) for v, low in enumerate(lows)}
    homes = {f"p{i}": f"h{stream.below(people)}" for i in range(people)} if stream.below(3) == 0 else None
    return make_problem(categories, answers, seats, homes)


@pytest.mark.parametrize("tens", range(30))
def test_no_list_is_below_the_bound_and_none_is_never_better(tens: int) -> None:
    for number in range(10 * tens, 10 * tens + 10):
        problem = random_pool(number)
        panel = any_panel(problem, SeedStream(SEED, f"panel {number}"))
        if candidates(problem, panel):
            compare_with_all_lists(problem, panel, 1 + number % 4, Dropout(Fraction(7 - number % 3, 10)))


BEATEN = {
    "bound above a list, households": (
        {"f0": [(0, 1), (0, 2), (0, 1)], "f1": [(0, 1), (0, 1), (0, 2), (0, 0)]},
        ["01", "22", "10", "01", "22", "21"],
        {2: "h3", 3: "h3", 4: "h2"},
        ["p0", "p2", "p4"],
        1,
    ),
    "bound above a list": (
        {"f0": [(0, 2), (0, 1), (0, 0), (0, 2)], "f1": [(0, 4)]},
        ["10", "10", "30", "20", "00", "20", "20", "00"],
        {},
        ["p1", "p2", "p4", "p7"],
        1,
    ),
    "worse than none": ({"f0": [(0, 1), (0, 0), (0, 0)]}, ["1", "0", "1"], {}, ["p1"], 4),
    "worse than none, households": (
        {"f0": [(2, 2)], "f1": [(0, 0), (1, 2), (0, 0)]},
        ["01", "02", "02", "01", "02", "01", "02", "02", "02", "02"],
        {1: "h1", 3: "h1", 5: "h1", 6: "h4", 7: "h4", 8: "h4"},
        ["p0", "p5"],
        2,
    ),
}


@pytest.mark.parametrize("name", BEATEN)
def test_pools_on_which_the_bound_or_none_was_beaten(name: str) -> None:
    bounds, words, homes, panel, count = BEATEN[name]
    categories = {f: {f"v{v}": Quota(*bound) for v, bound in enumerate(given)} for f, given in bounds.items()}
    people = {f"p{i}": {f: f"v{v}" for f, v in zip(bounds, word, strict=True)} for i, word in enumerate(words)}
    problem = make_problem(categories, people, len(panel), {f"p{i}": home for i, home in homes.items()})
    compare_with_all_lists(problem, panel, count)


def test_households_and_excluded_people_are_no_reserves() -> None:
    categories = {"f": {"a": Quota(0, 9), "b": Quota(0, 9)}}
    people = {f"p{i}": {"f": "ab"[i % 2]} for i in range(9)}
    homes = {"p0": "x", "p5": "x", "p6": "y", "p7": "y"}
    problem = make_problem(categories, people, 2, homes, must_not=["p8"])
    assert candidates(problem, ["p0", "p1"]) == ["p2", "p3", "p4", "p6", "p7"]
    ids = find_reserves(problem, ["p0", "p1"], 9, SEED).ids
    assert len(ids) == 4
    assert {"p2", "p3", "p4"} < set(ids)


def test_gains_are_those_of_the_open_seat_or_the_best_exchange() -> None:
    stream = SeedStream(SEED, "gains")
    values = np.array([[stream.below(2), 2 + stream.below(3), 5 + stream.below(2)] for _ in range(40)])
    answers = np.zeros((40, 7))
    np.put_along_axis(answers, values, 1.0, axis=1)
    bounds = [(3, 6), (3, 6), (1, 3), (1, 4), (1, 5), (2, 6), (2, 7)]
    quotas = Quotas.of_problem(Problem({"f": {str(v): Quota(*bound) for v, bound in enumerate(bounds[:-1])}}, {}, 7))
    kept = np.array([answers[[stream.below(20) for _ in range(6)]].sum(axis=0) for _ in range(60)])
    before = step_in(quotas, kept, np.array([float(stream.below(8)) for _ in range(60)]), answers[20:24])
    for person, gain in zip(answers[:20], before.gains(answers[:20]), strict=True):
        fell = 0.0
        for now, inside, open_seats in zip(before.counts, before.inside, before.open_seats, strict=True):
            leaving = [answers[20 + r] for r in np.flatnonzero(inside)] + [person]  # the last: nobody changes
            changed = [now, now + person] if open_seats > 0 else [now + person - leaver for leaver in leaving]
            fell += float(quotas.shortfall(now) - min(quotas.shortfall(counts) for counts in changed))
        assert gain == fell


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 10**6))
def test_stepping_in_is_nearly_always_the_best_possible(number: int) -> None:
    problem = pool(16, 7, 2, 3)
    stream = SeedStream(SEED, str(number))
    people = list(problem.people)
    stream.shuffle(people)
    empty, size = stream.below(5), 1 + stream.below(5)
    kept, reserves = people[: 7 - empty], tuple(people[7 : 7 + size])
    recourse = step_in(
        Quotas.of_problem(problem),
        answer_rows(problem, kept).sum(axis=0)[None, :],
        np.array([float(empty)]),
        answer_rows(problem, reserves),
    )
    inside = [i for i, there in zip(reserves, recourse.inside[0], strict=True) if there]
    assert recourse.open_seats[0] == empty - len(inside)
    found, best = shortfall(problem, [*kept, *inside]), best_stand_ins(problem, kept, empty, reserves)
    assert recourse.shortfall == pytest.approx(float(found), abs=9 / WEIGHT)
    assert best <= found <= best + Fraction(1, 2)


def test_the_factors_are_read_and_multiplied() -> None:
    problem = pool(8, 3, 2, 2)
    text = b"feature;value;beta\nintercept;;0,9\nF0;V1;0,5\nf1;v0;3\n"
    dropout = read_dropout(text, problem)
    expected = {("v0", "v0"): 1, ("v0", "v1"): Fraction(9, 10), ("v1", "v0"): 1, ("v1", "v1"): Fraction(9, 20)}
    for person, answers in problem.people.items():
        assert dropout.stay(problem, person) == expected[answers]  # type: ignore[index]
    assert read_dropout(b"feature,value,beta\n", problem) == Dropout()
    leaves = draw_sets([Fraction(0), Fraction(1), Fraction(1, 2)], 400, SeedStream(SEED, "sets"))
    assert leaves[:, 0].all()
    assert not leaves[:, 1].any()
    assert 150 < leaves[:, 2].sum() < 250


def test_factors_are_learned_from_past_assemblies_with_shrinkage() -> None:
    problem = pool(8, 3, 2, 2)
    text = (
        b"assembly,feature,value,seated,stayed\nA,f0,v0,60,48\nA,f0,v1,40,20\n"
        b"B,F0,v0,50,49\nB,f0,v1,50,43\nB,f1,v1,10,0\n"
    )
    dropout = read_dropout(text, problem)
    everybody = (160 + 20 * Fraction(85, 100)) / (200 + 20)
    assert dropout.intercept == everybody
    assert dropout.betas == {
        ("f0", "v0"): (97 + 40 * everybody) / (110 + 40) / everybody,
        ("f0", "v1"): (63 + 40 * everybody) / (90 + 40) / everybody,
        ("f1", "v1"): (40 * everybody) / (10 + 40) / everybody,
    }
    assert read_dropout(b"feature,value,invited,stayed\nintercept,,1000,500\nf0,v0,0,0\n", problem) == Dropout(
        (500 + 17) / Fraction(1020), {("f0", "v0"): Fraction(1)}
    )
    assert read_dropout(b"feature,value,seated,stayed\n", problem).intercept == Fraction(85, 100)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("f0,v1,9,10", "d.csv row 2, column 'stayed': 10 people stayed, of 9 who had a seat"),
        ("f0,v1,x,10", "d.csv row 2, column 'seated': 'x' is not a whole number"),
        ("f0,v9,9,1", "d.csv row 2, column 'value': 'v9' does not occur"),
        ("f0,v1,9,1\nf0,v1,9,1", "d.csv row 3: the factor of 'f0' 'v1' was given in row 2 already"),
    ],
)
def test_wrong_counts_are_refused_with_the_cell(row: str, message: str) -> None:
    with pytest.raises(InputError) as error:
        read_dropout(f"feature,value,seated,stayed\n{row}\n".encode(), pool(8, 3, 2, 2), "d.csv")
    assert message in str(error.value)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("f0,v1,x", "d.csv row 2, column 'beta': 'x' is not a factor"),
        ("f0,v1,-1", "d.csv row 2, column 'beta': '-1' is not a factor"),
        ("f9,v1,1", "d.csv row 2, column 'feature': 'f9' does not occur"),
        ("f0,v9,1", "d.csv row 2, column 'value': 'v9' does not occur"),
        ("f0,v1,1\nF0,v1 ,1", "d.csv row 3: the factor of 'f0' 'v1' was given in row 2 already"),
    ],
)
def test_wrong_factors_are_refused_with_the_cell(rows: str, message: str) -> None:
    with pytest.raises(InputError) as error:
        read_dropout(f"feature,value,beta\n{rows}\n".encode(), pool(8, 3, 2, 2), "d.csv")
    assert message in str(error.value)


def test_impossible_requests_are_refused() -> None:
    problem = pool(4, 2, 2)
    people = list(problem.people)
    for panel, count, code in (
        (people[:2], 0, "alternates_count"),
        (["x"], 1, "panel_unknown"),
        (people[:1] * 2, 1, "panel_twice"),
        (people, 1, "alternates_nobody"),
    ):
        with pytest.raises(InputError) as error:
            find_reserves(problem, panel, count, SEED)
        assert error.value.code == code


def test_the_rest_beside_a_pair_is_no_quota_that_is_met() -> None:
    people = {f"p{i}": {"f": "ab"[i % 2], "g": "xy"[i // 2 % 2]} for i in range(8)}
    whole = Quota(0, 4)
    either = {"f": {"a": whole, "b": whole}, "g": {"x": whole, "y": whole}}
    problem = make_problem(either, people, 4, pairs={"f": {"g": {"a": {"x": Quota(1, 1)}}}})
    quotas = Quotas.of_problem(problem)
    assert quotas.asked.sum() == 5 < len(quotas.asked) - 1


def test_it_stops_when_asked() -> None:
    class Stop:
        def step(self, phase: str, done: int, total: int) -> None:
            assert phase == "alternates"
            assert 0 < done <= total
            raise Cancelled

    problem = pool(20, 6, 2)
    with pytest.raises(Cancelled):
        find_reserves(problem, list(problem.people)[:6], 3, SEED, None, Stop())
