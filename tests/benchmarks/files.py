"""A table of people as it comes in: CSV and XLSX by the one reader, as a stream and as a whole table.

`python -m tests.benchmarks files [--rows 100000] [--runs 3] [--tree FOLDER]` writes a register sample in both formats
to a temporary folder and reads each in a process of its own. A JSON line per format and way has the least processor
seconds of the runs, without imports, and the peak memory. With `--tree` the reader of another checkout is measured
too, and the line says how many times as long ours takes. Linux only.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from itertools import chain
from pathlib import Path

from tests import make
from tests.benchmarks import workbooks

HERE = Path(__file__).parents[2]
#: way → a program that reads the file named by its argument; both names are older than the one reader
WAYS = {
    "stream": (
        "from beraad.recruitment.register import columns, spreadsheet\n"
        "def read(path):\n"
        "    layout = spreadsheet.look(path, path.name, lambda title: columns.recognised(title) is not None)\n"
        "    return sum(1 for _ in spreadsheet.rows(path, path.name, layout))\n"
    ),
    "table": (
        "from selection.model.tabular import read_table\n"
        "def read(path):\n"
        "    return len(read_table(path.read_bytes(), path.name).rows)\n"
    ),
}
MEASURE = """
import json, pathlib, re, sys, time
path = pathlib.Path(sys.argv[1])
import openpyxl
start = time.process_time()
rows = read(path)
seconds = time.process_time() - start
# the peak since this program began; what `resource` says counts the process that it was forked from
peak = int(re.search(r"VmHWM:\\s+(\\d+)", pathlib.Path("/proc/self/status").read_text())[1]) / 1024
print(json.dumps([rows, seconds, peak]))
"""


def main(argv: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks files")
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--tree", type=Path, help="another checkout to compare with")
    args = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        for path in written(Path(folder), args.rows):
            for way in WAYS:
                ours = least(way, path, HERE, args.runs)
                line = {"format": path.suffix[1:], "way": way, **ours}
                if args.tree:
                    other = least(way, path, args.tree, args.runs)
                    line |= {
                        "other": other,
                        "times": round(float(ours["cpu_seconds"]) / float(other["cpu_seconds"]), 2),
                    }
                print(json.dumps(line), flush=True)


def written(folder: Path, rows: int) -> tuple[Path, Path]:
    """A register sample as CSV and as XLSX."""
    text, book = folder / "steekproef.csv", folder / "steekproef.xlsx"
    with text.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(chain([make.SAMPLE_HEADER], make.sample_rows(rows)))
    workbooks.write(book, chain([make.SAMPLE_HEADER], make.sample_rows(rows)))
    return text, book


def least(way: str, path: Path, tree: Path, runs: int) -> dict[str, float]:
    """Rows, least processor seconds and peak MB of some runs with the code of `tree`."""
    command = [sys.executable, "-c", WAYS[way] + MEASURE, str(path)]
    environment = {**os.environ, "PYTHONPATH": str(tree)}
    found = [
        json.loads(subprocess.run(command, env=environment, cwd=path.parent, check=True, stdout=subprocess.PIPE).stdout)
        for _ in range(runs)
    ]
    rows, seconds, memory = min(found, key=lambda one: float(one[1]))
    return {"rows": rows, "cpu_seconds": round(seconds, 2), "peak_mb": round(memory, 1)}
