"""`tables`: who sits with whom over the rounds."""

from __future__ import annotations

import argparse
import dataclasses
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from selection.commands.answer import Answer
from selection.commands.arguments import add_id, check_outputs, names, seed_bytes, whole_number
from selection.commands.progress import Bar, interruptible
from selection.model.errors import InputError
from selection.model.files import write_files
from selection.model.folding import fold
from selection.model.formats import Respondents, read_respondents, write_csv
from selection.model.tabular import read_table
from selection.tables.request import Pin, TableRequest

if TYPE_CHECKING:
    from selection.tables.plan import TablePlan

#: The columns of the outcome, and of pins: an outcome can be used as pins again.
COLUMNS = ("round", "table", "id")

EXAMPLE = "example: python -m selection tables selected.csv --tables 12 --rounds 8 --spread gender,age --out tables.csv"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = EXAMPLE
    parser.add_argument("selected", type=Path, help="the panel: CSV or XLSX")
    parser.add_argument("--tables", type=whole_number, required=True, metavar="T", help="tables per round")
    parser.add_argument("--rounds", type=whole_number, required=True, metavar="R", help="rounds")
    parser.add_argument(
        "--spread", type=names, default=(), metavar="COL,COL", help="columns to mix at every table (default: none)"
    )
    parser.add_argument(
        "--together", metavar="COL", help="people with the same value here always share a table (default: nobody)"
    )
    parser.add_argument(
        "--pin", type=Path, metavar="CSV", help="columns round,table,id: who must sit where (default: nobody)"
    )
    parser.add_argument(
        "--prefer",
        choices=("meetings", "balance"),
        default="meetings",
        help="what comes first: new meetings or a fair mix at every table (default: meetings)",
    )
    parser.add_argument(
        "--seed", metavar="HEX", help="what decides between equal answers (default: the hash of the request)"
    )
    parser.add_argument("--out", type=Path, required=True, metavar="CSV", help="columns round,table,id")
    add_id(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> Answer:
    from selection.tables.plan import seat

    check_outputs(args, "out")
    seed = seed_bytes(args.seed)
    people = read_respondents(args.selected, id_column=args.id)
    request = TableRequest(
        ids=sorted(people.by_id),
        tables=args.tables,
        rounds=args.rounds,
        spread={column: _folded(people, column) for column in args.spread},
        together=() if args.together is None else _folded(people, args.together),
        pins=() if args.pin is None else read_pins(args.pin),
        prefer=args.prefer,
    )
    bar = Bar()
    plan = interruptible(lambda: seat(request, seed or canonical_hash(request), bar), bar)
    write_files({args.out: write_csv(COLUMNS, rows(plan))})
    return Answer(summary(plan), dataclasses.asdict(plan))


def _folded(people: Respondents, column: str) -> list[str]:
    place = people.table.column(column)
    return [fold(people.cells(id_)[place]) for id_ in sorted(people.by_id)]


def read_pins(path: Path) -> list[Pin]:
    """Returns pins with the row they stand in. Raises InputError that names the cell."""
    table = read_table(path)
    round_at, table_at, id_at = (table.column(name) for name in COLUMNS)
    pins = []
    for row, cells in table.rows:
        for column in (round_at, table_at):
            cell = cells[column]
            if not (cell.isascii() and cell.isdigit() and len(cell) < 10):
                raise InputError("not_a_count", file=table.file, row=row, column=table.header[column], value=cell)
        pins.append(Pin(int(cells[round_at]), cells[id_at], int(cells[table_at]), f"{table.file} row {row}"))
    return pins


def canonical_hash(request: TableRequest) -> bytes:
    """SHA-256 of the request as canonical JSON: the seed of a run without one."""
    document = {
        "ids": list(request.ids),
        "tables": request.tables,
        "rounds": request.rounds,
        "spread": [[name, list(values)] for name, values in request.spread.items()],
        "together": list(request.together),
        "pins": sorted([pin.round, pin.table, pin.id] for pin in request.pins),
        "prefer": request.prefer,
    }
    return hashlib.sha256(json.dumps(document, sort_keys=True, separators=(",", ":")).encode()).digest()


def rows(plan: TablePlan) -> list[Sequence[str]]:
    """Returns round, table and id of everybody, sorted."""
    chairs = sorted((r, t, i) for r, seats in enumerate(plan.seats, 1) for i, t in enumerate(seats))
    return [(str(r), str(t), plan.ids[i]) for r, t, i in chairs]


def summary(plan: TablePlan) -> str:
    """Returns the figures in English lines."""
    lines = [f"{plan.slots - plan.repeats} different meetings; {plan.repeats} repeats, at least {plan.repeats_bound}."]
    if plan.cells:
        inside = plan.cells - plan.cells_outside
        lines.append(f"{inside} of {plan.cells} counts at a table in their fair range, the others off by at most ")
        lines[-1] += f"{plan.farthest}."
    return "\n".join(lines)
