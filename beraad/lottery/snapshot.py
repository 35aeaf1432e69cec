"""The frozen pool as bytes: everything that decides a draw, in one canonical form with one hash.

Canonical means JSON with sorted keys, no spaces and no times: the same pool, quotas and settings give the same bytes.
A person is there with a pool id and the answers to the features that count, nothing else. People who share a house
carry the same number; the address itself stays out.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

FORMAT = "beraad-pool/1"
#: with quotas on two features together
PAIRS_FORMAT = "beraad-pool/2"

#: feature → feature → answer → answer → (minimum, maximum); the features in the order of their names
PairQuotas = Mapping[str, Mapping[str, Mapping[str, Mapping[str, tuple[int, int]]]]]


@dataclass(frozen=True)
class Snapshot:
    """All that decides a draw."""

    #: slug of the burgerberaad
    assembly: str
    seats: int
    rule: str
    tickets: int
    #: feature → answer → (minimum, maximum)
    quotas: Mapping[str, Mapping[str, tuple[int, int]]]
    #: pool id → answers, in the order of the sorted features
    people: Mapping[str, tuple[str, ...]]
    #: pool id → number of the house, only for people who share one; None when houses don't count
    households: Mapping[str, int] | None = None
    #: quotas on two features together; empty if there are none
    pairs: PairQuotas = field(default_factory=dict)

    @property
    def features(self) -> list[str]:
        """The features that count, sorted."""
        return sorted(self.quotas)

    def to_bytes(self) -> bytes:
        """The canonical form, which is hashed."""
        return canonical(
            {
                "format": PAIRS_FORMAT if self.pairs else FORMAT,
                "assembly": self.assembly,
                "seats": self.seats,
                "rule": self.rule,
                "tickets": self.tickets,
                "quotas": {f: {v: list(bounds) for v, bounds in values.items()} for f, values in self.quotas.items()},
                "people": {person: list(answers) for person, answers in self.people.items()},
                "households": self.households,
                **({"pairs": self.pairs} if self.pairs else {}),
            }
        )

    @classmethod
    def from_bytes(cls, content: bytes) -> Snapshot:
        """Reads what `to_bytes` wrote."""
        stored = json.loads(content)
        return cls(
            assembly=stored["assembly"],
            seats=stored["seats"],
            rule=stored["rule"],
            tickets=stored["tickets"],
            quotas={f: {v: (low, high) for v, (low, high) in values.items()} for f, values in stored["quotas"].items()},
            people={person: tuple(answers) for person, answers in stored["people"].items()},
            households=stored["households"],
            pairs={
                first: {
                    second: {
                        answer: {other: (low, high) for other, (low, high) in row.items()}
                        for answer, row in rows.items()
                    }
                    for second, rows in seconds.items()
                }
                for first, seconds in stored.get("pairs", {}).items()
            },
        )

    def pair_rows(self) -> list[tuple[str, str, str, str, int, int]]:
        """The quotas on two features together, flat: both features, both answers, minimum and maximum."""
        return [
            (first, second, answer, other, low, high)
            for first, seconds in self.pairs.items()
            for second, rows in seconds.items()
            for answer, row in rows.items()
            for other, (low, high) in row.items()
        ]

    def answers(self, person: str) -> dict[str, str]:
        """Feature → answer of one person."""
        return dict(zip(self.features, self.people[person], strict=True))

    def only(self, people: Collection[str], seats: int | None = None) -> Snapshot:
        """The same with these people only, and with other `seats` if given."""
        kept = {person: answers for person, answers in self.people.items() if person in people}
        homes = self.households
        if homes is not None:
            homes = {person: number for person, number in homes.items() if person in kept}
        return replace(self, people=kept, households=homes, seats=self.seats if seats is None else seats)

    def without(self, features: Collection[str]) -> Snapshot:
        """The same without these features, alone and together with others."""
        kept = [place for place, feature in enumerate(self.features) if feature not in features]
        return replace(
            self,
            quotas={feature: values for feature, values in self.quotas.items() if feature not in features},
            people={person: tuple(answers[place] for place in kept) for person, answers in self.people.items()},
            pairs={
                first: others
                for first, seconds in self.pairs.items()
                if first not in features
                and (others := {second: rows for second, rows in seconds.items() if second not in features})
            },
        )

    def counts(self, people: Iterable[str] | None = None) -> dict[tuple[str, str], int]:
        """How many of `people` (default: all) gave each answer; every answer with a quota is there."""
        counted = {(f, v): 0 for f in self.features for v in self.quotas[f]}
        for person in self.people if people is None else people:
            for key in zip(self.features, self.people[person], strict=True):
                counted[key] += 1
        return counted


def canonical(document: object) -> bytes:
    """`document` as JSON in the one form that is hashed."""
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def sha256(content: bytes) -> str:
    """The hash in hexadecimal."""
    return hashlib.sha256(content).hexdigest()
