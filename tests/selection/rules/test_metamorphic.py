"""Changes of the input that must change nothing, or in a known way."""

from __future__ import annotations

from hypothesis import given

from selection import NoPanelError, Problem, Quota, find_lottery, make_problem
from tests.selection.instances import and_the_smallest, pool, problems


def chances(problem: Problem) -> dict[str, int] | None:
    try:
        return dict(find_lottery(problem, tickets=1).chances)
    except NoPanelError:
        return None


@given(problems(most_people=7))
@and_the_smallest()
def test_other_names_for_values_change_no_chance(problem: Problem) -> None:
    renamed = {f"{f} renamed": {f"z{v}"[::-1]: q for v, q in values.items()} for f, values in problem.features.items()}
    people = {
        i: {f"{f} renamed": f"z{v}"[::-1] for f, v in zip(problem.features, answers, strict=True)}
        for i, answers in problem.people.items()
    }
    homes = None if problem.households is None else {i: str(h) for i, h in problem.households.items()}
    again = make_problem(renamed, people, problem.seats, homes, problem.must, problem.must_not)
    before, after = chances(problem), chances(again)
    assert (before is None) == (after is None)
    if before is not None and after is not None:
        assert all(abs(before[i] - after[i]) < 10**6 for i in before)  # in 1e-12


def test_doubling_pool_seats_and_quotas_keeps_chances() -> None:
    problem = pool(150, 15)
    categories = {
        f: {v: Quota(2 * q.min, 2 * q.max) for v, q in values.items()} for f, values in problem.features.items()
    }
    people = {}
    for i, answers in problem.people.items():
        for copy in "xy":
            people[i + copy] = dict(zip(problem.features, answers, strict=True))
    one, two = find_lottery(problem, tickets=10), find_lottery(make_problem(categories, people, 30), tickets=10)
    for i, units in one.chances.items():
        assert abs(two.chances[i + "x"] - units) < 10**6 and two.chances[i + "x"] == two.chances[i + "y"]


def test_somebody_who_cannot_be_drawn_spoils_nothing() -> None:
    problem = pool(120, 12)
    feature = next(iter(problem.features))
    categories = {f: dict(values) for f, values in problem.features.items()}
    categories[feature] = {**categories[feature], "nobody's": Quota(0, 0)}
    people = {i: dict(zip(problem.features, a, strict=True)) for i, a in problem.people.items()}
    people["lonely"] = {**people["p00000"], feature: "nobody's"}
    lottery = find_lottery(make_problem(categories, people, 12), tickets=10)
    assert lottery.cannot_be_selected == ("lonely",)
    before = find_lottery(problem, tickets=10)
    assert abs(lottery.minimum - before.minimum) < 10**4 < before.minimum
    assert all(abs(lottery.chances[i] - units) < 10**6 for i, units in before.chances.items())
