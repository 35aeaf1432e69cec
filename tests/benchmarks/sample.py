"""Stage one on a generated register: the whole process, from the file to the letters.

`python -m tests.benchmarks sample [--rows 18000000] [--letters 30000]` writes a register (about 60 bytes a row) to a
temporary folder, runs `python -m selection sample` on it in three ways, and prints one JSON line each. With
`--definition` the letters are compared with those of the definition too, which keeps all rows in memory: take
`--rows 1000000`.
"""

from __future__ import annotations

import argparse
import csv
import json
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.measure import measure
from tests.selection.letters.registers import by_definition

SEED = "5eed" * 16
TOWNS = 342
HEADER = ("nummer", "straat", "huisnummer", "postcode", "gemeente", "geboortejaar")
WAYS = {
    "plain": [],
    "strata": ["--strata", "gemeente"],
    "strata and households": ["--strata", "gemeente", "--household", "postcode,huisnummer"],
}


def write_register(path: Path, rows: int, block: int = 200_000) -> None:
    """`rows` made-up people: towns of different size, homes of about two."""
    towns = [f"Gemeente {i}" for i in range(TOWNS)]
    with path.open("w", encoding="utf-8") as file:
        file.write(",".join(HEADER) + "\n")
        for first in range(0, rows, block):
            file.writelines(
                f"{i:09d},Voorbeeldstraat,{i // 2 % 300},{1000 + (i // 600) % 9000} AB,"
                f"{towns[min((i * 2654435761 >> 7) % TOWNS, (i * 40503 >> 3) % TOWNS)]},{1930 + i % 78}\n"
                for i in range(first, min(first + block, rows))
            )


def main(argv: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks sample")
    parser.add_argument("--rows", type=int, default=18_000_000)
    parser.add_argument("--letters", type=int, default=30_000)
    parser.add_argument("--definition", action="store_true", help="compare with the definition; a million rows or so")
    args = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        register, out = Path(folder, "register.csv"), Path(folder, "letters.csv")
        write_register(register, args.rows)
        found = {}
        for way, options in WAYS.items():
            figures = measure(
                ["sample", str(register), "--letters", str(args.letters), "--seed", SEED, "--out", str(out), *options]
            )
            found[way] = read(out)
            print(json.dumps({"way": way, "rows": args.rows, "letters": len(found[way]), **figures}), flush=True)
        for way, options in WAYS.items() if args.definition else ():
            strata, household = "--strata" in options, options[3].split(",") if options[3:] else []
            same = as_defined(register, found[way], strata, household)
            print(json.dumps({"way": way, "as_defined": same}), flush=True)


def read(path: Path) -> list[tuple[str, ...]]:
    """The rows below the names of the columns."""
    with path.open(encoding="utf-8", newline="") as file:
        return [tuple(row) for row in csv.reader(file)][1:]


def as_defined(register: Path, letters: Sequence[tuple[str, ...]], strata: bool, household: Sequence[str]) -> bool:
    """Whether these are the letters of the definition, strata in proportion within one letter."""
    rows = read(register)
    stratum = HEADER.index("gemeente") if strata else None
    people = Counter("" if stratum is None else row[stratum] for row in rows)
    found = Counter("" if stratum is None else row[stratum] for row in letters)
    sizes = {name: found[name] for name in people}
    fair = all(abs(sizes[name] - len(letters) * people[name] / len(rows)) <= 1 for name in people)
    expected = by_definition(bytes.fromhex(SEED), rows, sizes, stratum, [HEADER.index(column) for column in household])
    return fair and sorted(letters) == sorted(expected)
