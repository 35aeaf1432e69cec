"""Forgers' records that a verifier accepts, and honest ones that it doesn't call proven: both should be 0.

Small pools of every style, large ones of 1,000 to 2,000 people, half of them with households, and instances. One line
of JSON for each large pool, and one at the end: kinds of forgery, pools, records of forgers and how many were accepted
by the command or the page; honest records, of every rule in turn, and how many were refused.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from selection import Problem, SelectionError, dumps, find_lottery, read_categories, read_respondents
from selection.proof.verify import Announced, verify
from tests.benchmarks.engine import address
from tests.selection.generated import large_pool
from tests.selection.proof.forgers.catalogue import FORGERS, forgeries, verdict
from tests.selection.proof.forgers.pools import pool
from tests.selection.proof.forgers.workshop import RULES, Workshop
from tests.selection.proof.javascript import NODE, conclude

ACCEPTED = ("proven", "matches")


def main(argv: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks forgers", description=__doc__)
    parser.add_argument("--pools", type=int, default=20, help="pools that are forged (20)")
    parser.add_argument("--honest", type=int, default=1000, help="honest records (1000)")
    parser.add_argument("--large", type=int, default=4, help="large pools that are forged (4)")
    parser.add_argument("--instances", type=Path, nargs="*", default=[], help="folders name_SEATS that are forged too")
    parser.add_argument("--first", type=int, default=0, help="number of the first pool (0)")
    args = parser.parse_args(argv)
    begin = time.perf_counter()
    numbers = range(args.first, args.first + args.pools)
    forged = [_forged(str(number), pool(number), number) for number in numbers]
    for name, problem in _large(args):
        forged.append(_forged(name, problem, args.first))
        print(json.dumps({"pool": name, "people": len(problem.people), **forged[-1]}), flush=True)
    honest = _honest(range(args.first, args.first + args.honest))
    seconds = {"seconds": round(time.perf_counter() - begin, 1)}
    print(json.dumps({"kinds": len(FORGERS), "pools": len(forged), **_together(forged), **honest, **seconds}))


def _large(args: argparse.Namespace) -> Iterator[tuple[str, Problem]]:
    for number in range(args.first, args.first + args.large):
        yield f"large {number}", large_pool(number)
    for folder in args.instances:
        seats = int(folder.name.rpartition("_")[2])
        respondents = read_respondents(folder / "respondents.csv")
        yield folder.name, respondents.problem(read_categories(folder / "categories.csv"), seats, address(folder))


def _forged(name: str, problem: Problem, number: int) -> dict[str, Any]:
    """Every forgery of one pool, judged by the command and by the page."""
    made = list(forgeries(Workshop(problem, number)))
    accepted = [f"{name} {kind}" for kind, forgery in made if verdict(forgery) in ACCEPTED]
    seen = conclude((forgery.data, forgery.announced) for _, forgery in made) if NODE else []
    page = sum(one.verdict in ACCEPTED for one in seen) if NODE else None
    return {"forgeries": len(made), "accepted": len(accepted), "accepted_by_page": page, "which": accepted}


def _together(forged: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The sums over pools."""
    return {
        "forgeries": sum(one["forgeries"] for one in forged),
        "accepted": sum(one["accepted"] for one in forged),
        "accepted_by_page": sum(one["accepted_by_page"] for one in forged) if NODE else None,
        "which": [name for one in forged for name in one["which"]],
    }


def _honest(numbers: Sequence[int]) -> dict[str, object]:
    refused, without, records = [], 0, []
    for number in numbers:
        try:
            rule = RULES[number // 10 % len(RULES)]
            data = dumps(find_lottery(pool(number), rule, tickets=(5, 20, 100)[number % 3]).to_record())
        except SelectionError:
            without += 1
            continue
        records.append((data, Announced()))
        if not verify(data).ok:
            refused.append(number)
    page = sum(one.verdict != "proven" for one in conclude(records)) if NODE else None
    figures = {"honest": len(records), "refused": len(refused), "refused_by_page": page}
    return {**figures, "refused_numbers": refused, "without_a_lottery": without}
