"""The proof that goes with a lottery, in whole numbers, checkable by anyone with fractions and no solver.

For multipliers λ on the rows and weights w ≥ 0 on profiles (n_p people, chance π_p, z_p = n_p π_p expected seats)

    Σ_p w_p π_p  ≤  Σ_r max(λ_r·lower_r, λ_r·upper_r)  +  Σ_p max(c_p·least_p, c_p·most_p)    c_p = w_p / n_p − (Aᵀλ)_p

holds for every lottery, whatever λ is: the right-hand side is the largest λᵀAz + cᵀz with Az and z inside their bounds.
So no lottery gives everyone with weight more than the right-hand side divided by Σ w. Two uses:

*A level.* Stage 1 proves the smallest chance. A later stage proves the next level for lotteries that give the profiles
of earlier stages (those that had weight) exactly their chance; for them z_p is known and c_p·z_p replaces the maximum.

*Someone who can't be selected.* All weight on one profile: when its seats z_p are bounded below 1, it is on no panel.

In a record numbers are decimals of twelve digits, here whole multiples of 1/UNIT.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from selection.constraints import Constraints
from selection.record import units
from selection.tolerances import UNIT


@dataclass(frozen=True)
class Proof:
    """`multipliers` by row and `weights` by profile, in 1/UNIT; zeros left out."""

    multipliers: Mapping[int, int]
    weights: Mapping[int, int]


@dataclass(frozen=True)
class Certificate:
    """`levels`: a proof per level of chances, lowest first; `excluded`: for a profile on no panel, its proof.

    `every_level`: the levels prove all chances, and not only what the smallest can be.
    """

    levels: tuple[Proof, ...] = ()
    excluded: Mapping[int, Proof] = field(default_factory=dict)
    every_level: bool = False


def bound(constraints: Constraints, proof: Proof, known: Mapping[int, int], most: list[int]) -> Fraction:
    """What no lottery exceeds, for the weighted mean chance. `known`: chances (1/UNIT) of profiles already settled.

    `most`: the most people of a profile on a panel, 0 where that has been proven.
    """
    rows = sum(max(m * constraints.lower[r], m * constraints.upper[r]) for r, m in proof.multipliers.items())
    total = Fraction(rows)
    by_count: dict[int, int] = {}
    for p, entries in enumerate(constraints.entries):
        n = constraints.count[p]
        price = sum(proof.multipliers.get(r, 0) for r in entries)
        c = proof.weights.get(p, 0) - n * price  # n·c_p of the text
        if not c:
            continue
        if p in known:
            total += Fraction(c * known[p], UNIT)
        else:
            by_count[n] = by_count.get(n, 0) + max(c * constraints.least[p], c * most[p])
    total += sum((Fraction(value, n) for n, value in by_count.items()), Fraction(0))
    return total / sum(proof.weights.values())


def most_seats(constraints: Constraints, certificate: Certificate) -> list[int]:
    """The most people of each profile on a panel, 0 for those on none."""
    return [0 if p in certificate.excluded else most for p, most in enumerate(constraints.most)]


def upper_bound(constraints: Constraints, certificate: Certificate) -> int:
    """What no lottery gives everyone who can be selected, in 1/UNIT, rounded up."""
    if not certificate.levels:
        return 0
    exact = bound(constraints, certificate.levels[0], {}, most_seats(constraints, certificate))
    return max(0, min(UNIT, -(-exact.numerator * UNIT // exact.denominator)))


def to_record(constraints: Constraints, certificate: Certificate) -> dict[str, Any]:
    """The certificate as a record has it: rows by their place, profiles by the id of their first member."""

    def proof(p: Proof) -> dict[str, Any]:
        return {
            "multipliers": [[row, units / UNIT] for row, units in sorted(p.multipliers.items())],
            "weights": {constraints.first[i]: units / UNIT for i, units in sorted(p.weights.items())},
        }

    return {
        "every_level": certificate.every_level,
        "levels": [proof(level) for level in certificate.levels],
        "excluded": {constraints.first[i]: proof(p) for i, p in sorted(certificate.excluded.items())},
    }


def from_record(constraints: Constraints, document: Mapping[str, Any]) -> Certificate | None:
    """The certificate of a record, or None when it names rows, profiles or numbers that don't exist."""
    at = {person: p for p, person in enumerate(constraints.first)}
    rows = len(constraints.lower)

    def proof(given: Mapping[str, Any]) -> Proof | None:
        multipliers = {row: units(number) for row, number in given["multipliers"] if 0 <= row < rows}
        weights = {at[person]: units(number) for person, number in given["weights"].items() if person in at}
        complete = len(multipliers) == len(given["multipliers"]) and len(weights) == len(given["weights"])
        sound = None not in multipliers.values() and all(w is not None and w > 0 for w in weights.values())
        if not (complete and sound and weights):
            return None
        return Proof({r: m or 0 for r, m in multipliers.items()}, {p: w or 0 for p, w in weights.items()})

    levels = [proof(level) for level in document["levels"]]
    excluded = {at[person]: proof(given) for person, given in document["excluded"].items() if person in at}
    if None in levels or None in excluded.values() or len(excluded) != len(document["excluded"]):
        return None
    return Certificate(
        tuple(level for level in levels if level is not None),
        {p: given for p, given in excluded.items() if given is not None},
        document["every_level"],
    )
