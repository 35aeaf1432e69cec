"""`check`: is there a panel; if not, what is the smallest change of quotas."""

from __future__ import annotations

import argparse
import dataclasses
from typing import TYPE_CHECKING

from selection.commands.answer import Answer
from selection.commands.arguments import add_limit, add_problem, check_outputs, read_problem
from selection.commands.no_panel import add_proof, write_proof
from selection.commands.progress import Bar, interruptible

if TYPE_CHECKING:
    from selection.rules.feasibility import Feasibility
    from selection.rules.quota_changes import Changes

EXAMPLE = "example: python -m selection check categories.csv people.csv --seats 75"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = EXAMPLE
    add_problem(parser)
    add_limit(parser)
    add_proof(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> Answer:
    from selection.rules.feasibility import check

    check_outputs(args, "proof")
    problem, _ = read_problem(args)
    bar = Bar()
    result = interruptible(lambda: check(problem, bar, args.time_limit), bar)
    if result.reason is not None:
        write_proof(args.proof, problem, result.reason)
    return Answer(as_text(result), document(result), 0 if result.ok else 1)


def document(result: Feasibility) -> dict[str, object]:
    """Returns the answer for a program."""
    return {
        "ok": result.ok,
        "reason": None if result.reason is None else {"code": result.reason.code, **result.reason.params},
        "changes": [dataclasses.asdict(change) for change in result.changes],
        "alternatives": [[dataclasses.asdict(change) for change in way] for way in result.alternatives],
        "smallest": result.smallest,
        "within_flex": result.within_flex,
        "clashes": [dataclasses.asdict(clash) for clash in result.clashes],
        "missing": [
            {"answers": dict(m.answers), "gain": round(m.gain, 9), "present": m.present} for m in result.missing
        ],
    }


def as_text(result: Feasibility) -> str:
    """Returns the answer in English lines."""
    lines = ["A panel exists." if result.ok else f"{result.reason}."]
    if result.changes:
        measure = "smallest" if result.smallest else "best that was found in time"
        lines.append(f"A change of quotas that makes a panel possible ({measure}; small groups are spared):")
        lines += _way(result.changes)
        for number, way in enumerate(result.alternatives, start=2):
            lines += [f"Or instead, choice {number}:", *_way(way)]
        if not result.within_flex:
            lines.append("  (this goes beyond the flexible bounds; within them no panel exists)")
    if result.clashes:
        sides = ", ".join(f"{c.feature} {c.value} {c.side} {c.bound}" for c in result.clashes)
        lines.append(f"These quotas clash: {sides}")
    if result.missing:
        lines.append("Volunteers who would help most, best first:")
        for m in result.missing:
            lines.append(f"  {', '.join(f'{f} {v}' for f, v in m.answers.items())} (now {m.present})")
    return "\n".join(lines)


def _way(changes: Changes) -> list[str]:
    return [f"  {c.feature}, {c.value}: {c.min}-{c.max} becomes {c.new_min}-{c.new_max}" for c in changes]
