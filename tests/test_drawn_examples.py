"""New examples in CI, and the same ones again by the seed that the run names."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

HOOKS = """
import pytest
from tests import drawn_examples

@pytest.hookimpl(tryfirst=True)
def pytest_configure(config):
    drawn_examples.settle(config)

def pytest_terminal_summary(terminalreporter, config):
    terminalreporter.write_line(str(drawn_examples.how_to_repeat(config)))
"""
PROPERTY = """
from hypothesis import given, strategies

@given(strategies.integers(0, 10**9))
def test_it(number):
    print("drawn", number)
    assert number < 10**8
"""


def run(folder: Path, *options: str, **environment: str) -> tuple[list[str], str]:
    """The numbers that a property which fails draws in a run of its own, and everything that the run says."""
    kept = {name: value for name, value in os.environ.items() if name not in ("CI", "PYTEST_XDIST_WORKER")}
    words = [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", "-p", "no:cacheprovider", *options, "."]
    done = subprocess.run(words, cwd=folder, env={**kept, **environment}, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    return re.findall(r"drawn (\d+)", done.stdout), done.stdout


def test_ci_draws_new_examples_and_names_the_seed_that_repeats_them(tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text(HOOKS)
    (tmp_path / "test_property.py").write_text(PROPERTY)
    drawn, said = run(tmp_path, CI="true")
    option = re.search(r"--hypothesis-seed=\d+", said)
    assert option is not None and "@reproduce_failure" in said
    assert run(tmp_path, option[0])[0] == drawn
