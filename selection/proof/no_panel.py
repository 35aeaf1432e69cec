"""The proof that no panel exists: whole numbers that anyone can check without a solver.

A panel is a list of whole numbers z with lower ≤ A z ≤ upper and least ≤ z ≤ most. For whole multipliers m on the rows

    0  =  Σ_r m_r (A z)_r + Σ_p c_p z_p  ≤  Σ_r max(m_r·lower_r, m_r·upper_r) + Σ_p max(c_p·least_p, c_p·most_p)

with c_p = −(Aᵀm)_p. If the right-hand side is below zero there is no z (Farkas). If fractional panels exist but whole
ones don't, the proof splits: every panel has z_p ≤ a or z_p ≥ a + 1, and each side has its own proof.

Its record (`selection-no-panel/1`, or `/2` with `pairs` for quotas on two features together) has the pool, the quotas,
the seats and the proof, and can be checked on its own. A proof is {"multipliers": [[row, whole number], …]} or
{"split": [first member of a profile, a, low, high]}.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from selection.model.constraints import Constraints, make_constraints
from selection.model.errors import InputError, NoPanelError
from selection.model.problem import Problem, make_problem
from selection.model.profiles import make_profiles
from selection.model.quota import Quota
from selection.proof.certificate import Leaf, Tree
from selection.proof.findings import Finding
from selection.proof.given import pair_quotas
from selection.proof.record import Record, around_hash, fields, joined, seal

FORMAT = "selection-no-panel/1"
#: With quotas on two features together.
PAIRS_FORMAT = "selection-no-panel/2"
FORMATS = (FORMAT, PAIRS_FORMAT)

#: The deepest nesting of splits that is read.
DEEPEST = 400

#: Multipliers are scaled to whole numbers up to these, the smallest first: people can read a short proof.
SHORT = (1, 2, 3, 4, 5, 6, 8, 10, 12, 24, 60, 1000, 10**6)

Node = dict[str, Any]


class Unproven(Finding):
    """A proof of the right shape that proves nothing."""

    def __str__(self) -> str:
        return "the proof leaves room for a panel: it does not show that none exists"


class _ShapeError(Exception):
    """The proof names a row, a profile or a number that doesn't exist."""


def proof_of(constraints: Constraints, tree: Tree) -> Node | None:
    """Returns `tree` as a proof in whole numbers, or None if it does not prove that no panel exists."""
    return _node(constraints, tree, constraints.least, constraints.most)


def _node(constraints: Constraints, tree: Tree, least: list[int], most: list[int]) -> Node | None:
    if isinstance(tree, Leaf):
        return _shortest(constraints, tree.multipliers, least, most)
    p, limit = tree.profile, tree.limit
    low = _node(constraints, tree.low, least, _with(most, p, min(most[p], limit)))
    high = None if low is None else _node(constraints, tree.high, _with(least, p, max(least[p], limit + 1)), most)
    return None if high is None else {"split": [constraints.first[p], limit, low, high]}


def _shortest(
    constraints: Constraints, multipliers: Mapping[int, int], least: list[int], most: list[int]
) -> Node | None:
    largest = max((abs(m) for m in multipliers.values()), default=1)
    for scale in SHORT:
        rounded = {r: round(m * scale / largest) for r, m in multipliers.items()}
        if _closed(constraints, rounded, least, most):
            return {"multipliers": [[r, m] for r, m in sorted(rounded.items()) if m]}
    if not _closed(constraints, multipliers, least, most):
        return None
    return {"multipliers": [[r, m] for r, m in sorted(multipliers.items()) if m]}


def _with(bounds: list[int], p: int, value: int) -> list[int]:
    return [*bounds[:p], value, *bounds[p + 1 :]]


def _closed(constraints: Constraints, multipliers: Mapping[int, int], least: list[int], most: list[int]) -> bool:
    """Whether no panel lies within these bounds, by the bounds themselves or by the multipliers."""
    total = sum(max(m * constraints.lower[r], m * constraints.upper[r]) for r, m in multipliers.items())
    for entries, low, high in zip(constraints.entries, least, most, strict=True):
        if low > high:
            return True
        c = -sum(multipliers.get(r, 0) for r in entries)
        total += max(c * low, c * high)
    return total < 0


def no_panel_record(problem: Problem, error: NoPanelError, software: Mapping[str, str]) -> Record:
    """Returns the record to publish for an `error` with a proof, sealed with its own hash."""
    document = json.loads(problem.canonical())
    if problem.households is None:
        del document["households"]
    return seal(
        {
            **document,
            "format": PAIRS_FORMAT if problem.pairs else FORMAT,
            "input_sha256": problem.sha256(),
            "proof": error.proof,
            "reason": {"code": error.code, "params": dict(error.params)},
            "software": dict(software),
        }
    )


def check_no_panel(record: Mapping[str, Any], other: Problem | None = None, data: bytes | None = None) -> list[Finding]:
    """Returns everything that is wrong with the record; if nothing is, it is proven that no panel exists.

    `other`: the problem it should be about; `data`: the bytes that the record was read from.
    """
    return list(_findings(record, other, data))


def _findings(record: Mapping[str, Any], other: Problem | None, data: bytes | None) -> Iterator[Finding]:
    before, after = around_hash(dict(record))
    if seal(dict(record))["sha256"] != record.get("sha256"):
        stored, computed = record.get("sha256"), seal(dict(record))["sha256"]
        yield Finding("hash", {"given": stored, "computed": computed})
    if data is not None and data != joined(before, fields(dict(record), lambda key: key == "sha256"), after):
        yield Finding("not_canonical", {})
    if record.get("format") != (PAIRS_FORMAT if "pairs" in record else FORMAT):
        yield Finding("shape", {"field": "format"})
        return
    try:
        problem = _problem(record)
    except (InputError, KeyError, TypeError, ValueError, AttributeError):
        yield Finding("shape", {"field": "answers, categories, seats, households, must, must_not"})
        return
    if record.get("input_sha256") != problem.sha256():
        yield Finding("input_sha256", {"given": record.get("input_sha256"), "computed": problem.sha256()})
    if other is not None and other.sha256() != problem.sha256():
        yield Finding("other_problem", {"field": "the pool, the quotas or the seats"})
    yield from _proof(make_constraints(problem, make_profiles(problem)), record.get("proof"))


def _problem(record: Mapping[str, Any]) -> Problem:
    categories = {
        f: {v: Quota(low, high) for v, (low, high) in values.items()} for f, values in record["categories"].items()
    }
    people = {i: dict(zip(sorted(categories), answers, strict=True)) for i, answers in record["answers"].items()}
    homes = record.get("households")
    if homes is not None and not set(homes) <= set(people):
        raise ValueError("households")
    keys = None if homes is None else {person: str(home) for person, home in homes.items()}
    return make_problem(
        categories, people, record["seats"], keys, record["must"], record["must_not"], pair_quotas(record)
    )


def _proof(constraints: Constraints, proof: object) -> Iterator[Finding]:
    place = {person: p for p, person in enumerate(constraints.first)}
    try:
        if not _holds(constraints, place, proof, constraints.least, constraints.most, DEEPEST):
            yield Unproven("no_panel_proof", {})
    except _ShapeError:
        yield Finding("shape", {"field": "proof"})


def _holds(
    constraints: Constraints, place: Mapping[str, int], node: object, least: list[int], most: list[int], depth: int
) -> bool:
    if not isinstance(node, dict) or len(node) != 1 or depth < 0:
        raise _ShapeError
    if "multipliers" in node:
        return _closed(constraints, _multipliers(constraints, node["multipliers"]), least, most)
    person, limit, low, high = _parts(node.get("split"), 4)
    if not isinstance(person, str) or person not in place or type(limit) is not int:
        raise _ShapeError
    p = place[person]
    lowered, raised = _with(most, p, min(most[p], limit)), _with(least, p, max(least[p], limit + 1))
    return _holds(constraints, place, low, least, lowered, depth - 1) and _holds(
        constraints, place, high, raised, most, depth - 1
    )


def _multipliers(constraints: Constraints, listed: object) -> dict[int, int]:
    if not isinstance(listed, list):
        raise _ShapeError
    pairs = [_parts(pair, 2) for pair in listed]
    if any(type(r) is not int or type(m) is not int or not 0 <= r < len(constraints.lower) for r, m in pairs):
        raise _ShapeError
    if len({r for r, _ in pairs}) < len(pairs):
        raise _ShapeError
    return {r: m for r, m in pairs}  # noqa: C416 - typed pairs


def _parts(value: object, length: int) -> Sequence[Any]:
    if not isinstance(value, list) or len(value) != length:
        raise _ShapeError
    return value
