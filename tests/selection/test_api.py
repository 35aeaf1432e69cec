"""The page of the public API: its examples run, and it names everything that is public, as it is."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
from pathlib import Path

import pytest

import selection
from selection import adapter
from tests.tree import ROOT

PAGE = (ROOT / "selection" / "API.md").read_text()
EXAMPLES = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)


def test_the_examples_run_one_after_another_in_a_process(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", "\n".join(EXAMPLES)], cwd=tmp_path, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0] == "minimums_above_seats"
    assert lines[1].startswith("Algorithm leximin, seed ")


@pytest.mark.parametrize("name", selection.__all__)
def test_what_is_public_is_on_the_page(name: str) -> None:
    assert re.search(rf"`[^`]*\b{name}\b", PAGE)
    assert getattr(selection, name) is not None


CALLS = [(name, given) for name, given in re.findall(r"`(\w+)\(([^`)]+)\)`", PAGE) if name in selection.__all__]


@pytest.mark.parametrize(("name", "given"), CALLS, ids=[name for name, _ in CALLS])
def test_calls_on_the_page_have_the_arguments_of_the_function(name: str, given: str) -> None:
    parameters = inspect.signature(getattr(selection, name)).parameters
    parts = [part.strip().partition("=") for part in given.split(",") if part.strip() != "…"]
    needed = [argument for argument, default, _ in parts if not default]
    assert needed == list(parameters)[: len(needed)]
    for argument, _, default in parts[len(needed) :]:
        assert default in ("…", repr(parameters[argument].default).replace("'", '"'))


def test_the_adapter_is_on_the_page() -> None:
    assert {"run_stratification", "find_random_sample"} <= set(re.findall(r"\w+", PAGE))
    assert adapter.__doc__
