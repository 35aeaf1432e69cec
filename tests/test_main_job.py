"""The main job without a browser: burgerberaad, quotas, respondents, draw; out come who was drawn and who was not."""

from __future__ import annotations

import csv
import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select

from beraad.assemblies.models import Feature
from beraad.cli import main
from beraad.extensions import db
from beraad.lottery.models import Draw, DrawState
from beraad.recruitment.models.registration import Registration

SHARED = Path(__file__).parents[2] / "shared" / "data"
SHARES = {
    "geslacht": {"vrouw": 0.5, "man": 0.47, "anders": 0.03},
    "leeftijd": {"16-34": 0.3, "35-64": 0.45, "65+": 0.25},
    "opleiding": {"praktisch": 0.3, "middelbaar": 0.4, "theoretisch": 0.3},
}
pytestmark = pytest.mark.one_database
Rows = list[dict[str, str]]
Run = Callable[..., Result]


@pytest.fixture
def run(app: Flask) -> Run:
    return lambda *words: app.test_cli_runner().invoke(main, args=[str(word) for word in words])


def write(path: Path, header: Sequence[str], rows: Sequence[Sequence[object]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return path


def read(path: Path) -> Rows:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def folder_of(place: Path, people: int, seats: int, per_address: int = 1, **bounds: tuple[int, int]) -> Path:
    """A folder as the field makes it; `bounds` replace those of an answer."""
    chance = random.Random(7)
    rows = [
        (
            f"p{number:05}", f"Voorbeeldweg {number // per_address}", "9100 AB",
            *(chance.choices(list(shares), list(shares.values()))[0] for shares in SHARES.values()),
        )
        for number in range(people)
    ]  # fmt: skip
    write(place / "respondents.csv", ("unique_id", "address_line1", "postcode_adres", *SHARES), rows)
    quotas = [
        (feature, answer, *bounds.get(answer, (max(0, int(share * seats) - 1), int(share * seats) + 2)))
        for feature, shares in SHARES.items()
        for answer, share in shares.items()
    ]
    write(place / "categories.csv", ("category", "name", "min", "max"), quotas)
    return place


def take_in(run: Run, folder: Path, seats: int) -> None:
    for words in (
        ("assembly", "create", "--title", "Proef", "--slug", "proef", "--seats", seats),
        ("quotas", "import", "proef", folder / "categories.csv"),
        ("respondents", "import", "proef", folder / "respondents.csv"),
    ):
        done = run(*words)
        assert done.exit_code == 0, done.output


def draw(run: Run, out: Path, *options: object) -> Result:
    return run("draw", "proef", "--selected", out / "selected.csv", "--remaining", out / "remaining.csv", *options)


def check_panel(folder: Path, out: Path, seats: int) -> Rows:
    """Who was drawn: as many as there are seats, inside every quota; together with the rest everyone, once."""
    selected, remaining = read(out / "selected.csv"), read(out / "remaining.csv")
    everyone = {row["unique_id"]: row for row in read(folder / "respondents.csv")}
    assert len(selected) == seats
    assert sorted(row["unique_id"] for row in [*selected, *remaining]) == sorted(everyone)
    for row in selected:
        assert {key: row[key] for key in everyone[row["unique_id"]]} == everyone[row["unique_id"]]
    for quota in read(folder / "categories.csv"):
        count = Counter(row[quota["category"]] for row in selected)[quota["name"]]
        assert int(quota["min"]) <= count <= int(quota["max"]), f"{quota}: {count}"
    return selected


def counts() -> Mapping[str, int]:
    db.session.rollback()
    tables = (Feature, Registration, Draw)
    return {table.__tablename__: db.session.scalar(select(func.count()).select_from(table)) or 0 for table in tables}


def test_a_folder_becomes_a_panel_inside_every_quota(run: Run, tmp_path: Path) -> None:
    folder = folder_of(tmp_path, people=120, seats=20)
    take_in(run, folder, 20)
    done = draw(run, tmp_path)
    assert done.exit_code == 0, done.output
    check_panel(folder, tmp_path, 20)


def test_no_two_people_of_one_address_are_drawn(run: Run, tmp_path: Path) -> None:
    folder = folder_of(tmp_path, people=90, seats=20, per_address=3)
    take_in(run, folder, 20)
    done = draw(run, tmp_path, "--household", "address_line1,postcode_adres")
    assert done.exit_code == 0, done.output
    addresses = [row["address_line1"] for row in check_panel(folder, tmp_path, 20)]
    assert len(set(addresses)) == 20


def test_an_impossible_question_ends_with_an_honest_no(run: Run, context: Flask, tmp_path: Path) -> None:
    folder = folder_of(tmp_path, people=60, seats=20, vrouw=(20, 20), man=(5, 8))
    take_in(run, folder, 20)
    done = draw(run, tmp_path)
    assert done.exit_code == 1
    assert "no panel" in done.output.lower() and "Traceback" not in done.output
    assert not (tmp_path / "selected.csv").exists() and not (tmp_path / "remaining.csv").exists()
    assert db.session.scalars(select(Draw.state)).all() in ([], [DrawState.FAILED])


@pytest.mark.parametrize(
    ("file", "line", "cell", "words"),
    [
        ("categories.csv", 3, ("man", "veel", "9"), ("categories.csv", "3", "min")),
        ("categories.csv", 3, ("man", "9", "2"), ("categories.csv", "3", "m")),
        ("respondents.csv", 4, ("p00001", "Voorbeeldweg 9"), ("respondents.csv", "4", "unique_id")),
        ("respondents.csv", 5, None, ("respondents.csv", "5", "geslacht")),
    ],
)
def test_a_bad_file_is_told_by_name_row_and_column(
    run: Run, context: Flask, tmp_path: Path, file: str, line: int, cell: tuple[str, ...] | None, words: tuple[str, ...]
) -> None:
    folder = folder_of(tmp_path, people=30, seats=6)
    lines = (folder / file).read_text().splitlines()
    cells = lines[line - 1].split(",")
    if cell is None:
        cells[3] = "onbekend"
    elif file == "categories.csv":
        cells[1:] = cell
    else:
        cells[: len(cell)] = cell
    good = folder / "categories.csv"
    assert run("assembly", "create", "--title", "Proef", "--slug", "proef", "--seats", 6).exit_code == 0
    if file == "respondents.csv":
        assert run("quotas", "import", "proef", good).exit_code == 0
    lines[line - 1] = ",".join(cells)
    (folder / file).write_text("\n".join(lines) + "\n")
    before = counts()
    done = run("quotas" if file == "categories.csv" else "respondents", "import", "proef", folder / file)
    assert done.exit_code == 2, done.output
    assert len(done.output.strip().splitlines()) == 1 and "Traceback" not in done.output
    for word in words:
        assert word in done.output, done.output
    assert counts() == before


@pytest.mark.parametrize("words", [("quotas", "import"), ("respondents", "import")])
def test_an_unknown_burgerberaad_is_told(run: Run, tmp_path: Path, words: tuple[str, str]) -> None:
    folder = folder_of(tmp_path, people=10, seats=2)
    done = run(*words, "bestaat-niet", folder / "categories.csv")
    assert done.exit_code == 2
    assert "bestaat-niet" in done.output


@pytest.mark.parametrize("shared_app", ["sqlite"], indirect=True, scope="session")  # what differs is the engine's work
@pytest.mark.parametrize(
    ("name", "seats", "options"),
    [
        # these take as long as a whole site
        pytest.param("wonen_75", 75, (), marks=pytest.mark.servers),
        pytest.param("krap_40", 40, (), marks=pytest.mark.servers),
        pytest.param("huishoudens_60", 60, ("--household", "address_line1,postcode_adres"), marks=pytest.mark.servers),
        ("onmogelijk_40", 40, ()),
    ],
)
def test_the_shared_folders(run: Run, tmp_path: Path, name: str, seats: int, options: tuple[str, ...]) -> None:
    folder = SHARED / name
    if not folder.is_dir():
        pytest.skip(f"there is no folder {name} with shared data beside this checkout")
    take_in(run, folder, seats)
    done = draw(run, tmp_path, *options)
    if name.startswith("onmogelijk"):
        assert done.exit_code == 1 and not (tmp_path / "selected.csv").exists()
        return
    assert done.exit_code == 0, done.output
    panel = check_panel(folder, tmp_path, seats)
    if options:
        assert len({(row["address_line1"], row["postcode_adres"]) for row in panel}) == seats
