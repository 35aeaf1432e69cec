"""Everything a record says, computed again from its answers, quotas, households, panels and seed."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Generator, Iterator
from fractions import Fraction

from selection.model.constraints import Constraints, make_constraints
from selection.model.problem import Problem, Quota
from selection.model.profiles import Profiles, make_profiles
from selection.model.seed import SeedStream
from selection.model.tolerances import CHANCE, EQUAL, UNIT
from selection.proof import ceremony
from selection.proof.certificate import Certificate, bound, level_bounds, level_gaps, rule_gap, upper_bound
from selection.proof.certificate_record import from_record
from selection.proof.findings import Finding
from selection.proof.record import Record, units
from selection.proof.ticket_bound import largest_change, least_change

#: The rules whose certificate has an objective of its own.
OWN_OBJECTIVE = ("nash", "goldilocks")


def recompute(record: Record, other: Problem | None) -> Iterator[Finding]:
    """Every finding about a record of the right shape; `other`: the problem it should be about."""
    wrong = list(_people(record))
    if wrong:
        yield from wrong
        return
    problem = _problem(record)
    if other is not None:
        yield from _differences(problem, other)
    if record["input_sha256"] != problem.sha256():
        yield Finding("input_sha256", {"given": record["input_sha256"], "computed": problem.sha256()})
    yield from ceremony.check(record)
    wrong = [*_probabilities(record), *_panels(record, problem)]
    yield from wrong
    if any(finding.code in ("panel_person", "probability", "shape") for finding in wrong):
        return
    counts = yield from _tickets(record)
    profiles = make_profiles(problem)
    constraints = make_constraints(problem, profiles)
    by_profile = yield from _chances(record, profiles)
    proofs = from_record(constraints, record["certificate"])
    if proofs is None or not _telling(record["rule"], constraints, proofs, by_profile):
        yield Finding("shape", {"field": "certificate"})
        return
    yield from _excluded(constraints, proofs)
    if counts is not None:
        yield from _change(record, profiles, constraints, proofs, by_profile, counts)
    yield from _bounds(record, problem, profiles, constraints, proofs, by_profile)
    if proofs.every_level:
        yield from _levels(constraints, proofs, by_profile)
    if "level_gaps" in record:
        yield from _gaps(record, constraints, proofs, by_profile)


def _telling(rule: str, constraints: Constraints, proofs: Certificate, by_profile: list[int]) -> bool:
    """Whether the certificate is of the kind that proves something about this lottery.

    Weight on people who are on no panel would lower a bound that is about all others. The objectives of nash and
    goldilocks have no value while somebody who may be on a panel has chance 0, as when the time was up too soon.
    """
    free = {p for p, least in enumerate(constraints.least) if by_profile[p] and not least and p not in proofs.excluded}
    undecided = any(chance and not least for chance, least in zip(by_profile, constraints.least, strict=True))
    undecided &= all(by_profile[p] or p in proofs.excluded or not most for p, most in enumerate(constraints.most))
    if (proofs.objective is not None) != (rule in OWN_OBJECTIVE and undecided):
        return False
    if any(proofs.excluded.keys() & level.weights.keys() for level in proofs.levels):
        return False
    low = proofs.objective.low.keys() if proofs.objective else set()
    return rule != "goldilocks" or not undecided or (bool(low) and low <= free)


def _people(record: Record) -> Iterator[Finding]:
    people, categories = record["people"], record["categories"]
    known = set(people)
    if people != sorted(known) or list(record["answers"]) != people:
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


def _problem(record: Record) -> Problem:
    features = {
        f: {v: Quota(*record["categories"][f][v]) for v in sorted(record["categories"][f])}
        for f in sorted(record["categories"])
    }
    people = {person: tuple(record["answers"][person]) for person in record["people"]}
    households = record.get("households")
    return Problem(features, people, record["seats"], households, tuple(record["must"]), tuple(record["must_not"]))


def _differences(problem: Problem, other: Problem) -> Iterator[Finding]:
    ours, theirs = json.loads(problem.canonical()), json.loads(other.canonical())
    for field in ours:
        if ours[field] != theirs[field]:
            yield Finding("other_problem", {"field": field})


def _probabilities(record: Record) -> Iterator[Finding]:
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


def _panels(record: Record, problem: Problem) -> Iterator[Finding]:
    known = set(record["people"])
    before: list[str] | None = None
    for j, panel in enumerate(record["panels"]):
        there = set(panel)
        if not there <= known or len(there) < len(panel):
            unknown = [person for person in panel if person not in known]
            person = unknown[0] if unknown else next(p for p, times in Counter(panel).items() if times > 1)
            yield Finding("panel_person", {"panel": j, "person": person})
            return
        if panel != sorted(panel) or (before is not None and panel <= before):
            yield Finding("panel_order", {"panel": j})
        before = panel
        if len(panel) != problem.seats:
            yield Finding("panel_size", {"panel": j, "people": len(panel), "seats": problem.seats})
    yield from _quotas(record, problem)
    yield from _special(record, problem)


def _quotas(record: Record, problem: Problem) -> Iterator[Finding]:
    # All counts of a panel in one sum: each value has its own digits in a large number, and a person is a 1 in theirs.
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
        there = set(panel)
        for person in sorted(must - there):
            yield Finding("panel_must", {"panel": j, "person": person})
        for person in sorted(must_not & there):
            yield Finding("panel_must_not", {"panel": j, "person": person})


def _tickets(record: Record) -> Generator[Finding, None, Counter[str] | None]:
    """Findings, and in the end the number of tickets of each person, if there are tickets."""
    tickets, panels = record["tickets"], record["panels"]
    expected = sorted(tickets)
    SeedStream(bytes.fromhex(record["seed"]), "tickets").shuffle(expected)
    if not tickets or max(tickets) >= len(panels) or expected != tickets:
        yield Finding("tickets", {})
        return None
    counts = Counter(person for ticket in tickets for person in panels[ticket])
    for person, given in record["ticket_chances"].items():
        if given != counts[person] / len(tickets):
            computed = counts[person] / len(tickets)
            yield Finding("ticket_chance", {"person": person, "given": given, "computed": computed})
    return counts


def _change(
    record: Record,
    profiles: Profiles,
    constraints: Constraints,
    proofs: Certificate,
    by_profile: list[int],
    counts: Counter[str],
) -> Iterator[Finding]:
    """How much the tickets change the chances, and how little any tickets could."""
    M = len(record["tickets"])
    chances = {i: by_profile[p] for p, profile in enumerate(profiles.profiles) for i in profile.members}
    computed = {
        "ticket_change": largest_change(chances, counts, M),
        "ticket_change_bound": least_change(constraints, proofs.tickets.multipliers, by_profile, M),
    }
    for field, value in computed.items():
        if units(record[field]) != value:
            yield Finding(field, {"given": record[field], "computed": value / UNIT})


def _chances(record: Record, profiles: Profiles) -> Generator[Finding, None, list[int]]:
    """Findings, and in the end the chance of each profile in 1/UNIT."""
    mass = dict.fromkeys(record["people"], 0)
    for panel, number in zip(record["panels"], record["probabilities"], strict=True):
        whole = units(number) or 0
        for person in panel:
            mass[person] += whole
    by_profile = []
    computed = dict.fromkeys(record["people"], 0)
    for profile in profiles.profiles:
        mean = round(Fraction(sum(mass[member] for member in profile.members), len(profile.members)))
        by_profile.append(mean)
        computed.update(dict.fromkeys(profile.members, mean))
        for member in profile.members:
            if abs(mass[member] - mean) > EQUAL * UNIT:
                given = {"person": member, "given": mass[member] / UNIT, "computed": mean / UNIT}
                yield Finding("unequal", given)
    for person, given in record["chances"].items():
        if units(given) != computed[person]:
            yield Finding("chance", {"person": person, "given": given, "computed": computed[person] / UNIT})
    return by_profile


def _excluded(constraints: Constraints, proofs: Certificate) -> Iterator[Finding]:
    for p, proof in proofs.excluded.items():
        seats = bound(constraints, proof, {}, constraints.most) * constraints.count[p]
        if set(proof.weights) != {p} or seats >= 1:
            yield Finding("excluded", {"person": constraints.first[p], "seats": float(seats)})


def _bounds(
    record: Record,
    problem: Problem,
    profiles: Profiles,
    constraints: Constraints,
    proofs: Certificate,
    by_profile: list[int],
) -> Iterator[Finding]:
    nowhere = [member for p in proofs.excluded for member in profiles.profiles[p].members]
    if record["cannot_be_selected"] != sorted([*nowhere, *problem.must_not]):
        yield Finding("cannot", {})
    smallest = min((chance for p, chance in enumerate(by_profile) if p not in proofs.excluded), default=0)
    proven = upper_bound(constraints, proofs)
    gap = proven - smallest
    own = rule_gap(constraints, proofs, record["rule"], by_profile) if proofs.objective else gap
    computed = {"minimum": smallest, "upper_bound": proven, "gap": gap, "rule_gap": own}
    for field, value in computed.items():
        if units(record[field]) != value:
            yield Finding(field, {"given": record[field], "computed": value / UNIT})


def _levels(constraints: Constraints, proofs: Certificate, by_profile: list[int]) -> Iterator[Finding]:
    """Each level: nobody in it can have more when those of lower levels have what they have."""
    for number, (lowest, limit) in enumerate(level_bounds(constraints, proofs, by_profile), start=1):
        if limit * UNIT - lowest > CHANCE * UNIT:
            yield Finding("level", {"level": number, "bound": float(limit), "chance": lowest / UNIT})
    proven = proofs.excluded.keys() | {p for level in proofs.levels for p in level.weights}
    for p, least in enumerate(constraints.least):
        if p not in proven and least == 0:
            yield Finding("levels", {"person": constraints.first[p]})


def _gaps(record: Record, constraints: Constraints, proofs: Certificate, by_profile: list[int]) -> Iterator[Finding]:
    """Where not every level is proven, how much higher each could be."""
    computed = level_gaps(constraints, proofs, by_profile)
    given = record["level_gaps"]
    if [units(number) for number in given] != computed:
        yield Finding("level_gaps", {"given": given, "computed": [gap / UNIT for gap in computed]})
