"""What is told to newcomers is true: paths exist, drawings have all rooms, and pre-commit checks what .ci/run does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.tree import ROOT, files

#: where a path in a text may begin, besides the top and the folder of the text
BEGINNINGS = ("beraad", "selection", "templates", "tests")
#: a path in backquotes; what is made by running (`instance/…`) or by the reader (`<room>/…`) is none
PATH = re.compile(
    r"`(?!instance/)([A-Za-z_.][\w.-]*(?:/[A-Za-z_][\w.-]*)+/?|[A-Za-z_][\w-]*/|[\w-]+\.(?:md|toml|yaml))`"
)
#: names of columns that stand in brackets, as files of the engine do
COLUMNS = {"unique_id", "nationbuilder_id", "id"}


def texts() -> Iterator[Path]:
    """The README, those of the rooms and of the project, and all docstrings."""
    yield ROOT / "README.md"
    yield from files(".md", ".py")


def test_every_path_in_a_text_exists() -> None:
    gone = []
    for text in texts():
        bases = [ROOT, text.parent, *(ROOT / name for name in BEGINNINGS)]
        for name in PATH.findall(text.read_text()):
            if not any((base / name).exists() for base in bases):
                gone.append(f"{text.relative_to(ROOT)}: {name}")
    assert not gone


def test_every_file_that_explains_the_engine_exists() -> None:
    named = re.findall(r"\((`[a-z_]+`(?:, `[a-z_]+`)*)\)", (ROOT / "selection/README.md").read_text())
    present = {path.stem for path in (ROOT / "selection").rglob("*.py")}
    assert {name.strip("`") for names in named for name in names.split(", ")} <= present | COLUMNS


@pytest.mark.parametrize("package", ["beraad", "selection"])
def test_the_drawing_of_the_rooms_has_them_all(package: str) -> None:
    drawn = " ".join((ROOT / package / "README.md").read_text().split("```")[1::2])
    rooms = {path.parent.name for path in (ROOT / package).rglob("__init__.py")} - {package}
    assert rooms <= set(re.findall(r"\w+", drawn))


def test_pre_commit_checks_what_decides_what_lands() -> None:
    landing = re.findall(r"^(\.venv/bin/(?!pip|pytest|coverage).*)$", (ROOT / ".ci/run").read_text(), re.MULTILINE)
    hooks = re.findall(r"entry: (.*)$", (ROOT / ".pre-commit-config.yaml").read_text(), re.MULTILINE)
    assert hooks == landing
