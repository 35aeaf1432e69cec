"""A rule → a mixture of profile panels with the rule's chances, and what proves them.

The relaxation first: its chances bound every lottery. If panels mix to exactly those chances, that is the answer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from selection.chances import Chances, leximin, maximin
from selection.decompose import Mixture, decompose
from selection.errors import InputError
from selection.polytope import Polytope
from selection.progress import Progress
from selection.stages import Stage
from selection.tolerances import TIGHT

RULES: dict[str, Callable[[Polytope, Progress], Chances]] = {"leximin": leximin, "maximin": maximin}


@dataclass(frozen=True)
class Solved:
    """`mixture` of profile panels; `levels` and `excluded` prove it; `complete`: the rule was computed to the end."""

    mixture: Mixture
    levels: tuple[Stage, ...]
    excluded: Mapping[int, Stage] = field(default_factory=dict)
    complete: bool = True
    every_level: bool = False


def solve(polytope: Polytope, rule: str, progress: Progress) -> Solved:
    """The lottery of `rule` over profiles. Raises NoPanelError, InputError for an unknown rule, Cancelled."""
    if rule not in RULES:
        raise InputError(
            "bad_argument", argument="rule", value=rule, reason=f"is not one of {', '.join(sorted(RULES))}"
        )
    chances = RULES[rule](polytope, progress)
    mixture = decompose(polytope, chances.z, progress)
    assert mixture.left == 0
    nowhere = np.flatnonzero(chances.z <= TIGHT)
    excluded = {int(p): _seats_of(polytope, int(p)) for p in nowhere}
    levels = tuple(stage for stage in chances.stages if stage.level > TIGHT)
    return Solved(mixture, levels, excluded, every_level=rule == "leximin")


def _seats_of(polytope: Polytope, p: int) -> Stage:
    """What bounds the seats of profile p in the relaxation."""
    P = len(polytope.count)
    weights = np.zeros(P)
    weights[p] = 1.0
    solution = polytope.model(weights, whole=False).solve("the seats of one profile")
    return Stage(solution.objective, weights, solution.row_dual)
