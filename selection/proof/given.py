"""The problem of a record: whether its parts are consistent, and whether it is the expected one."""

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
    """Checks that people, answers and the lists of people are consistent."""
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
    """Checks that pairs name known features and values, in order, and clash with no feature's name."""
    try:
        with_pairs(Problem(_features(record), {}, record["seats"]), pair_quotas(record))
    except InputError:
        yield Finding("shape", {"field": "pairs"})


def problem(record: Record) -> Problem:
    """Returns the problem of a record whose parts are consistent (`people`)."""
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
    """Returns the quotas on two features together; empty if the record has none."""
    return {
        first: {
            second: {v: {w: Quota(*bounds) for w, bounds in row.items()} for v, row in rows.items()}
            for second, rows in seconds.items()
        }
        for first, seconds in record.get("pairs", {}).items()
    }


def differences(ours: Problem, other: Problem) -> Iterator[Finding]:
    """Yields a finding for each field in which two problems differ."""
    own, foreign = json.loads(ours.canonical()), json.loads(other.canonical())
    for field in sorted({*own, *foreign}):
        if own.get(field) != foreign.get(field):
            yield Finding("other_problem", {"field": field})
