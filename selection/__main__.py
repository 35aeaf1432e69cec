"""`python -m selection`: everything an auditor or a notary needs, without the web application.

Exit status 0: done. 1: the honest answer is no. 2: bad input or usage. 3: no answer, since the time was up or a solver
gave up. Why is said in one line on standard error.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import os
import sys
from collections.abc import Sequence

from selection.commands.progress import STOPPED
from selection.model.errors import InputError, NoPanelError, SelectionError, SolverError

#: One module of `selection.commands` each.
COMMANDS = ("check", "lottery", "draw", "verify", "alternates", "replace", "tables", "sample")

#: Matrices here are small: a second thread of the library under numpy waits more than it works. Read at its import.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

#: Objects that are created before Python looks for cycles among them: there are hardly any in a command, and looking
#: through everything about 20,000 people takes time.
CREATED = 50_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; gives back the exit status."""
    try:
        args = _parser().parse_args(arguments)
        status: int = args.run(args)
        sys.stdout.flush()
        return status
    except NoPanelError as error:
        print(error, file=sys.stderr)
        return 1
    except SolverError as error:
        print(error, file=sys.stderr)
        return 3
    except (InputError, SelectionError) as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print(STOPPED, file=sys.stderr)
        return 130
    except OSError as error:  # files have errors of their own; what is left is standard output
        print(f"the answer cannot be written ({error.strerror})", file=sys.stderr)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or the interpreter tries again at its end
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m selection", description="A fair lottery that anyone can check.")
    subparsers = parser.add_subparsers(required=True, metavar="COMMAND")
    for name in COMMANDS:
        importlib.import_module(f"selection.commands.{name}").add_parser(subparsers)
    return parser


if __name__ == "__main__":
    gc.set_threshold(CREATED)
    sys.exit(main())
