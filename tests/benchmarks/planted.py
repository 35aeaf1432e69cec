"""Pools with a planted panel, so that "no panel exists" is always false: 100 to 2,500 people, and 50,000.

Numbers from 100,000 on are pools of 50,000 people. Everything is computed in this process; a pool gets so many seconds.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

from selection import NoPanelError, SelectionError, check, find_lottery
from tests.benchmarks.numbered import Line, lines, parser_of, total
from tests.selection.generated import planted_pool

#: The first number of a pool of `MANY` people.
LARGE, MANY = 100_000, 50_000


def main(argv: Sequence[str]) -> None:
    parser = parser_of("planted", __doc__, 999)
    parser.add_argument("--time-limit", type=float, default=20.0)
    args = parser.parse_args(argv)
    measured = list(lines(args, lambda number: one(number, args.time_limit)))
    answers = [line["answer"] for line in measured]
    total(
        measured,
        false_no=answers.count("no") + sum(not line["check"] for line in measured),
        complete=answers.count("complete"),
        best_so_far=answers.count("best so far"),
        errors=sum(str(answer).startswith("error") for answer in answers),
    )


def one(number: int, seconds: float) -> Line:
    """What the engine says of one pool."""
    problem = planted_pool(number, MANY if number >= LARGE else None)
    start = time.process_time()
    try:
        lottery = find_lottery(problem, time_limit=seconds)
        answer = "complete" if lottery.complete else "best so far"
        gap = (lottery.upper_bound - lottery.minimum) / 1e12
    except NoPanelError:
        answer, gap = "no", None
    except SelectionError as error:
        answer, gap = f"error {error.code}", None
    spent = time.process_time() - start
    return {
        "people": len(problem.people),
        "seats": problem.seats,
        "features": len(problem.features),
        "answer": answer,
        "gap": gap,
        "cpu_seconds": round(spent, 2),
        "check": _checked(problem, seconds),
    }


def _checked(problem: object, seconds: float) -> bool:
    try:
        return check(problem, time_limit=seconds).ok  # type: ignore[arg-type]
    except SelectionError:
        return True  # no answer is not a false one
