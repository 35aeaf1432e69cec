"""Spread beside the sparse lottery: the four figures of both, and seconds.

`python -m tests.benchmarks spread FOLDER… [--household COL,COL] [--no-left-out]`: folders with categories.csv and
respondents.csv whose name ends in the number of seats (nationaal_175). One JSON line per folder. Seconds and memory are
those of `python -m selection lottery`, a process of its own; leaving features out solves two lotteries per feature.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from statistics import mean

from selection.figures import figures, left_out
from selection.formats import read_categories, read_respondents
from selection.lottery import Lottery, find_lottery
from tests.benchmarks.measure import measure

SEED = bytes(range(32))


def main(argv: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks spread")
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--household", default="")
    parser.add_argument("--left-out", action=argparse.BooleanOptionalAction, default=True)
    args = parser.parse_args(argv)
    for folder in args.folders:
        print(json.dumps(compare(folder, args.household, args.left_out)), flush=True)


def compare(folder: Path, household: str, leave_out: bool) -> dict[str, object]:
    """Both lotteries of one instance, as a line of the report."""
    seats = int(folder.name.rpartition("_")[2])
    categories = read_categories(folder / "categories.csv")
    columns = tuple(column for column in household.split(",") if column)
    problem = read_respondents(folder / "respondents.csv").problem(categories, seats, columns)
    line: dict[str, object] = {"instance": folder.name}
    for name, spread in (("sparse", False), ("spread", True)):
        lottery = find_lottery(problem, seed=SEED, spread=spread)
        outcome: dict[str, object] = {**run(folder, seats, household, spread), **asdict(figures(lottery))}
        outcome["minimum"] = lottery.minimum / 10**12
        outcome["largest_change"] = round(largest_change(lottery), 7)
        if leave_out:
            outcome["left_out"] = round(mean(left_out(problem, spread, seed=SEED).values()), 4)
        line[name] = {key: round(value, 5) if isinstance(value, float) else value for key, value in outcome.items()}
    return line


def run(folder: Path, seats: int, household: str, spread: bool) -> dict[str, float]:
    """The command from files to record."""
    with tempfile.TemporaryDirectory() as out:
        command = ["lottery", str(folder / "categories.csv"), str(folder / "respondents.csv"), "--seats", str(seats)]
        command += ["--household", household] if household else []
        command += ["--seed", SEED.hex(), "--out", str(Path(out) / "lottery.json")]
        return measure([*command, "--spread"] if spread else command)


def largest_change(lottery: Lottery) -> float:
    """The largest difference between anyone's chance and share of the tickets."""
    M = len(lottery.tickets)
    return max(abs(count / M - lottery.chances[person] / 10**12) for person, count in lottery.ticket_counts().items())
