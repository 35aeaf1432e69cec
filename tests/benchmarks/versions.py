"""The lowest and the newest solvers that are allowed, each in a virtual environment of its own, with HiGHS and CBC.

Commands run as processes: standard output must be their own words, the two solvers must find the same smallest chance,
and the record must verify. Needs a package index.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import tomllib
import venv
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.growth import write
from tests.selection.instances import pool

ROOT = Path(__file__).parents[2]
PACKAGES = ("highspy", "numpy", "openpyxl", "pulp")


def main(argv: Sequence[str]) -> None:
    argparse.ArgumentParser(prog="python -m tests.benchmarks versions", description=__doc__).parse_args(argv)
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    needed = [line for line in asked if re.match(r"[a-z]+", line)[0] in PACKAGES]  # type: ignore[index]
    for name, pins in (("lowest", [_lowest(line) for line in needed]), ("newest", needed)):
        with TemporaryDirectory() as folder:
            venv.create(folder, with_pip=True)
            python = str(Path(folder, "bin", "python"))
            subprocess.run([python, "-m", "pip", "install", "-q", *pins], check=True)
            for solver in ("highs", "cbc"):
                print(
                    json.dumps({"versions": name, "solver": solver, **_tried(python, solver, Path(folder))}), flush=True
                )


def _lowest(line: str) -> str:
    """The lowest version that "name>=x,<y" allows."""
    name, version = re.match(r"([a-z]+)>=([\d.]+)", line).groups()  # type: ignore[union-attr]
    return f"{name}=={version}.0" if version.count(".") < 2 else f"{name}=={version}"


def _tried(python: str, solver: str, folder: Path) -> dict[str, object]:
    files = [*write(pool(200, 20), folder), "--seats", "20"]
    out = str(folder / "lottery.json")
    checked = _run(python, solver, "check", *files, "--json")
    drawn = _run(python, solver, "lottery", *files, "--tickets", "100", "--out", out)
    verified = _run(python, solver, "verify", out)
    record = json.loads(Path(out).read_bytes())
    return {
        "software": record["software"],
        "json": json.loads(checked.stdout)["ok"],
        "own_words": drawn.stdout.startswith("smallest chance") and not drawn.stderr,
        "minimum": record["minimum"],
        "verified": verified.returncode == 0,
    }


def _run(python: str, solver: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "SELECTION_SOLVER": solver, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [python, "-m", "selection", *arguments], env=environment, capture_output=True, text=True, check=True
    )
