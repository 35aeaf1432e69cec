"""`sample`: stage one, who gets a letter, from a register of any size."""

from __future__ import annotations

import argparse
import dataclasses
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import TypeVar

from selection.commands.answer import Answer
from selection.commands.arguments import check_outputs, names, seed_bytes, whole_number
from selection.commands.progress import Bar, interruptible
from selection.letters.register import Register
from selection.letters.sampling import Sample, draw_letters
from selection.letters.strata import Plan
from selection.model.errors import InputError
from selection.model.files import write_files
from selection.model.folding import fold
from selection.model.formats import write_csv
from selection.model.tabular import read_table

T = TypeVar("T")

EXAMPLE = "example: python -m selection sample register.csv --letters 30000 --strata town --seed 5eed --out letters.csv"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = EXAMPLE
    parser.add_argument("register", type=Path, help="one row per person: CSV")
    parser.add_argument("--letters", type=whole_number, required=True, metavar="N", help="letters to send")
    parser.add_argument(
        "--strata",
        metavar="COL",
        help="column that divides people, or two as 'sex × age'; letters mirror the values (default: one stratum)",
    )
    size = parser.add_mutually_exclusive_group()
    size.add_argument(
        "--response", type=Path, metavar="CSV", help="columns stratum,response: share that will answer (default: equal)"
    )
    size.add_argument(
        "--sizes",
        type=Path,
        metavar="CSV",
        help="columns stratum,letters: letters per stratum (default: in proportion to people)",
    )
    parser.add_argument(
        "--household",
        type=names,
        default=(),
        metavar="COL,COL",
        help="columns that say who lives where: one letter each (default: none)",
    )
    parser.add_argument("--seed", required=True, metavar="HEX", help="the seed of the draw, in hexadecimal")
    parser.add_argument("--out", type=Path, required=True, metavar="CSV", help="the rows of those who get a letter")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> Answer:
    check_outputs(args, "out")
    seed = seed_bytes(args.seed)
    assert seed is not None
    response = None if args.response is None else per_stratum(args.response, "response", _share)
    sizes = None if args.sizes is None else per_stratum(args.sizes, "letters", _count)
    plan = Plan(args.letters, args.strata, sizes, response, args.household)
    bar = Bar()
    sample = interruptible(lambda: draw_letters(Register(args.register), plan, seed, bar), bar)
    write_files({args.out: write_csv(sample.header, (letter.fields for letter in sample.letters))})
    strata = [dataclasses.asdict(stratum) for stratum in sample.strata]
    return Answer(summary(sample), {"letters": len(sample.letters), "strata": strata})


def summary(sample: Sample) -> str:
    """Returns one line per stratum, as a notary reads it."""
    lines = [f"{len(sample.letters)} letters from {sum(stratum.people for stratum in sample.strata)} rows."]
    if sample.strata[0].name:
        lines += [f"  {stratum.name}: {stratum.letters} of {stratum.people}" for stratum in sample.strata]
    return "\n".join(lines)


def per_stratum(path: Path, column: str, value: Callable[[str], T]) -> dict[str, T]:
    """Returns stratum → value from the columns `stratum` and `column`. Raises InputError that names the cell."""
    table = read_table(path)
    name_at, value_at = table.column("stratum"), table.column(column)
    values: dict[str, T] = {}
    seen: dict[str, int] = {}
    for row, cells in table.rows:
        name = cells[name_at]
        place = {"file": table.file, "row": row, "column": table.header[name_at]}
        if not name:
            raise InputError("empty_cell", **place)
        if fold(name) in seen:
            raise InputError("duplicate_id", **place, value=name, first_row=seen[fold(name)])
        seen[fold(name)] = row
        try:
            values[name] = value(cells[value_at])
        except ValueError as error:
            place["column"] = table.header[value_at]
            raise InputError("stratum_value", **place, value=cells[value_at], reason=str(error)) from error
    return values


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise ValueError("is not a whole number of 0 or more")
    return int(text)


def _share(text: str) -> Fraction:
    """Returns the share in `text`: 0.03, 0,03 and 3% are the same. Raises ValueError."""
    number, percent = text.replace(",", ".").removesuffix("%").strip(), text.endswith("%")
    if not number.replace(".", "", 1).isdigit() or len(number) > 20:
        raise ValueError("is not a share like 0.03 or 3%")
    return Fraction(number) / (100 if percent else 1)
