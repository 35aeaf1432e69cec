"""Invented residents: evidently made up, the same ones in every run."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

FIRST_NAMES = (
    *("Aisha", "Bas", "Carmen", "Daan", "Emine", "Floor", "Gijs", "Hanna", "Ilse", "Joris", "Karim", "Lotte", "Mehmet"),
    *("Noor", "Olaf", "Priya", "Quinten", "Roos", "Sem", "Tessa", "Umar", "Vera", "Wout", "Xandra", "Yara", "Zeger"),
)
SURNAMES = ("Voorbeeld", "van Verzonnen", "de Proef", "Bedacht", "van der Demo", "Fictief")
STREETS = ("Voorbeeldsteeg", "Verzonnenlaan", "Proefweg", "Demoplein", "Fictiekade", "Bedachtpad")

#: the shares of the answers among the residents of the invented municipality
POPULATION: Mapping[str, Mapping[str, float]] = {
    "geslacht": {"vrouw": 0.50, "man": 0.49, "anders": 0.01},
    "leeftijd": {"16-24": 0.13, "25-39": 0.20, "40-54": 0.22, "55-69": 0.25, "70+": 0.20},
    "opleiding": {"praktisch": 0.27, "middelbaar": 0.43, "theoretisch": 0.30},
    "wijk": {"Centrum": 0.22, "Noord": 0.30, "Zuid": 0.28, "Dorpen": 0.20},
}
#: how much likelier people with this answer are to sign up than others: volunteers are no mirror of the population
EAGERNESS = {"16-24": 0.5, "25-39": 0.7, "55-69": 1.3, "70+": 1.1, "praktisch": 0.5, "theoretisch": 1.7, "Dorpen": 0.8}
BANDS = {"16-24": (16, 24), "25-39": (25, 39), "40-54": (40, 54), "55-69": (55, 69), "70+": (70, 89)}
THIS_YEAR = 2026


@dataclass(frozen=True)
class Person:
    """An invented resident."""

    number: int
    name: str
    email: str
    phone: str
    street: str
    house_number: int
    postcode: str
    place: str
    birth_year: int
    answers: Mapping[str, str]

    @property
    def address(self) -> str:
        return f"{self.street} {self.house_number}"


def residents(count: int, seed: int) -> Iterator[Person]:
    """`count` residents, distributed as the population; the same for the same `seed`."""
    chance = random.Random(seed)  # noqa: S311 - invented people, nothing a citizen would repeat
    for number in range(1, count + 1):
        answers = {
            feature: chance.choices(list(shares), weights=list(shares.values()))[0]
            for feature, shares in POPULATION.items()
        }
        first, last = chance.choice(FIRST_NAMES), chance.choice(SURNAMES)
        youngest, oldest = BANDS[answers["leeftijd"]]
        yield Person(
            number=number,
            name=f"{first} {last}",
            email=f"bewoner{seed}.{number}@voorbeeld.example",
            phone=f"06 0000 {number % 10000:04d}",
            street=chance.choice(STREETS),
            house_number=chance.randint(1, 240),
            postcode=f"{chance.randint(9900, 9999)} {chance.choice('ABCDEFGH')}{chance.choice('ABCDEFGH')}",
            place="Voorbeeldstad",
            birth_year=THIS_YEAR - chance.randint(youngest, oldest),
            answers=answers,
        )


def volunteers(people: list[Person], count: int, seed: int) -> list[Person]:
    """`count` of `people` who sign up, the eager ones sooner."""
    chance = random.Random(seed + 1)  # noqa: S311 - as above

    def impatience(person: Person) -> float:
        eagerness = 1.0
        for answer in person.answers.values():
            eagerness *= EAGERNESS.get(answer, 1.0)
        return chance.expovariate(eagerness)

    return sorted(people, key=impatience)[:count]


def quotas(seats: int) -> dict[str, dict[str, tuple[int, int]]]:
    """Minimum and maximum per answer: the population's share of the seats, with a little room on both sides."""
    bounds: dict[str, dict[str, tuple[int, int]]] = {}
    for feature, shares in POPULATION.items():
        room = max(1, round(seats * 0.04))
        bounds[feature] = {
            answer: (max(0, int(share * seats) - room + 1), int(share * seats) + room + 1)
            for answer, share in shares.items()
        }
    return bounds
