"""What the commands print is theirs alone: one JSON object where that is asked, and no solver adds a word."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from selection.__main__ import COMMANDS
from selection.solving.cbc import available
from tests.selection.commands.processes import ask, ask_instead, run, written
from tests.tree import ROOT

SOLVERS = ["highs", pytest.param("cbc", marks=pytest.mark.skipif(not available(), reason="no CBC"))]
PROBLEM = "categories.csv people.csv --seats 4"
LISTS = "--selected s.csv --remaining r.csv"

LOTTERY = {
    *("rule", "seed", "proven", "missing", "minimum", "upper_bound", "panels", "ticket_change", "ticket_change_bound"),
    *("tickets", "statistics", "chances", "spread", "left_out"),
}
#: What is run, in this order, and the keys that its answer has besides `status`.
ANSWERS = {
    "check": (
        f"check {PROBLEM}",
        {"ok", "reason", "changes", "alternatives", "smallest", "within_flex", "clashes", "missing"},
    ),
    "lottery": (f"lottery {PROBLEM} --tickets 20 --spread --left-out --out l.json", LOTTERY),
    "select": (f"select {PROBLEM} --tickets 20 --seed 5eed {LISTS} --out l.json", {*LOTTERY, "ticket", "selected"}),
    "verify": ("verify l.json", {"verdict", "sentence", "findings", "missing", "evidence"}),
    "draw": (f"draw l.json --ticket 7 --respondents people.csv {LISTS}", {"ticket", "selected"}),
    "alternates": (
        "alternates l.json --ticket 7 --categories categories.csv --respondents people.csv --count 2 --out a.csv",
        {"ids", "chosen", "random", "without", "whole_pool", "expected_dropout"},
    ),
    "overrecruit": (
        f"overrecruit {PROBLEM} --hold 0.05 --extra 3 --out more.csv",
        {
            *("seats", "draw", "quotas", "goal", "hold", "late", "nothing", "reserves", "more_people", "both"),
            *("bound", "bound_with_reserves"),
        },
    ),
    "replace": (f"replace {PROBLEM} --selected s.csv --leaving LEAVING --out j.csv", {"ids", "chances", "deviations"}),
    "tables": (
        "tables s.csv --tables 2 --rounds 2 --spread sex --out t.csv",
        {"ids", "seats", "slots", "repeats", "repeats_bound", "cells", "cells_outside", "farthest"},
    ),
    "sample": ("sample people.csv --letters 3 --strata sex --seed 5eed --out letters.csv", {"letters", "strata"}),
}

#: in these a solver works, and could print a line of its own
SOLVING = {"check", "lottery", "select", "alternates", "overrecruit", "replace"}


@pytest.mark.parametrize("solver", SOLVERS)
def test_every_answer_is_one_json_object(tmp_path: Path, solver: str) -> None:
    written(tmp_path)
    for name, (line, keys) in ANSWERS.items():
        if solver != "highs" and name not in SOLVING:
            continue
        if "LEAVING" in line:
            line = line.replace("LEAVING", (tmp_path / "s.csv").read_text().splitlines()[1].split(",")[0])
        answer = json.loads(run(tmp_path, *line.split(), "--json", solver=solver))
        assert answer["status"] == 0
        assert keys | {"status"} == set(answer), name


def test_the_keys_in_the_readme_are_those_of_the_answers() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (.*) \|$", (ROOT / "selection" / "README.md").read_text(), re.MULTILINE)
    described = {name: set(re.findall(r"`(\w+)`", keys)) for name, keys in rows if name in COMMANDS}
    assert set(described) == set(COMMANDS)
    described["select"] |= described["lottery"]
    assert all(keys <= described[name] for name, (_, keys) in ANSWERS.items())


def test_every_command_is_tried() -> None:
    assert set(ANSWERS) == set(COMMANDS)


@pytest.mark.parametrize("solver", SOLVERS)
def test_the_lottery_prints_its_figures_only(tmp_path: Path, solver: str) -> None:
    printed = run(written(tmp_path), *f"lottery {PROBLEM} --out l.json".split(), solver=solver)
    assert printed.startswith("how many people have which chance:\n  0.")
    assert "\nsmallest chance 0." in printed


def test_how_many_people_have_which_chance(tmp_path: Path) -> None:
    line = f"lottery {PROBLEM} --out l.json"
    printed = run(written(tmp_path), *line.split()).splitlines()
    chances = json.loads((tmp_path / "l.json").read_bytes())["chances"].values()
    levels = sorted({round(chance, 6) for chance in chances})
    expected = [f"  {level:.6f}  {sum(abs(c - level) < 1e-6 for c in chances):>6} people" for level in levels]
    assert printed[1 : 1 + len(levels)] == expected
    answer = json.loads(run(tmp_path, *line.split(), "--json"))
    assert [(f"{row['chance']:.6f}", row["people"]) for row in answer["chances"]] == [
        (line.split()[0], int(line.split()[1])) for line in expected
    ]


ERRORS = {
    "the answer is no": ("check categories.csv people.csv --seats 13 --json", 1, "reason", "too_few_people"),
    "no lottery": ("lottery categories.csv people.csv --seats 13 --out l.json --json", 1, "error", "too_few_people"),
    "bad input": ("lottery categories.csv no.csv --seats 4 --out l.json --json", 2, "error", "cannot_read"),
}


@pytest.mark.parametrize("name", ERRORS)
def test_an_error_is_a_json_object_too(tmp_path: Path, name: str) -> None:
    line, status, key, code = ERRORS[name]
    done = ask(written(tmp_path), *line.split())
    answer = json.loads(done.stdout)
    assert done.returncode == answer["status"] == status
    assert answer[key]["code"] == code
    if key == "error":
        assert done.stderr == answer["error"]["message"] + "\n"


def test_a_solver_that_gives_up_is_a_json_object_too(tmp_path: Path) -> None:
    line = "lottery categories.csv people.csv --seats 4 --out l.json --json"
    done = ask_instead(written(tmp_path), "from selection import SolverError; raise SolverError('out_of_time')", line)
    answer = json.loads(done.stdout)
    assert done.returncode == answer["status"] == 3
    assert answer["error"]["code"] == "out_of_time"


def test_usage_is_said_on_standard_error_alone(tmp_path: Path) -> None:
    done = ask(tmp_path, "lottery", "--json")
    assert (done.returncode, done.stdout) == (2, "")
