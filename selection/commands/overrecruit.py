"""`overrecruit`: a draw of more people than seats, whose quotas hold after drop-out."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from selection.commands.answer import Answer
from selection.commands.arguments import add_problem, check_outputs, read_problem, seed_bytes, whole_number
from selection.commands.progress import Bar, interruptible
from selection.model.files import write_files
from selection.model.formats import write_csv

if TYPE_CHECKING:
    from selection.model.problem import Problem
    from selection.panels.overrecruitment import Plan


EXAMPLE = """example: python -m selection overrecruit categories.csv people.csv --seats 75 --dropout past.csv \\
           --hold 0.95 --out more.csv"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = EXAMPLE
    add_problem(parser)
    parser.add_argument(
        "--dropout",
        type=Path,
        metavar="CSV",
        help="who is likely to stay, as of alternates (default: 0.85 for everybody)",
    )
    parser.add_argument(
        "--hold", type=probability, default=0.95, help="how surely all quotas hold at the end (default: 0.95)"
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


def run(args: argparse.Namespace) -> Answer:
    from selection.panels.dropout import Dropout, read_dropout
    from selection.panels.overrecruitment import overrecruit

    check_outputs(args, "out")
    problem, _ = read_problem(args)
    dropout = Dropout() if args.dropout is None else read_dropout(args.dropout, problem)
    most = problem.seats + (problem.seats // 10 if args.extra is None else args.extra)
    seed, bar = seed_bytes(args.seed), Bar()
    plan = interruptible(lambda: overrecruit(problem, args.hold, most, dropout, seed, bar), bar)
    write_files({args.out: categories(plan.problem)})
    if plan.holds < args.hold:
        print(f"no draw of up to {most} people was found that holds with {args.hold:.1%}", file=sys.stderr)
    return Answer(summary(problem, plan), document(plan), 1 if plan.holds < args.hold else 0)


def document(plan: Plan) -> dict[str, object]:
    figures = {name: getattr(plan, name) for name in ("holds", "error", "minimums", "met")}
    return {"people": plan.problem.seats, **figures}


def categories(problem: Problem) -> bytes:
    """The quotas of `problem` as a file of categories."""
    rows = [[f, v, str(q.min), str(q.max)] for f, values in problem.features.items() for v, q in values.items()]
    return write_csv(["feature", "value", "min", "max"], rows)


def summary(problem: Problem, plan: Plan) -> str:
    return (
        f"draw {plan.problem.seats} people for {problem.seats} seats, with the quotas written\n"
        f"all quotas hold at the last meeting: {plan.holds:.1%} ±{plan.error:.1%} of simulations; all minimums "
        f"{plan.minimums:.1%}; {plan.met:.1%} of the quotas on average"
    )
