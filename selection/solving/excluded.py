"""Who is on no panel at all: found by looking for panels with the people who are on none so far."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from selection.model.progress import Progress
from selection.solving.polytope import Ints, Polytope
from selection.solving.pricing import Pricer


@dataclass(frozen=True)
class Coverage:
    """`panels`: with everyone who is on some panel. `nowhere`: the profiles that are on none."""

    panels: list[Ints]
    nowhere: tuple[int, ...]
    complete: bool


def cover(polytope: Polytope, panels: list[Ints], pricer: Pricer, progress: Progress) -> Coverage:
    """Panels that together have everyone who is on any panel. Raises NothingError when there is none."""
    panels = list(panels)
    missing = polytope.most > 0
    for known in panels:
        missing &= known == 0
    while missing.any() or not panels:
        progress.step("panels", len(panels), 0)
        wanted = missing.astype(float)
        z = pricer.above(wanted, 0.0).panel
        if z is None:
            z = pricer.best(wanted)
        if z is None:
            return Coverage(panels, (), False)
        panels.append(z)
        if not z[missing].any():
            break
        missing &= z == 0
    return Coverage(panels, tuple(np.flatnonzero(missing).tolist()), True)
