"""What a verifier finds wrong with a record or missing in its proof: a code, parameters and a line of English."""

from __future__ import annotations

from dataclasses import dataclass

#: code → English pattern over the parameters.
FINDINGS = {
    "not_canonical": "the bytes are not the canonical form of the record: something was added, moved or rewritten",
    "hash": "sha256 is {given}, and the rest of the record gives {computed}: something in it was changed",
    "shape": "{field} is missing or not of the kind it must be",
    "unknown_field": "{field} is not a field of this format",
    "other_problem": "the record is about another problem than the files: {field} differs",
    "input_sha256": "input_sha256 is {given}, and the problem in the record gives {computed}",
    "frozen_list": "the frozen list has the hash {given}, and the people, quotas, seats and rule here give {computed}",
    "frozen_must": "{person} is in {field}, and nobody was when the list was frozen",
    "randomness": "the randomness of the drand round is {given}, and its signature gives {computed}",
    "seed": "the seed is {given}, and root, list, digits and drand round give {computed}",
    "people": "people are not the sorted ids of the answers",
    "answer": "person {person} has the answer {value!r}, which is not in the categories",
    "probability": "probability {panel} is {value}, not a decimal of at most twelve digits from 0 to 1",
    "sum": "the probabilities add up to {value} instead of 1",
    "panel_person": "panel {panel} has {person}, who is not among the people or is named twice",
    "panel_order": "panel {panel} is out of order, or equal to the one before it",
    "panel_size": "panel {panel} has {people} people instead of {seats}",
    "panel_quota": "panel {panel} has {people} people with {feature} {value}, outside {min}-{max}",
    "panel_household": "panel {panel} has two people of household {household}",
    "panel_must": "panel {panel} lacks {person}, who must be drawn",
    "panel_must_not": "panel {panel} has {person}, who must not be drawn",
    "chance": "the chance of {person} is {given}, and the panels give {computed}",
    "unequal": "{person} has probability {given} on the panels, and people with equal answers {computed}",
    "tickets": "the tickets are not whole numbers of panels in the order that the seed gives",
    "ticket_chance": "the ticket chance of {person} is {given}, and the tickets give {computed}",
    "ticket_change": "ticket_change is {given}, and the tickets change a chance by {computed} tickets",
    "ticket_change_bound": "ticket_change_bound is {given}, and the certificate proves {computed}",
    "minimum": "minimum is {given}, and the smallest chance of those who can be selected is {computed}",
    "upper_bound": "upper_bound is {given}, and the certificate proves {computed}",
    "gap": "gap is {given}, and upper_bound less minimum is {computed}",
    "rule_gap": "rule_gap is {given}, and the certificate proves {computed} for this rule",
    "cannot": "cannot_be_selected is not the list of people whom the certificate excludes or who must not be drawn",
    "excluded": "the certificate doesn't prove that {person} is on no panel: it allows {seats} seats",
    "complete": "complete is {given}, and what the certificate proves makes it {computed}",
    "announced_root": "the root of the frozen list is {given}, and announced was {announced}",
    "announced_fingerprint": "announced was the fingerprint {announced}, which is neither that of this file ({file}) "
    "nor that of its list ({list})",
}

#: What is missing for a lottery to be proven: code → English pattern. None of it makes a record wrong.
MISSING = {
    "absent": "{people} people with chance 0 are not proven to be on no panel, such as {person}",
    "minimum_open": "the smallest chance could be higher, by {more} at most",
    "chance_open": "{people} people could have a higher chance while nobody with no more than they has a lower one, "
    "by {more} at most, such as {person}",
    "rule_open": "another lottery could be better by the measure of {rule}, by {more} at most",
    "rule_unproven": "nothing proves that no other lottery is better by the measure of {rule}",
    "tickets_open": "the tickets change a chance by {change} tickets, and it is not proven that they must change one "
    "by more than {bound}",
    "inspection": "quotas and chances are open for inspection only: {place}",
    "not_announced": "the fingerprint of this file that was announced was not given: other tickets could be in it",
}


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong or missing. `str()` returns a line of English."""

    code: str
    params: dict[str, object]

    def as_object(self) -> dict[str, object]:
        """Returns code, message and parameters as JSON types."""
        simple = {name: p if isinstance(p, str | int | float) else str(p) for name, p in self.params.items()}
        return {"code": self.code, "message": str(self), "params": simple}

    def __str__(self) -> str:
        return (FINDINGS.get(self.code) or MISSING[self.code]).format(**self.params)
