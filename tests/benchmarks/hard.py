"""Adversarial pools of ten kinds, each a whole process from files to record: proven within the limit, seconds, memory.

All are planted, so that a panel exists. `outcome`: "proven" (complete, every level, verified), "marked" (the best so
far, with its gap), "no" (false) or the exit status.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.growth import write
from tests.benchmarks.measure import measure_status
from tests.benchmarks.numbered import Line, lines, parser_of, total
from tests.selection.generated import hard_pool


def main(argv: Sequence[str]) -> None:
    parser = parser_of("hard", __doc__, 59)
    parser.add_argument("--time-limit", default="60")
    args = parser.parse_args(argv)
    measured = list(lines(args, lambda number: one(number, args.time_limit)))
    outcomes = [line["outcome"] for line in measured]
    total(
        measured,
        kinds=len({line["kind"] for line in measured}),
        proven=outcomes.count("proven"),
        marked=outcomes.count("marked"),
        others=sorted({str(o) for o in outcomes} - {"proven", "marked"}),
        worst_seconds=max(float(str(line["seconds"])) for line in measured),
        worst_mb=max(float(str(line["peak_mb"])) for line in measured),
    )


def one(number: int, limit: str) -> Line:
    kind, problem = hard_pool(number)
    shape: Line = {"kind": kind, "people": len(problem.people), "seats": problem.seats}
    with TemporaryDirectory() as folder:
        out = Path(folder) / "lottery.json"
        home = [] if problem.households is None else ["--household", "home"]
        files = [*write(problem, Path(folder)), "--seats", str(problem.seats), *home]
        status, taken = measure_status(["lottery", *files, "--time-limit", limit, "--out", str(out)])
        if status:
            return {**shape, "outcome": "no" if status == 1 else f"exit {status}", **taken}
        record = json.loads(out.read_bytes())
        proven = record["complete"] and "level_gaps" not in record
        verified, _ = measure_status(["verify", str(out)])
    outcome = ("proven" if proven else "marked") if verified in (0, 3) else "does not verify"
    found = {"gap": record["gap"], "panels": len(record["panels"]), "nowhere": len(record["cannot_be_selected"])}
    return {**shape, "outcome": outcome, **taken, **found}
