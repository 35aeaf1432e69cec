"""`python -m selection`: everything an auditor or a notary needs, without the web application.

Exit status 0: done. 1: the honest answer is no. 2: bad input or usage. 3: no answer, since the time was up or a solver
gave up. Why is said in one line on standard error. With `--json` standard output is one JSON object, also for an error.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from selection import VERSION
from selection.commands.answer import Answer, failure
from selection.commands.progress import STOPPED
from selection.model.errors import SelectionError

#: Module of `selection.commands` → what it does. Only the module of the command that is run is imported.
COMMANDS = {
    "check": "whether a panel exists, and if not the smallest change of quotas",
    "lottery": "the fairest lottery, as a record with its proof",
    "select": "the fairest lottery and its draw in one step",
    "draw": "the panel of a ticket",
    "verify": "check a record, with the standard library and exact fractions",
    "alternates": "reserves for the drop-out to be expected",
    "overrecruit": "seats and quotas of a draw that survives drop-out",
    "replace": "who takes the seats of people who leave",
    "tables": "who sits with whom over the rounds",
    "sample": "stage one: who gets a letter, from a register of any size",
}

#: Matrices here are small: a second thread of the library under numpy waits more than it works. Read at its import.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

#: Objects that are created before Python looks for cycles among them: there are hardly any in a command, and looking
#: through everything about 20,000 people takes time.
CREATED = 50_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; returns its exit status."""
    try:
        args = _parse(sys.argv[1:] if arguments is None else arguments)
        answer = _answer(args)
        text = answer.as_json() if args.json else answer.text
        if text:
            print(text, flush=True)
        return answer.status
    except KeyboardInterrupt:
        print(STOPPED, file=sys.stderr)
        return 130
    except OSError as error:  # files have errors of their own; what is left is standard output
        print(f"the answer cannot be written ({error.strerror})", file=sys.stderr)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or the interpreter tries again at its end
        return 2


def _answer(args: argparse.Namespace) -> Answer:
    """The answer of the command; an error is one too, and is said on standard error."""
    try:
        answer: Answer = args.run(args)
    except SelectionError as error:
        print(error, file=sys.stderr)
        return failure(error)
    return answer


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    """The arguments of a command; exits with status 2 if they are wrong."""
    parser = argparse.ArgumentParser(prog="python -m selection", description="A fair lottery that anyone can check.")
    parser.add_argument("--version", action=_Version, help="show the versions of the engine and of its records")
    subparsers = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, summary in COMMANDS.items():
        command = subparsers.add_parser(
            name,
            help=summary,
            description=summary[0].upper() + summary[1:] + ".",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        if name in arguments[:1]:
            importlib.import_module(f"selection.commands.{name}").add_arguments(command)
            command.add_argument("--json", action="store_true", help="print the answer as one JSON object")
    return parser.parse_args(arguments)


class _Version(argparse.Action):
    """Prints the versions and exits; loads nothing before it is asked to."""

    def __init__(self, option_strings: Sequence[str], dest: str, help: str) -> None:
        super().__init__(option_strings, dest, nargs=0, help=help)

    def __call__(self, *_: object) -> NoReturn:
        from selection.proof.record import FORMAT

        print(f"selection {VERSION}, records {FORMAT}")
        sys.exit(0)


if __name__ == "__main__":
    gc.set_threshold(CREATED)
    sys.exit(main())
