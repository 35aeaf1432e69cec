"""From a rule to a mixture of profile panels with the rule's chances, and the proof of them.

1. The relaxation: its chances bound every lottery (`chances`), and prove that some people are on no panel. If a mixture
   of panels has exactly these chances, it is the answer. A walk finds it (`decompose`); where the walk gets stuck,
   column generation does (`columns.mixture_of`).
2. Otherwise find out who else is on no panel (`excluded`). Without their seats the relaxation is tighter: repeat 1.
3. Otherwise column generation over whole panels for the rule itself (`columns`).

When the time is up, the panels found so far are mixed as fairly as possible, and the lottery is marked as incomplete.
So is a lottery whose proof that somebody is on no panel is too large to publish.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

import numpy as np

from selection.model.deadline import Deadline, OutOfTimeError, Timed
from selection.model.errors import InputError, SolverError
from selection.model.progress import Progress
from selection.model.tolerances import PROVEN, TIGHT
from selection.proof.certificate import Leaf, Objective, Split
from selection.rules.chances import Chances, leximin, maximin
from selection.rules.goldilocks import goldilocks
from selection.rules.goldilocks_panels import goldilocks_over_panels
from selection.rules.nash import nash, nash_over_panels
from selection.rules.objectives import objective
from selection.solving.absence import Absence
from selection.solving.branching import prove
from selection.solving.columns import Columns, Flags, Weights, leximin_over_panels, mixture_of
from selection.solving.decompose import decompose
from selection.solving.excluded import cover, level_at_zero
from selection.solving.multipliers import Stage, leaf
from selection.solving.polytope import Floats, Ints, Polytope
from selection.solving.pricing import NothingError, Pricer

#: Most leaves in all proofs of levels together: more would make a record of tens of megabytes.
LEAVES = 4000

#: Most leaves in the proof that somebody is on no panel, and in one that is tried before an integer program.
LEAVES_NOWHERE, LEAVES_SOON = 20_000, 2000

#: Seconds for a first panel if the time is up without any.
FIRST_PANEL = 2.0


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

    `complete`: the rule was computed to the end, and everybody left out is proven to be on no panel. `every_level`:
    `levels` prove all chances.
    """

    panels: Ints
    probabilities: Floats
    levels: tuple[Stage, ...]
    excluded: Mapping[int, Stage] = field(default_factory=dict)
    complete: bool = True
    every_level: bool = False
    objective: Objective | None = None


def solve(polytope: Polytope, rule: str, progress: Progress, deadline: Deadline) -> Solved:
    """Returns the lottery of `rule` over profiles.

    Raises NothingError if the solver finds no panel, InputError for an unknown rule, SolverError, Cancelled.
    """
    if rule not in RULES:
        raise InputError("bad_argument", argument="rule", value=rule, reason=f"is not one of {', '.join(RULES)}")
    return _Search(polytope, rule, progress, deadline).solved()


class _Search:
    """The three steps for one rule. `_excluded`: profile on no panel → proof; `_proven`: no such proof is missing."""

    def __init__(self, polytope: Polytope, rule: str, progress: Progress, deadline: Deadline) -> None:
        self._whole = polytope
        self._polytope = polytope
        self._rule, self._progress, self._deadline = rule, progress, deadline
        self._timed = Timed(progress, deadline)
        self._excluded: dict[int, Stage] = {}
        self._absent: dict[int, Stage] = {}
        self._at_zero: tuple[Stage, ...] = ()
        self._proven = True
        self._panels: list[Ints] = []
        self._levels: tuple[Stage, ...] = (_mean(polytope),)

    def solved(self) -> Solved:
        try:
            return self._relaxed() or self._without_nowhere() or self._over_panels()
        except OutOfTimeError:
            return self._as_found()
        except NothingError:
            if self._panels:
                raise SolverError("panel_lost") from None
            raise

    def _relaxed(self) -> Solved | None:
        """Step 1. Returns the mixture with the relaxation's chances, or None if none is found."""
        chances = RULES[self._rule][0](self._polytope, self._timed)
        z = chances.z
        self._at_zero = tuple(stage for stage in chances.stages if stage.level <= TIGHT)
        self._exclude(np.flatnonzero((z <= TIGHT) & (self._polytope.most > 0)).tolist())
        self._levels = tuple(stage for stage in chances.stages if stage.level > TIGHT)
        mixture = decompose(self._polytope, z, self._progress, self._deadline)
        if mixture.left and self._rule == "maximin":
            # maximin's z is a vertex, with arbitrary larger chances; those of leximin meet fewer bounds
            self._keep(mixture.panels)
            z = leximin(self._polytope, self._timed).z
            mixture = decompose(self._polytope, z, self._progress, self._deadline)
        if mixture.left == 0:
            return self._tight(z, mixture.panels, mixture.probabilities)
        self._keep(mixture.panels)
        columns = mixture_of(self._polytope, z, self._panels, self._deadline, self._timed)
        self._keep(columns.panels)
        if not columns.complete:
            return None
        used = columns.mixture > 0
        return self._tight(z, np.array(columns.panels)[used], columns.mixture[used])

    def _keep(self, panels: Iterable[Ints]) -> None:
        self._panels = list({z.tobytes(): z for z in [*self._panels, *panels]}.values())

    def _without_nowhere(self) -> Solved | None:
        """Step 2. Returns None if everybody left is on some panel, or if step 1 fails again."""
        pricer = Pricer(self._polytope, self._deadline)
        try:
            coverage = cover(self._polytope, self._panels, pricer, self._timed, self._searched)
        except OutOfTimeError:
            self._exclude(list(self._absent))
            raise
        self._keep(coverage.panels)
        if not coverage.complete:
            raise OutOfTimeError
        if not coverage.nowhere:
            return None
        self._exclude(coverage.nowhere)
        return self._relaxed()

    def _exclude(self, nowhere: Iterable[int]) -> None:
        """Proves that these profiles are on no panel, and removes their seats. Raises OutOfTimeError."""
        try:
            for p in nowhere:
                proof = self._nowhere(p)
                if proof is None:
                    self._proven = False
                else:
                    self._excluded[p] = proof
                self._polytope = _without(self._polytope, np.arange(len(self._polytope.count)) == p)
        finally:  # even when the time is up, no level may have weight on people who are on no panel
            self._levels = (_mean(self._polytope),)

    def _tight(self, z: Floats, panels: Ints, probabilities: Floats) -> Solved:
        proof = self._objective(probabilities @ panels)
        every = self._rule == "leximin" and self._proven
        return Solved(panels, probabilities, self._levels, self._excluded, self._proven, every, proof)

    def _over_panels(self) -> Solved:
        """Step 3."""
        pricer = Pricer(self._polytope, self._deadline)
        result = RULES[self._rule][1](self._polytope, self._panels, pricer, self._progress)
        used = result.mixture > 0
        panels, probabilities = np.array(result.panels)[used], result.mixture[used]
        z = probabilities @ panels
        levels, every = self._proofs(result, z)
        proof = self._objective(z, result.weights)
        complete = result.complete and self._proven
        return Solved(panels, probabilities, levels, self._excluded, complete, every and complete, proof)

    def _as_found(self) -> Solved:
        """The time is up: mixes the panels found so far to the largest smallest chance."""
        polytope = self._polytope
        if not self._panels:
            pricer = Pricer(polytope, Deadline(FIRST_PANEL))
            first = pricer.above(np.zeros(len(polytope.count)), -np.inf).panel
            first = pricer.best(np.zeros(len(polytope.count))) if first is None else first
            if first is None:
                raise SolverError("out_of_time")
            self._panels = [first]
        late = Pricer(polytope, Deadline(0.0))
        unmet = np.array(self._panels).sum(axis=0) == 0  # they would keep the smallest chance at 0
        met = _without(polytope, unmet)
        result = leximin_over_panels(met, self._panels, late, self._progress, stages=1)
        used = result.mixture > 0
        panels, probabilities = np.array(result.panels)[used], result.mixture[used]
        z = probabilities @ panels
        reached = (z[polytope.most > 0] > TIGHT).all()
        proof = self._objective(z) if reached else None
        return Solved(panels, probabilities, self._levels[:1], self._excluded, complete=False, objective=proof)

    def _proofs(self, result: Columns, z: Floats) -> tuple[tuple[Stage, ...], bool]:
        """Returns the proofs of the levels over whole panels, by splitting, and whether they prove every chance.

        A level that can't be proven with the leaves left has a bound above its chances. For the first level that is the
        bound of its tree, or the relaxation's if lower, and then later levels are left out. For a later level it is the
        bound of the root alone.
        """
        polytope, left = self._polytope, LEAVES
        stages: list[Stage] = []
        every = self._rule == "leximin" and result.complete
        chances = z / polytope.count
        for level in result.levels if result.complete else ():
            weights = np.where(polytope.most > 0, level.y * polytope.count, 0.0)
            share = weights / (weights[level.fixed].sum() or 1.0)
            smallest = float(chances[level.fixed].min(initial=1.0))
            target = float(share @ np.where(level.fixed, smallest, chances)) + PROVEN
            proven = prove(polytope, share / polytope.count, target, left, self._deadline)
            left -= proven.leaves
            every &= proven.whole
            if not proven.whole:
                if not stages and proven.bound > self._levels[0].level:
                    break
                if stages:
                    proven = prove(polytope, share / polytope.count, target, 1, self._deadline)
            stages.append(Stage(smallest, share, proven.tree))
        return tuple(stages) or self._levels[:1], every

    def _objective(self, z: Floats, weights: Weights | None = None) -> Objective | None:
        """Returns the proof of the rule's objective; None if it is undefined: somebody may be on a panel but isn't."""
        return objective(self._polytope, self._rule, z, self._deadline, weights) if self._proven else None

    @cached_property
    def _absence(self) -> Absence:
        return Absence(self._whole)

    def _searched(self, p: int) -> Ints | Literal[True] | None:
        """Returns a panel with profile p, True if it is on none (the proof is in `_absent`), None for neither soon."""
        found = self._search(p, LEAVES_SOON)
        if isinstance(found, Stage):
            self._absent[p] = found
            return True
        if found is not None:
            self._keep([found])
        return found

    def _nowhere(self, p: int) -> Stage | None:
        """Returns the proof that profile p is on no panel, None if it is too large. Raises OutOfTimeError."""
        found = self._absent.get(p) or self._search(p, LEAVES_NOWHERE)
        return found if isinstance(found, Stage) else None

    def _search(self, p: int, leaves: int) -> Ints | Stage | None:
        """Returns a panel with profile p or the proof that it is on none, else None. Raises OutOfTimeError."""
        self._timed.step("proofs", len(self._excluded), 0)
        at_zero = level_at_zero(self._whole, p, self._at_zero)
        if at_zero is not None:
            return at_zero
        found = self._absence.search(p, leaves, self._deadline)
        if found is None and self._deadline.passed():
            raise OutOfTimeError
        if found is None or not isinstance(found, Leaf | Split):
            return found
        weights = np.zeros(len(self._whole.count))
        weights[p] = self._whole.count[p]
        return Stage(0.0, weights, found)


def _without(polytope: Polytope, nobody: Flags) -> Polytope:
    """Returns the same constraints with no seats for these profiles."""
    return replace(polytope, most=np.where(nobody, 0, polytope.most))


def _mean(polytope: Polytope) -> Stage:
    """Returns the bound from seats and people alone: the smallest chance is at most the mean."""
    able = np.where(polytope.most > 0, polytope.count, 0).astype(float)
    multipliers = np.zeros(polytope.rows)
    total = float(able.sum()) or 1.0
    multipliers[0] = 1.0 / total
    return Stage(float(polytope.lower[0]) / total, able / total, leaf(multipliers))
