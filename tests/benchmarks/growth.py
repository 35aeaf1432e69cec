"""How time and memory grow with the pool: generated pools with the same features, from 1,000 to 50,000 people."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from selection import Problem
from tests.benchmarks.engine import figures
from tests.benchmarks.measure import measure
from tests.selection.instances import pool

SIZES = (1_000, 2_000, 5_000, 10_000, 20_000, 50_000)


def main(argv: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks growth", description=__doc__)
    parser.add_argument("--seats", type=int, default=100)
    parser.add_argument("--most", type=int, default=SIZES[-1])
    args = parser.parse_args(argv)
    for n in (size for size in SIZES if size <= args.most):
        with TemporaryDirectory() as folder:
            out = Path(folder) / "lottery.json"
            files = write(pool(n, args.seats), Path(folder))
            taken = measure(["lottery", *files, "--seats", str(args.seats), "--out", str(out)])
            print(json.dumps({"people": n, "seats": args.seats, **taken, **figures(out)}), flush=True)


def write(problem: Problem, folder: Path) -> list[str]:
    """The problem as two files."""
    quotas = [f"{f},{v},{q.min},{q.max}" for f, values in problem.features.items() for v, q in values.items()]
    homes = problem.households or {}
    rows = [",".join([person, *a, str(homes.get(person, ""))]) for person, a in problem.people.items()]
    contents = {
        "categories.csv": ["feature,value,min,max", *quotas],
        "respondents.csv": [",".join(["unique_id", *problem.features, "home"]), *rows],
    }
    for name, lines in contents.items():
        (folder / name).write_text("\n".join(lines) + "\n")
    return [str(folder / name) for name in contents]
