"""What a solver's multipliers prove, as arrays; `certificate` says what they mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from selection.model.tolerances import UNIT
from selection.proof.certificate import Certificate, Leaf, Objective, Proof, Tree
from selection.proof.record import decimal, units
from selection.solving.polytope import Floats


@dataclass(frozen=True)
class Stage:
    """The proof of one level: `weights` by profile, `tree`: what bounds their mean."""

    level: float
    weights: Floats
    tree: Tree

    def proof(self) -> Proof:
        """The same with weights in whole multiples of 1/UNIT."""
        return Proof(whole_units(self.weights), self.tree)


def leaf(multipliers: Floats) -> Leaf:
    """Multipliers by row as part of a proof."""
    return Leaf(whole_units(multipliers))


def certificate(
    levels: Sequence[Stage],
    excluded: Mapping[int, Stage],
    every_level: bool,
    objective: Objective | None,
    tickets: Floats,
) -> Certificate:
    """The certificate of these stages; `tickets`: the multipliers of `tickets.Tickets`."""
    nowhere = {p: stage.proof() for p, stage in sorted(excluded.items())}
    return Certificate(tuple(stage.proof() for stage in levels), nowhere, every_level, objective, leaf(tickets))


def whole_units(values: Floats) -> dict[int, int]:
    """Whole multiples of 1/UNIT by place, zeros left out; exactly those that a record can hold."""
    whole = [units(decimal(round(float(value) * UNIT))) for value in values]
    return {i: unit for i, unit in enumerate(whole) if unit}
