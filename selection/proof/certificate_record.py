"""A certificate as a record has it, and back: rows by their place, profiles by the id of their first member."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from selection.model.constraints import Constraints
from selection.proof.certificate import Certificate, Leaf, Objective, Proof, Split, Tree
from selection.proof.record import decimal, units


class _UnknownError(Exception):
    """The record names a row, a profile or a number that doesn't exist."""


def to_record(constraints: Constraints, certificate: Certificate) -> dict[str, Any]:
    """Plain dictionaries and lists."""
    first = constraints.first
    objective = certificate.objective
    return {
        "every_level": certificate.every_level,
        "objective": None if objective is None else _objective_to(first, objective),
        "levels": [_proof_to(first, level) for level in certificate.levels],
        "excluded": {first[p]: _proof_to(first, proof) for p, proof in sorted(certificate.excluded.items())},
        "tickets": _leaf_to(certificate.tickets),
    }


def _objective_to(first: list[str], objective: Objective) -> dict[str, Any]:
    low = {first[p]: decimal(whole) for p, whole in sorted(objective.low.items())}
    high = {first[p]: decimal(whole) for p, whole in sorted(objective.high.items())}
    return {"low": low, "high": high, **_tree_to(first, objective.tree)}


def _proof_to(first: list[str], proof: Proof) -> dict[str, Any]:
    weights = {first[p]: decimal(whole) for p, whole in sorted(proof.weights.items())}
    return {"weights": weights, **_tree_to(first, proof.tree)}


def _tree_to(first: list[str], tree: Tree) -> dict[str, Any]:
    if isinstance(tree, Leaf):
        return _leaf_to(tree)
    return {"split": [first[tree.profile], tree.at, _tree_to(first, tree.low), _tree_to(first, tree.high)]}


def _leaf_to(leaf: Leaf) -> dict[str, Any]:
    return {"multipliers": [[row, decimal(whole)] for row, whole in sorted(leaf.multipliers.items())]}


def from_record(constraints: Constraints, document: Mapping[str, Any]) -> Certificate | None:
    """The certificate of a record, or None when it names rows, profiles or numbers that don't exist."""
    at = {person: p for p, person in enumerate(constraints.first)}
    try:
        levels = tuple(_proof_from(constraints, at, level) for level in document["levels"])
        excluded = {at[person]: _proof_from(constraints, at, given) for person, given in document["excluded"].items()}
        given = document["objective"]
        objective = None if given is None else _objective_from(constraints, at, given)
        tickets = _leaf_from(constraints, document["tickets"])
    except (_UnknownError, KeyError):
        return None
    return Certificate(levels, excluded, document["every_level"], objective, tickets)


def _objective_from(constraints: Constraints, at: Mapping[str, int], given: Mapping[str, Any]) -> Objective:
    low, high = ({at[i]: _whole(number) for i, number in given[side].items()} for side in ("low", "high"))
    if min([*low.values(), *high.values()], default=1) <= 0 or bool(low) != bool(high):
        raise _UnknownError
    return Objective(_tree_from(constraints, at, given), low, high)


def _proof_from(constraints: Constraints, at: Mapping[str, int], given: Mapping[str, Any]) -> Proof:
    weights = {at[person]: _whole(number) for person, number in given["weights"].items()}
    if not weights or min(weights.values()) <= 0:
        raise _UnknownError
    return Proof(weights, _tree_from(constraints, at, given))


def _tree_from(constraints: Constraints, at: Mapping[str, int], given: Mapping[str, Any]) -> Tree:
    if "split" in given:
        person, value, low, high = given["split"]
        return Split(at[person], value, _tree_from(constraints, at, low), _tree_from(constraints, at, high))
    return _leaf_from(constraints, given)


def _leaf_from(constraints: Constraints, given: Mapping[str, Any]) -> Leaf:
    multipliers = {row: _whole(number) for row, number in given["multipliers"]}
    if len(multipliers) < len(given["multipliers"]) or any(row >= len(constraints.lower) for row in multipliers):
        raise _UnknownError
    return Leaf(multipliers)


def _whole(number: object) -> int:
    whole = units(number)
    if whole is None:
        raise _UnknownError
    return whole
