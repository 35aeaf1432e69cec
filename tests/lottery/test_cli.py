"""The commands, from the field's own files to `selected.csv`, and how they end."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select

from beraad.assemblies.models import Role
from beraad.extensions import db
from beraad.lottery import engine
from beraad.lottery.draw import files as draw_files
from beraad.lottery.models import Draw, DrawKind, DrawState, Quota
from beraad.lottery.seeds import SeedSource
from beraad.panel.models import Seat
from selection.proof.record import dumps, seal
from tests.vectors import path

pytestmark = pytest.mark.one_database
CATEGORIES = "category,name,min,max\ngeslacht,vrouw,2,2\ngeslacht,man,2,2\nleeftijd,16-39,1,2\nleeftijd,40+,2,3\n"


@pytest.fixture
def run(context: Flask) -> Any:
    runner = context.test_cli_runner()

    def invoke(*arguments: object) -> Result:
        return runner.invoke(args=[str(argument) for argument in arguments])

    return invoke


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "categories.csv").write_text(CATEGORIES)
    with (tmp_path / "respondents.csv").open("w") as file:
        writer = csv.writer(file)
        writer.writerow(["unique_id", "address_line1", "postcode_adres", "geslacht", "leeftijd", "houding"])
        for i in range(30):
            sex, age = ("vrouw", "man")[i % 2], ("16-39", "40+")[i % 3 > 0]
            writer.writerow([f"p{i:02d}", f"Voorbeeldweg {i // 2}", "9100 AB", sex, age, "=eens"])
    return tmp_path


@pytest.fixture
def prepared(run: Any, files: Path) -> Path:
    for command in (
        ("assembly", "create", "--title", "Wonen", "--seats", 4, "--slug", "wonen"),
        ("quotas", "import", "wonen", files / "categories.csv"),
        ("respondents", "import", "wonen", files / "respondents.csv"),
    ):
        result = run(*command)
        assert result.exit_code == 0, result.output
    return files


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text().splitlines()))


def test_from_files_to_a_panel_inside_every_quota(run: Any, prepared: Path) -> None:
    selected, remaining, record = (prepared / name for name in ("selected.csv", "remaining.csv", "lottery.json"))
    result = run(
        "draw", "wonen", "--ticket", "042", "--selected", selected, "--remaining", remaining, "--record", record
    )
    assert result.exit_code == 0, result.output
    drawn = rows(selected)
    assert (len(drawn), len(rows(remaining))) == (4, 26)
    assert Counter(row["geslacht"] for row in drawn) == {"vrouw": 2, "man": 2}
    assert 1 <= Counter(row["leeftijd"] for row in drawn)["16-39"] <= 2
    assert next(iter(drawn[0])) == "unique_id"
    assert drawn[0]["houding"] == "'=eens"
    kept = json.loads(record.read_text())
    assert sorted(row["unique_id"] for row in drawn) == sorted(kept["panels"][kept["tickets"][42]])


def test_the_engine_alone_gives_the_same_bytes_from_the_same_files(run: Any, prepared: Path) -> None:
    """On either database: with the seed of this draw, and with one that is the same on both."""
    households, kept = "address_line1,postcode_adres", prepared / "kept.json"
    assert run("draw", "wonen", "--household", households, "--record", kept).exit_code == 0
    snapshot = draw_files.snapshot(db.session.scalars(select(Draw)).one())
    source = SeedSource(root="00" * 32)
    record = engine.find_tickets(snapshot, "5eed" * 16, source.to_record(snapshot), 900.0, lambda *_: None)
    for expected in (kept.read_bytes(), record):
        told = json.loads(expected)
        out = prepared / "lottery.json"
        files = [prepared / "categories.csv", prepared / "respondents.csv"]
        options = ["--seats", "4", "--household", households, "--spread", "--seed", told["seed"], "--out", out]
        command = [sys.executable, "-m", "selection", "lottery", *files, *options]
        for salt in ("0", "7"):
            subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": salt}, check=True, capture_output=True)
            assert dumps(seal({**json.loads(out.read_text()), "ceremony": told["ceremony"]})) == expected


def test_a_rehearsal_draws_its_own_number_and_seats_nobody(run: Any, prepared: Path) -> None:
    result = run("draw", "wonen")
    assert result.exit_code == 0, result.output
    assert "proef 1: ticket" in result.output
    assert db.session.scalar(select(func.count()).select_from(Seat)) == 0


def test_at_most_one_person_of_a_household(run: Any, prepared: Path) -> None:
    selected = prepared / "selected.csv"
    result = run("draw", "wonen", "--household", "address_line1,postcode_adres", "--selected", selected)
    assert result.exit_code == 0, result.output
    homes = [row["address_line1"] for row in rows(selected)]
    assert len(set(homes)) == 4


def test_an_unknown_column_is_named(run: Any, prepared: Path) -> None:
    result = run("draw", "wonen", "--household", "straat")
    assert result.exit_code == 2
    assert "straat" in result.output


def test_an_impossible_panel_is_an_honest_no_and_changes_nothing(run: Any, prepared: Path) -> None:
    (prepared / "categories.csv").write_text(CATEGORIES.replace("vrouw,2,2", "vrouw,4,4"))
    assert run("quotas", "import", "wonen", prepared / "categories.csv").exit_code == 0
    selected = prepared / "selected.csv"
    result = run("draw", "wonen", "--selected", selected)
    assert result.exit_code == 1
    assert "no panel exists. The minimums of geslacht add up to 6." in result.output
    assert not selected.exists()
    assert db.session.scalars(select(Draw)).all() == []
    check = run("quotas", "check", "wonen")
    assert check.exit_code == 1
    assert "change 1: geslacht" in check.output


def all_bounds() -> set[Any]:
    """Of each quota: the number of its answer, least and most."""
    return set(db.session.execute(select(Quota.value_id, Quota.minimum, Quota.maximum)).all())


def test_a_wrong_file_names_the_cell_and_changes_nothing(run: Any, prepared: Path) -> None:
    (prepared / "categories.csv").write_text(CATEGORIES.replace("man,2,2", "man,veel,2"))
    before = all_bounds()
    db.session.rollback()
    result = run("quotas", "import", "wonen", prepared / "categories.csv")
    assert result.exit_code == 2
    assert "categories.csv, row 3, column min: veel is not a whole number" in result.output
    assert all_bounds() == before


def test_export_is_what_was_imported(run: Any, prepared: Path) -> None:
    run("quotas", "export", "wonen", "--out", prepared / "out.csv")
    assert (prepared / "out.csv").read_text().splitlines() == CATEGORIES.splitlines()


@pytest.mark.parametrize("ticket", ["1000", "7", "abc"])
def test_a_ticket_that_does_not_exist_is_refused_before_anything_happens(run: Any, prepared: Path, ticket: str) -> None:
    result = run("draw", "wonen", "--ticket", ticket)
    assert result.exit_code == 2
    assert "exactly three digits" in result.output
    assert db.session.scalars(select(Draw)).all() == []


def test_a_real_draw_needs_two_officials_digits_and_a_number(make: Any, run: Any) -> None:
    assembly = make.ready_to_draw(slug="echt")
    one, two = (make.member(assembly, Role.REGISTRY).email for _ in range(2))
    reason = ("--reason", "Zaal vrij")
    complete = ("draw", "echt", "--real", "--ticket", "007", "--digits", "1234567890", *reason)
    assert run(*complete).exit_code == 2
    assert run(*complete, "--official", one, "--official", one).exit_code == 2
    assert run(*complete, "--official", one, "--official", "niemand@voorbeeld.example").exit_code == 2
    assert run("draw", "echt", "--real", *reason, "--official", one, "--official", two).exit_code == 2
    assert db.session.scalars(select(Draw)).all() == []
    db.session.rollback()
    result = run(*complete, "--official", one, "--official", two)
    assert result.exit_code == 0, result.output
    assert db.session.scalars(select(Draw)).one().kind is DrawKind.REAL
    assert db.session.scalar(select(func.count()).select_from(Seat)) == 4


def test_an_unknown_burgerberaad_is_named(run: Any) -> None:
    result = run("draw", "nergens")
    assert result.exit_code == 2
    assert "nergens" in result.output


def test_files_are_written_all_or_none(run: Any, prepared: Path) -> None:
    there, missing = prepared / "selected.csv", prepared / "nowhere" / "lottery.json"
    result = run("draw", "wonen", "--ticket", "042", "--selected", there, "--record", missing)
    assert (result.exit_code, "lottery.json" in result.output) == (2, True)
    assert not there.exists()
    draw = db.session.scalars(select(Draw)).one()
    assert (draw.state, draw.ticket) == (DrawState.VOID, None)
    assert "niet worden opgeslagen" in draw.ended_reason
    assert "was withdrawn" in result.output


def test_a_real_draw_stands_when_its_files_cannot_be_written(make: Any, run: Any, tmp_path: Path) -> None:
    assembly = make.ready_to_draw(slug="echt")
    officials = [word for _ in range(2) for word in ("--official", make.member(assembly, Role.REGISTRY).email)]
    command = ("draw", "echt", "--real", "--ticket", "007", "--digits", "1234567890", "--reason", "Zaal vrij")
    result = run(*command, *officials, "--selected", tmp_path / "nowhere" / "selected.csv")
    assert result.exit_code == 2 and "the draw stands: echt 1, ticket 007" in result.output
    assert db.session.scalars(select(Draw)).one().state is DrawState.DRAWN
    assert db.session.scalar(select(func.count()).select_from(Seat)) == 4


def test_the_signature_of_a_drand_round_in_a_record_is_checked(run: Any, tmp_path: Path) -> None:
    good = run("drand", path("good/ceremony-drand"))
    assert (good.exit_code, "round 1000 of 2023-08-23 15:59:24 UTC: drand signed this" in good.output) == (0, True)
    forged = tmp_path / "forged.json"
    forged.write_bytes(path("good/ceremony-drand").read_bytes().replace(b'"round":1000', b'"round":1001'))
    assert run("drand", forged).exit_code == 1
    assert run("drand", path("good/ceremony")).exit_code == 2
    assert run("drand", path("good/leximin")).exit_code == 2


def test_without_its_library_a_drand_round_is_not_called_forged(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "py_ecc", None)
    result = run("drand", path("good/ceremony-drand"))
    assert (result.exit_code, "pip install 'beraad[beacon]'" in result.output) == (2, True)
