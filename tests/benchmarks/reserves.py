"""Reserves against random lists: over 1,000 simulated drop-outs, the share of quotas met, and how often all are.

`python -m tests.benchmarks reserves FOLDER… [--count R] [--leave 0.2]` with folders named after their seats, like
`wonen_75`, that hold categories.csv and respondents.csv. For each: a panel of the leximin lottery, reserves (a fifth of
the seats when `--count` is left out), drop-outs from a stream of their own, and one JSON line.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import numpy as np

from selection import find_lottery, read_categories, read_respondents
from selection.model.problem import Problem
from selection.model.seed import SeedStream
from selection.panels.alternates import find_reserves
from selection.panels.dropout import Dropout, draw_sets
from selection.panels.panel import candidates
from selection.panels.recourse import Bools, Floats, Quotas, answer_rows, step_in

SEED = bytes(range(32))
DROPOUTS = 1000
LISTS = 20


def main(argv: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks reserves")
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--count", type=int)
    parser.add_argument("--leave", type=Fraction, default=Fraction(1, 5))
    args = parser.parse_args(argv)
    for folder in args.folders:
        print(json.dumps(figures(folder, args.count, args.leave)), flush=True)


def figures(folder: Path, count: int | None, leave: Fraction) -> dict[str, object]:
    """One instance: ours, random lists, nobody."""
    seats = int(folder.name.rpartition("_")[2])
    categories = read_categories(folder / "categories.csv")
    problem = read_respondents(folder / "respondents.csv").problem(categories, seats)
    lottery = find_lottery(problem, seed=SEED)
    panel = lottery.panels[lottery.tickets[0]]
    start = time.process_time()
    found = find_reserves(problem, panel, count or seats // 5, SEED, Dropout(1 - leave))
    seconds = time.process_time() - start
    leaves = draw_sets([1 - leave] * len(panel), DROPOUTS, SeedStream(SEED, "simulated drop-out"))
    stream, pool = SeedStream(SEED, "random lists"), candidates(problem, panel)
    random = []
    for _ in range(LISTS):
        stream.shuffle(pool)
        random.append(met(problem, panel, pool[: len(found.ids)], leaves))
    ours = met(problem, panel, found.ids, leaves)
    nobody = met(problem, panel, (), leaves)
    return {
        "instance": folder.name,
        "reserves": len(found.ids),
        "left_on_average": float(leaves.sum() / DROPOUTS),
        "quotas_met": round(float(ours.mean()), 4),
        "quotas_met_random": round(float(np.mean(random)), 4),
        "quotas_met_best_random": round(max(float(one.mean()) for one in random), 4),
        "quotas_met_without": round(float(nobody.mean()), 4),
        "all_met": round(float((ours == 1).mean()), 4),
        "all_met_random": round(float((np.array(random) == 1).mean()), 4),
        "all_met_without": round(float((nobody == 1).mean()), 4),
        "shortfall": round(found.chosen.shortfall, 4),
        "shortfall_error": round(found.chosen.error, 4),
        "shortfall_random": round(found.random.shortfall, 4),
        "cpu_seconds": round(seconds, 2),
    }


def met(problem: Problem, panel: Sequence[str], reserves: Sequence[str], leaves: Bools) -> Floats:
    """The share of quotas met in each simulated drop-out, the best of the reserves stepping in."""
    kept, empty = (~leaves).astype(float) @ answer_rows(problem, panel), leaves.sum(axis=1).astype(float)
    return step_in(Quotas.of_problem(problem), kept, empty, answer_rows(problem, reserves)).met
