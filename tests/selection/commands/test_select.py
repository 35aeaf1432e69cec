"""`select` as somebody runs it: one process, people in, two lists and a record out."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from selection.tickets.draw import drawn_ticket
from tests.selection.commands.processes import ask, ask_instead, run, written

PROBLEM = "categories.csv people.csv --seats 4 --tickets 20"
ASK = f"select {PROBLEM} --seed 5eed --selected s.csv --remaining r.csv --out l.json"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return written(tmp_path)


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text().splitlines()))


def test_the_lists_hold_everybody_with_all_columns_and_the_record_verifies(folder: Path) -> None:
    printed = run(folder, *ASK.split())
    selected, remaining = rows(folder / "s.csv"), rows(folder / "r.csv")
    assert len(selected) == 4
    everybody = rows(folder / "people.csv")
    assert sorted([*selected, *remaining], key=lambda row: row["id"]) == everybody
    record = json.loads((folder / "l.json").read_bytes())
    ticket = drawn_ticket(bytes.fromhex("5eed"), 20)
    assert [row["id"] for row in selected] == record["panels"][record["tickets"][ticket]]
    assert f"ticket {ticket}: 4 people in s.csv, everybody else in r.csv" in printed
    verified = run(folder, *["verify", "l.json", "--categories", "categories.csv", "--respondents", "people.csv"])
    assert verified.endswith("De loting klopt. The lottery is correct.\n")


def test_the_same_seed_selects_the_same_people_and_another_others(folder: Path) -> None:
    def selected(seed: str) -> bytes:
        run(folder, *ASK.replace("5eed", seed).split())
        return (folder / "s.csv").read_bytes()

    first = selected("5eed")
    assert selected("5eed") == first
    assert any(selected(seed) != first for seed in ("00", "01", "02"))


def test_the_panels_are_those_of_the_tickets_in_columns(folder: Path) -> None:
    run(folder, *ASK.split(), "--panels", "p.csv")
    record = json.loads((folder / "l.json").read_bytes())
    table = list(csv.reader((folder / "p.csv").read_text().splitlines()))
    assert table[0] == [f"Assembly {number}" for number in range(20)]
    columns = [list(column) for column in zip(*table[1:], strict=True)]
    assert columns == [record["panels"][panel] for panel in record["tickets"]]
    assert (folder / "s.csv").exists()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--panels", "no/p.csv"], "no/p.csv: cannot be written (No such file or directory); nothing was changed"),
        (["--panels", "s.csv"], "--panels: 's.csv' is the file of another argument"),
        (["--panels", "people.csv"], "--panels: 'people.csv' is the file of another argument"),
        (["--seed", "xyz"], "--seed: 'xyz' is not hexadecimal; use 0-9 and a-f"),
    ],
)
def test_what_cannot_be_written_is_said_before_anything_is(folder: Path, more: list[str], said: str) -> None:
    before = {path: path.read_bytes() for path in folder.iterdir()}
    done = ask(folder, *ASK.split(), *more)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"{said}\n")
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


def test_no_panel_writes_its_proof_and_nothing_else(folder: Path) -> None:
    (folder / "categories.csv").write_text("feature,value,min,max\nsex,f,5,5\nsex,m,0,4\n")
    done = ask(folder, *ASK.split(), "--proof", "proof.json")
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert sorted(path.name for path in folder.iterdir()) == ["categories.csv", "people.csv", "proof.json"]
    assert "No panel exists: proven." in run(folder, "verify", "proof.json")


def test_a_place_that_is_closed_is_found_before_computing(folder: Path) -> None:
    line = "lottery categories.csv people.csv --seats 4 --out no/l.json"
    done = ask_instead(folder, "raise AssertionError", line)
    assert done.returncode == 2
    assert done.stderr.startswith("no/l.json: cannot be written")
