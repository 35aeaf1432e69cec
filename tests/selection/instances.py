"""Small problems: drawn at random for hypothesis, and a few by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import ceil, floor
from typing import Any

from hypothesis import example
from hypothesis import strategies as st

from selection.model.problem import Problem, Quota, make_problem

People = dict[str, dict[str, str]]


@st.composite
def problems(draw: st.DrawFn, most_people: int = 8) -> Problem:
    """Up to three features; quotas around one panel, so that most problems have one; sometimes households, musts."""
    n = draw(st.integers(1, most_people))
    people = draw(_people(n))
    ids = sorted(people)
    seats = draw(st.integers(0, n))
    panel = draw(st.permutations(ids))[:seats]
    categories: dict[str, dict[str, Quota]] = {}
    for feature in people[ids[0]]:
        categories[feature] = {}
        for value in "abc":
            on = sum(people[i][feature] == value for i in panel)
            low, high = max(0, on - draw(st.sampled_from([0, 0, 1]))), on + draw(st.sampled_from([0, 0, 1, 2]))
            categories[feature][value] = Quota(low, high)
    households = draw(st.none() | _households(ids))
    must = draw(st.sampled_from([[], [], [], ids[:1]]))
    must_not = draw(st.sampled_from([[], [], [], ids[-1:]]))
    return make_problem(categories, people, seats, households, must, [i for i in must_not if i not in must])


@st.composite
def proportional_problems(draw: st.DrawFn) -> Problem:
    """Three features whose quotas leave no room but rounding: where the relaxation often isn't tight."""
    n = draw(st.integers(4, 9))
    people = draw(_people(n, features=3))
    seats = draw(st.integers(1, n - 1))
    categories: dict[str, dict[str, Quota]] = {}
    for feature in ("f0", "f1", "f2"):
        categories[feature] = {}
        for value in "abc":
            share = seats * sum(p[feature] == value for p in people.values()) / n
            categories[feature][value] = Quota(floor(share + 1e-9), ceil(share - 1e-9))
    return make_problem(categories, people, seats)


def _people(n: int, features: int | None = None) -> st.SearchStrategy[People]:
    count = st.integers(1, 3) if features is None else st.just(features)
    return count.flatmap(
        lambda f: st.lists(st.tuples(*[st.sampled_from("aabbc")] * f), min_size=n, max_size=n).map(
            lambda rows: {f"p{i}": {f"f{j}": v for j, v in enumerate(row)} for i, row in enumerate(rows)}
        )
    )


def _households(ids: list[str]) -> st.SearchStrategy[dict[str, str | None]]:
    keys = st.lists(st.sampled_from(["x", "y", "z", None, None]), min_size=len(ids), max_size=len(ids))
    return keys.map(lambda given: dict(zip(ids, given, strict=True)))


def problem_of(rows: str, quotas: dict[str, dict[str, tuple[int, int]]], seats: int) -> Problem:
    """People from words like "aab bba", one letter per feature in the order of `quotas`."""
    features = list(quotas)
    people = {f"p{i}": dict(zip(features, word, strict=True)) for i, word in enumerate(rows.split())}
    categories = {f: {v: Quota(*bounds) for v, bounds in values.items()} for f, values in quotas.items()}
    return make_problem(categories, people, seats)


def pool(n: int, seats: int, stream_seed: bytes = b"pool") -> Problem:
    """A larger pool with skewed answers to four features and quotas near those of the population."""
    from selection.model.seed import SeedStream

    stream = SeedStream(stream_seed, "pool")
    shares = {
        "sex": {"f": 50, "m": 48, "x": 2},
        "age": {"16-24": 8, "25-39": 16, "40-54": 24, "55-69": 30, "70+": 22},
        "education": {"practical": 14, "middle": 36, "theory": 50},
        "place": {f"place {i}": 10 for i in range(10)},
    }
    population = {**shares, "education": {"practical": 27, "middle": 42, "theory": 31}}
    people = {}
    for i in range(n):
        answers = {}
        for feature, weights in shares.items():
            ticket = stream.below(sum(weights.values()))
            for value, weight in weights.items():
                ticket -= weight
                if ticket < 0:
                    answers[feature] = value
                    break
        people[f"p{i:05d}"] = answers
    categories = {}
    for feature, weights in population.items():
        total = sum(weights.values())
        categories[feature] = {
            v: Quota(max(0, floor(seats * w / total) - 1), ceil(seats * w / total) + 1) for v, w in weights.items()
        }
    return make_problem(categories, people, seats)


def tight_pool(n: int, seats: int, features: int, number: int, home: int = 3, room: int = 1) -> Problem:
    """Two to five values per feature, quotas of width 0 to `room` around one panel, `home` in ten share a home.

    Of this kind the relaxation is often not tight, or it is and a panel in its face is hard to find.
    """
    from selection.model.seed import SeedStream

    stream = SeedStream(number.to_bytes(4, "big"), "tight pool")
    sizes = [2 + stream.below(4) for _ in range(features)]
    ids = [f"p{i:04d}" for i in range(n)]
    people = {
        i: {f"f{f}": f"v{min(stream.below(size), stream.below(size))}" for f, size in enumerate(sizes)} for i in ids
    }
    homes: dict[str, str | None] = {}
    for at, person in enumerate(ids):
        joins = at > 0 and stream.below(10) < home
        homes[person] = homes[ids[at - 1]] if joins else person
    order, panel = list(ids), dict[str | None, str]()
    stream.shuffle(order)
    for person in order:
        if len(panel) < seats:
            panel.setdefault(homes[person], person)
    categories: dict[str, dict[str, Quota]] = {}
    for f, size in enumerate(sizes):
        on = [sum(people[i][f"f{f}"] == f"v{v}" for i in panel.values()) for v in range(size)]
        low = [max(0, seen - stream.below(room + 1)) for seen in on]
        categories[f"f{f}"] = {f"v{v}": Quota(low[v], max(on[v], low[v] + room)) for v in range(size)}
    return make_problem(categories, people, seats, homes)


#: Three overlapping features in an odd cycle: the relaxation gives some people more than any lottery over panels can.
ODD = problem_of(
    "baa aaa bbb bcb bbb bcb aab aba",
    {
        "f0": {"a": (1, 2), "b": (3, 4)},
        "f1": {"a": (1, 2), "b": (1, 2), "c": (1, 2)},
        "f2": {"a": (1, 2), "b": (3, 4)},
    },
    5,
)
#: Two features, households and somebody who may not be drawn.
SMALL = make_problem(
    {"f": {"a": Quota(1, 2), "b": Quota(1, 2)}, "g": {"1": Quota(0, 3), "2": Quota(1, 2)}},
    {f"p{i}": {"f": "ab"[i % 2], "g": "12"[i % 3 == 0]} for i in range(8)},
    3,
    {"p0": "x", "p1": "x", "p5": "y"},
    must_not=["p7"],
)
#: One person, with a seat and without; two for one seat, with a panel and without; a seat each at home; one home.
SMALLEST = (
    problem_of("a", {"f": {"a": (1, 1)}}, 1),
    problem_of("a", {"f": {"a": (0, 1)}}, 0),
    problem_of("a b", {"f": {"a": (0, 1), "b": (0, 1)}}, 1),
    problem_of("a b", {"f": {"a": (1, 1), "b": (1, 1)}}, 1),
    problem_of("a b", {"f": {"a": (1, 1), "b": (1, 1)}}, 2),
    make_problem({"f": {"a": Quota(1, 1)}}, {"p0": {"f": "a"}, "p1": {"f": "a"}}, 1, {"p0": "x", "p1": "x"}),
)


def and_the_smallest(*others: object) -> Callable[[Any], Any]:
    """Decorates a property of a problem, and of `others`: it is tried on SMALLEST in every run."""

    def decorate(test: Any) -> Any:
        for problem in SMALLEST:
            test = example(problem, *others)(test)
        return test

    return decorate


def with_quotas(problem: Problem, quotas: dict[tuple[str, str], Quota]) -> Problem:
    features = {f: {v: quotas.get((f, v), q) for v, q in values.items()} for f, values in problem.features.items()}
    return replace(problem, features=features)


def moved(problem: Problem, extra: int) -> Problem:
    """The problem with the quotas of the first feature's first value raised: often without a panel."""
    feature = next(iter(problem.features))
    value, quota = next(iter(problem.features[feature].items()))
    return with_quotas(problem, {(feature, value): Quota(quota.min + extra, quota.max + extra)})
