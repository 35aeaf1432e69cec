"""What the commands print is theirs alone: no solver adds a word to standard output."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from selection.solving.cbc import available

CATEGORIES = "feature,value,min,max\nsex,f,1,2\nsex,m,1,2\n"
PEOPLE = "id,sex\na,f\nb,m\nc,m\nd,f\n"
SOLVERS = ["highs", pytest.param("cbc", marks=pytest.mark.skipif(not available(), reason="no CBC"))]


def run(folder: Path, solver: str, *arguments: str) -> str:
    """Standard output of a command as a process; its standard error must be empty."""
    Path(folder, "c.csv").write_text(CATEGORIES)
    Path(folder, "p.csv").write_text(PEOPLE)
    environment = {**os.environ, "SELECTION_SOLVER": solver}
    command = [sys.executable, "-m", "selection", *arguments]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return done.stdout


@pytest.mark.parametrize("solver", SOLVERS)
def test_the_check_is_json(tmp_path: Path, solver: str) -> None:
    assert json.loads(run(tmp_path, solver, "check", "c.csv", "p.csv", "--seats", "2", "--json"))["ok"]


@pytest.mark.parametrize("solver", SOLVERS)
def test_the_lottery_prints_its_figures_only(tmp_path: Path, solver: str) -> None:
    printed = run(tmp_path, solver, "lottery", "c.csv", "p.csv", "--seats", "2", "--out", "o.json")
    assert printed.startswith("smallest chance 0.5")
