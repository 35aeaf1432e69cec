"""Filling empty seats, against enumeration of everybody who could join."""

from __future__ import annotations

import itertools
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selection.model.errors import InputError, NoPanelError
from selection.model.problem import Problem, Quota, make_problem
from selection.model.profiles import make_profiles
from selection.model.progress import Silent
from selection.model.seed import SeedStream
from selection.panels.newcomers import Listing, every_panel
from selection.panels.panel import deviations
from selection.panels.replacement import replace_people
from selection.solving.polytope import make_polytope
from tests.selection.brute import leximin
from tests.selection.instances import and_the_smallest, proportional_problems
from tests.selection.panels.every_way import missed

SEED = bytes(range(32))


def pool(people: int, seats: int, *kinds: int, room: int = 0, homes: dict[str, str | None] | None = None) -> Problem:
    stream = SeedStream(SEED, f"replacement {people}")
    answers = {f"p{i:03}": {f"f{f}": f"v{stream.below(k)}" for f, k in enumerate(kinds)} for i in range(people)}
    categories = {}
    for f, k in enumerate(kinds):
        counts = Counter(given[f"f{f}"] for given in answers.values())
        share = {f"v{v}": counts[f"v{v}"] * seats // people for v in range(k)}
        categories[f"f{f}"] = {v: Quota(max(0, s - room), s + 1 + room) for v, s in share.items()}
    return make_problem(categories, answers, seats, homes)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6))
def test_one_seat_gives_equal_chances_to_exactly_those_who_fit(number: int) -> None:
    problem = pool(24, 8, 2, 3)
    people = list(problem.people)
    stream = SeedStream(SEED, str(number))
    stream.shuffle(people)
    panel, leaver = people[:8], people[0]
    found = replace_people(problem, panel, [leaver])
    scores = {person: missed(problem, [*panel[1:], person]) for person in people[8:]}
    fitting = {person for person, score in scores.items() if score == min(scores.values())}
    assert found.chances == dict.fromkeys(fitting, 1 / len(fitting))
    assert found.ids[0] in fitting
    assert found.deviations == deviations(problem, [*panel[1:], *found.ids])


def test_every_fitting_person_is_drawn_about_equally_often() -> None:
    problem = pool(24, 8, 2, 3, room=1)
    panel = list(problem.people)[:8]
    drawn = Counter(replace_people(problem, panel, panel[:1], i.to_bytes(4, "big")).ids[0] for i in range(800))
    chances = replace_people(problem, panel, panel[:1]).chances
    assert set(drawn) == set(chances)
    assert all(0.5 < drawn[person] / (800 * chance) < 1.6 for person, chance in chances.items())


@pytest.mark.parametrize("leavers", [2, 3])
def test_more_seats_keep_every_quota_with_leximin_chances(leavers: int) -> None:
    problem = pool(22, 8, 2, 3, room=0)
    panel = next(list(panel) for panel in itertools.combinations(problem.people, 8) if not deviations(problem, panel))
    found = replace_people(problem, panel, panel[:leavers], SEED)
    stay, rest = panel[leavers:], [person for person in problem.people if person not in panel]
    fits = [set(new) for new in itertools.combinations(rest, leavers) if not deviations(problem, [*stay, *new])]
    assert set(found.ids) in fits
    assert found.deviations == ()
    assert set(found.chances) == set.union(*fits)
    assert sum(found.chances.values()) == pytest.approx(leavers)
    by_answers: dict[tuple[str, ...], set[float]] = {}
    for person, chance in found.chances.items():
        by_answers.setdefault(problem.people[person], set()).add(chance)
    assert all(len(chances) == 1 for chances in by_answers.values())
    assert found == replace_people(problem, panel[::-1], panel[:leavers], SEED)


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 10**6), st.integers(2, 4))
def test_chances_are_leximin_over_every_way_to_fill_the_seats(number: int, leavers: int) -> None:
    problem = pool(14, 7, 2, 3, 2, room=number % 2)
    stream = SeedStream(SEED, str(number))
    fitting = [list(panel) for panel in itertools.combinations(problem.people, 7) if not deviations(problem, panel)]
    panel = fitting[stream.below(len(fitting))]
    stream.shuffle(panel)
    found = replace_people(problem, panel, panel[:leavers], SEED)
    rest = [person for person in problem.people if person not in panel]
    ways = [new for new in itertools.combinations(rest, leavers) if not deviations(problem, [*panel[leavers:], *new])]
    if not ways:
        assert found.deviations
        return
    expected = leximin(np.array([[person in way for person in rest] for way in ways], dtype=float))
    assert [found.chances.get(person, 0.0) for person in rest] == pytest.approx(expected.tolist(), abs=1e-6)


@settings(max_examples=25, deadline=None)
@given(proportional_problems())
@and_the_smallest()
def test_every_way_is_listed_once(problem: Problem) -> None:
    profiles = make_profiles(problem)
    listed = every_panel(make_polytope(problem, profiles), 10**4, 10**4, Silent())
    assert listed is not None
    by_answers = [profile.members[0] for profile in profiles.profiles]
    found = [tuple(sorted(problem.people[by_answers[p]] for p in way)) for way in listed.tolist()]
    expected = {
        tuple(sorted(problem.people[person] for person in way))
        for way in itertools.combinations(problem.people, problem.seats)
        if not deviations(problem, way)
    }
    assert len(found) == len(set(found))
    assert set(found) == expected


def test_the_guess_of_the_branches_is_right_on_average() -> None:
    problem = pool(24, 7, 2, 3, 2)
    polytope = make_polytope(problem, make_profiles(problem))
    listing, stream = Listing(polytope, 10**6, 10**6, Silent()), SeedStream(SEED, "guesses")
    empty, everybody = np.zeros_like(polytope.least), polytope.most > 0
    guesses = [listing.guess(empty, everybody, stream) for _ in range(400)]
    listing.branch(empty, [], everybody)
    branches = 10**6 - listing.branches
    assert branches > 50
    assert sum(guesses) / len(guesses) == pytest.approx(branches, rel=0.15)


def test_too_many_ways_to_list_leave_it_to_the_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = pool(22, 8, 2, 3, room=1)
    panel = next(list(panel) for panel in itertools.combinations(problem.people, 8) if not deviations(problem, panel))
    listed = replace_people(problem, panel, panel[:3], SEED).chances
    monkeypatch.setattr("selection.panels.replacement.MOST_WAYS", 3)
    assert replace_people(problem, panel, panel[:3], SEED).chances == pytest.approx(dict(listed), abs=1e-6)


def test_when_nobody_fits_the_smallest_deviation_is_shown() -> None:
    categories = {"f": {"a": Quota(2, 2), "b": Quota(2, 2)}, "g": {"x": Quota(0, 4), "y": Quota(0, 4)}}
    people = {f"a{i}": {"f": "a", "g": "x"} for i in range(4)} | {f"b{i}": {"f": "b", "g": "y"} for i in range(3)}
    problem = make_problem(categories, people, 4)
    one = replace_people(problem, ["a0", "a1", "b0", "b1"], ["b0"], SEED)
    assert one.ids == ("b2",)
    assert one.deviations == ()
    two = replace_people(problem, ["a0", "a1", "b0", "b1"], ["b0", "b1"], SEED)
    assert len(two.ids) == 2
    assert "b2" in two.ids
    assert [(d.feature, d.value, d.seats) for d in two.deviations] == [("f", "a", 3), ("f", "b", 1)]
    alone = make_problem(categories, {i: given for i, given in people.items() if i != "b2"}, 4)
    last = replace_people(alone, ["a0", "a1", "b0", "b1"], ["b0"], SEED)
    assert set(last.chances) == {"a2", "a3"}
    assert [(d.value, d.min, d.max, d.seats) for d in last.deviations] == [("a", 2, 2, 3), ("b", 2, 2, 1)]


def test_households_and_excluded_people_do_not_join() -> None:
    categories = {"f": {"a": Quota(0, 9)}}
    people = {f"p{i}": {"f": "a"} for i in range(8)}
    homes = {"p0": "x", "p4": "x", "p1": "y", "p5": "y", "p6": "z", "p7": "z"}
    problem = make_problem(categories, people, 3, homes, must_not=["p3"])
    found = replace_people(problem, ["p0", "p1", "p2"], ["p1"], SEED)
    assert set(found.chances) == {"p5", "p6", "p7"}  # p4 lives with p0, p3 is excluded, p1 leaves
    two = replace_people(problem, ["p0", "p1", "p2"], ["p1", "p2"], SEED)
    assert "p5" in two.ids
    assert len({"p6", "p7"} & set(two.ids)) == 1


@pytest.mark.parametrize("leavers", [1, 2])
def test_whoever_must_join_joins_though_others_would_fit(leavers: int) -> None:
    categories = {"f": {"a": Quota(0, 9), "b": Quota(0, 0)}}
    people = {f"p{i}": {"f": "b" if i == 5 else "a"} for i in range(6)}
    problem = make_problem(categories, people, 3, must=["p5"])
    panel = ["p0", "p1", "p2"]
    found = replace_people(problem, panel, panel[:leavers], SEED)
    assert found.chances["p5"] == pytest.approx(1.0)
    assert "p5" in found.ids and found.deviations


def test_impossible_requests_are_refused() -> None:
    problem = make_problem({"f": {"a": Quota(0, 3)}}, {f"p{i}": {"f": "a"} for i in range(4)}, 3, None, must_not=["p3"])
    panel = ["p0", "p1", "p2"]
    for selected, leaving, kind, code in (
        (panel, [], InputError, "panel_full"),
        (panel, ["p3"], InputError, "leaving_unknown"),
        (["x"], [], InputError, "panel_unknown"),
        (["p0", "p0"], [], InputError, "panel_twice"),
        (panel, ["p0"], NoPanelError, "nobody_left"),
    ):
        with pytest.raises(kind) as error:
            replace_people(problem, selected, leaving, SEED)
        assert error.value.code == code
        assert "{" not in str(error.value)
