"""`lottery`: the fairest lottery as a record, and how random its tickets are."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from selection.commands.arguments import add_limit, add_problem, read_problem, seed_bytes
from selection.commands.no_panel import add_proof, write_proof
from selection.commands.progress import Bar, interruptible
from selection.model.errors import NoPanelError
from selection.model.files import write_files
from selection.model.tolerances import CHANCE, UNIT
from selection.proof.record import sealed

if TYPE_CHECKING:
    from selection.tickets.figures import Figures
    from selection.tickets.lottery import Lottery

EXAMPLE = """example: python -m selection lottery categories.csv people.csv --seats 75 --household street,postcode \\
           --out lottery.json"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = EXAMPLE
    add_problem(parser)
    parser.add_argument(
        "--rule",
        choices=("leximin", "maximin", "nash", "goldilocks"),
        default="leximin",
        help="what is fair (default: leximin)",
    )
    parser.add_argument("--tickets", type=int, default=1000, help="how many equal tickets (default: 1000)")
    parser.add_argument("--spread", action="store_true", help="mix the tickets at random, and say how far")
    parser.add_argument(
        "--seed", metavar="HEX", help="what decides between equal people (default: the hash of the input)"
    )
    add_limit(parser)
    add_proof(parser)
    parser.add_argument(
        "--left-out", action="store_true", help="show how often the quotas of a feature are met when it is left out"
    )
    parser.add_argument("--out", type=Path, required=True, help="the record to write")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from selection.tickets.figures import figures, left_out
    from selection.tickets.lottery import find_lottery

    seed = seed_bytes(args.seed)
    problem, _ = read_problem(args)
    bar = Bar()
    options = {"progress": bar, "spread": args.spread, "time_limit": args.time_limit}
    try:
        lottery = interruptible(lambda: find_lottery(problem, args.rule, seed, args.tickets, **options), bar)
    except NoPanelError as error:
        write_proof(args.proof, problem, error)
        raise
    shares = {}
    if args.left_out:
        again = {"seed": seed, "tickets": args.tickets, "progress": bar}
        shares = interruptible(lambda: left_out(problem, args.spread, args.rule, **again), bar)
    for line in unfinished(lottery):
        print(line, file=sys.stderr)
    write_files({args.out: sealed(lottery.unsealed())})
    print(report(lottery, figures(lottery), shares))
    return 0


def unfinished(lottery: Lottery) -> list[str]:
    """What was not computed to the end, or is not known or proven, in English lines."""
    lines = [f"not proven: {missing}; the lottery is written, and so marked" for missing in lottery.evidence.missing]
    if lottery.mixing is not None and not lottery.mixing.to_the_end:
        lines.append("the time was up before the tickets were spread to the end: they are less random than they can be")
    return lines


def report(lottery: Lottery, figures: Figures, left_out: Mapping[str, float]) -> str:
    """The figures about the tickets in English lines; `left_out`: feature → how often its quotas would be met."""
    change, least = (units / UNIT for units in (lottery.largest_change, lottery.least_change))
    proven = change - least <= CHANCE * max(1, figures.tickets / 1000)
    bound = "the smallest possible" if proven else f"at least {least / figures.tickets:.6f} with any tickets"
    lines = [
        f"smallest chance {lottery.minimum / UNIT:.6f}; no lottery gives everyone more than "
        f"{lottery.upper_bound / UNIT:.6f}",
        f"{figures.tickets} tickets; largest change of a chance {change / figures.tickets:.6f}, {bound}",
        f"different panels among the tickets: {figures.distinct}; by answers {figures.distinct_kinds}",
        f"overlap of two tickets: mean {figures.overlap:.4f} whatever the panels, deviation "
        f"{figures.overlap_deviation:.4f}, largest {figures.largest_overlap:.4f}",
        f"overlap of two tickets by answers: mean {figures.overlap_kinds:.4f}",
        f"two-feature intersections, distance from what the chances alone give: {figures.intersections:.4f}",
    ]
    if lottery.mixing is not None:
        lines.append(
            f"spread: seats that never had anybody with other answers {lottery.mixing.still:.4f}; "
            f"two independent walks have {lottery.mixing.memory:.4f} in common beyond any two tickets (1: all)"
        )
    if left_out:
        mean = sum(left_out.values()) / len(left_out)
        each = ", ".join(f"{feature} {share:.4f}" for feature, share in left_out.items())
        lines.append(f"tickets that meet the quotas of a feature that was left out: mean {mean:.4f} ({each})")
    return "\n".join(lines)
