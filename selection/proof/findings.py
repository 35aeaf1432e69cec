"""What a verifier can find wrong with a record: a code with parameters, and an English line for a terminal."""

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
    "level": "level {level} of the certificate proves {bound}, and its people have {chance}: not leximin",
    "level_gaps": "level_gaps is {given}, and the certificate proves {computed}",
    "levels": "the certificate has no level for {person}",
}


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong. `str()` is an English line."""

    code: str
    params: dict[str, object]

    def __str__(self) -> str:
        return FINDINGS[self.code].format(**self.params)
