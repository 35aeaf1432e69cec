"""Problems of which the records hold: each rule, households, musts, people on no panel, panels that allow less."""

from __future__ import annotations

import hashlib
from typing import Any
from unittest import mock

from selection import dumps, find_lottery
from selection.model.problem import Problem, Quota, make_problem
from selection.proof.ceremony import CHAIN, frozen_list, seed_of
from selection.proof.inspection import public_part
from selection.proof.record import seal
from selection.rules import solve as rules
from tests.selection.instances import ODD, problem_of, tight_pool

TICKETS = 20
#: leaves of the proofs of levels: too few for all of them
FEW = 5
FREE = {"leeftijd": {"jong": Quota(1, 1), "oud": Quota(1, 3)}, "plaats": {"dorp": Quota(0, 2), "stad": Quota(1, 3)}}

FROZEN_QUOTAS = {f: {v: [quota.min, quota.max] for v, quota in values.items()} for f, values in FREE.items()}


def _people(n: int, prefix: str = "p") -> dict[str, dict[str, str]]:
    return {
        f"{prefix}{i:02d}": {"leeftijd": "jong" if i % 3 == 0 else "oud", "plaats": "dorp" if i % 4 < 2 else "stad"}
        for i in range(n)
    }


def _ages(n: int) -> dict[str, dict[str, str]]:
    return {person: {"leeftijd": answers["leeftijd"]} for person, answers in _people(n).items()}


def _strange_ids() -> Problem:
    """Ids and answers whose order and escapes differ between languages: beyond the first plane, quotes, controls."""
    ids = ["\U0001f600", "�", "é", "z", 'a"b', "a\\b", "a\tb", "a\x7fb", " ", "1", "10", "__proto__"]
    names = {"jong": "j\u00f6ng \"'", "oud": "\U0001f474"}
    categories = {"leeftijd": {names["jong"]: Quota(1, 2), names["oud"]: Quota(1, 3)}}
    people = {person: {"leeftijd": names["jong" if i % 3 == 0 else "oud"]} for i, person in enumerate(ids)}
    return make_problem(categories, people, 4)


HOUSEHOLDS = {"p00": "a", "p01": "a", "p04": "b", "p06": "b", "p07": "b", "p08": "c", "p09": "c"}
PLAIN = make_problem(FREE, _people(12), 4)
TOGETHER = make_problem(FREE, _people(12), 4, HOUSEHOLDS)
MUSTS = make_problem(FREE, _people(12), 4, HOUSEHOLDS, must=["p03", "p10"], must_not=["p11"])
DECIDED = make_problem(FREE, _people(3), 3, must=["p00", "p01", "p02"])
EXCLUDED = problem_of("aa ab ba", {"f": {"a": (1, 1), "b": (0, 0)}, "g": {"a": (0, 1), "b": (0, 1)}}, 1)

#: Two people with equal answers are on no panel, which only whole panels show.
NOBODY_TWICE = problem_of(
    "baab cbaa bbbb abbb cabb aaaa aaaa caba abab",
    {
        "f0": {"a": (0, 1), "b": (0, 1), "c": (0, 1)},
        "f1": {"a": (1, 1), "b": (0, 2)},
        "f2": {"a": (2, 3), "b": (0, 1)},
        "f3": {"a": (1, 1), "b": (1, 1)},
    },
    2,
)

#: Without the quota on two features together, everybody's chance is another one.
PAIRS = make_problem(
    {**FREE, "plaats × leeftijd": {"dorp × oud": Quota(0, 1), "stad × jong": Quota(1, 2)}}, _people(12), 4, HOUSEHOLDS
)

#: name → problem, rule
GOOD: dict[str, tuple[Problem, str]] = {
    **{rule: (PLAIN, rule) for rule in ("leximin", "maximin", "nash", "goldilocks")},
    **{f"households-{rule}": (TOGETHER, rule) for rule in ("leximin", "maximin", "nash")},
    **{f"musts-{rule}": (MUSTS, rule) for rule in ("leximin", "maximin", "nash", "goldilocks")},
    **{f"odd-{rule}": (ODD, rule) for rule in ("leximin", "maximin", "nash", "goldilocks")},
    **{f"excluded-{rule}": (EXCLUDED, rule) for rule in ("leximin", "maximin", "nash", "goldilocks")},
    "unproven": (tight_pool(24, 8, 4, 29, home=0, room=0), "leximin"),
    "decided": (DECIDED, "goldilocks"),
    "decided-leximin": (DECIDED, "leximin"),
    **{f"nobody-twice-{rule}": (NOBODY_TWICE, rule) for rule in ("leximin", "nash")},
    "one-seat-leximin": (make_problem({"leeftijd": {"jong": Quota(0, 1), "oud": Quota(0, 1)}}, _ages(7), 1), "leximin"),
    "all-seats-maximin": (
        make_problem({"leeftijd": {"jong": Quota(0, 7), "oud": Quota(0, 7)}}, _ages(7), 7),
        "maximin",
    ),
    "strange-ids": (_strange_ids(), "leximin"),
    **dict.fromkeys(("ceremony", "ceremony-drand", "public-part"), (TOGETHER, "leximin")),
    **{f"pairs-{rule}": (PAIRS, rule) for rule in ("leximin", "maximin", "nash", "goldilocks")},
    "ceremony-pairs": (PAIRS, "leximin"),
}
#: round 1000 of the drand chain, as drand published it
DRAND = {
    "chain": CHAIN,
    "randomness": "fe290beca10872ef2fb164d2aa4442de4566183ec51c56ff3cd603d930e54fdd",
    "round": 1000,
    "signature": "b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39",
}


def ceremony(name: str) -> dict[str, Any]:
    """What the record of a public draw says about its seed; everything but the draw is made up."""
    problem, rule = GOOD[name]
    people = {person: list(problem.own_answers(person)) for person in problem.people}
    frozen = frozen_list(
        "voorbeeld", problem.seats, rule, TICKETS, FROZEN_QUOTAS, people, problem.households, problem.pair_quotas()
    )
    return {
        "assembly": "voorbeeld",
        "beacon": DRAND if name.endswith("drand") else None,
        "digits": "0123456789",
        "list_sha256": hashlib.sha256(frozen).hexdigest(),
        "root": "ab" * 32,
    }


def make(name: str) -> bytes:
    problem, rule = GOOD[name]
    if name == "unproven":
        with mock.patch.object(rules, "LEAVES", FEW):
            return dumps(find_lottery(problem, rule, tickets=TICKETS).to_record())
    if not name.startswith(("ceremony", "public")):
        return dumps(find_lottery(problem, rule, tickets=TICKETS).to_record())
    held = ceremony(name)
    randomness = held["beacon"]["randomness"] if held["beacon"] else ""
    seed = bytes.fromhex(seed_of(held["root"], held["list_sha256"], held["digits"], randomness))
    record = seal({**find_lottery(problem, rule, seed, TICKETS).to_record(), "ceremony": held})
    if name == "public-part":
        return public_part(record, hashlib.sha256(dumps(record)).hexdigest(), "griffie, Raadhuisplein 1, voorbeeld")
    return dumps(record)
