"""Who is on no panel at all: found by looking for panels with the people who are on none so far."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from selection.columns import Pricer
from selection.deadline import Deadline
from selection.polytope import Ints, Polytope


@dataclass(frozen=True)
class Coverage:
    """`panels`: with everyone who is on some panel. `nowhere`: the profiles that are on none."""

    panels: list[Ints]
    nowhere: tuple[int, ...]
    complete: bool

    def without(self, polytope: Polytope) -> Polytope:
        """The same constraints with no seats for the profiles that are on no panel."""
        most = polytope.most.copy()
        most[list(self.nowhere)] = 0
        return replace(polytope, most=most)


def cover(polytope: Polytope, panels: list[Ints], pricer: Pricer) -> Coverage:
    """Panels that together have everyone who is on any panel. Raises NoPanelError when there is none."""
    panels = list(panels) or _any_panel(polytope)
    missing = polytope.most > 0
    for known in panels:
        missing &= known == 0
    while missing.any():
        z = pricer.best(missing.astype(float))
        if z is None:
            return Coverage(panels, (), False)
        panels.append(z)
        if not z[missing].any():
            break
        missing &= z == 0
    return Coverage(panels, tuple(np.flatnonzero(missing).tolist()), True)


def _any_panel(polytope: Polytope) -> list[Ints]:
    """One panel, however long that takes. Raises NoPanelError when there is none."""
    z = Pricer(polytope, Deadline()).best(np.zeros(len(polytope.count)))
    return [] if z is None else [z]
