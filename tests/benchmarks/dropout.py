"""Quotas at the last meeting: a draw of more people than seats, beside reserves, both, and nothing.

`python -m tests.benchmarks dropout FOLDER… [--leave 0.05] [--hold 0.95] [--late 0.25] [--goal quotas] [--needed]` with
folders named after their seats, like `wonen_75`, that hold categories.csv and respondents.csv. For each goal a JSON
line: at most a tenth more people, simulated over panels that the leximin lottery draws. `held_…`: how often the goal is
reached at the last meeting (aim 0.95); `bound`: no panel of up to a tenth more people reaches it more often, which is
proven. `needed`: the smallest number of people more that reach the aim for minimums, and the number below which the
bound says that none do. `reason`: why there are no figures.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from selection import NoPanelError, Problem, read_categories, read_respondents
from selection.panels.comparison import Comparison, Wish, compare
from selection.panels.dropout import Dropout
from selection.panels.dropout_bound import Goal, largest_probability
from selection.panels.last_meeting import Leaving
from selection.panels.overrecruitment import overrecruit
from tests.benchmarks.engine import ADDRESS
from tests.benchmarks.reserves import SEED

NAMES = ("nothing", "reserves", "more_people", "both")


@dataclass(frozen=True)
class Asked:
    """What is asked of every instance."""

    leave: Fraction
    hold: float
    late: Fraction
    needed: bool


def main(argv: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks dropout")
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--leave", type=Fraction, default=Fraction(1, 20))
    parser.add_argument("--hold", type=float, default=0.95)
    parser.add_argument("--late", type=Fraction, default=Fraction(1, 4))
    parser.add_argument("--goal", choices=[goal.value for goal in Goal])
    parser.add_argument("--needed", action="store_true")
    args = parser.parse_args(argv)
    asked = Asked(args.leave, args.hold, args.late, args.needed)
    for folder in args.folders:
        problem = read(folder)
        for goal in [Goal(args.goal)] if args.goal else Goal:
            line = {"instance": folder.name, "goal": goal.value, **figures(problem, goal, asked)}
            print(json.dumps(line), flush=True)


def read(folder: Path) -> Problem:
    """The problem of an instance."""
    seats = int(folder.name.rpartition("_")[2])
    columns = ADDRESS if folder.name.startswith("huishoudens") else ()
    categories = read_categories(folder / "categories.csv")
    return read_respondents(folder / "respondents.csv").problem(categories, seats, columns)


def figures(problem: Problem, goal: Goal, asked: Asked) -> dict[str, object]:
    """One instance: nothing, reserves, more people, both; and the bounds."""
    extra, dropout = problem.seats // 10, Dropout(1 - asked.leave)
    start = time.process_time()
    try:
        comparison = compare(problem, Wish(extra, asked.hold, goal, asked.late), dropout, SEED)
    except NoPanelError as error:
        return {"reason": error.code}
    seconds = round(time.process_time() - start, 2)
    more = comparison.plan.problem.seats - problem.seats
    return {
        "leave": float(asked.leave),
        "late": float(asked.late),
        "extra": more,
        "extra_share": round(more / problem.seats, 4),
        **{f"held_{name}": getattr(comparison, name).reached(goal) for name in NAMES},
        "error": round(comparison.more_people.error(goal), 4),
        "bound": round(comparison.bound, 4),
        "bound_with_reserves": round(comparison.bound_with_reserves, 4),
        **others(comparison),
        **(needed(problem, dropout, asked.hold) if asked.needed and goal is Goal.MINIMUMS else {}),
        "cpu_seconds": seconds,
    }


def others(comparison: Comparison) -> dict[str, object]:
    """The share of quotas that hold, how often the mix does, and how the extra people were divided."""
    outcomes = {name: getattr(comparison, name) for name in NAMES}
    return {
        **{f"met_{name}": round(outcome.met, 4) for name, outcome in outcomes.items()},
        **{f"shares_{name}": outcome.shares for name, outcome in outcomes.items()},
        "both_people_and_reserves": [comparison.both.seats - comparison.nothing.seats, comparison.both.reserves],
        "planned_held": comparison.plan.holds,
    }


def needed(problem: Problem, dropout: Dropout, hold: float) -> dict[str, int | None]:
    """People more with whom all minimums hold: as planned (None: not even with as many again), and proven."""
    stay = Leaving.of_problem(problem, dropout, Fraction(0)).stay
    plan = overrecruit(problem, hold, 2 * problem.seats, stay, Goal.MINIMUMS, SEED)
    sizes = range(problem.seats, 2 * problem.seats + 1)
    least = next((n for n in sizes if largest_probability(problem, stay, n, Goal.MINIMUMS) >= hold), None)
    return {
        "needed": plan.problem.seats - problem.seats if plan.holds >= hold else None,
        "needed_at_least": None if least is None else least - problem.seats,
    }
