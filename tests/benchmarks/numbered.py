"""Measurements over pools by number: a range of them, resumable, one JSON line each and a total at the end."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

Line = dict[str, object]


def parser_of(name: str, description: str | None, last: int) -> argparse.ArgumentParser:
    """Arguments --first, --last and --results FILE."""
    parser = argparse.ArgumentParser(prog=f"python -m tests.benchmarks {name}", description=description)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--last", type=int, default=last)
    parser.add_argument("--results", type=Path, help="file of lines: numbers that it has are not measured again")
    return parser


def lines(args: argparse.Namespace, one: Callable[[int], Line]) -> Iterator[Line]:
    """The lines of the range: those in the file, and the others measured, printed and added to it."""
    known = _known(args.results)
    for number in range(args.first, args.last + 1):
        line = known.get(number)
        if line is None:
            line = {"number": number, **one(number)}
            print(json.dumps(line), flush=True)
            if args.results is not None:
                with args.results.open("a") as file:
                    print(json.dumps(line), file=file)
        yield line


def _known(path: Path | None) -> dict[int, Line]:
    if path is None or not path.exists():
        return {}
    found = [json.loads(line) for line in path.read_text().splitlines()]
    return {line["number"]: line for line in found}


def total(measured: Sequence[Line], **figures: object) -> None:
    """Print the last line."""
    print(json.dumps({"total": len(measured), **figures}), flush=True)
