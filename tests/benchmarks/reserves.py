"""Reserves against a random list: over 1,000 simulated drop-outs, the share of quotas still met.

`python -m tests.benchmarks reserves FOLDER --seats K [--count R] [--leave 0.2]` with a folder that holds
categories.csv and respondents.csv; a panel of the leximin lottery, and one JSON line.
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
from selection.alternates import find_reserves
from selection.dropout import Dropout, draw_sets
from selection.panel import candidates
from selection.problem import Problem
from selection.recourse import Floats, Quotas, step_in
from selection.seed import SeedStream

SEED = bytes(range(32))
DROPOUTS = 1000
LISTS = 20


def main(argv: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks reserves")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seats", type=int, required=True)
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--leave", type=Fraction, default=Fraction(1, 5))
    args = parser.parse_args(argv)
    categories = read_categories(args.folder / "categories.csv")
    problem = read_respondents(args.folder / "respondents.csv").problem(categories, args.seats)
    lottery = find_lottery(problem, seed=SEED)
    panel = lottery.panels[lottery.tickets[0]]
    dropout = Dropout(1 - args.leave)
    start = time.process_time()
    found = find_reserves(problem, panel, args.count, SEED, dropout)
    seconds = time.process_time() - start
    leaves = draw_sets([1 - args.leave] * len(panel), DROPOUTS, SeedStream(SEED, "simulated drop-out"))
    ours = met(problem, panel, found.ids, leaves)
    stream, pool = SeedStream(SEED, "random lists"), candidates(problem, panel)
    random = []
    for _ in range(LISTS):
        stream.shuffle(pool)
        random.append(met(problem, panel, pool[: args.count], leaves))
    print(
        json.dumps(
            {
                "instance": args.folder.name,
                "reserves": len(found.ids),
                "left_on_average": float(leaves.sum() / DROPOUTS),
                "quotas_met": round(ours, 4),
                "quotas_met_random": round(sum(random) / LISTS, 4),
                "quotas_met_best_random": round(max(random), 4),
                "quotas_met_without": round(met(problem, panel, (), leaves), 4),
                "cpu_seconds": round(seconds, 2),
            }
        )
    )


def met(problem: Problem, panel: Sequence[str], reserves: Sequence[str], leaves: np.ndarray) -> float:
    """The share of quotas met over the simulated drop-outs, the best of the reserves stepping in."""
    pairs = [(feature, value) for feature, values in problem.features.items() for value in values]
    quotas = [problem.features[feature][value] for feature, value in pairs]

    def rows(people: Sequence[str]) -> Floats:
        answers = [set(zip(problem.features, problem.people[person], strict=True)) for person in people]
        return np.array([[float(pair in given) for pair in pairs] for given in answers]).reshape(
            len(people), len(pairs)
        )

    kept, empty = (~leaves).astype(float) @ rows(panel), leaves.sum(axis=1).astype(float)
    return step_in(Quotas.of([q.min for q in quotas], [q.max for q in quotas]), kept, empty, rows(reserves)).met
