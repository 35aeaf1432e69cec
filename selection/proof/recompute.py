"""Everything a record claims, computed again from its answers, quotas, households, panels and seed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Iterator
from fractions import Fraction

from selection.model.constraints import Constraints, make_constraints
from selection.model.problem import Problem
from selection.model.profiles import Profiles, make_profiles
from selection.model.tolerances import EQUAL, UNIT
from selection.proof import ceremony, given, panels
from selection.proof.certificate import Certificate, seats_at_most
from selection.proof.certificate_record import from_record
from selection.proof.evidence import Evidence, weigh
from selection.proof.findings import Finding
from selection.proof.inspection import in_order
from selection.proof.record import FIRST_FORMAT, Record, units
from selection.proof.ticket_bound import largest_change

#: After one of these the rest can't be computed.
ENDING = ("panel_person", "probability", "shape")
#: The fields that say what the certificate proves; ignored in the first format.
CLAIMS = ("upper_bound", "gap", "rule_gap", "ticket_change_bound")


def recompute(record: Record, other: Problem | None) -> Generator[Finding, None, Evidence | None]:
    """Yields every finding about a record of the right shape. Returns what it proves, None if that can't be computed.

    `other`: the problem it should be about.
    """
    wrong = list(given.people(record))
    yield from wrong
    if wrong:
        return None
    problem = given.problem(record)
    if other is not None:
        yield from given.differences(problem, other)
    if record["input_sha256"] != problem.sha256():
        yield Finding("input_sha256", {"given": record["input_sha256"], "computed": problem.sha256()})
    yield from ceremony.check(record)
    wrong = [*panels.probabilities(record), *panels.panels(record, problem)]
    yield from wrong
    if any(finding.code in ENDING for finding in wrong):
        return None
    counts = yield from _tickets(record)
    profiles = make_profiles(problem)
    by_profile = yield from _chances(record, profiles)
    if counts is None:
        return None
    return (yield from _proofs(record, profiles, make_constraints(problem, profiles), by_profile, counts))


def _tickets(record: Record) -> Generator[Finding, None, Counter[str] | None]:
    """Yields findings. Returns the number of tickets of each person, or None if the tickets are wrong."""
    tickets = in_order(record)
    if tickets is None:
        yield Finding("tickets", {})
        return None
    counts = Counter(person for ticket in tickets for person in record["panels"][ticket])
    for person, share in record["ticket_chances"].items():
        if share != counts[person] / len(tickets):
            computed = counts[person] / len(tickets)
            yield Finding("ticket_chance", {"person": person, "given": share, "computed": computed})
    return counts


def _chances(record: Record, profiles: Profiles) -> Generator[Finding, None, list[int]]:
    """Yields findings. Returns the chance of each profile in 1/UNIT."""
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
                params = {"person": member, "given": mass[member] / UNIT, "computed": mean / UNIT}
                yield Finding("unequal", params)
    for person, chance in record["chances"].items():
        if units(chance) != computed[person]:
            yield Finding("chance", {"person": person, "given": chance, "computed": computed[person] / UNIT})
    return by_profile


def _proofs(
    record: Record, profiles: Profiles, constraints: Constraints, by_profile: list[int], counts: Counter[str]
) -> Generator[Finding, None, Evidence | None]:
    """Yields findings about certificate and figures. Returns what is proven, None if the certificate is unreadable."""
    proofs = from_record(constraints, record["certificate"], by_profile)
    # weight on people who are on no panel would lower a bound that is about all others
    if proofs is None or any(proofs.excluded.keys() & level.weights.keys() for level in proofs.levels):
        yield Finding("shape", {"field": "certificate"})
        return None
    chances = {person: by_profile[p] for p, profile in enumerate(profiles.profiles) for person in profile.members}
    M = len(record["tickets"])
    evidence = weigh(constraints, proofs, record["rule"], by_profile, M, largest_change(chances, counts, M))
    yield from _excluded(constraints, proofs)
    yield from _claims(record, profiles, proofs, evidence)
    return evidence


def _excluded(constraints: Constraints, proofs: Certificate) -> Iterator[Finding]:
    for p, tree in proofs.excluded.items():
        seats = seats_at_most(constraints, p, tree)
        if seats >= 1:
            yield Finding("excluded", {"person": constraints.first[p], "seats": float(seats)})


def _claims(record: Record, profiles: Profiles, proofs: Certificate, evidence: Evidence) -> Iterator[Finding]:
    """Yields figures of the record that differ from what panels and certificate prove."""
    nowhere = [member for p in proofs.excluded for member in profiles.profiles[p].members]
    if record["cannot_be_selected"] != sorted([*nowhere, *record["must_not"]]):
        yield Finding("cannot", {})
    first = record["format"] == FIRST_FORMAT
    for field, value in evidence.figures().items():
        if not (first and field in CLAIMS) and units(record[field]) != value:
            yield Finding(field, {"given": record[field], "computed": value / UNIT})
    if not first and record["complete"] != evidence.fair:
        words = {True: "true", False: "false"}
        yield Finding("complete", {"given": words[record["complete"]], "computed": words[evidence.fair]})
