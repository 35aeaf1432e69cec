"""The problem that a record is about: whether its parts fit each other, and whether it is the one that is expected."""

from __future__ import annotations

import json
from collections.abc import Iterator

from selection.model.problem import Problem, Quota
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


def problem(record: Record) -> Problem:
    """The problem of a record of which the parts fit."""
    features = {
        f: {v: Quota(*record["categories"][f][v]) for v in sorted(record["categories"][f])}
        for f in sorted(record["categories"])
    }
    people = {person: tuple(record["answers"][person]) for person in record["people"]}
    households = record.get("households")
    return Problem(features, people, record["seats"], households, tuple(record["must"]), tuple(record["must_not"]))


def differences(ours: Problem, other: Problem) -> Iterator[Finding]:
    """The fields in which two problems differ."""
    here, there = json.loads(ours.canonical()), json.loads(other.canonical())
    for field in here:
        if here[field] != there[field]:
            yield Finding("other_problem", {"field": field})
