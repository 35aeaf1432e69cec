"""Problems whose people and quotas are written as words, a letter for each answer."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from selection.model.problem import Problem, Quota, make_problem

Panel = tuple[str, ...]


def problem_of(
    answers: Sequence[str],
    quotas: Mapping[str, tuple[int, int]],
    seats: int,
    households: Mapping[int, str] | None = None,
    **special: Sequence[str],
) -> Problem:
    """`answers`: a word per person, a letter per feature; `quotas`: letter → (min, max), letters of features differ."""
    width = len(answers[0])
    letters = [sorted({word[f] for word in answers}) for f in range(width)]
    categories = {f"f{f}": {v: Quota(*quotas.get(v, (0, seats))) for v in letters[f]} for f in range(width)}
    people = {f"p{i:02}": {f"f{f}": word[f] for f in range(width)} for i, word in enumerate(answers)}
    homes = None if households is None else {f"p{i:02}": key for i, key in households.items()}
    return make_problem(categories, people, seats, homes, **special)


def pool_of(people: int, seats: int, households: bool = False) -> Problem:
    """Three features in all combinations, unevenly, with quotas one wide."""
    words = ["".join((a, b, c)) for a in "aabc" for b in "xyyz" for c in "mnn"]
    answers = [words[(7 * i + i // 5) % len(words)] for i in range(people)]
    share = {v: seats * sum(v in word for word in answers) / people for v in "abcxyzmn"}
    quotas = {v: (int(s), int(s) + 2) for v, s in share.items()}
    homes = {i: f"home {i // 2}" for i in range(0, people // 2)} if households else None
    return problem_of(answers, quotas, seats, homes)


def all_panels(problem: Problem) -> list[Panel]:
    return [panel for panel in itertools.combinations(problem.people, problem.seats) if is_panel(problem, panel)]


def is_panel(problem: Problem, panel: Sequence[str]) -> bool:
    for at, quotas in enumerate(problem.features.values()):
        seats = Counter(problem.people[person][at] for person in panel)
        if not all(quota.min <= seats[value] <= quota.max for value, quota in quotas.items()):
            return False
    homes = [problem.households[p] for p in panel if p in problem.households] if problem.households else []
    return (
        len(set(homes)) == len(homes)
        and len(set(panel)) == problem.seats
        and set(problem.must) <= set(panel)
        and not set(problem.must_not) & set(panel)
    )


def most_random_distribution(problem: Problem, chances: Mapping[str, float]) -> dict[Panel, float]:
    """The distribution of highest entropy over all panels with these chances, on the panels it needs.

    Newton's method on the dual  log Σ_S exp(θ·S) − θ·π; panels whose probability must be 0 leave as θ grows.
    """
    panels = all_panels(problem)
    S = np.array([[person in panel for person in chances] for panel in panels], dtype=float)
    goal = np.array(list(chances.values()))
    theta = np.zeros(len(goal))
    for _ in range(400):
        weight = np.exp(S @ theta - (S @ theta).max())
        p = weight / weight.sum()
        gradient = goal - p @ S
        covariance = (S * p[:, None]).T @ S - np.outer(p @ S, p @ S)
        step = np.linalg.lstsq(covariance + 1e-9 * np.eye(len(goal)), gradient, rcond=None)[0]
        theta += step * min(1.0, 1.0 / max(1e-12, float(np.abs(step).max())))
    assert np.abs(p @ S - goal).max() < 1e-3
    return dict(zip(panels, p.tolist(), strict=True))


FREE = problem_of(["ax", "ax", "ay", "ay", "bx", "bx", "by", "by", "ax"], {"a": (2, 2), "x": (1, 3)}, 4)
LOOSE = problem_of(["ax", "ay", "bx", "by", "cx", "cy", "ay", "bx"], {"x": (1, 3)}, 4)
TIGHT = problem_of(
    ["axm", "ayn", "bxn", "bym", "axn", "aym", "bxm", "byn"],
    dict.fromkeys("abxymn", (2, 2)),
    4,
)
HOMES = problem_of(
    ["ax", "by", "ay", "bx", "ax", "by", "ay", "bx"],
    {"a": (1, 2), "x": (1, 2)},
    3,
    households={0: "one", 1: "one", 2: "two", 3: "two", 4: "three", 5: "three"},
)
SPECIAL = problem_of(["ax", "ay", "bx", "by", "ax", "ay", "bx", "by"], {"a": (2, 3)}, 4, must=["p00"], must_not=["p07"])
NOWHERE = problem_of(["ax", "ay", "bx", "by", "cx", "ay", "bx"], {"a": (1, 2), "c": (0, 0)}, 3)
ODD = problem_of(["axm", "axn", "aym", "bxm", "byn", "ayn", "bxn", "bym"], {"a": (1, 1), "x": (1, 1), "m": (1, 1)}, 2)
INSTANCES = {
    "free": FREE,
    "loose": LOOSE,
    "tight": TIGHT,
    "homes": HOMES,
    "special": SPECIAL,
    "nowhere": NOWHERE,
    "odd": ODD,
}
