"""`python -m selection`: what it prints, writes and gives back; nothing half done stays behind."""

from __future__ import annotations

import argparse
import csv
import json
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from selection import VERSION
from selection.__main__ import COMMANDS, main
from selection.model import files
from selection.model.errors import InputError
from selection.model.files import write_files
from selection.proof.record import FORMAT
from tests.selection.instances import pool

SEATS = ["--seats", "12"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    problem = pool(120, 12)
    with (tmp_path / "categories.csv").open("w") as file:
        print("category,name,min,max", file=file)
        for feature, values in problem.features.items():
            for value, quota in values.items():
                print(f"{feature},{value},{quota.min},{quota.max}", file=file)
    with (tmp_path / "people.csv").open("w") as file:
        print("unique_id,street", *problem.features, sep=",", file=file)
        for i, (person, answers) in enumerate(problem.people.items()):
            print(person, f"Street {i // 2 if i < 20 else i}", *answers, sep=",", file=file)
    return tmp_path


def run(folder: Path, command: str, *arguments: str) -> int:
    paths = [str(folder / a) if a.endswith((".csv", ".json")) else a for a in arguments]
    return main([command, *paths])


def lottery(folder: Path, *more: str) -> int:
    return run(folder, "lottery", "categories.csv", "people.csv", *SEATS, "--tickets", "50", "--out", "l.json", *more)


def test_from_files_to_a_drawn_panel(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, "check", "categories.csv", "people.csv", *SEATS) == 0
    assert "A panel exists." in capsys.readouterr().out
    assert lottery(folder, "--household", "street") == 0
    given = ["--categories", "categories.csv", "--respondents", "people.csv"]
    assert run(folder, "verify", "l.json", *given, "--household", "street") == 0
    told = capsys.readouterr().out
    assert "The record holds" in told and told.endswith("\nDe loting klopt. The lottery is correct.\n")
    outputs = ["--selected", "s.csv", "--remaining", "r.csv"]
    assert run(folder, "draw", "l.json", "--ticket", "7", "--respondents", "people.csv", *outputs) == 0
    record = json.loads((folder / "l.json").read_bytes())
    selected, remaining = (
        list(csv.DictReader((folder / name).read_text().splitlines())) for name in ("s.csv", "r.csv")
    )
    assert [row["unique_id"] for row in selected] == record["panels"][record["tickets"][7]]
    assert len(selected) == 12 and len(remaining) == 108 and selected[0]["street"]


def test_how_random_the_tickets_are_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert lottery(folder) == 0
    told = capsys.readouterr().out
    record = json.loads((folder / "l.json").read_bytes())
    assert f"largest change of a chance {record['ticket_change'] / 50:.6f}, the smallest possible" in told
    for figure in ("different panels", "overlap of two tickets: mean", "by answers", "two-feature intersections"):
        assert figure in told
    assert "left out" not in told
    assert lottery(folder, "--left-out") == 0
    assert "a feature that was left out: mean 0." in capsys.readouterr().out


def test_verify_says_no(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert lottery(folder) == 0
    data = (folder / "l.json").read_bytes()
    (folder / "l.json").write_bytes(data.replace(b'"seats":12', b'"seats":13'))
    assert run(folder, "verify", "l.json") == 1
    told = capsys.readouterr().out
    assert "12 people instead of 13" in told
    assert told.endswith("\nDe loting klopt niet. The lottery is not correct.\n")
    outputs = ["--respondents", "people.csv", "--selected", "s.csv", "--remaining", "r.csv"]
    assert run(folder, "draw", "l.json", "--ticket", "7", *outputs) == 2
    assert not (folder / "s.csv").exists()


def test_no_panel_is_an_honest_no(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (folder / "categories.csv").read_text().splitlines()
    text[1] = ",".join([*text[1].split(",")[:2], "12", "12"])
    (folder / "categories.csv").write_text("\n".join(text))
    assert run(folder, "check", "categories.csv", "people.csv", *SEATS, "--json") == 1
    answer = json.loads(capsys.readouterr().out)
    assert not answer["ok"] and answer["changes"]
    assert lottery(folder) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert not (folder / "l.json").exists()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--household", "home"], "people.csv row 1: there is no column 'home'"),
        (["--must", "nobody"], "there is no person with id 'nobody'"),
        (["--seed", "xyz"], "--seed"),
        (["--tickets", "0"], "tickets"),
        (["--out", "nowhere/l.json"], "cannot be written"),
    ],
)
def test_bad_input_is_one_line_and_writes_nothing(folder: Path, capsys, more: list[str], said: str) -> None:
    before = sorted(folder.iterdir())
    assert lottery(folder, *more) == 2
    error = capsys.readouterr().err
    assert said in error and len(error.splitlines()) == 1
    assert sorted(folder.iterdir()) == before


def test_usage_is_two(folder: Path) -> None:
    for arguments in (["lottery"], ["no-such"], [], ["check", "a", "b", "--seats", "-1"]):
        with pytest.raises(SystemExit) as caught:
            main(arguments)
        assert caught.value.code == 2


def test_a_time_limit_is_a_number_of_seconds(folder: Path, capsys) -> None:
    with pytest.raises(SystemExit) as caught:
        lottery(folder, "--time-limit=-1")
    assert caught.value.code == 2
    assert "'-1' is not a number of seconds, such as 30 or 0.5" in capsys.readouterr().err


def test_files_are_written_all_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    first.write_bytes(b"old")
    calls = []

    def full_disk(number: int) -> None:
        calls.append(number)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full_disk)
    with pytest.raises(InputError) as caught:
        write_files({first: b"new", second: b"new"})
    assert caught.value.code == "cannot_write" and "No space left" in str(caught.value)
    assert first.read_bytes() == b"old" and list(tmp_path.iterdir()) == [first]


def test_verifying_needs_the_standard_library_alone(folder: Path) -> None:
    assert lottery(folder) == 0
    script = (
        "import sys; from selection.__main__ import main; status = main(['verify', sys.argv[1]]);"
        "loaded = [m for m in ('numpy', 'pulp', 'highspy', 'openpyxl') if m in sys.modules]; print(loaded);"
        "sys.exit(status)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(folder / "l.json")], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_file_of_text_is_read_without_the_library_for_workbooks(folder: Path) -> None:
    script = (
        "import sys; from selection.__main__ import main;"
        "main(['check', 'categories.csv', 'people.csv', '--seats', '1']);"
        "print('openpyxl' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=folder)
    assert done.stdout.splitlines()[-1] == "False"


def options(name: str) -> list[argparse.Action]:
    parser = argparse.ArgumentParser()
    import_module(f"selection.commands.{name}").add_arguments(parser)
    return [action for action in parser._actions if action.option_strings and action.nargs != 0]


@pytest.mark.parametrize("name", COMMANDS)
def test_help_gives_every_default_and_an_example(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([name, "--help"])
    assert stopped.value.code == 0
    assert f"example: python -m selection {name} " in capsys.readouterr().out
    silent = [action.dest for action in options(name) if not action.required and "(default: " not in action.help]
    assert silent == []


def test_the_version_is_said_with_that_of_records(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["--version"])
    assert stopped.value.code == 0
    assert capsys.readouterr().out == f"selection {VERSION}, records {FORMAT}\n"


def test_help_loads_no_command() -> None:
    script = (
        "import sys, contextlib; from selection.__main__ import main\n"
        "with contextlib.suppress(SystemExit): main(['--help'])\n"
        "print(sorted(m for m in sys.modules if m == 'numpy' or m.startswith('selection.')))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    loaded = ["__main__", "commands", "commands.answer", "commands.progress", "model", "model.errors", "model.messages"]
    assert done.stdout.splitlines()[-1] == str([f"selection.{name}" for name in loaded])
    assert [line.split()[0] for line in done.stdout.splitlines() if line.startswith("    ") and line[4] != " "] == [
        *COMMANDS
    ]
