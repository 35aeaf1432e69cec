"""Stage one on a generated register: the whole process, from the file to the letters.

`python -m tests.benchmarks sample [--rows 18000000] [--letters 30000]` writes a register (about 60 bytes a row) to a
temporary folder, runs `python -m selection sample` on it in three ways, and prints one JSON line each.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.measure import measure

SEED = "5eed" * 16
TOWNS = 342
WAYS = {
    "plain": [],
    "strata": ["--strata", "gemeente"],
    "strata and households": ["--strata", "gemeente", "--household", "postcode,huisnummer"],
}


def write_register(path: Path, rows: int, block: int = 200_000) -> None:
    """`rows` made-up people: towns of different size, homes of about two."""
    towns = [f"Gemeente {i}" for i in range(TOWNS)]
    with path.open("w", encoding="utf-8") as file:
        file.write("nummer,straat,huisnummer,postcode,gemeente,geboortejaar\n")
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
    args = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        register, out = Path(folder, "register.csv"), Path(folder, "letters.csv")
        write_register(register, args.rows)
        for way, options in WAYS.items():
            figures = measure(
                ["sample", str(register), "--letters", str(args.letters), "--seed", SEED, "--out", str(out), *options]
            )
            with out.open("rb") as file:
                letters = sum(1 for _ in file) - 1
            print(json.dumps({"way": way, "rows": args.rows, "letters": letters, **figures}), flush=True)
