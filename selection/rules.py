"""A rule → a mixture of profile panels with the rule's chances, and what proves them.

1. The relaxation: its chances bound every lottery (`chances`). If panels mix to exactly those (`decompose`), done.
2. Otherwise: who is on no panel at all (`excluded`)? Without their seats the relaxation is tighter: once more 1.
3. Otherwise column generation over whole panels: first for the relaxation's chances, since a walk can get stuck where
   a mixture exists; then for the rule itself (`columns`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from selection.branching import prove
from selection.chances import Chances, leximin, maximin
from selection.columns import Columns, Pricer, leximin_over_panels, mixture_of
from selection.deadline import Deadline
from selection.decompose import Mixture, decompose
from selection.errors import InputError
from selection.excluded import cover
from selection.polytope import Floats, Ints, Polytope
from selection.progress import Progress
from selection.stages import Stage
from selection.tolerances import PROVEN, TIGHT, WHOLE

RULES: dict[str, Callable[[Polytope, Progress], Chances]] = {"leximin": leximin, "maximin": maximin}


@dataclass(frozen=True)
class Solved:
    """`panels` (J × P) with `probabilities` (J); `levels` and `excluded` prove them.

    `complete`: the rule was computed to the end. `every_level`: `levels` prove all chances.
    """

    panels: Ints
    probabilities: Floats
    levels: tuple[Stage, ...]
    excluded: Mapping[int, Stage] = field(default_factory=dict)
    complete: bool = True
    every_level: bool = False


def solve(polytope: Polytope, rule: str, progress: Progress, deadline: Deadline) -> Solved:
    """The lottery of `rule` over profiles. Raises NoPanelError, InputError for an unknown rule, Cancelled."""
    if rule not in RULES:
        raise InputError("bad_argument", argument="rule", value=rule, reason=f"is not one of {', '.join(RULES)}")
    chances = RULES[rule](polytope, progress)
    mixture = decompose(polytope, chances.z, progress)
    if mixture.left == 0:
        return _tight(polytope, rule, chances, mixture, {})
    pricer = Pricer(polytope, deadline)
    coverage = cover(polytope, list(mixture.panels), pricer)
    excluded = {p: _nowhere(polytope, p) for p in coverage.nowhere}
    panels = coverage.panels
    if coverage.nowhere:
        polytope = coverage.without(polytope)
        chances = RULES[rule](polytope, progress)
        mixture = decompose(polytope, chances.z, progress)
        if mixture.left == 0:
            return _tight(polytope, rule, chances, mixture, excluded)
        panels = _distinct([*panels, *mixture.panels])
        pricer = Pricer(polytope, deadline)
    return _over_panels(polytope, rule, chances, panels, pricer, excluded, progress)


def _over_panels(
    polytope: Polytope,
    rule: str,
    chances: Chances,
    panels: list[Ints],
    pricer: Pricer,
    excluded: Mapping[int, Stage],
    progress: Progress,
) -> Solved:
    if rule == "leximin":
        found = mixture_of(polytope, chances.z / polytope.count, panels, pricer, progress)
        if found.complete:
            q = Mixture(np.array(found.panels), found.mixture, 0.0, chances.z)
            return _tight(polytope, rule, chances, q, excluded)
        panels = found.panels
    stages = 1 if rule == "maximin" else None
    result = leximin_over_panels(polytope, panels, pricer, progress, stages)
    level = _smallest(polytope, chances, result)
    used = result.mixture > 0
    stacked = np.array(result.panels)[used]
    return Solved(stacked, result.mixture[used], (level,), excluded, complete=result.complete)


def _smallest(polytope: Polytope, chances: Chances, result: Columns) -> Stage:
    """The proof of the smallest chance: by splitting when that isn't too large, else what the relaxation allows."""
    weights = result.first * polytope.count
    z = result.mixture @ np.array(result.panels)
    able = polytope.most > 0
    smallest = float((z / polytope.count)[able].min(initial=1.0))
    if result.complete and weights.sum() > 0:
        weights = weights / weights.sum()
        tree = prove(polytope, weights / polytope.count, smallest + PROVEN)
        if tree is not None:
            return Stage(smallest, weights, tree)
    return chances.stages[0]


def _distinct(panels: list[Ints]) -> list[Ints]:
    return list({z.tobytes(): z for z in panels}.values())


def _tight(polytope: Polytope, rule: str, chances: Chances, mixture: Mixture, excluded: Mapping[int, Stage]) -> Solved:
    nowhere = np.flatnonzero((chances.z <= TIGHT) & (polytope.most > 0))
    excluded = {**excluded, **{int(p): _nowhere(polytope, int(p)) for p in nowhere}}
    levels = tuple(stage for stage in chances.stages if stage.level > TIGHT)
    return Solved(mixture.panels, mixture.probabilities, levels, excluded, every_level=rule == "leximin")


def _nowhere(polytope: Polytope, p: int) -> Stage:
    """The proof that profile p is on no panel."""
    value = np.zeros(len(polytope.count))
    value[p] = 1.0
    tree = prove(polytope, value, 1.0 - WHOLE)
    assert tree is not None, "the proof that somebody is on no panel is too large"
    return Stage(0.0, value, tree)
