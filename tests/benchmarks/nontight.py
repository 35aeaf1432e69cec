"""Generated pools with hardly any room in the quotas, where the relaxation often isn't tight: 5 to 8 features, homes.

Each line is one whole process, from the files to the record; `null` where no lottery came within the time limit.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.engine import figures
from tests.benchmarks.growth import write
from tests.benchmarks.measure import measure
from tests.selection.instances import tight_pool

PEOPLE, SEATS, FEATURES = (100, 150, 200, 300, 400), (20, 30, 40, 60), (5, 6, 7, 8)


def main(argv: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks nontight", description=__doc__)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--last", type=int, default=19)
    parser.add_argument("--rule", default="leximin")
    parser.add_argument("--time-limit", default="60")
    args = parser.parse_args(argv)
    for number in range(args.first, args.last + 1):
        n, seats = PEOPLE[number % 5], SEATS[number % 4]
        shape = {"people": n, "seats": seats, "features": FEATURES[number // 5 % 4], "home": number % 3 * 3}
        problem = tight_pool(n, seats, shape["features"], number, shape["home"], number % 2)
        with TemporaryDirectory() as folder:
            out = Path(folder) / "lottery.json"
            files = [*write(problem, Path(folder)), "--seats", str(seats), "--household", "home"]
            options = ["--rule", args.rule, "--time-limit", args.time_limit, "--out", str(out)]
            try:
                found = {**measure(["lottery", *files, *options]), **figures(out)}
            except RuntimeError:
                found = {"lottery": None}
        print(json.dumps({"number": number, **shape, **found}), flush=True)
