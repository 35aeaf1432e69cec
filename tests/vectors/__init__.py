"""Small records with what every verifier must conclude of them.

`good/` are proven (or, of a public part, match what was announced), `unproven/` lack some of their proof, `altered/`
are altered in one way each, `first/` are of the first format, kept as they were made. `verdicts.json`: name →
`verdict`, and the codes of all `findings` and of what is `missing`, in order. The name of an altered or unproven record
begins with the code that it is about. `python -m tests.vectors` makes them again, after a change of the format or of
the checks.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Expected:
    """What every verifier concludes: "proven", "unproven", "matches", "wrong" or "unreadable", and why."""

    verdict: str
    findings: list[str]
    missing: list[str]


def verdicts() -> dict[str, Expected]:
    """Name of a vector ("good/leximin") → what is concluded."""
    found: dict[str, dict[str, object]] = json.loads((FOLDER / "verdicts.json").read_text())
    return {name: Expected(**one) for name, one in found.items()}  # type: ignore[arg-type]


def path(name: str) -> Path:
    return FOLDER / f"{name}.json"


def code_of(name: str) -> str:
    """The code that an altered or unproven record is about."""
    return Path(name).name.split("-")[0]
