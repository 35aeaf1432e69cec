"""The proof that chances are those of leximin: for everybody, an inequality that keeps their chance from rising.

At the computed chances π let d be a change of the expected panel z = nπ. For a level t, over the relaxation,

    max Σ_{p at t} d_p    such that    A (z + d) and z + d inside their bounds,    d_p ≥ 0 for everybody with π_p ≤ t

is 0 if nobody at t can gain without a loss for somebody whose chance is no larger. Its multipliers are the level of the
certificate (`proof.certificate`). In terms of d every bound that z reaches is exactly 0, so no solver tolerance comes
between the chances and their proof. People who could rise in the relaxation keep the trees found over whole panels.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from selection.model.constraints import Constraints
from selection.model.tolerances import FACE, UNIT
from selection.proof.certificate import ROOM, Certificate, Leaf, Level, Split, proven
from selection.solving.multipliers import Stage, whole_units
from selection.solving.polytope import Floats, Polytope
from selection.solving.solver import Model, Status

#: A weight below this share of a tree's largest is noise.
SHARE = 1e-6


def levels(
    constraints: Constraints,
    polytope: Polytope,
    certificate: Certificate,
    stages: Sequence[Stage],
    chances: Sequence[int],
    first: bool,
) -> tuple[Level, ...]:
    """Returns the levels that prove these chances (1/UNIT, by profile), lowest first; only the lowest if `first`."""
    pi = np.array(chances, dtype=np.int64)
    proven_levels = [_of_stage(stage, pi) for stage in stages if isinstance(stage.tree, Split)]
    stuck = _Stuck(polytope, pi)
    rooms = np.array(proven(constraints, certificate, list(chances)).rooms)
    waiting = (polytope.most > 0) & (rooms > ROOM)
    while waiting.any():
        lowest = int(pi[waiting].min())
        profiles = waiting & (pi <= lowest + ROOM)
        multipliers = stuck.multipliers(profiles)
        waiting &= ~profiles
        if multipliers is not None:
            proven_levels.append(Level(int(pi[profiles].max()), Leaf(whole_units(multipliers))))
        if first:
            break
    return tuple(sorted(proven_levels, key=lambda level: level.highest))


def _of_stage(stage: Stage, pi: np.ndarray) -> Level:
    weights = np.where(stage.weights > SHARE * stage.weights.max(), stage.weights, 0.0)
    whole = whole_units(weights)
    return Level(max(int(pi[p]) for p in whole), stage.tree, whole)


class _Stuck:
    """Whether chances can rise: one linear program, reused from level to level."""

    def __init__(self, polytope: Polytope, pi: np.ndarray) -> None:
        z = pi / UNIT * polytope.count
        image = polytope.times(z)
        down, up = polytope.lower - image, polytope.upper - image
        self._pi = pi
        self._least = _loose(polytope.least - z, -1)
        self._most = _loose(polytope.most - z, 1)
        zeros = np.zeros(len(z))
        self._model = Model(polytope.columns(), _loose(down, -1), _loose(up, 1), self._least, self._most, zeros)

    def multipliers(self, profiles: np.ndarray) -> Floats | None:
        """Returns multipliers by row that keep these profiles, all of one level, from rising; None if all can rise."""
        highest = int(self._pi[profiles].max())
        lower = np.where(self._pi <= highest, np.maximum(self._least, 0.0), self._least)
        self._model.set_bounds(lower, self._most)
        held = profiles.copy()
        while held.any():
            self._model.set_cost(held.astype(float))
            solution = self._model.solve("the proof of a level")
            assert solution.status is Status.OPTIMAL, "no change at all is a solution"
            rising = held & (solution.x > FACE)
            if solution.objective <= FACE or not rising.any():
                return solution.row_dual
            held &= ~rising
        return None


def _loose(room: Floats, sign: int) -> Floats:
    """Room on one side, 0 where there is hardly any."""
    return np.where(sign * room > FACE, room, 0.0)
