"""Forgers' records that a verifier accepts, and honest ones that it doesn't call proven: both should be 0.

One line of JSON: kinds of forgery, pools, records of forgers and how many were accepted by the command or the page;
honest records, of every rule in turn, and how many were refused.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence

from selection import dumps, find_lottery
from selection.model.errors import SelectionError
from selection.proof.verify import Announced, verify
from tests.selection.proof.forgers.catalogue import FORGERS, forgeries, verdict
from tests.selection.proof.forgers.pools import pool
from tests.selection.proof.forgers.workshop import RULES, Workshop
from tests.selection.proof.javascript import NODE, conclude

ACCEPTED = ("proven", "matches")


def main(argv: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks forgers", description=__doc__)
    parser.add_argument("--pools", type=int, default=20, help="pools that are forged (20)")
    parser.add_argument("--honest", type=int, default=1000, help="honest records (1000)")
    parser.add_argument("--first", type=int, default=0, help="number of the first pool (0)")
    args = parser.parse_args(argv)
    begin = time.perf_counter()
    forged = _forged(range(args.first, args.first + args.pools))
    honest = _honest(range(args.first, args.first + args.honest))
    seconds = {"seconds": round(time.perf_counter() - begin, 1)}
    print(json.dumps({"kinds": len(FORGERS), "pools": args.pools, **forged, **honest, **seconds}), flush=True)


def _forged(numbers: Sequence[int]) -> dict[str, object]:
    made, accepted, page = 0, [], 0
    for number in numbers:
        found = list(forgeries(Workshop(pool(number), number)))
        made += len(found)
        accepted += [f"{number} {name}" for name, forgery in found if verdict(forgery) in ACCEPTED]
        if NODE is not None:
            seen = conclude((forgery.data, forgery.announced) for _, forgery in found)
            page += sum(one.verdict in ACCEPTED for one in seen)
    return {"forgeries": made, "accepted": len(accepted), "accepted_by_page": page if NODE else None, "which": accepted}


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
