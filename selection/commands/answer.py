"""What a command answers: lines for a person, an object for a program, an exit status."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from selection.model.errors import NoPanelError, SelectionError, SolverError


@dataclass(frozen=True)
class Answer:
    """`text`: lines, empty when there is nothing to say. `document`: the same and more, of JSON's types only."""

    text: str
    document: Mapping[str, object]
    status: int = 0

    def as_json(self) -> str:
        """One object with the key `status` and those of `document`, ending without a newline."""
        return json.dumps({"status": self.status, **self.document}, ensure_ascii=False, indent=2, sort_keys=True)


def failure(error: SelectionError) -> Answer:
    """The answer of a command that ended with `error`: nothing for a person, who reads standard error."""
    status = 1 if isinstance(error, NoPanelError) else 3 if isinstance(error, SolverError) else 2
    params = {
        name: value if isinstance(value, str | int | float) else str(value) for name, value in error.params.items()
    }
    return Answer("", {"error": {"code": error.code, "message": str(error), "params": params}}, status)
