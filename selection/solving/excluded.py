"""Who is on no panel at all: found by looking for panels with the people who are on none so far."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from selection.model.progress import Progress
from selection.model.tolerances import UNIT, WHOLE
from selection.proof.certificate import Leaf
from selection.solving.multipliers import Stage, leaf
from selection.solving.polytope import Ints, Polytope
from selection.solving.pricing import Pricer

#: Multipliers above this would lose their last digits in a record.
LARGEST = 1e3

Search = Callable[[int], Ints | Literal[True] | None]


@dataclass(frozen=True)
class Coverage:
    """`panels`: with everyone who is on some panel. `nowhere`: the profiles that are on none."""

    panels: list[Ints]
    nowhere: tuple[int, ...]
    complete: bool


def cover(
    polytope: Polytope, panels: list[Ints], pricer: Pricer, progress: Progress, search: Search | None = None
) -> Coverage:
    """Panels that together have everyone who is on any panel. Raises NothingError when there is none.

    `search`: for a profile a panel with it, or True where it has the proof that there is none, None for neither.
    """
    panels = list(panels)
    missing = polytope.most > 0
    for known in panels:
        missing &= known == 0
    proven: list[int] = []
    while missing.any() or not panels:
        progress.step("panels", len(panels), 0)
        value = missing.astype(float)
        z = pricer.above(value, 0.0).panel
        if z is None and search is not None:
            z, absent = _searched(np.flatnonzero(missing).tolist(), search)
            proven += absent
            missing[absent] = False
            if z is None and panels and not missing.any():
                break
        if z is None:
            z = pricer.best(value)
        if z is None:
            return Coverage(panels, (), False)
        panels.append(z)
        if not z[missing].any():
            break
        missing &= z == 0
    return Coverage(panels, tuple(sorted([*proven, *np.flatnonzero(missing).tolist()])), True)


def _searched(profiles: list[int], search: Search) -> tuple[Ints | None, list[int]]:
    """A panel with one of these profiles, if a search finds one, and those that are on none until then."""
    absent = []
    for p in profiles:
        found = search(p)
        if found is True:
            absent.append(p)
        elif found is not None:
            return found, absent
    return None, absent


def level_at_zero(polytope: Polytope, p: int, stages: Sequence[Stage]) -> Stage | None:
    """The proof that profile p is on no panel from a level of chances at 0 in which p has weight, if that is enough.

    Multipliers that prove Σ w π ≤ 0 prove it for each π alone.
    """
    for stage in stages:
        weight = float(stage.weights[p])
        if weight <= 0.0 or not isinstance(stage.tree, Leaf):
            continue
        multipliers = np.zeros(polytope.rows)
        for row, units in stage.tree.multipliers.items():
            multipliers[row] = units / UNIT * polytope.count[p] / weight
        rest = -polytope.transpose_times(multipliers)
        rest[p] += 1.0
        bound = np.maximum(multipliers * polytope.lower, multipliers * polytope.upper).sum()
        bound += np.maximum(rest * polytope.least, rest * polytope.most).sum()
        if bound < 1.0 - WHOLE and float(np.abs(multipliers).max(initial=0.0)) < LARGEST:
            weights = np.zeros(len(polytope.count))
            weights[p] = polytope.count[p]
            return Stage(0.0, weights, leaf(multipliers))
    return None
