"""`lottery`: the fairest lottery as a record, who has which chance, and how random its tickets are."""

from __future__ import annotations

import argparse
import dataclasses
import math
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from selection.commands.answer import Answer
from selection.commands.arguments import add_lottery, add_problem, check_outputs, read_problem, seed_bytes
from selection.commands.no_panel import add_proof, write_proof
from selection.commands.progress import Bar, interruptible
from selection.model.errors import NoPanelError
from selection.model.files import write_files
from selection.model.formats import write_panels
from selection.model.statistics import by_chance
from selection.model.tolerances import CHANCE, UNIT
from selection.proof.record import sealed

if TYPE_CHECKING:
    from selection.model.problem import Problem
    from selection.tickets.figures import Figures
    from selection.tickets.lottery import Lottery

EXAMPLE = """example: python -m selection lottery categories.csv people.csv --seats 75 --household street,postcode \\
           --out lottery.json"""

#: Chances are listed one by one up to so many, beyond that by so many equal steps.
LISTED, STEPS = 12, 10


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = EXAMPLE
    add_problem(parser)
    add_lottery(parser)
    parser.add_argument(
        "--seed", metavar="HEX", help="what decides between equal people (default: the hash of the input)"
    )
    add_proof(parser)
    parser.add_argument(
        "--left-out", action="store_true", help="show how often the quotas of a feature are met when it is left out"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> Answer:
    from selection.tickets.figures import left_out

    check_outputs(args, "out", "panels", "proof")
    seed = seed_bytes(args.seed)
    problem, _ = read_problem(args)
    lottery = find(args, problem, seed)
    shares = {}
    if args.left_out:
        bar = Bar()
        again = {"seed": seed, "tickets": args.tickets, "progress": bar}
        shares = interruptible(lambda: left_out(problem, args.spread, args.rule, **again), bar)
    write_files(files(args, lottery))
    return answer(lottery, shares)


def find(args: argparse.Namespace, problem: Problem, seed: bytes | None) -> Lottery:
    """Returns the lottery that the arguments of `add_lottery` ask for. Says on standard error what it lacks.

    Writes the proof when no panel exists and a file is asked for. Raises what `find_lottery` raises.
    """
    from selection.tickets.lottery import find_lottery

    bar = Bar()
    options = {"progress": bar, "spread": args.spread, "time_limit": args.time_limit}
    try:
        lottery = interruptible(lambda: find_lottery(problem, args.rule, seed, args.tickets, **options), bar)
    except NoPanelError as error:
        write_proof(args.proof, problem, error)
        raise
    for line in unfinished(lottery):
        print(line, file=sys.stderr)
    return lottery


def files(args: argparse.Namespace, lottery: Lottery) -> dict[Path, bytes]:
    """Returns the record, and the panels of all tickets if a file is asked for."""
    contents = {args.out: sealed(lottery.unsealed())}
    if args.panels is not None:
        contents[args.panels] = write_panels([lottery.panels[ticket] for ticket in lottery.tickets])
    return contents


def answer(lottery: Lottery, left_out: Mapping[str, float]) -> Answer:
    """Returns the figures of `lottery`. `left_out`: feature → share of tickets that meet its quotas without it."""
    from selection.tickets.figures import figures

    counted = figures(lottery)
    mixing = lottery.mixing
    document = {
        "rule": lottery.rule,
        "seed": lottery.seed.hex(),
        "proven": not lottery.evidence.missing,
        "missing": [finding.as_object() for finding in lottery.evidence.missing],
        "minimum": lottery.minimum / UNIT,
        "upper_bound": lottery.upper_bound / UNIT,
        "panels": len(lottery.panels),
        "ticket_change": lottery.largest_change / UNIT,
        "ticket_change_bound": lottery.least_change / UNIT,
        "tickets": dataclasses.asdict(counted),
        "statistics": dataclasses.asdict(lottery.statistics()),
        "chances": [{"chance": c, "people": people} for c, people in by_chance(lottery.chances_as_floats)],
        "spread": None if mixing is None else dataclasses.asdict(mixing),
        "left_out": dict(left_out),
    }
    return Answer(report(lottery, counted, left_out), document)


def chances(lottery: Lottery) -> list[str]:
    """Returns lines that say how many people have which chance."""
    levels = by_chance(lottery.chances_as_floats)
    if len(levels) <= LISTED:
        return [f"  {chance:.6f}  {people:>6} people" for chance, people in levels]
    low, high = levels[0][0], levels[-1][0]
    numbers = [0] * STEPS
    for chance, people in levels:
        numbers[min(int((chance - low) / (high - low) * STEPS), STEPS - 1)] += people
    edges = [low + (high - low) * step / STEPS for step in range(STEPS + 1)]
    return [
        f"  {edges[step]:.6f} to {edges[step + 1]:.6f}  {people:>6} people"
        for step, people in enumerate(numbers)
        if people
    ]


def unfinished(lottery: Lottery) -> list[str]:
    """Returns English lines about what is not proven, or was not computed to the end."""
    lines = [f"not proven: {missing}; the lottery is written, and so marked" for missing in lottery.evidence.missing]
    if lottery.mixing is not None and not lottery.mixing.to_the_end:
        lines.append("the time was up before the tickets were spread to the end: they are less random than they can be")
    return lines


def report(lottery: Lottery, figures: Figures, left_out: Mapping[str, float]) -> str:
    """Returns the figures in English lines. `left_out`: feature → share of tickets that meet its quotas without it."""
    change, least = (units / UNIT for units in (lottery.largest_change, lottery.least_change))
    proven = change - least <= CHANCE * max(1, figures.tickets / 1000)
    bound = "the smallest possible" if proven else f"at least {least / figures.tickets:.6f} with any tickets"
    lines = [
        "how many people have which chance:",
        *chances(lottery),
        f"smallest chance {lottery.minimum / UNIT:.6f}; no lottery gives everyone more than "
        f"{lottery.upper_bound / UNIT:.6f}",
        f"{figures.tickets} tickets; largest change of a chance {change / figures.tickets:.6f}, {bound}",
        f"different panels among the tickets: {figures.distinct}; by answers {figures.distinct_kinds}",
        f"overlap of two tickets: mean {figures.overlap:.4f} whatever the panels, deviation "
        f"{figures.overlap_deviation:.4f}, largest {figures.largest_overlap:.4f}",
        f"overlap of two tickets by answers: mean {figures.overlap_kinds:.4f}",
        f"two-feature intersections, distance from what the chances alone give: {figures.intersections:.4f}",
        f"entropy of the tickets {figures.entropy:.2f} bits, at most {math.log2(figures.tickets):.2f} with so many "
        f"tickets; no lottery with these chances has more than {figures.entropy_bound:.2f}",
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
