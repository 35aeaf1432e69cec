"""The engine as a distribution of its own: built from its folder, installed alone, used outside the project."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
import venv
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from selection import VERSION
from tests.selection.commands.processes import written
from tests.tree import ROOT

#: What somebody does with it, in this order, and how each answer begins.
USE = {
    "--version": f"selection {VERSION}, ",
    "check categories.csv people.csv --seats 4": "A panel exists.",
    "lottery categories.csv people.csv --seats 4 --out l.json": "how many people have which chance:",
    "verify l.json": "The record holds: 12 people, 4 seats",
    "select categories.csv people.csv --seats 4 --seed 00 --selected s.csv --remaining r.csv --out l.json": "how many",
}


def project(folder: Path) -> dict[str, object]:
    described: dict[str, object] = tomllib.loads((folder / "pyproject.toml").read_text())["project"]
    return described


def test_its_dependencies_are_those_of_the_project_within_the_same_bounds() -> None:
    alone, whole = project(ROOT / "selection"), project(ROOT)
    assert set(alone["dependencies"]) < set(whole["dependencies"])  # type: ignore[call-overload]
    assert alone["requires-python"] == whole["requires-python"]
    assert alone["license"] == whole["license"]


def link_dependencies(places: Path) -> None:
    """Put what the distribution asks for, and that alone, into site-packages `places`: links to what tests run with."""
    waiting = [Requirement(text).name for text in project(ROOT / "selection")["dependencies"]]  # type: ignore[attr-defined]
    while waiting:
        known = distribution(waiting.pop())
        for name in {file.parts[0] for file in known.files or () if file.parts[0] not in ("..", "__pycache__")}:
            if not (places / name).exists():
                (places / name).symlink_to(known.locate_file(name))
        needed = [Requirement(text) for text in known.requires or ()]
        waiting += [one.name for one in needed if one.marker is None or one.marker.evaluate({"extra": ""})]


@pytest.mark.servers
def test_it_is_installed_and_used_alone(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT / "selection", check=True, capture_output=True)
    (wheel,) = tmp_path.glob(f"beraad_selection-{VERSION}-*.whl")
    venv.create(tmp_path / "venv", with_pip=True)
    python = tmp_path / "venv" / "bin" / "python"
    install = [python, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", wheel]
    subprocess.run(install, cwd=tmp_path, check=True, capture_output=True)
    installed = next((tmp_path / "venv").rglob("site-packages/selection"))
    link_dependencies(installed.parent)
    folder = tmp_path / "used"
    folder.mkdir()
    written(folder)
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    for line, beginning in USE.items():
        command = [python, "-m", "selection", *line.split()]
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.startswith(beginning)
    assert (installed / "py.typed").exists()
    assert not (installed / "pyproject.toml").exists()
    assert list(installed.parent.glob("beraad_selection-*.dist-info/licenses/LICENSE"))
    assert not (installed.parent / "flask").exists()
