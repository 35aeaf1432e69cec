"""How many people will have signed up on the last day, by how letters were answered so far.

*Curve.* A letter is answered on the day it arrives, or one, two, three … days later. For each number of days d, the
rate r_d is the number of sign-ups on that day divided by the letters that have been in the post that long, over all
rounds of one kind (first letters, reminders) together. After the last day that any round has reached, the rate halves
each `HALVES` days; it starts there from the mean of the last `TAIL` days.

*Forecast.* Each round goes on along the curve of its kind until closing: letters · Σ r_d. Sign-ups without a letter go
on as on a day of the last week. Sign-ups are counted things: with M more expected, known from n so far, the deviation
is √(M + M²/n), and the range is two of them to either side.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

#: days in which the rate halves after the last observed day, and days over which the last rate is averaged
HALVES, TAIL = 7, 7
#: days over which sign-ups without a letter are averaged
WEEK = 7


@dataclass(frozen=True)
class Round:
    """Letters that went out together `age` days ago; `answered`: days after that → sign-ups."""

    letters: int
    age: int
    is_reminder: bool = False
    answered: Counter[int] = field(default_factory=Counter)


@dataclass(frozen=True)
class Forecast:
    """The number of sign-ups at closing: expected, and the range it will probably be in."""

    expected: int
    low: int
    high: int


def forecast(people: int, rounds: Sequence[Round], without_letter: int, days_left: int) -> Forecast:
    """`people`: sign-ups so far; `without_letter`: those of the last week without a letter; `days_left`: from 0."""
    more = without_letter / WEEK * days_left
    known = without_letter
    for kind in (False, True):
        mine = [round_ for round_ in rounds if round_.is_reminder is kind]
        rates = curve(mine)
        known += sum(round_.answered.total() for round_ in mine)
        more += sum(round_.letters * _ahead(rates, round_.age, days_left) for round_ in mine)
    spread = 2 * math.sqrt(more + more * more / known) if known else 0.0
    return Forecast(round(people + more), max(people, round(people + more - spread)), round(people + more + spread))


def curve(rounds: Sequence[Round]) -> list[float]:
    """Sign-ups per letter for each number of days that one of the rounds has lived."""
    rates = []
    for day in range(max((round_.age for round_ in rounds), default=-1) + 1):
        lived = [round_ for round_ in rounds if round_.age >= day]
        rates.append(sum(round_.answered[day] for round_ in lived) / sum(round_.letters for round_ in lived))
    return rates


def _ahead(rates: Sequence[float], age: int, days_left: int) -> float:
    """Sign-ups per letter in the `days_left` days after `age`."""
    beyond = max(age + days_left - (len(rates) - 1), 0)
    rate, each_day = sum(rates[-TAIL:]) / len(rates[-TAIL:]), 0.5 ** (1 / HALVES)
    ahead: float = sum(rates[age + 1 : age + 1 + days_left])
    return ahead + sum(rate * float(each_day**day) for day in range(1, beyond + 1))
