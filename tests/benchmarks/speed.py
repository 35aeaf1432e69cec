"""Processor seconds and memory of whole commands on pools from 825 to 50,000 people, beside what they should take.

The three middle sizes are those of the shared instances; the largest is made: the answers of its people are drawn by a
fixed seed, and its quotas are within two of proportional. With `--base FOLDER`, another checkout of the project runs
each command right after this one: on a busy machine only such pairs can be compared.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from selection import loads
from tests.benchmarks.measure import measure

DATA = Path("../shared/data")

#: Instance → the seconds that `lottery` should take on two quiet cores.
GOALS = {"wonen_75": 0.7, "klimaat_110": 1.5, "nationaal_175": 1.5, "groot_300": 4.0, "made_500": 15.0}

#: The made pool: people, and answers per feature.
PEOPLE = 50_000
FEATURES = (2, 6, 12, 5, 4)

#: Megabytes that no lottery should pass.
MEMORY = 400


def main(argv: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks speed", description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA, help=f"the shared instances (default: {DATA})")
    parser.add_argument("--only", default="", help="instances whose name has this text (default: all)")
    parser.add_argument("--repeat", type=int, default=1, help="runs of each, one after another (default: 1)")
    parser.add_argument("--base", type=Path, help="another checkout to compare with (default: none)")
    args = parser.parse_args(argv)
    with TemporaryDirectory() as folder:
        for name, goal in GOALS.items():
            if args.only not in name:
                continue
            instance = make(Path(folder) / name) if name.startswith("made") else args.data / name
            for _ in range(args.repeat):
                for checkout in (None, args.base) if args.base else (None,):
                    print(json.dumps({"instance": name, "goal": goal, **one(instance, checkout)}), flush=True)


def make(folder: Path) -> Path:
    """Writes the made pool to `folder`: the v-th answer to a question is as frequent as 1 / (v + 1)."""
    numbers = random.Random(50_000)
    seats = int(folder.name.rpartition("_")[2])
    weights = [[1 / (v + 2) for v in range(values)] for values in FEATURES]
    people = [[numbers.choices(range(len(w)), w)[0] for w in weights] for _ in range(PEOPLE)]
    folder.mkdir(exist_ok=True)
    with (folder / "categories.csv").open("w") as file:
        print("category,name,min,max", file=file)
        for f in range(len(FEATURES)):
            for value, count in sorted(Counter(answers[f] for answers in people).items()):
                share = seats * count // PEOPLE
                print(f"feature {f},value {value},{max(0, share - 2)},{share + 3}", file=file)
    with (folder / "respondents.csv").open("w") as file:
        print("unique_id", *(f"feature {f}" for f in range(len(FEATURES))), sep=",", file=file)
        for number, answers in enumerate(people):
            print(f"p{number:05}", *(f"value {value}" for value in answers), sep=",", file=file)
    return folder


def one(instance: Path, checkout: Path | None) -> dict[str, object]:
    """What `lottery` and `verify` of a checkout (None: this one) took, and what the record claims."""
    seats = instance.name.rpartition("_")[2]
    files = [str(instance.resolve() / "categories.csv"), str(instance.resolve() / "respondents.csv")]
    with TemporaryDirectory() as folder:
        out = Path(folder) / "lottery.json"
        taken = measure(["lottery", *files, "--seats", seats, "--out", str(out)], checkout)
        checked = measure(["verify", str(out)], checkout)
        record = loads(out.read_bytes())
    return {
        "checkout": "this" if checkout is None else "base",
        "people": len(record["people"]),
        "seats": record["seats"],
        **taken,
        "verify_cpu_seconds": checked["cpu_seconds"],
        "small_enough": taken["peak_mb"] <= MEMORY,
        "complete": record["complete"],  # and proven, or `verify` would have raised
        "panels": len(record["panels"]),
    }
