"""What we agreed on, as tests: sizes, layout, and what the project does not speak of."""

from __future__ import annotations

import ast
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from packaging.requirements import Requirement

from beraad.extensions import db
from beraad.orm import Moment
from tests.tree import ROOT, code, files, parsed

LONGEST_FILE = 500
USUAL_FILE = 300
LONGEST_FUNCTION = 40
LARGEST_ROOM = 20
TOP_LEVEL = {
    "README.md", "pyproject.toml", "beraad", "selection", "templates", "tests",
    "CHANGELOG.md", "LICENSE", "LICENSES", "REUSE.toml", "publiccode.yml",
}  # fmt: skip
#: left behind by tools, not part of the project
IGNORED = {"build", "dist", "instance", "venv", "node_modules"}


def test_the_top_level_holds_what_the_readme_says() -> None:
    present = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")} - IGNORED
    assert {name for name in present if not name.endswith(".egg-info")} <= TOP_LEVEL


def test_files_are_short() -> None:
    lengths = {path.relative_to(ROOT): path.read_text().count("\n") for path in code()}
    longest = {str(path): lines for path, lines in lengths.items() if lines > LONGEST_FILE}
    assert not longest
    long = [str(path) for path, lines in lengths.items() if lines > USUAL_FILE]
    assert len(long) * 10 <= len(lengths), long


def functions() -> Iterator[tuple[Path, ast.FunctionDef | ast.AsyncFunctionDef]]:
    for path in code():
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield path, node


def test_functions_are_short() -> None:
    lengths = {
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}": (node.end_lineno or node.lineno) - node.lineno + 1
        for path, node in functions()
    }
    assert {place: lines for place, lines in lengths.items() if lines > LONGEST_FUNCTION} == {}


def test_rooms_are_small() -> None:
    """A room that passes twenty files becomes rooms, laid out as in `beraad/README.md`."""
    rooms = Counter(path.relative_to(ROOT).parent for path in code())
    large = {str(room): number for room, number in rooms.items() if number > LARGEST_ROOM and room.parts[0] != "tests"}
    assert large == {}


def test_every_package_says_what_it_is_about() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path in files("__init__.py")
        if path.parts[len(ROOT.parts)] != "tests" and not ast.get_docstring(parsed(path))
    ]
    assert not silent


@pytest.mark.parametrize("word", ["TO" + "DO", "FIX" + "ME", "X" + "XX"])
def test_nothing_is_left_for_later(word: str) -> None:
    marked = [str(path) for path in files(".py", ".html", ".js", ".css") if re.search(rf"\b{word}\b", path.read_text())]
    assert not marked


#: hands an exception of any kind from one thread to another, which raises it
CARRIES_ANY = {"selection/commands/progress.py"}


def test_no_broad_except() -> None:
    broad = []
    for path in code():
        if str(path.relative_to(ROOT)) in CARRIES_ANY:
            continue
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.ExceptHandler):
                name = node.type.id if isinstance(node.type, ast.Name) else None
                reraises = any(isinstance(inner, ast.Raise) and inner.exc is None for inner in ast.walk(node))
                if (node.type is None or name in {"Exception", "BaseException"}) and not reraises:
                    broad.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert not broad


#: a cell of a spreadsheet has no time zone
NAIVE_DATES = {"beraad/recruitment/register/workbook.py"}


def test_the_day_of_a_moment_is_that_in_the_netherlands() -> None:
    """`beraad.days` tells it: a moment's own `.date()` is the day by UTC, which is another one after midnight."""
    by_utc = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in code()
        if str(path.relative_to(ROOT)) not in NAIVE_DATES and path.name != "days.py"
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Attribute) and node.attr == "date" and isinstance(node.ctx, ast.Load)
    ]
    assert not by_utc


def requirements() -> list[Requirement]:
    """What pyproject.toml asks for, in whatever extra, but for the extras of the project itself."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    named = [*project["dependencies"], *(name for extra in project["optional-dependencies"].values() for name in extra)]
    return [one for one in map(Requirement, named) if one.name != project["name"]]


@pytest.mark.parametrize("requirement", requirements(), ids=lambda requirement: requirement.name)
def test_a_dependency_is_bounded_above_and_tested_at_one_version_in_its_bounds(requirement: Requirement) -> None:
    constraints = (ROOT / ".ci/constraints.txt").read_text().lower().splitlines()
    (version,) = [line.partition("==")[2] for line in constraints if line.startswith(f"{requirement.name}==".lower())]
    assert any(bound.operator == "<" for bound in requirement.specifier)
    assert version in requirement.specifier


def test_the_tested_versions_have_no_addresses() -> None:
    lines = (ROOT / ".ci/constraints.txt").read_text().splitlines()
    assert [line for line in lines if not re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.]+", line)] == []


#: what changes or adds up a list in a template
BUILDS_A_LIST = re.compile(
    r"\.(?:append|extend|insert|update)\("
    r"|\{%-?\s*set\s[^%]*(?:\+\s*[\[(]|[\])]\s*\+)"
    r"|namespace\([^)]*[\[{]"
)


def test_templates_build_no_lists() -> None:
    """Rows are made in queries and views, where types are checked; tables and facts are calls of `macros/ui.html`."""
    building = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in files(".html")
        for match in BUILDS_A_LIST.finditer(path.read_text())
    ]
    assert not building


@pytest.mark.parametrize(
    "template",
    [
        "{{- rows.append([name]) or '' -}}",
        "{% set _added = rows.append(name) %}",
        "{% set seen = namespace(rows=[]) %}",
        "{% set seen.rows = seen.rows + [[name]] %}",
        "{% set facts = [first] + facts %}",
    ],
)
def test_a_list_built_in_a_template_is_seen(template: str) -> None:
    assert BUILDS_A_LIST.search(template)


#: moments that bound a time in which something may happen or lasts
BOUNDS = {"job.not_before", "job.lease_until"}


def test_a_moment_is_named_after_what_happened_then(shared_app: Flask) -> None:
    moments = {
        str(column) for table in db.metadata.tables.values() for column in table.c if type(column.type) is Moment
    }
    assert {name for name in moments if not re.fullmatch(r"\w+\.\w+_at", name)} == BOUNDS
