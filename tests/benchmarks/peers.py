"""The peer library sortition-algorithms beside this engine: smallest chance by maximin, and seconds.

The library is GPL and no dependency: make an environment of its own (`python -m venv DIR`, then
`DIR/bin/pip install sortition-algorithms`) and give its interpreter. It runs as a process there, from the same files.
"""

from __future__ import annotations

import argparse
import json
import subprocess
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.engine import address, one

#: What runs in the other environment: categories, respondents, seats, columns of the address → a line of JSON.
THEIRS = """
import json, resource, sys, time
from collections import Counter
from pathlib import Path
from sortition_algorithms import adapters, core, settings
from sortition_algorithms.committee_generation import find_distribution_maximin
categories, respondents, seats, address = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4:]
source = adapters.CSVStringDataSource(Path(categories).read_text(), Path(respondents).read_text())
data = adapters.SelectionData(source)
features, _ = data.load_features(seats)
same = {"check_same_address": bool(address), "check_same_address_columns": address}
given = settings.Settings(id_column="unique_id", columns_to_keep=[], **same)
people, _ = data.load_people(given, features)
start = time.monotonic()
panels, probabilities, _ = find_distribution_maximin(features, people, seats, address)
seconds = time.monotonic() - start
chance = Counter()
for panel, probability in zip(panels, probabilities):
    for person in panel:
        chance[person] += probability
usage = resource.getrusage(resource.RUSAGE_SELF)
found = {"minimum": min(chance[i] for i in people), "seconds": round(seconds, 2), "panels": len(panels)}
print(json.dumps({**found, "cpu_seconds": round(usage.ru_utime + usage.ru_stime, 2)}))
"""


def main(argv: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks peers", description=__doc__)
    parser.add_argument("--python", required=True, help="the interpreter of the environment with the peer library")
    parser.add_argument("--time-limit", type=float, default=1800, help="seconds for the peer library per instance")
    parser.add_argument("folders", type=Path, nargs="+", help="name_SEATS with categories.csv and respondents.csv")
    args = parser.parse_args(argv)
    for folder in args.folders:
        ours = one(folder, "maximin")
        print(json.dumps({**ours, "peer": theirs(args.python, folder, args.time_limit)}), flush=True)


def theirs(python: str, folder: Path, limit: float) -> dict[str, object]:
    """What the peer library took and gave."""
    seats = folder.name.rpartition("_")[2]
    files = [str(folder / "categories.csv"), str(folder / "respondents.csv"), seats]
    command = [python, "-c", THEIRS, *files, *address(folder)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=limit, check=False)
    except subprocess.TimeoutExpired:
        return {"stopped_after": limit}
    if done.returncode:
        return {"failed": done.stderr.strip().splitlines()[-1]}
    found: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return found
