"""`overrecruit`: a draw of more people than seats, whose quotas hold after drop-out."""

from __future__ import annotations

import argparse
import dataclasses
import re
import sys
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from selection.commands.answer import Answer
from selection.commands.arguments import add_problem, check_outputs, read_problem, seed_bytes, whole_number
from selection.commands.progress import Bar, interruptible
from selection.model.files import write_files
from selection.model.formats import write_csv
from selection.model.pairs import REST

if TYPE_CHECKING:
    from selection.model.problem import Problem
    from selection.panels.comparison import Comparison, Wish
    from selection.panels.dropout import Dropout

EXAMPLE = """example: python -m selection overrecruit categories.csv people.csv --seats 75 --dropout past.csv \\
           --hold 0.95 --out more.csv"""
#: Names of the outcomes, as attributes of a comparison and in words.
OUTCOMES = (
    ("nothing", "nothing"),
    ("reserves", "reserves"),
    ("more_people", "more people"),
    ("both", "both"),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = EXAMPLE
    add_problem(parser)
    who = parser.add_mutually_exclusive_group()
    who.add_argument(
        "--dropout", type=Path, metavar="CSV", help="who is likely to stay, as of alternates (default: --leave 15)"
    )
    who.add_argument("--leave", type=percentage, metavar="PERCENT", help="percentage of people who leave (default: 15)")
    parser.add_argument(
        "--hold", type=probability, default=0.95, help="how surely the goal is reached at the end (default: 0.95)"
    )
    parser.add_argument(
        "--goal",
        choices=("minimums", "quotas"),
        default="minimums",
        help="what holds at the last meeting: every minimum, or every maximum too (default: minimums)",
    )
    parser.add_argument(
        "--late",
        type=percentage,
        default=Fraction(1, 4),
        metavar="PERCENT",
        help="of the people who leave, the percentage whom no reserve can replace any more (default: 25)",
    )
    parser.add_argument(
        "--extra", type=whole_number, metavar="N", help="at most so many more people (default: a tenth)"
    )
    parser.add_argument(
        "--seed", metavar="HEX", help="what decides which drop-outs are tried (default: the hash of the input)"
    )
    parser.add_argument("--out", type=Path, required=True, metavar="CSV", help="the categories of the draw")
    parser.set_defaults(run=run)


def probability(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 < value < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a probability between 0 and 1, such as 0.95")
    return value


def percentage(text: str) -> Fraction:
    """A percentage as a part of one."""
    number = text.removesuffix("%")
    if not re.fullmatch(r"\d{1,3}(\.\d{1,6})?", number) or Fraction(number) > 100:
        raise argparse.ArgumentTypeError(f"{text!r} is not a percentage from 0 to 100")
    return Fraction(number) / 100


def run(args: argparse.Namespace) -> Answer:
    from selection.panels.comparison import Wish, compare
    from selection.panels.dropout_bound import Goal

    check_outputs(args, "out")
    problem, _ = read_problem(args)
    dropout = read(args, problem)
    extra = problem.seats // 10 if args.extra is None else args.extra
    wish = Wish(extra, args.hold, Goal(args.goal), args.late)
    seed, bar = seed_bytes(args.seed), Bar()
    comparison = interruptible(lambda: compare(problem, wish, dropout, seed, bar), bar)
    write_files({args.out: categories(comparison.plan.problem)})
    is_reached = comparison.more_people.reached(wish.goal) >= wish.hold
    if not is_reached:
        print(not_reached(problem, wish, comparison), file=sys.stderr)
    return Answer(text(problem, wish, comparison), document(problem, wish, comparison), 0 if is_reached else 1)


def not_reached(problem: Problem, wish: Wish, comparison: Comparison) -> str:
    """What was not found, and whether there is none."""
    most = problem.seats + wish.extra
    lines = [f"no draw of up to {most} people was found that holds with {wish.hold:.1%}"]
    if comparison.bound < wish.hold:
        lines.append(f"there is none: no panel of up to {most} people holds with more than {comparison.bound:.1%}")
    return "\n".join(lines)


def read(args: argparse.Namespace, problem: Problem) -> Dropout:
    """Who is likely to stay, by --dropout or --leave."""
    from selection.panels.dropout import Dropout, read_dropout

    if args.dropout is not None:
        return read_dropout(args.dropout, problem)
    return Dropout() if args.leave is None else Dropout(1 - args.leave)


def categories(problem: Problem) -> bytes:
    """The quotas of `problem` as a file of categories."""
    rows = [
        [f, v, str(q.min), str(q.max)] for f, values in problem.features.items() for v, q in values.items() if v != REST
    ]
    return write_csv(["feature", "value", "min", "max"], rows)


def document(problem: Problem, wish: Wish, comparison: Comparison) -> dict[str, object]:
    plan = comparison.plan.problem
    return {
        "seats": problem.seats,
        "draw": plan.seats,
        "quotas": {
            feature: {value: [quota.min, quota.max] for value, quota in values.items()}
            for feature, values in plan.features.items()
        },
        "goal": wish.goal.value,
        "hold": wish.hold,
        "late": float(wish.late),
        **{name: dataclasses.asdict(getattr(comparison, name)) for name, _ in OUTCOMES},
        "bound": comparison.bound,
        "bound_with_reserves": comparison.bound_with_reserves,
    }


def text(problem: Problem, wish: Wish, comparison: Comparison) -> str:
    lines = [
        f"draw {comparison.plan.problem.seats} people for {problem.seats} seats, with the quotas written",
        "at the last meeting   drawn reserves   left   all quotas   all minimums   all shares",
    ]
    for name, words in OUTCOMES:
        outcome = getattr(comparison, name)
        lines.append(
            f"{words:<22}{outcome.seats:>5}{outcome.reserves:>9}{outcome.people:>7.1f}"
            f"{outcome.quotas:>13.1%}{outcome.minimums:>15.1%}{outcome.shares:>13.1%}"
        )
    goal = "quotas" if wish.goal.value == "quotas" else "minimums"
    lines.append(
        f"no panel of up to {problem.seats + wish.extra} people holds all {goal} with more than "
        f"{comparison.bound:.1%}; with reserves {comparison.bound_with_reserves:.1%}"
    )
    return "\n".join(lines)
