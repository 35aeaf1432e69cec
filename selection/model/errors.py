"""What can go wrong, as a code with parameters; the words for users belong to whoever shows them.

`SelectionError.code` is stable and meant for programs. `str(error)` is one plain English line for a terminal, put
together from the code's pattern in `selection.model.messages`; an application with another language uses `code` and
`params` itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from selection.model.messages import MESSAGES


class SelectionError(Exception):
    """A request the engine can't carry out. `code` names the reason, `params` holds its particulars."""

    def __init__(self, code: str, **params: object) -> None:
        self.code = code
        self.params = params
        super().__init__(code)

    def __str__(self) -> str:
        pattern = MESSAGES.get(self.code)
        return pattern.format(**self.params) if pattern else f"{self.code} {self.params}"


class InputError(SelectionError):
    """Bad input: a file, a row, a cell or an argument. Exit status 2."""


class InputErrors(InputError):  # noqa: N818 - several of them
    """All that is wrong with one file; `code` and `params` are those of the first error."""

    #: errors that a terminal shows in full
    shown = 20

    def __init__(self, errors: Sequence[InputError]) -> None:
        super().__init__(errors[0].code, **errors[0].params)
        self.errors = tuple(errors)

    def __str__(self) -> str:
        lines = [str(error) for error in self.errors[: self.shown]]
        more = len(self.errors) - self.shown
        return "\n".join([*lines, f"and {more} more of such errors"] if more > 0 else lines)


def raise_all(errors: Sequence[InputError]) -> None:
    """Raises the error, or InputErrors of several; nothing when there are none."""
    if len(errors) == 1:
        raise errors[0]
    if errors:
        raise InputErrors(errors)


@dataclass(frozen=True)
class Notice:
    """Something about a file that its owner should hear and that stops nothing. `code` and `params` as in an error."""

    code: str
    params: Mapping[str, object]

    def __str__(self) -> str:
        return MESSAGES[self.code].format(**self.params)


class NoPanelError(SelectionError):
    """The honest answer is no: no panel satisfies what was asked. Exit status 1.

    `proof`: what proves it (`selection.proof.no_panel`), where the question was about the panels of a problem.
    """

    proof: dict[str, Any] | None = None


class SolverError(SelectionError):
    """A solver did not deliver what it was asked for; never turned into another answer in silence. Exit status 3."""


class Cancelled(SelectionError):  # noqa: N818 - not a fault: somebody asked for it
    """The caller's progress object asked to stop. Nothing has been written."""

    def __init__(self) -> None:
        super().__init__("cancelled")
