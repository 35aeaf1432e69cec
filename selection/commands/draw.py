"""`draw`: the panel of a ticket, as two lists of people."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from selection.commands.answer import Answer
from selection.commands.arguments import add_id, check_outputs, read_record, whole_number
from selection.model.errors import InputError
from selection.model.files import write_files
from selection.model.formats import Respondents, read_respondents, write_people
from selection.tickets.draw import draw

EXAMPLE = """example: python -m selection draw lottery.json --ticket 271 --respondents people.csv \\
           --selected selected.csv --remaining remaining.csv"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = EXAMPLE
    parser.add_argument("record", type=Path, help="lottery.json")
    parser.add_argument("--ticket", type=whole_number, required=True, help="the number that was drawn")
    parser.add_argument("--respondents", type=Path, required=True, help="volunteers: CSV or XLSX")
    add_id(parser)
    parser.add_argument("--selected", type=Path, required=True, help="file for the people on the panel")
    parser.add_argument("--remaining", type=Path, required=True, help="file for everybody else")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> Answer:
    check_outputs(args, "selected", "remaining")
    record = read_record(args.record)
    respondents = read_respondents(args.respondents, id_column=args.id)
    selected = draw(record, args.ticket)
    for person in record["people"]:
        if person not in respondents.by_id:
            raise InputError("unknown_person", what=args.respondents.name, value=person)
    write_files(lists(args, respondents, selected))
    return Answer(summary(args, args.ticket, len(selected)), {"ticket": args.ticket, "selected": selected})


def lists(args: argparse.Namespace, respondents: Respondents, selected: Sequence[str]) -> dict[Path, bytes]:
    """Returns the files of the people on the panel and of everybody else, with all their columns."""
    panel = set(selected)
    remaining = [person for person in sorted(respondents.by_id) if person not in panel]
    return {args.selected: write_people(respondents, selected), args.remaining: write_people(respondents, remaining)}


def summary(args: argparse.Namespace, ticket: int, seats: int) -> str:
    return f"ticket {ticket}: {seats} people in {args.selected}, everybody else in {args.remaining}"
