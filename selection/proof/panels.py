"""Checks of a record's panels and probabilities: every panel is valid, and the probabilities add up to 1."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from selection.model.problem import Problem
from selection.model.tolerances import UNIT
from selection.proof.findings import Finding
from selection.proof.record import Record, units


def probabilities(record: Record) -> Iterator[Finding]:
    """Checks for decimals of at most twelve digits that add up to exactly 1, one for each panel."""
    total = 0
    for j, number in enumerate(record["probabilities"]):
        whole = units(number)
        if whole is None or not 0 <= whole <= UNIT:
            yield Finding("probability", {"panel": j, "value": number})
        total += whole or 0
    if total != UNIT:
        yield Finding("sum", {"value": total / UNIT})
    if len(record["probabilities"]) != len(record["panels"]):
        yield Finding("shape", {"field": "probabilities"})


def panels(record: Record, problem: Problem) -> Iterator[Finding]:
    """Checks that panels have known people, in order, as many as there are seats, and meet every constraint."""
    wrong = list(people_of(record))
    yield from wrong
    if not any(finding.code == "panel_person" for finding in wrong):
        yield from _quotas(record, problem)
        yield from _special(record, problem)


def people_of(record: Record) -> Iterator[Finding]:
    """Checks that each panel has as many people as there are seats, all known, in order."""
    known = set(record["people"])
    before: list[str] | None = None
    for j, panel in enumerate(record["panels"]):
        members = set(panel)
        if not members <= known or len(members) < len(panel):
            unknown = [person for person in panel if person not in known]
            person = unknown[0] if unknown else next(p for p, times in Counter(panel).items() if times > 1)
            yield Finding("panel_person", {"panel": j, "person": person})
            return
        if panel != sorted(panel) or (before is not None and panel <= before):
            yield Finding("panel_order", {"panel": j})
        before = panel
        if len(panel) != record["seats"]:
            yield Finding("panel_size", {"panel": j, "people": len(panel), "seats": record["seats"]})


def _quotas(record: Record, problem: Problem) -> Iterator[Finding]:
    # one sum counts all values of a panel: each value has its own bits of a large number, and a person adds 1 there
    width = max((len(panel) for panel in record["panels"]), default=0).bit_length()
    mask = (1 << width) - 1
    cells = [(feature, value) for feature, quotas in problem.features.items() for value in quotas]
    place = {cell: i * width for i, cell in enumerate(cells)}
    ones = {
        person: sum(1 << place[cell] for cell in zip(problem.features, answers, strict=True))
        for person, answers in problem.people.items()
    }
    totals = [sum(map(ones.__getitem__, panel)) for panel in record["panels"]]
    for feature, quotas in problem.features.items():
        for j, total in enumerate(totals):
            for value, quota in quotas.items():
                seats = total >> place[feature, value] & mask
                if not quota.min <= seats <= quota.max:
                    yield Finding(
                        "panel_quota",
                        {"panel": j, "people": seats, "feature": feature, "value": value}
                        | {"min": quota.min, "max": quota.max},
                    )


def _special(record: Record, problem: Problem) -> Iterator[Finding]:
    households = problem.households or {}
    must, must_not = set(problem.must), set(problem.must_not)
    for j, panel in enumerate(record["panels"]):
        together = Counter(households[person] for person in panel if person in households) if households else {}
        for household, people in together.items():
            if people > 1:
                yield Finding("panel_household", {"panel": j, "household": household})
        members = set(panel)
        for person in sorted(must - members):
            yield Finding("panel_must", {"panel": j, "person": person})
        for person in sorted(must_not & members):
            yield Finding("panel_must_not", {"panel": j, "person": person})
