"""Every code that the application can write to the log, read from its source."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

import beraad

SOURCE = Path(beraad.__file__).parent


def written() -> set[str]:
    """The codes of all calls of `audit.record`, also of those through a function of the room itself."""
    trees = [ast.parse(file.read_text()) for file in SOURCE.rglob("*.py")]
    constants = {name: text for tree in trees for name, text in _constants(tree)}
    codes: set[str] = set()
    helpers: dict[str, list[tuple[ast.Module, int, str]]] = {}
    for tree in trees:
        for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
            for code in _records(function):
                if isinstance(code, ast.Constant):
                    codes.add(str(code.value))
                else:
                    place = [argument.arg for argument in function.args.args].index(_variable(code))
                    helpers.setdefault(function.name, []).append((tree, place, _prefix(code)))
    for tree in trees:
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            for owner, place, prefix in helpers.get(_name(call), ()):
                if (owner is tree or _reaches(tree, call)) and len(call.args) > place:
                    codes |= {prefix + text for text in _texts(call.args[place], constants)}
    return codes


def _records(function: ast.FunctionDef) -> Iterator[ast.expr]:
    """The first argument of each call of `audit.record` in the function."""
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "audit.record":
            yield node.args[0]


def _name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _reaches(tree: ast.Module, call: ast.Call) -> bool:
    """Whether the call is of a function of another module."""
    imported = (name.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for name in node.names)
    return isinstance(call.func, ast.Attribute) or _name(call) in imported


def _variable(code: ast.expr) -> str:
    names = [node.id for node in ast.walk(code) if isinstance(node, ast.Name)]
    assert len(names) == 1, ast.unparse(code)
    return names[0]


def _prefix(code: ast.expr) -> str:
    first = code.values[0] if isinstance(code, ast.JoinedStr) else None
    return str(first.value) if isinstance(first, ast.Constant) else ""


def _constants(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Names of the module that stand for a text."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            yield from ((target.id, node.value.value) for target in node.targets if isinstance(target, ast.Name))


def _texts(argument: ast.expr, constants: Mapping[str, str]) -> Iterator[str]:
    found = [
        node.value for node in ast.walk(argument) if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    found += [constants[node.id] for node in ast.walk(argument) if isinstance(node, ast.Name) and node.id in constants]
    assert found, f"a code that can't be read from the source: {ast.unparse(argument)}"
    yield from found
