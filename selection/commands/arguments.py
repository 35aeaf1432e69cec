"""Arguments that several commands share, and the problem they describe."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

from selection.model.deadline import TIME_LIMIT
from selection.model.errors import InputError, Notice
from selection.model.files import check_places
from selection.model.formats import Respondents, read_categories, read_respondents
from selection.model.pairs import separate
from selection.model.problem import Problem
from selection.proof.record import TICKETS_FORMAT, Record, loads
from selection.proof.verify import verify


def add_problem(parser: argparse.ArgumentParser) -> None:
    """CATEGORIES RESPONDENTS --seats K and who is treated in a special way."""
    parser.add_argument("categories", type=Path, help="quotas: CSV or XLSX")
    parser.add_argument("respondents", type=Path, help="volunteers: CSV or XLSX")
    parser.add_argument("--seats", type=whole_number, required=True, help="people on a panel")
    parser.add_argument(
        "--household",
        type=names,
        default=(),
        metavar="COL,COL",
        help="columns that say who lives where (default: none)",
    )
    parser.add_argument(
        "--must", type=names, default=(), metavar="ID,ID", help="people who are on every panel (default: nobody)"
    )
    parser.add_argument(
        "--must-not", type=names, default=(), metavar="ID,ID", help="people who are on no panel (default: nobody)"
    )
    add_id(parser)


def add_limit(parser: argparse.ArgumentParser) -> None:
    """--time-limit SECONDS."""
    text = f"seconds after which the best answer so far must do (default: {TIME_LIMIT:.0f})"
    parser.add_argument("--time-limit", type=seconds, metavar="SECONDS", default=TIME_LIMIT, help=text)


def add_id(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--id", metavar="COL", help="column with ids (default: unique_id, nationbuilder_id, id, or the first)"
    )


def add_lottery(parser: argparse.ArgumentParser) -> None:
    """How the lottery is found, and where its record goes."""
    parser.add_argument(
        "--rule",
        choices=("leximin", "maximin", "nash", "goldilocks"),
        default="leximin",
        help="what is fair (default: leximin)",
    )
    parser.add_argument("--tickets", type=int, default=1000, help="how many equal tickets (default: 1000)")
    parser.add_argument("--spread", action="store_true", help="mix the tickets at random, and say how far")
    parser.add_argument("--out", type=Path, required=True, help="the record to write")
    parser.add_argument(
        "--panels",
        type=Path,
        metavar="CSV",
        help="file for the panels of all tickets, a column `Assembly 0`, `Assembly 1`, … each (default: none)",
    )
    add_limit(parser)


def check_outputs(args: argparse.Namespace, *names: str) -> None:
    """Raises InputError when a file that the command is to write can't be: before it computes anything.

    `names`: the arguments with the files. None of them may be another one, or a file that the command reads.
    """
    outputs = {f"--{name}": getattr(args, name) for name in names if getattr(args, name) is not None}
    files = {path.resolve(): name for name, path in vars(args).items() if isinstance(path, Path) and name not in names}
    for name, path in outputs.items():
        other = files.setdefault(path.resolve(), name)
        if other != name:
            raise InputError("bad_argument", argument=name, value=str(path), reason="is the file of another argument")
    check_places(outputs.values())


def read_problem(args: argparse.Namespace) -> tuple[Problem, Respondents]:
    """Returns the problem that the arguments of `add_problem` describe, and its people. Raises InputError."""
    notices: list[Notice] = []
    categories = read_categories(args.categories, notices=notices)
    respondents = read_respondents(args.respondents, id_column=args.id, features=separate(categories)[0])
    for notice in (*notices, *respondents.notices):
        print(f"note: {notice}", file=sys.stderr)
    return respondents.problem(categories, args.seats, args.household, args.must, args.must_not), respondents


def whole_number(text: str) -> int:
    if not re.fullmatch(r"\d{1,9}", text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of 0 or more")
    return int(text)


def seconds(text: str) -> float:
    if not re.fullmatch(r"\d{1,9}(\.\d{1,9})?", text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds, such as 30 or 0.5")
    return float(text)


def names(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def seed_bytes(text: str | None) -> bytes | None:
    """Returns the bytes of a seed in hexadecimal, None if there is none. Raises InputError."""
    if text is None:
        return None
    try:
        seed = bytes.fromhex(text)
    except ValueError:
        seed = b""
    if not seed:
        raise InputError("bad_argument", argument="--seed", value=text, reason="is not hexadecimal; use 0-9 and a-f")
    return seed


def read_bytes(path: Path) -> bytes:
    """Returns the bytes of a file. Raises InputError."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError("cannot_read", file=path.name, reason=error.strerror) from error


def read_record(path: Path) -> Record:
    """Returns a whole lottery record. Raises InputError when anything in it is wrong."""
    data = read_bytes(path)
    record = loads(data, path.name)
    for finding in verify(data).findings:
        raise InputError("not_a_record", file=path.name, reason=str(finding))
    if record["format"] == TICKETS_FORMAT:
        raise InputError("not_a_record", file=path.name, reason="it is the public part of one, without answers")
    return record
