"""What a solver's multipliers prove, as arrays; `certificate` says what they mean and turns to whole numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from selection.certificate import Certificate, Proof
from selection.polytope import Floats
from selection.tolerances import UNIT


@dataclass(frozen=True)
class Stage:
    """The proof of one level. `weights` by profile, `multipliers` by row."""

    level: float
    weights: Floats
    multipliers: Floats

    def proof(self) -> Proof:
        """The same in whole multiples of 1/UNIT, zeros left out."""
        return Proof(_units(self.multipliers), _units(self.weights))


def _units(values: Floats) -> dict[int, int]:
    whole = [round(float(value) * UNIT) for value in values]
    return {i: unit for i, unit in enumerate(whole) if unit}


def certificate(levels: Sequence[Stage], excluded: Mapping[int, Stage], every_level: bool) -> Certificate:
    """The certificate of these stages."""
    nowhere = {p: stage.proof() for p, stage in sorted(excluded.items())}
    return Certificate(tuple(stage.proof() for stage in levels), nowhere, every_level)
