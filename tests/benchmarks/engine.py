"""Seconds and memory from CSV files to the written record, and for verifying it, on a folder of instances.

An instance is a folder `name_SEATS` with categories.csv and respondents.csv.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from selection import loads
from selection.model.errors import SelectionError
from tests.benchmarks.measure import measure

DEFAULT = Path("../shared/data")
ADDRESS = ("address_line1", "postcode_adres")


def main(argv: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks engine", description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=DEFAULT)
    parser.add_argument("--rule", default="leximin")
    parser.add_argument("--only", default="", help="instances whose name has this text")
    parser.add_argument("--repeat", type=int, default=1)
    args = parser.parse_args(argv)
    for instance in sorted(args.folder.iterdir()):
        if args.only in instance.name and (instance / "categories.csv").exists():
            for _ in range(args.repeat):
                print(json.dumps(one(instance, args.rule)), flush=True)


def address(instance: Path) -> Sequence[str]:
    """The columns that say who lives where, for instances in which that counts."""
    return ADDRESS if instance.name.startswith("huishoudens") else ()


def one(instance: Path, rule: str) -> dict[str, object]:
    """What one run took and gave."""
    seats = instance.name.rpartition("_")[2]
    household = ["--household", ",".join(address(instance))] if address(instance) else []
    files = [str(instance / "categories.csv"), str(instance / "respondents.csv")]
    with TemporaryDirectory() as folder:
        out = Path(folder) / "lottery.json"
        try:
            arguments = ["lottery", *files, "--seats", seats, "--rule", rule, *household, "--out", str(out)]
            taken = measure(arguments)
        except RuntimeError:
            return {"instance": instance.name, "rule": rule, "panel": False}
        checked = measure(["verify", str(out), "--categories", files[0], "--respondents", files[1], *household])
        return {"instance": instance.name, "people": people(files[1]), "rule": rule, **taken, **figures(out)} | {
            "verify_seconds": checked["seconds"],
            "verify_cpu_seconds": checked["cpu_seconds"],
        }


def people(path: str) -> int:
    with Path(path).open(newline="") as file:
        return sum(1 for _ in csv.reader(file)) - 1


def figures(out: Path) -> dict[str, object]:
    """What the record says about itself."""
    data = out.read_bytes()
    try:
        record = loads(data)
    except SelectionError:
        return {}
    return {
        "minimum": record["minimum"],
        "upper_bound": record["upper_bound"],
        "rule_gap": record["rule_gap"],
        "complete": record["complete"],
        "panels": len(record["panels"]),
        "largest_change": round(record["ticket_change"] / len(record["tickets"]), 6),
        "least_change": round(record["ticket_change_bound"] / len(record["tickets"]), 6),
        "record_mb": round(len(data) / 1e6, 2),
    }
