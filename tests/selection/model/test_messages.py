"""Every error of the engine says in English what is wrong, whatever was imported before it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from selection.model.messages import MESSAGES

ENGINE = Path(__file__).parents[3] / "selection"
ERRORS = {"InputError", "NoPanelError", "SolverError", "SelectionError"}


def raised_codes() -> Iterator[tuple[str, str]]:
    """The code of each error that the engine makes with a literal, and the file."""
    for path in sorted(ENGINE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ERRORS and node.args:
                code = node.args[0]
                if isinstance(code, ast.Constant) and isinstance(code.value, str):
                    yield code.value, path.name


def test_every_code_that_is_raised_has_its_line() -> None:
    raised = list(raised_codes())
    assert len(raised) > 40
    assert [(code, file) for code, file in raised if code not in MESSAGES] == []
