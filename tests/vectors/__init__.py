"""Small records with the verdict that every verifier must give: `good/` hold, `altered/` are altered in one way each.

`verdicts.json`: name → the codes of all findings, in order. The name of an altered record begins with the code that
the alteration is about. `python -m tests.vectors` makes them again, after a change of the format or of the checks.
"""

from __future__ import annotations

import json
from pathlib import Path

FOLDER = Path(__file__).parent


def verdicts() -> dict[str, list[str]]:
    """Name of a vector ("good/leximin") → codes."""
    found: dict[str, list[str]] = json.loads((FOLDER / "verdicts.json").read_text())
    return found


def path(name: str) -> Path:
    return FOLDER / f"{name}.json"


def code_of(name: str) -> str:
    """The code that an altered record is about."""
    return Path(name).name.split("-")[0]
