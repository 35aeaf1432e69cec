"""tables, sample, alternates and replace as someone at a terminal sees them."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from selection.__main__ import main

CATEGORIES = "feature,value,min,max\ngeslacht,v,5,7\ngeslacht,m,5,7\nleeftijd,jong,3,5\nleeftijd,oud,7,9\n"
SEED = "00ff" * 8


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Sixty volunteers, a panel of twelve, quotas, and a register."""
    monkeypatch.chdir(tmp_path)
    ages, homes = ["jong", "oud", "oud"], {2: "=Weg"}
    rows = [
        f"p{i:02},{'vm'[i % 2]},{ages[i % 3]},{homes.get(i // 2, 'Weg')} {i // 2},{'x' if i in (1, 6) else ''}"
        for i in range(60)
    ]
    header = "id,geslacht,leeftijd,adres,tolk"
    (tmp_path / "categories.csv").write_text(CATEGORIES)
    (tmp_path / "respondents.csv").write_text("\n".join([header, *rows]) + "\n")
    (tmp_path / "selected.csv").write_text("\n".join([header, *rows[:12]]) + "\n")
    register = [f"{i},=Weg {i // 3},{'Assen' if i % 4 else 'Emmen'}" for i in range(400)]
    (tmp_path / "register.csv").write_text("\n".join(["nr,adres,gemeente", *register]) + "\n")
    return tmp_path


def read(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(Path(name).read_text(encoding="utf-8"))))


def run(line: str) -> int:
    return main(line.split())


def test_tables_writes_rounds_that_can_be_pins_again(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "pins.csv").write_text("round;id;table\n1;p03;2\n2;p03;3\n")
    ask = "tables selected.csv --tables 3 --rounds 2 --spread geslacht,leeftijd --together tolk --pin pins.csv"
    assert run(f"{ask} --out tables.csv") == 0
    rows = read("tables.csv")
    assert len(rows) == 24
    seats = {(row["round"], row["id"]): row["table"] for row in rows}
    assert (seats["1", "p03"], seats["2", "p03"]) == ("2", "3")
    assert all(seats[r, "p01"] == seats[r, "p06"] for r in "12")
    assert "repeats, at least" in capsys.readouterr().out
    first = Path("tables.csv").read_bytes()
    assert run("tables selected.csv --tables 3 --rounds 2 --pin tables.csv --out again.csv") == 0
    assert Path("again.csv").read_bytes() == first
    lines = (folder / "selected.csv").read_text().splitlines()
    (folder / "selected.csv").write_text("\n".join([lines[0], *lines[:0:-1]]) + "\n")
    assert run(f"{ask} --out tables.csv") == 0
    assert Path("tables.csv").read_bytes() == first


def test_sample_writes_the_rows_of_the_letters(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(f"sample register.csv --letters 40 --strata gemeente --household adres --seed {SEED} --out l.csv") == 0
    rows = read("l.csv")
    assert [row["gemeente"] for row in rows] == ["Assen"] * 30 + ["Emmen"] * 10
    assert len({row["adres"] for row in rows}) == 40
    assert all(row["adres"].startswith("'=Weg") for row in rows)
    assert capsys.readouterr().out.splitlines() == [
        "40 letters from 400 rows.",
        "  Assen: 30 of 300",
        "  Emmen: 10 of 100",
    ]
    (folder / "response.csv").write_text("stratum;response\nassen;0,06\nEmmen;2%\n")
    ask = f"sample register.csv --strata gemeente --seed {SEED} --letters 40"
    assert run(f"{ask} --response response.csv --out l.csv") == 0
    assert [row["gemeente"] for row in read("l.csv")] == ["Assen"] * 20 + ["Emmen"] * 20
    (folder / "sizes.csv").write_text("stratum,letters\nAssen,1\nEmmen,39\n")
    assert run(f"{ask} --sizes sizes.csv --out l.csv") == 0
    assert [row["gemeente"] for row in read("l.csv")] == ["Assen"] + ["Emmen"] * 39
    assert run(f"sample register.csv --letters 200 --household adres --seed {SEED} --out no.csv") == 1
    assert not Path("no.csv").exists()


def test_replace_keeps_the_quotas(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ask = "replace categories.csv respondents.csv --seats 12 --household adres --selected selected.csv"
    assert run(f"{ask} --leaving p00,p03 --out new.csv") == 0
    rows = read("new.csv")
    assert len(rows) == 2
    assert not {row["id"] for row in rows} & {f"p{i:02}" for i in range(12)}
    assert "keeps every quota" in capsys.readouterr().out
    first = Path("new.csv").read_bytes()
    assert run(f"{ask} --leaving p03,p00 --out new.csv") == 0
    assert Path("new.csv").read_bytes() == first
    assert run(f"{ask} --leaving p00 --seed {SEED} --out new.csv") == 0
    assert [row["leeftijd"] for row in read("new.csv")] in (["jong"], ["oud"])


def test_alternates_of_a_ticket(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("lottery categories.csv respondents.csv --seats 12 --household adres --out lottery.json") == 0
    files = "--categories categories.csv --respondents respondents.csv"
    (folder / "dropout.csv").write_text("feature,value,beta\nintercept,,0.9\nleeftijd,jong,0.5\n")
    ask = f"alternates lottery.json --ticket 17 {files} --count 5 --dropout dropout.csv"
    assert run(f"{ask} --out alternates.csv") == 0
    assert run("draw lottery.json --ticket 17 --respondents respondents.csv --selected s.csv --remaining r.csv") == 0
    reserves, selected = read("alternates.csv"), read("s.csv")
    assert len({row["id"] for row in reserves}) == 5
    homes = [row["adres"] for row in [*reserves, *selected]]
    assert len(set(homes)) == 17
    assert "these reserves" in capsys.readouterr().out
    (folder / "categories.csv").write_text(CATEGORIES.replace("5,7", "4,7"))
    assert run(f"{ask} --out other.csv") == 2
    assert not Path("other.csv").exists()


TABLES = "tables selected.csv --rounds 2"
SAMPLE = "sample register.csv --seed 00"
REPLACE = "replace categories.csv respondents.csv --seats 12"
ERRORS = {
    f"{TABLES} --tables 13": "the number of tables must be from 1 to the number of people, 12, not 13",
    f"{TABLES} --tables 3 --spread stad": "selected.csv row 1: there is no column 'stad'",
    f"{TABLES} --tables 3 --pin bad.csv": "bad.csv row 2, column 'table': 'x' is not a whole number",
    f"{TABLES} --tables 3 --pin far.csv": "far.csv row 3: table 4 doesn't exist",
    f"{TABLES} --tables 3 --pin who.csv": "who.csv row 2: nobody has the id 'q'",
    f"{TABLES} --tables 3 --seed xyz": "--seed: 'xyz' is not hexadecimal",
    "tables no.csv --tables 3 --rounds 2": "no.csv: cannot be read",
    "sample no.csv --letters 3 --seed 00": "no.csv: cannot be read",
    f"{SAMPLE} --letters 3 --strata gemeente --sizes bad.csv": "bad.csv row 1: there is no column 'stratum'",
    f"{SAMPLE} --letters 3 --strata gemeente --sizes s.csv": "s.csv row 2, column 'letters': 'x' is not a whole",
    f"{SAMPLE} --letters 3 --strata gemeente --response r.csv": "r.csv row 3, column 'response': '-1' is not a share",
    f"{SAMPLE} --letters 999": "register.csv: 999 letters were asked and there are 400",
    f"{SAMPLE} --letters 3 --out nowhere/o.csv": "o.csv: cannot be written",
    f"{REPLACE} --selected selected.csv --leaving p77": "'p77' is to leave but is not on the panel",
    f"{REPLACE} --selected selected.csv": "nothing to fill: 12 people stay and there are 12 seats",
    f"{REPLACE} --selected who.csv": "the panel holds the id 'q'",
    "alternates register.csv --ticket 1 --categories c --respondents r --count 2": "register.csv",
}


@pytest.mark.parametrize("line", ERRORS)
def test_bad_input_is_told_in_one_line(folder: Path, capsys: pytest.CaptureFixture[str], line: str) -> None:
    (folder / "bad.csv").write_text("round,id,table\n1,p01,x\n")
    (folder / "far.csv").write_text("round,id,table\n1,p01,1\n2,p01,4\n")
    (folder / "who.csv").write_text("round,id,table\n1,q,1\n")
    (folder / "s.csv").write_text("stratum,letters\nAssen,x\n")
    (folder / "r.csv").write_text("stratum,response\nAssen,3%\nEmmen,-1\n")
    before = sorted(path.name for path in folder.iterdir())
    assert run(line if "--out" in line else f"{line} --out o.csv") == 2
    told = capsys.readouterr().err
    assert ERRORS[line] in told
    assert told.count("\n") == 1
    assert sorted(path.name for path in folder.iterdir()) == before
