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
from selection.certificate import Objective
from selection.chances import Chances, leximin, maximin
from selection.columns import Columns, Pricer, leximin_over_panels, mixture_of
from selection.deadline import Deadline
from selection.decompose import decompose
from selection.errors import InputError
from selection.excluded import cover
from selection.goldilocks import goldilocks
from selection.goldilocks_panels import goldilocks_over_panels
from selection.nash import nash, nash_over_panels
from selection.objectives import objective
from selection.polytope import Floats, Ints, Polytope
from selection.progress import Progress
from selection.stages import Stage
from selection.tolerances import PROVEN, TIGHT, WHOLE


def _maximin_over_panels(polytope: Polytope, panels: list[Ints], pricer: Pricer, progress: Progress) -> Columns:
    return leximin_over_panels(polytope, panels, pricer, progress, stages=1)


#: rule → its chances over the relaxation, its mixture over whole panels
RULES: dict[str, tuple[Callable[..., Chances], Callable[..., Columns]]] = {
    "leximin": (leximin, leximin_over_panels),
    "maximin": (maximin, _maximin_over_panels),
    "nash": (nash, nash_over_panels),
    "goldilocks": (goldilocks, goldilocks_over_panels),
}


@dataclass(frozen=True)
class Solved:
    """`panels` (J × P) with `probabilities` (J); `levels`, `excluded` and `objective` prove them.

    `complete`: the rule was computed to the end. `every_level`: `levels` prove all chances.
    """

    panels: Ints
    probabilities: Floats
    levels: tuple[Stage, ...]
    excluded: Mapping[int, Stage] = field(default_factory=dict)
    complete: bool = True
    every_level: bool = False
    objective: Objective | None = None


def solve(polytope: Polytope, rule: str, progress: Progress, deadline: Deadline) -> Solved:
    """The lottery of `rule` over profiles. Raises NoPanelError, InputError for an unknown rule, Cancelled."""
    if rule not in RULES:
        raise InputError("bad_argument", argument="rule", value=rule, reason=f"is not one of {', '.join(RULES)}")
    return _Search(polytope, rule, progress, deadline).solved()


class _Search:
    """The three steps for one rule; `excluded`: who has been found to be on no panel, with the proof."""

    def __init__(self, polytope: Polytope, rule: str, progress: Progress, deadline: Deadline) -> None:
        self._whole = polytope
        self._polytope = polytope
        self._rule, self._progress, self._deadline = rule, progress, deadline
        self._excluded: dict[int, Stage] = {}
        self._panels: list[Ints] = []

    def solved(self) -> Solved:
        tight = self._relaxed()
        if tight is not None:
            return tight
        coverage = cover(self._polytope, self._panels, Pricer(self._polytope, self._deadline))
        self._panels = coverage.panels
        if not coverage.complete:
            return self._as_found()
        if coverage.nowhere:
            self._excluded = {p: _nowhere(self._whole, p) for p in coverage.nowhere}
            self._polytope = coverage.without(self._polytope)
            tight = self._relaxed()
        return tight or self._over_panels()

    def _relaxed(self) -> Solved | None:
        """Steps 1: the mixture with the relaxation's chances, when the walk finds one."""
        self._chances = RULES[self._rule][0](self._polytope, self._progress)
        mixture = decompose(self._polytope, self._chances.z, self._progress)
        if mixture.left == 0:
            return self._tight(mixture.panels, mixture.probabilities)
        self._panels = list({z.tobytes(): z for z in [*self._panels, *mixture.panels]}.values())
        return None

    def _tight(self, panels: Ints, probabilities: Floats) -> Solved:
        z = self._chances.z
        nowhere = np.flatnonzero((z <= TIGHT) & (self._polytope.most > 0))
        excluded = {**self._excluded, **{int(p): _nowhere(self._whole, int(p)) for p in nowhere}}
        levels = tuple(stage for stage in self._chances.stages if stage.level > TIGHT)
        every = self._rule == "leximin"
        proof = objective(self._polytope, self._rule, probabilities @ panels)
        return Solved(panels, probabilities, levels, excluded, every_level=every, objective=proof)

    def _over_panels(self) -> Solved:
        """Step 3."""
        polytope, pricer = self._polytope, Pricer(self._polytope, self._deadline)
        if self._rule != "maximin":
            target = self._chances.z / polytope.count
            found = mixture_of(polytope, target, self._panels, pricer, self._progress)
            self._panels = found.panels
            if found.complete:
                used = found.mixture > 0
                return self._tight(np.array(found.panels)[used], found.mixture[used])
        result = RULES[self._rule][1](polytope, self._panels, pricer, self._progress)
        used = result.mixture > 0
        panels, probabilities = np.array(result.panels)[used], result.mixture[used]
        z = probabilities @ panels
        levels = (self._smallest(result, z),) if (polytope.most > polytope.least).any() else ()
        proof = objective(polytope, self._rule, z)
        return Solved(panels, probabilities, levels, self._excluded, complete=result.complete, objective=proof)

    def _as_found(self) -> Solved:
        """Time was up before everybody's panels were found: those that were, equally likely."""
        panels = np.array(self._panels)
        probabilities = np.full(len(panels), 1.0 / len(panels))
        proof = objective(self._polytope, self._rule, probabilities @ panels)
        levels = tuple(stage for stage in self._chances.stages if stage.level > TIGHT)[:1]
        return Solved(panels, probabilities, levels, self._excluded, complete=False, objective=proof)

    def _smallest(self, result: Columns, z: Floats) -> Stage:
        """The proof of the smallest chance: by splitting when that isn't too large, else what the relaxation allows."""
        polytope = self._polytope
        weights = np.where(polytope.most > 0, result.first * polytope.count, 0.0)
        if result.complete and weights.sum() > 0:
            smallest = float((z / polytope.count)[weights > 0].min())
            weights = weights / weights.sum()
            tree = prove(polytope, weights / polytope.count, smallest + PROVEN)
            if tree is not None:
                return Stage(smallest, weights, tree)
        return next(stage for stage in self._chances.stages if stage.level > TIGHT)


def _nowhere(polytope: Polytope, p: int) -> Stage:
    """The proof that profile p is on no panel."""
    value = np.zeros(len(polytope.count))
    value[p] = 1.0
    tree = prove(polytope, value, 1.0 - WHOLE)
    assert tree is not None, "the proof that somebody is on no panel is too large"
    return Stage(0.0, value, tree)
