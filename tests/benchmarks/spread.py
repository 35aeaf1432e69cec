"""Spread beside the sparse lottery: the four figures of both, and seconds.

`python -m tests.benchmarks spread [FOLDER…] [--seeds N] [--no-left-out]`: folders with categories.csv and
respondents.csv whose name ends in the number of seats (nationaal_175), or all that the engine's benchmark has. One JSON
line per folder. Seconds and memory are those of `python -m selection lottery`, a process of its own. Leaving features
out solves two lotteries per feature and seed; `left_out_error` is the standard error of their mean over `--seeds`.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from statistics import mean, stdev

from selection.model.errors import NoPanelError
from selection.model.formats import read_categories, read_respondents
from selection.model.problem import Problem
from selection.model.tolerances import UNIT
from selection.tickets.figures import figures, left_out
from selection.tickets.lottery import find_lottery
from tests.benchmarks.engine import ADDRESS, DEFAULT
from tests.benchmarks.measure import measure

SEED = bytes(range(32))


def main(argv: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks spread")
    parser.add_argument("folders", type=Path, nargs="*")
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--left-out", action=argparse.BooleanOptionalAction, default=True)
    args = parser.parse_args(argv)
    for folder in args.folders or sorted(path.parent for path in DEFAULT.glob("*/categories.csv")):
        try:
            line = compare(folder, args.seeds if args.left_out else 0)
        except NoPanelError:
            line = {"instance": folder.name, "panel": False}
        print(json.dumps(line), flush=True)


def compare(folder: Path, seeds: int) -> dict[str, object]:
    """Both lotteries of one instance, as a line of the report."""
    seats = int(folder.name.rpartition("_")[2])
    columns = ADDRESS if folder.name.startswith("huishoudens") else ()
    categories = read_categories(folder / "categories.csv")
    problem = read_respondents(folder / "respondents.csv").problem(categories, seats, columns)
    line: dict[str, object] = {"instance": folder.name}
    for name, spread in (("sparse", False), ("spread", True)):
        lottery = find_lottery(problem, seed=SEED, spread=spread)
        outcome: dict[str, object] = {**run(folder, seats, columns, spread), **asdict(figures(lottery))}
        outcome["minimum"] = lottery.minimum / UNIT
        outcome["ticket_change"] = lottery.largest_change / UNIT
        outcome["ticket_change_bound"] = lottery.least_change / UNIT
        outcome |= {} if lottery.mixing is None else asdict(lottery.mixing)
        outcome |= left_out_shares(problem, spread, seeds)
        line[name] = {key: round(value, 5) if isinstance(value, float) else value for key, value in outcome.items()}
    return line


def left_out_shares(problem: Problem, spread: bool, seeds: int) -> dict[str, object]:
    """How often the quotas of a feature that was left out are met: the mean over features and seeds."""
    by_seed = [left_out(problem, spread, seed=sha256(bytes([number])).digest()) for number in range(seeds)]
    if not by_seed:
        return {}
    means = [mean(shares.values()) for shares in by_seed]
    error = {"left_out_error": stdev(means) / seeds**0.5} if seeds > 1 else {}
    by_feature = {f: round(mean(shares[f] for shares in by_seed), 4) for f in problem.features}
    return {"left_out": mean(means), **error, "left_out_by_feature": by_feature}


def run(folder: Path, seats: int, columns: Sequence[str], spread: bool) -> dict[str, float]:
    """The command from files to record."""
    with tempfile.TemporaryDirectory() as out:
        command = ["lottery", str(folder / "categories.csv"), str(folder / "respondents.csv"), "--seats", str(seats)]
        command += ["--household", ",".join(columns)] if columns else []
        command += ["--seed", SEED.hex(), "--out", str(Path(out) / "lottery.json")]
        return measure([*command, "--spread"] if spread else command)
