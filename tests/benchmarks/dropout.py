"""Quotas at the last meeting: a draw of more people than seats, beside reserves that step in, and beside nothing.

`python -m tests.benchmarks dropout FOLDER… [--leave 0.05] [--hold 0.95]` with folders named after their seats, like
`wonen_75`, that hold categories.csv and respondents.csv. For each: at most a tenth more people; a panel of a leximin
lottery with the seats and quotas planned, and one of the lottery as it was, alone and with as many reserves as a tenth
of the seats; 1,000 drop-outs from a stream of their own, and one JSON line. `held`: the share of drop-outs after which
all quotas hold (aim 0.95); `met`: the share of quotas that hold.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from selection import find_lottery, read_categories, read_respondents
from selection.model.seed import SeedStream
from selection.model.tolerances import UNIT
from selection.panels.alternates import find_reserves
from selection.panels.dropout import Dropout, draw_sets
from selection.panels.overrecruitment import last_meeting, overrecruit
from selection.panels.recourse import Bools, Floats
from tests.benchmarks.engine import ADDRESS
from tests.benchmarks.reserves import DROPOUTS, SEED, met


def main(argv: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks dropout")
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--leave", type=Fraction, default=Fraction(1, 20))
    parser.add_argument("--hold", type=float, default=0.95)
    args = parser.parse_args(argv)
    for folder in args.folders:
        print(json.dumps(figures(folder, args.leave, args.hold)), flush=True)


def figures(folder: Path, leave: Fraction, hold: float) -> dict[str, object]:
    """One instance: more people, reserves, nothing."""
    seats = int(folder.name.rpartition("_")[2])
    columns = ADDRESS if folder.name.startswith("huishoudens") else ()
    categories = read_categories(folder / "categories.csv")
    problem = read_respondents(folder / "respondents.csv").problem(categories, seats, columns)
    start = time.process_time()
    plan = overrecruit(problem, hold, seats + seats // 10, Dropout(1 - leave), SEED)
    seconds = time.process_time() - start
    wider, lottery = find_lottery(plan.problem, seed=SEED), find_lottery(problem, seed=SEED)
    larger, panel = (draw.panels[draw.tickets[0]] for draw in (wider, lottery))
    reserves = find_reserves(problem, panel, max(1, seats // 10), SEED, Dropout(1 - leave))
    after, minimums = last_meeting(problem, larger, drawn(larger, leave))
    return {
        "instance": folder.name,
        "leave": float(leave),
        "extra": len(larger) - seats,
        "extra_share": round((len(larger) - seats) / seats, 4),
        **shares("more_people", after),
        "minimums_held_more_people": round(float(minimums.mean()), 4),
        "planned_held": plan.holds,
        "reserves": len(reserves.ids),
        **shares("reserves", met(problem, panel, reserves.ids, drawn(panel, leave))),
        **shares("nothing", met(problem, panel, (), drawn(panel, leave))),
        "minimum_chance_more_people": wider.minimum / UNIT,
        "minimum_chance": lottery.minimum / UNIT,
        "cpu_seconds": round(seconds, 2),
    }


def drawn(panel: Sequence[str], leave: Fraction) -> Bools:
    """Who leaves, other sets than those of the plan."""
    return draw_sets([1 - leave] * len(panel), DROPOUTS, SeedStream(SEED, "simulated drop-out"))


def shares(name: str, after: Floats) -> dict[str, float]:
    """How often all quotas hold, and how many do."""
    return {f"held_{name}": round(float((after == 1).mean()), 4), f"met_{name}": round(float(after.mean()), 4)}
