"""`select`: categories and people in; who is drawn, who remains and the record of the lottery out."""

from __future__ import annotations

import argparse
from pathlib import Path

from selection.commands import draw, lottery
from selection.commands.answer import Answer
from selection.commands.arguments import add_lottery, add_problem, check_outputs, read_problem, seed_bytes
from selection.commands.no_panel import add_proof
from selection.model.files import write_files
from selection.tickets.draw import drawn_ticket

EXAMPLE = """The seed decides who is drawn: let it come from dice, or from a public source that is announced beforehand.
Where people watch the draw, use `lottery` and `draw` instead.

example: python -m selection select categories.csv people.csv --seats 75 --seed 5eed \\
           --selected selected.csv --remaining remaining.csv --out lottery.json"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = EXAMPLE
    add_problem(parser)
    add_lottery(parser)
    parser.add_argument("--seed", required=True, metavar="HEX", help="the seed of the draw, in hexadecimal")
    parser.add_argument("--selected", type=Path, required=True, help="file for the people on the panel")
    parser.add_argument("--remaining", type=Path, required=True, help="file for everybody else")
    add_proof(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> Answer:
    check_outputs(args, "selected", "remaining", "out", "panels", "proof")
    seed = seed_bytes(args.seed)
    assert seed is not None
    problem, respondents = read_problem(args)
    made = lottery.find(args, problem, seed)
    ticket = drawn_ticket(seed, len(made.tickets))
    selected = list(made.panels[made.tickets[ticket]])
    write_files({**lottery.files(args, made), **draw.lists(args, respondents, selected)})
    figures = lottery.answer(made, {})
    text = f"{figures.text}\n{draw.summary(args, ticket, len(selected))}"
    return Answer(text, {**figures.document, "ticket": ticket, "selected": selected})
