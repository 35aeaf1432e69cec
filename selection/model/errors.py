"""What can go wrong, as a code with parameters; the words for users belong to whoever shows them.

`SelectionError.code` is stable and meant for programs. `str(error)` is one plain English line for a terminal, put
together from the code's pattern in `selection.model.messages`; an application with another language uses `code` and
`params` itself.
"""

from __future__ import annotations

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
