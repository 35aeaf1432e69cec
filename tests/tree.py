"""The files of the project, for tests that read them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
OWN = ("beraad", "selection", "tests", "templates", ".ci", ".github")


def files(*endings: str) -> Iterator[Path]:
    """Our own files whose names end in one of `endings`."""
    for folder in OWN:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and path.name.endswith(endings) and "vendor" not in path.parts:
                yield path


@cache
def code() -> list[Path]:
    """Our own Python files but for the steps of migrations."""
    return [path for path in files(".py") if "versions" not in path.parts]


@cache
def parsed(path: Path) -> ast.Module:
    """The syntax tree of a Python file."""
    return ast.parse(path.read_text())
