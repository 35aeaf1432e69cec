"""What a solver's multipliers prove, as arrays; `certificate` says what they mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from selection.model.tolerances import UNIT
from selection.proof.certificate import Certificate, Leaf, Level, Objective, Tree
from selection.proof.record import decimal, units
from selection.solving.polytope import Floats


@dataclass(frozen=True)
class Stage:
    """The proof of one level: `weights` by profile, `tree`: what bounds their mean."""

    level: float
    weights: Floats
    tree: Tree


def leaf(multipliers: Floats) -> Leaf:
    """Multipliers by row as part of a proof."""
    return Leaf(whole_units(multipliers))


def certificate(
    levels: Sequence[Level], excluded: Mapping[int, Stage], objective: Objective | None, tickets: Floats
) -> Certificate:
    """The certificate of these levels; `tickets`: the multipliers of `tickets.Tickets`."""
    nowhere = {p: stage.tree for p, stage in sorted(excluded.items())}
    return Certificate(tuple(levels), nowhere, objective, leaf(tickets))


def whole_units(values: Floats) -> dict[int, int]:
    """Whole multiples of 1/UNIT by place, zeros left out; exactly those that a record can hold."""
    whole = [units(decimal(round(float(value) * UNIT))) for value in values]
    return {i: unit for i, unit in enumerate(whole) if unit}
