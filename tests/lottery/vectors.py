"""One honest record and the ways in which it can be altered: both verifiers are held to the same list."""

from __future__ import annotations

import copy
import hashlib
from collections.abc import Callable, Iterator
from typing import Any

from selection.lottery import find_lottery
from selection.problem import Problem, Quota, make_problem
from selection.record import Record, dumps, seal

RULES = ("leximin", "maximin", "nash", "goldilocks")


def problem(households: bool = False) -> Problem:
    """Twenty-four people, six seats, three features; with `households` some of them share a house."""
    features = {
        "geslacht": {"man": Quota(3, 3), "vrouw": Quota(3, 3)},
        "leeftijd": {"jong": Quota(1, 2), "midden": Quota(2, 3), "oud": Quota(2, 3)},
        "wijk": {"noord": Quota(2, 4), "zuid": Quota(2, 4)},
    }
    people = {
        f"p{i:02d}": {
            "geslacht": ("man", "vrouw", "vrouw")[i % 3],
            "leeftijd": ("jong", "midden", "oud", "oud")[(i * 7) % 4],
            "wijk": ("noord", "zuid")[(i // 5) % 2],
        }
        for i in range(24)
    }
    homes = {person: f"huis {i // 2}" if i < 8 else None for i, person in enumerate(people)} if households else None
    return make_problem(features, people, 6, homes)


def honest(rule: str = "leximin", households: bool = False) -> bytes:
    """A record that verifies."""
    return dumps(find_lottery(problem(households), rule).to_record())


def _first_chance(record: Record) -> None:
    person = next(person for person, chance in record["chances"].items() if 0 < chance < 1)
    record["chances"][person] = round(record["chances"][person] + 0.001, 12)


def _swap_tickets(record: Record) -> None:
    tickets = record["tickets"]
    other = next(i for i, ticket in enumerate(tickets) if ticket != tickets[0])
    tickets[0], tickets[other] = tickets[other], tickets[0]


def _swap_person(record: Record) -> None:
    panel = record["panels"][0]
    outside = next(
        p for p in record["people"] if p not in panel and record["answers"][p] != record["answers"][panel[0]]
    )
    panel[0] = outside
    panel.sort()


def _probabilities(record: Record) -> None:
    record["probabilities"][0] = round(record["probabilities"][0] + 1e-6, 12)
    record["probabilities"][-1] = round(record["probabilities"][-1] - 1e-6, 12)


#: name → what is done to the record; the hash over the record is made right again afterwards
ALTERATIONS: dict[str, Callable[[Record], Any]] = {
    "a chance": _first_chance,
    "tickets in another order": _swap_tickets,
    "another ticket": lambda r: r["tickets"].__setitem__(0, (r["tickets"][0] + 1) % len(r["panels"])),
    "another person on a panel": _swap_person,
    "probability moved": _probabilities,
    "a quota": lambda r: r["categories"]["wijk"]["noord"].__setitem__(0, 1),
    "an answer": lambda r: r["answers"]["p00"].__setitem__(2, "zuid" if r["answers"]["p00"][2] == "noord" else "noord"),
    "one seat more": lambda r: r.update(seats=7),
    "another seed": lambda r: r.update(seed="00" * 32),
    "a person left out": lambda r: r["people"].pop(),
    "a larger minimum": lambda r: r.update(minimum=round(r["minimum"] + 0.001, 12)),
    "a smaller bound": lambda r: r.update(upper_bound=round(r["upper_bound"] - 0.001, 12)),
    "a ticket chance": lambda r: r["ticket_chances"].update(p00=0.999),
    "somebody cannot be drawn": lambda r: r["cannot_be_selected"].append("p00"),
    "a panel twice": lambda r: r["panels"].append(r["panels"][-1]) or r["probabilities"].append(0.0),
    "a multiplier": lambda r: r["certificate"]["levels"][0]["multipliers"].append([99, 1.0]),
    "a field too many": lambda r: r.update(remark="niets"),
    "a field missing": lambda r: r.pop("gap"),
}


def altered() -> Iterator[tuple[str, bytes]]:
    """Each alteration of the honest record, once with its own hash put right; and the hash itself."""
    record = find_lottery(problem()).to_record()
    for name, change in ALTERATIONS.items():
        wrong = copy.deepcopy(record)
        change(wrong)
        yield name, dumps(seal(wrong))
    data = dumps(record)
    yield "a digit without a new hash", data.replace(b'"seats":6', b'"seats":5')
    yield "another hash", data.replace(record["sha256"].encode(), hashlib.sha256(b"").hexdigest().encode())
    yield "not a record", b"niets"
