"""`lottery`: the fairest lottery as a record."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from selection.commands.arguments import add_problem, read_problem, seed_bytes
from selection.commands.progress import Bar, interruptible
from selection.files import write_files
from selection.record import dumps


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("lottery", help="the fairest lottery, as a record with its proof")
    add_problem(parser)
    parser.add_argument("--rule", choices=("leximin", "maximin", "nash", "goldilocks"), default="leximin")
    parser.add_argument("--tickets", type=int, default=1000, help="how many equal tickets (1000)")
    parser.add_argument("--spread", action="store_true", help="the most random tickets with these chances")
    parser.add_argument("--seed", metavar="HEX", help="what people are told apart by (the hash of the input)")
    parser.add_argument("--time-limit", type=float, metavar="SECONDS", help="stop then with the best found, so marked")
    parser.add_argument("--out", type=Path, required=True, help="the record to write")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from selection.lottery import find_lottery

    seed = seed_bytes(args.seed)
    problem, _ = read_problem(args)
    bar = Bar()
    options = {"progress": bar, "spread": args.spread, "time_limit": args.time_limit}
    lottery = interruptible(lambda: find_lottery(problem, args.rule, seed, args.tickets, **options), bar)
    if not lottery.complete:
        print("the time was up: the best lottery found is written, marked as not complete", file=sys.stderr)
    write_files({args.out: dumps(lottery.to_record())})
    return 0
