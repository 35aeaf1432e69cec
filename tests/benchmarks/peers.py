"""The field's library sortition-algorithms beside this engine's adapter: the same call with the same objects.

The library is GPL and no dependency: it is installed, with a wheel of the engine, in a virtual environment of the
benchmark. There its own reader makes features and people of the files, and `run_stratification` of each is asked for
1,000 panels by maximin, in a process each. One line of JSON per instance: seconds, the smallest share of panels that
anybody is on, the number of different panels, whether all keep the quotas and households, and whether a second process
with the same seed gives the same panels (not asked of whoever took more than a minute).
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import venv
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.engine import address

ROOT = Path(__file__).parents[2]
PEER = "sortition-algorithms"

#: What runs in the environment: whose, categories, respondents, seats, number of panels, columns of the address.
CALL = """
import hashlib, importlib, json, resource, sys, time
from collections import Counter
from pathlib import Path
from sortition_algorithms import adapters, settings
whose, categories, respondents, seats, number, *address = sys.argv[1:]
seats, number = int(seats), int(number)
source = adapters.CSVStringDataSource(Path(categories).read_text(), Path(respondents).read_text())
data = adapters.SelectionData(source)
features, _ = data.load_features(seats)
same = {"check_same_address": bool(address), "check_same_address_columns": address}
given = settings.Settings(id_column="unique_id", columns_to_keep=[], random_number_seed=7, **same)
people, _ = data.load_people(given, features)
run = importlib.import_module(whose).run_stratification
before, start = time.process_time(), time.monotonic()
success, panels, report = run(features, people, seats, given, number_selections=number)
seconds, cpu = time.monotonic() - start, time.process_time() - before
rows = dict(people.items())
def keeps(panel):
    homes = [tuple(rows[i][column].strip().lower() for column in address) for i in panel] if address else []
    counts = Counter((f, rows[i][f].strip().lower()) for i in panel for f in features)
    quotas = [(counts[f, v.strip().lower()], q) for f, values in features.items() for v, q in values.items()]
    inside = all(q.min <= seated <= q.max for seated, q in quotas)
    return inside and len(panel) == seats and len(set(homes)) == len(homes)
on = Counter(i for panel in panels for i in panel)
print(json.dumps({
    "success": success, "seconds": round(seconds, 2), "cpu_seconds": round(cpu, 2),
    "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
    "panels": len(panels), "different": len(set(panels)), "keep_everything": all(map(keeps, panels)),
    "smallest_share": min(on[i] for i in rows) / max(len(panels), 1),
    "sha256": hashlib.sha256(json.dumps([sorted(p) for p in panels]).encode()).hexdigest(),
}))
"""


def main(argv: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks peers", description=__doc__)
    parser.add_argument(
        "--environment", type=Path, help="virtual environment to use, made if absent (default: a new one)"
    )
    parser.add_argument("--time-limit", type=float, default=600, help="seconds after which a call is stopped (600)")
    parser.add_argument("--panels", type=int, default=1000, help="panels asked for (1000)")
    parser.add_argument("folders", type=Path, nargs="+", help="name_SEATS with categories.csv and respondents.csv")
    args = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        python = prepared(args.environment or Path(folder) / "environment", Path(folder))
        for instance in args.folders:
            calls = {
                name: called(python, module, instance, args)
                for name, module in (("engine", "selection.adapter"), ("peer", "sortition_algorithms"))
            }
            print(json.dumps({"instance": instance.name, **calls}), flush=True)


def prepared(environment: Path, folder: Path) -> Path:
    """The interpreter of `environment`, with the peer library from its package and a wheel of the engine as it is."""
    python = environment / "bin" / "python"
    quiet = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if not python.exists():
        venv.create(environment, with_pip=True)
        subprocess.run([*quiet, PEER], check=True, stderr=subprocess.DEVNULL)
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT / "selection", check=True, capture_output=True)
    wheel = next(folder.glob("beraad_selection-*.whl"))
    subprocess.run([*quiet, wheel], check=True, stderr=subprocess.DEVNULL)
    subprocess.run([*quiet, "--force-reinstall", "--no-deps", wheel], check=True, stderr=subprocess.DEVNULL)
    return python


def called(python: Path, module: str, instance: Path, args: argparse.Namespace) -> dict[str, object]:
    """What a call took and gave, and whether a second one gives the same."""
    first = once(python, module, instance, args)
    if "sha256" in first:
        expected, seconds = first.pop("sha256"), first["seconds"]
        if isinstance(seconds, float) and seconds < 60:
            first["same_again"] = once(python, module, instance, args).get("sha256") == expected
    return first


def once(python: Path, module: str, instance: Path, args: argparse.Namespace) -> dict[str, object]:
    seats = instance.name.rpartition("_")[2]
    files = [str((instance / name).resolve()) for name in ("categories.csv", "respondents.csv")]
    command = [python, "-c", CALL, module, *files, seats, str(args.panels), *address(instance)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=args.time_limit, cwd="/")
    except subprocess.TimeoutExpired:
        return {"stopped_after": args.time_limit}
    if done.returncode:
        return {"failed": done.stderr.strip().splitlines()[-1]}
    made: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return made
