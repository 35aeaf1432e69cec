"""`replace`: people who leave the panel, and who takes their seats."""

from __future__ import annotations

import argparse
import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING

from selection.commands.answer import Answer
from selection.commands.arguments import add_problem, check_outputs, names, read_problem, seed_bytes
from selection.commands.progress import Bar, interruptible
from selection.model.files import write_files
from selection.model.formats import read_respondents, write_people

if TYPE_CHECKING:
    from selection.panels.replacement import Replacement

EXAMPLE = """example: python -m selection replace categories.csv people.csv --seats 75 --selected selected.csv \\
           --leaving p12,p31 --out joining.csv"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = EXAMPLE
    add_problem(parser)
    parser.add_argument("--selected", type=Path, required=True, metavar="CSV", help="the panel as it was")
    parser.add_argument(
        "--leaving", type=names, default=(), metavar="ID,ID", help="ids of those who leave (default: nobody)"
    )
    parser.add_argument(
        "--seed", metavar="HEX", help="what decides between equal answers (default: the hash of the request)"
    )
    parser.add_argument("--out", type=Path, required=True, metavar="CSV", help="the rows of those who join")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> Answer:
    from selection.panels.replacement import replace_people

    check_outputs(args, "out")
    seed = seed_bytes(args.seed)
    problem, respondents = read_problem(args)
    selected = list(read_respondents(args.selected, id_column=args.id).by_id)
    bar = Bar()
    replacement = interruptible(lambda: replace_people(problem, selected, args.leaving, seed, bar), bar)
    write_files({args.out: write_people(respondents, replacement.ids)})
    return Answer(summary(replacement), dataclasses.asdict(replacement))


def summary(replacement: Replacement) -> str:
    """Returns lines that say who joins, out of how many, and which quotas the panel misses."""
    low, high = min(replacement.chances.values()), max(replacement.chances.values())
    chances = f"a chance of {low:.4f}" if low == high else f"chances from {low:.4f} to {high:.4f}"
    lines = [f"{', '.join(replacement.ids)} joined; {len(replacement.chances)} people could, with {chances}."]
    if not replacement.deviations:
        lines.append("The panel keeps every quota.")
    for missed in replacement.deviations:
        lines.append(f"  {missed.feature}, {missed.value}: {missed.seats} people, quota {missed.min}-{missed.max}")
    return "\n".join(lines)
