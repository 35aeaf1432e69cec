"""Certificates to and from the form in a record: rows by index, profiles by the id of their first member."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from selection.model.constraints import Constraints
from selection.proof.certificate import Certificate, Leaf, Level, Objective, Split, Tree
from selection.proof.record import decimal, units


class _UnknownError(Exception):
    """The record names a row, a profile or a number that doesn't exist."""


def to_record(constraints: Constraints, certificate: Certificate) -> dict[str, Any]:
    """Returns the certificate as plain dictionaries and lists."""
    first = constraints.first
    objective = certificate.objective
    return {
        "objective": None if objective is None else _objective_to(first, objective),
        "levels": [_level_to(first, level) for level in certificate.levels],
        "excluded": {first[p]: _tree_to(first, tree) for p, tree in sorted(certificate.excluded.items())},
        "tickets": _tree_to(first, certificate.tickets),
    }


def _weights_to(first: list[str], weights: Mapping[int, int]) -> dict[str, float]:
    return {first[p]: decimal(whole) for p, whole in sorted(weights.items())}


def _objective_to(first: list[str], objective: Objective) -> dict[str, Any]:
    low, high = _weights_to(first, objective.low), _weights_to(first, objective.high)
    return {"low": low, "high": high, **_tree_to(first, objective.tree)}


def _level_to(first: list[str], level: Level) -> dict[str, Any]:
    weights = {"weights": _weights_to(first, level.weights)} if isinstance(level.tree, Split) else {}
    return {"at": decimal(level.highest), **weights, **_tree_to(first, level.tree)}


def _tree_to(first: list[str], tree: Tree) -> dict[str, Any]:
    if isinstance(tree, Leaf):
        return {"multipliers": [[row, decimal(whole)] for row, whole in sorted(tree.multipliers.items())]}
    return {"split": [first[tree.profile], tree.limit, _tree_to(first, tree.low), _tree_to(first, tree.high)]}


def from_record(constraints: Constraints, document: Mapping[str, Any], chances: Sequence[int]) -> Certificate | None:
    """Returns the certificate of a record, or None if it names rows, profiles or numbers that don't exist.

    `chances` by profile, in 1/UNIT. Records of format 1 have weights instead of the chance of a level (there it is the
    largest chance of anyone with weight), and also beside the proof that somebody is on no panel.
    """
    try:
        return _Reader(constraints, chances).certificate(document)
    except (_UnknownError, KeyError):
        return None


class _Reader:
    def __init__(self, constraints: Constraints, chances: Sequence[int]) -> None:
        self._rows, self._chances = len(constraints.lower), chances
        self._at = {person: p for p, person in enumerate(constraints.first)}

    def certificate(self, document: Mapping[str, Any]) -> Certificate:
        levels = tuple(self._level(level) for level in document["levels"])
        excluded = {self._at[person]: self._tree(node) for person, node in document["excluded"].items()}
        objective_node = document["objective"]
        objective = None if objective_node is None else self._objective(objective_node)
        return Certificate(levels, excluded, objective, self._leaf(document["tickets"]))

    def _level(self, level: Mapping[str, Any]) -> Level:
        weights = self._weights(level.get("weights", {}))
        highest = _whole(level["at"]) if "at" in level else max((self._chances[p] for p in weights), default=0)
        return Level(highest, self._tree(level), weights)

    def _weights(self, numbers: Mapping[str, Any]) -> dict[int, int]:
        weights = {self._at[person]: _whole(number) for person, number in numbers.items()}
        if min(weights.values(), default=1) <= 0:
            raise _UnknownError
        return weights

    def _objective(self, objective: Mapping[str, Any]) -> Objective:
        return Objective(self._tree(objective), self._weights(objective["low"]), self._weights(objective["high"]))

    def _tree(self, node: Mapping[str, Any]) -> Tree:
        if "split" in node:
            person, value, low, high = node["split"]
            return Split(self._at[person], value, self._tree(low), self._tree(high))
        return self._leaf(node)

    def _leaf(self, node: Mapping[str, Any]) -> Leaf:
        multipliers = {row: _whole(number) for row, number in node["multipliers"]}
        if len(multipliers) < len(node["multipliers"]) or any(row >= self._rows for row in multipliers):
            raise _UnknownError
        return Leaf(multipliers)


def _whole(number: object) -> int:
    whole = units(number)
    if whole is None:
        raise _UnknownError
    return whole
