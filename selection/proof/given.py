"""The problem that a record is about: whether its parts fit each other, and whether it is the one that is expected."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from selection.model.errors import InputError
from selection.model.pairs import PairQuotas
from selection.model.problem import Problem, with_pairs
from selection.model.quota import Quota
from selection.proof.findings import Finding
from selection.proof.record import Record


def people(record: Record) -> Iterator[Finding]:
    """Whether people, answers and the lists of people fit each other."""
    ids, categories = record["people"], record["categories"]
    known = set(ids)
    if ids != sorted(known) or list(record["answers"]) != ids:
        yield Finding("people", {})
    for person, answers in record["answers"].items():
        if len(answers) != len(categories):
            yield Finding("shape", {"field": f"answers of {person}"})
            return
        for feature, value in zip(sorted(categories), answers, strict=True):
            if value not in categories[feature]:
                yield Finding("answer", {"person": person, "value": value})
    for field in ("must", "must_not", "households"):
        if not set(record.get(field, ())) <= known:
            yield Finding("shape", {"field": field})
    if set(record["must"]) & set(record["must_not"]):
        yield Finding("shape", {"field": "must_not"})
    for field in ("chances", "ticket_chances"):
        if set(record[field]) != known:
            yield Finding("shape", {"field": field})
    yield from _pairs(record)


def _pairs(record: Record) -> Iterator[Finding]:
    """Whether pairs are about known features and values, in order, under names of their own."""
    try:
        with_pairs(Problem(_features(record), {}, record["seats"]), pair_quotas(record))
    except InputError:
        yield Finding("shape", {"field": "pairs"})


def problem(record: Record) -> Problem:
    """The problem of a record of which the parts fit."""
    people = {person: tuple(record["answers"][person]) for person in record["people"]}
    households = record.get("households")
    must, must_not = tuple(record["must"]), tuple(record["must_not"])
    return with_pairs(
        Problem(_features(record), people, record["seats"], households, must, must_not), pair_quotas(record)
    )


def _features(record: Record) -> dict[str, dict[str, Quota]]:
    categories = record["categories"]
    return {f: {v: Quota(*categories[f][v]) for v in sorted(categories[f])} for f in sorted(categories)}


def pair_quotas(record: Mapping[str, Any]) -> PairQuotas:
    """The quotas on two features together of a record; empty if it has none."""
    return {
        first: {
            second: {v: {w: Quota(*bounds) for w, bounds in row.items()} for v, row in rows.items()}
            for second, rows in seconds.items()
        }
        for first, seconds in record.get("pairs", {}).items()
    }


def differences(ours: Problem, other: Problem) -> Iterator[Finding]:
    """The fields in which two problems differ."""
    own, foreign = json.loads(ours.canonical()), json.loads(other.canonical())
    for field in sorted({*own, *foreign}):
        if own.get(field) != foreign.get(field):
            yield Finding("other_problem", {"field": field})
