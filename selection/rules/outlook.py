"""The state of a pool before the draw: whether a panel exists, the smallest and the typical chance, who is missing.

Everything is computed over the relaxed panel constraints (see `chances`), so it takes a second, not minutes, and the
smallest chance is a certified bound for the final lottery. The multipliers λ of the first stage price every answer: one
more volunteer with answers v₁, v₂, … can raise the smallest chance if −λ_0 − Σ λ_v is above zero, so the kinds to look
for are those where it is largest. The gain from each kind is then computed, not estimated: the first stage is solved
again with that many more of them in the pool.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from selection.model.pairs import REST
from selection.model.problem import Problem
from selection.model.profiles import Profiles, make_profiles
from selection.model.progress import Progress, Silent
from selection.rules.chances import leximin, maximin
from selection.rules.feasibility import check
from selection.rules.missing import Missing, best_additions
from selection.solving.polytope import Floats, Polytope, make_polytope
from selection.solving.pricing import NothingError
from selection.solving.solver import Status

#: The least gain in the smallest chance that is worth looking for people.
BETTER = 0.001
#: Kinds of volunteer whose gain is computed.
KINDS = 3


@dataclass(frozen=True)
class Group:
    """The people with one answer: how many, and their mean chance.

    `gain`: by how much the smallest chance would grow with one more volunteer who has this answer instead of an
    average one. Above zero, too few people with this answer hold the others back. Zero for all groups if no kind of
    volunteer would make it grow.
    """

    feature: str
    value: str
    people: int
    chance: float
    gain: float = 0.0


@dataclass(frozen=True)
class Addition:
    """`people` more volunteers with these answers (feature → value) bring the smallest chance to `smallest`."""

    answers: Mapping[str, str]
    people: int
    smallest: float


@dataclass(frozen=True)
class Outlook:
    """`exists`: a panel exists. If not, `missing` lists the volunteers who would help, and there are no chances.

    `smallest`, `typical`: the smallest chance and the median over people. `groups`: per feature and value, in order.
    """

    exists: bool
    smallest: float = 0.0
    typical: float = 0.0
    groups: tuple[Group, ...] = ()
    additions: tuple[Addition, ...] = ()
    missing: tuple[Missing, ...] = ()


def restored(values: Mapping[str, Any]) -> Outlook | None:
    """Returns the `Outlook` that `dataclasses.asdict` turned into `values`; None if it had other fields than today."""
    try:
        return Outlook(
            **{
                **values,
                "groups": tuple(Group(**group) for group in values["groups"]),
                "additions": tuple(Addition(**addition) for addition in values["additions"]),
                "missing": tuple(Missing(**kind) for kind in values["missing"]),
            }
        )
    except (KeyError, TypeError):
        return None


def outlook(problem: Problem, extra: int = 4, progress: Progress | None = None) -> Outlook:
    """Returns the state of the pool, and the gain from `extra` more volunteers of one kind. Raises Cancelled."""
    progress = progress or Silent()
    feasibility = check(problem, progress)
    if not feasibility.ok:
        return Outlook(False, missing=feasibility.missing)
    profiles = make_profiles(problem)
    polytope = make_polytope(problem, profiles)
    levels = leximin(polytope, progress).z / polytope.count
    smallest, gain = float(levels.min()), _gain(polytope)
    return Outlook(
        True,
        smallest,
        float(np.median(np.repeat(levels, polytope.count))),
        _groups(problem, profiles, levels, polytope, gain),
        _additions(problem, polytope, smallest, gain, extra, progress),
    )


def _groups(
    problem: Problem, profiles: Profiles, levels: Floats, polytope: Polytope, gain: Floats
) -> tuple[Group, ...]:
    groups: list[Group] = []
    sizes = [len(quotas) for quotas in problem.features.values()]
    starts = [1 + sum(sizes[:place]) for place in range(len(sizes))]
    helped = bool(best_additions(problem, polytope, gain))
    for f, (feature, quotas) in enumerate(problem.features.items()):
        gains = gain[starts[f] : starts[f] + sizes[f]] * helped
        feature_groups = []
        for value in quotas:
            having = np.array([profile.answers[f] == value for profile in profiles.profiles])
            people = int(polytope.count[having].sum())
            seats = float((levels * polytope.count)[having].sum())
            feature_groups.append(Group(feature, value, people, seats / people if people else 0.0))
        average = float(sum(gains * [group.people for group in feature_groups])) / len(problem.people)
        groups += [
            replace(group, gain=float(g) - average)
            for group, g in zip(feature_groups, gains, strict=True)
            if group.value != REST
        ]
    return tuple(groups)


def _additions(
    problem: Problem, polytope: Polytope, smallest: float, gain: Floats, extra: int, progress: Progress
) -> tuple[Addition, ...]:
    kinds = best_additions(problem, polytope, gain)
    tried = []
    for place, kind in enumerate(kinds[:KINDS]):
        progress.step("additions", place, KINDS)
        reached = _with(problem, kind, extra)
        if reached >= smallest + BETTER:
            tried.append(Addition(kind.answers, extra, reached))
    return tuple(sorted(tried, key=lambda addition: -addition.smallest))


def _gain(polytope: Polytope) -> Floats:
    """Returns what one more volunteer adds to the smallest chance, per row of their answers.

    The program is max t with z_p ≥ n_p t; its row multipliers λ price the answers, and −λ is the gain.
    """
    P = len(polytope.count)
    model = polytope.model(np.zeros(P), whole=False)
    column = polytope.times(polytope.count)
    rows: Sequence[int] = np.flatnonzero(column).tolist()
    room = np.maximum(polytope.most - polytope.least, 0)
    model.set_bounds(np.zeros(P), np.asarray(room, dtype=float))
    model.add_column(rows, [float(column[row]) for row in rows], 0.0, 1.0, 1.0)
    solution = model.solve("who would help")
    if solution.status is Status.INFEASIBLE:
        return np.zeros(polytope.rows)
    return -solution.row_dual


def _with(problem: Problem, kind: Missing, extra: int) -> float:
    """Returns the smallest chance with `extra` more people of this kind in the pool."""
    values = {**kind.answers, **{pair.name: pair.value(kind.answers) for pair in problem.pairs}}
    answers = tuple(values[feature] for feature in problem.features)
    people = {**problem.people, **{f"\uffff{number}": answers for number in range(extra)}}
    larger = replace(problem, people=people)
    profiles = make_profiles(larger)
    try:
        stage = maximin(make_polytope(larger, profiles), Silent()).stages[0]
    except NothingError:
        return 0.0
    return stage.level
