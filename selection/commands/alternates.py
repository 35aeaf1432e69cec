"""`alternates`: reserves for the panel of a ticket, chosen for the drop-out to be expected."""

from __future__ import annotations

import argparse
import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING

from selection.commands.answer import Answer
from selection.commands.arguments import add_id, check_outputs, read_record, seed_bytes, whole_number
from selection.commands.progress import Bar, interruptible
from selection.model.errors import InputError
from selection.model.files import write_files
from selection.model.formats import read_categories, read_respondents, write_people
from selection.proof.record import Record
from selection.tickets.draw import draw

if TYPE_CHECKING:
    from selection.model.problem import Problem
    from selection.panels.alternates import Reserves

EXAMPLE = """example: python -m selection alternates lottery.json --ticket 271 --categories categories.csv \\
           --respondents people.csv --count 20 --out reserves.csv"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = EXAMPLE
    parser.add_argument("record", type=Path, help="lottery.json")
    parser.add_argument("--ticket", type=whole_number, required=True, help="the number that was drawn")
    parser.add_argument("--categories", type=Path, required=True, help="quotas: CSV or XLSX")
    parser.add_argument("--respondents", type=Path, required=True, help="volunteers: CSV or XLSX")
    parser.add_argument("--count", type=whole_number, required=True, metavar="R", help="how many reserves")
    parser.add_argument(
        "--dropout",
        type=Path,
        metavar="CSV",
        help="who is likely to stay: feature,value,beta, or counts of past assemblies: feature,value,seated,stayed "
        "(default: 0.85 for everybody)",
    )
    parser.add_argument(
        "--seed", metavar="HEX", help="what decides which drop-outs are tried (default: the hash of the record)"
    )
    parser.add_argument(
        "--out", type=Path, required=True, metavar="CSV", help="rows of the reserves, first to be asked first"
    )
    add_id(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> Answer:
    from selection.panels.alternates import find_reserves
    from selection.panels.dropout import Dropout, read_dropout

    check_outputs(args, "out")
    record = read_record(args.record)
    panel = draw(record, args.ticket)
    categories = read_categories(args.categories)
    respondents = read_respondents(args.respondents, id_column=args.id)
    problem = with_households(
        respondents.problem(categories, record["seats"], (), record["must"], record["must_not"]), record
    )
    if problem.sha256() != record["input_sha256"]:
        raise InputError("another_input", file=args.record.name)
    dropout = Dropout() if args.dropout is None else read_dropout(args.dropout, problem)
    seed = seed_bytes(args.seed) or bytes.fromhex(record["sha256"])
    bar = Bar()
    reserves = interruptible(lambda: find_reserves(problem, panel, args.count, seed, dropout, bar), bar)
    write_files({args.out: write_people(respondents, reserves.ids)})
    return Answer(summary(reserves), dataclasses.asdict(reserves))


def with_households(problem: Problem, record: Record) -> Problem:
    """Returns `problem` with the households of the record: only who made the record knows their columns."""
    from dataclasses import replace

    return replace(problem, households=record.get("households"))


def summary(reserves: Reserves) -> str:
    """Returns the figures in lines, beside those of random lists and of none."""
    return "\n".join(
        [
            f"{len(reserves.ids)} reserves; {reserves.expected_dropout:.1f} people expected to leave.",
            "                        mean shortfall       quotas met   all of them",
            *(
                f"{name:<24}{figures.shortfall:>8.4f} ±{figures.error:.4f}{figures.met:>15.1%}{figures.all_met:>14.1%}"
                for name, figures in (
                    ("these reserves", reserves.chosen),
                    ("a random list", reserves.random),
                    ("no reserves", reserves.without),
                )
            ),
            f"{'the whole pool (bound)':<24}{reserves.whole_pool:>8.4f}",
        ]
    )
