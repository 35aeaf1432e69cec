"""People in the field's own files, in and out."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from beraad.extensions import db
from beraad.recruitment.errors import FileError
from beraad.recruitment.models.registration import Registration
from beraad.recruitment.office import queries, respondents
from beraad.recruitment.office import service as office
from beraad.recruitment.sign_up import service
from beraad.web import edge, refusals
from selection.model.formats import write_csv

HEADER = "unique_id,address_line1,postcode_adres,geslacht,leeftijd,opmerking\n"
FILE = (HEADER + "p1,Voorbeeldweg 1,9401AB,vrouw,16-39,eerste\np2,Voorbeeldweg 1,9401 AB,MAN , 40+,\n").encode()


def merge(assembly: Any, content: bytes) -> respondents.Merge:
    with edge.unit_of_change():
        return office.merge(assembly, respondents.prepare(assembly, content, "mensen.csv"))


def people() -> dict[str, Registration]:
    return {person.pool_id: person for person in db.session.scalars(select(Registration))}


def test_a_file_becomes_the_pool_with_households_and_kept_columns(make: Any) -> None:
    assembly = make.assembly()
    done = merge(assembly, FILE)
    assert (len(done.added), len(done.changed), done.same) == (2, 0, 0)
    first, second = queries.pool(assembly.id)
    assert (first.pool_id, dict(first.answers)) == ("p1", {"geslacht": "vrouw", "leeftijd": "16-39"})
    assert dict(second.answers) == {"geslacht": "man", "leeftijd": "40+"}
    assert first.household == second.household is not None
    header, rows = respondents.table(assembly)
    kept = dict(zip(header, rows[0], strict=True))
    assert (kept["address_line1"], kept["postcode_adres"], kept["opmerking"]) == ("Voorbeeldweg 1", "9401 AB", "eerste")


def test_numbers_of_a_file_are_stored_in_one_notation_and_what_is_none_stays(make: Any) -> None:
    rows = (
        HEADER.strip()
        + ",telefoon\np1,Weg 1,9401ab,man,40+,,0031612345678\np2,Weg 2,elders,man,40+,,via de buurvrouw\n"
    )
    merge(make.assembly(), rows.encode())
    stored = {pool_id: (person.postcode, person.phone) for pool_id, person in people().items()}
    assert stored == {"p1": ("9401 AB", "06 12345678"), "p2": ("elders", "via de buurvrouw")}


def test_how_people_hear_from_us_comes_in_and_out_by_a_column(make: Any) -> None:
    assembly = make.assembly()
    merge(assembly, (HEADER.strip() + ",email,contact_via\np1,Weg 1,,man,40+,,p1@voorbeeld.example,SMS\n").encode())
    merge(assembly, (HEADER + "p1,Weg 2,,man,40+,\n").encode())
    assert people()["p1"].contact_by.value == "sms", "a file without the column says nothing about it"
    again = write_csv(*respondents.table(assembly))
    assert respondents.prepare(assembly, again, "terug.csv").same == 1
    with pytest.raises(FileError) as refusal:
        merge(assembly, (HEADER.strip() + ",contact_via\np2,Weg 1,,man,40+,,duif\n").encode())
    assert "rij 2, kolom contact_via: duif kennen wij niet" in refusals.sentence(refusal.value)


def test_the_same_file_again_changes_nothing(make: Any) -> None:
    assembly = make.assembly()
    merge(assembly, FILE)
    done = merge(assembly, FILE)
    assert (len(done.added), len(done.changed), done.same) == (0, 0, 2)


def test_a_file_is_merged_by_id_and_touches_nobody_else(make: Any) -> None:
    assembly = make.assembly()
    merge(assembly, FILE)
    own = make.registration(assembly)
    done = merge(assembly, (HEADER + "p2,Voorbeeldweg 9,9401 AB,man,16-39,anders\np3,,,vrouw,40+,\n").encode())
    assert (len(done.added), len(done.changed), done.same) == (1, 1, 0)
    pool = {person.pool_id: person for person in queries.pool(assembly.id)}
    assert set(pool) == {"p1", "p2", "p3", own.pool_id}
    assert dict(pool["p2"].answers) == {"geslacht": "man", "leeftijd": "16-39"}
    assert pool["p2"].household != pool["p1"].household
    assert people()["p1"].changed_at is None


def test_columns_that_a_file_lacks_are_left_as_they_were(make: Any) -> None:
    assembly = make.assembly()
    merge(assembly, FILE)
    merge(assembly, b"unique_id,geslacht,leeftijd\np1,man,16-39\n")
    assert people()["p1"].address_line1 == "Voorbeeldweg 1"
    assert people()["p1"].household == people()["p2"].household


def test_whoever_withdrew_is_not_signed_up_again_by_a_file(make: Any) -> None:
    assembly = make.assembly()
    merge(assembly, FILE)
    with edge.unit_of_change():
        service.withdraw(people()["p1"])
    merge(assembly, FILE.replace(b"vrouw", b"man"))
    assert [person.pool_id for person in queries.pool(assembly.id)] == ["p2"]


@pytest.mark.parametrize(
    ("content", "code", "params"),
    [
        (FILE.replace(b"MAN ", b"x"), "unknown_answer", {"row": 3, "column": "geslacht", "value": "x"}),
        (FILE.replace(b"p2", b"p1"), "duplicate_id", {"row": 3, "value": "p1"}),
        (FILE.replace(b"leeftijd", b"jaren"), "missing_column", {"column": "leeftijd"}),
        (FILE.replace(b"opmerking", b"BSN"), "identity_numbers", {"column": "BSN"}),
        (b"\xff\xd8\x00\x00", "not_text", {}),
        (b"", "empty_file", {}),
    ],
)
def test_a_faulty_file_is_named_by_row_and_column_and_changes_nothing(
    make: Any, content: bytes, code: str, params: dict[str, object]
) -> None:
    assembly = make.assembly()
    with pytest.raises(FileError) as caught:
        merge(assembly, content)
    assert caught.value.code == code
    assert {**params, "file": "mensen.csv"}.items() <= caught.value.params.items()
    assert people() == {}


def test_a_file_before_there_are_features_says_what_to_do_first(make: Any) -> None:
    with pytest.raises(FileError) as caught:
        merge(make.assembly(features={}), FILE)
    assert "Voeg die eerst toe" in refusals.sentence(caught.value)


def test_what_goes_out_comes_in_again_unchanged_and_holds_no_formula(make: Any) -> None:
    assembly = make.assembly()
    merge(assembly, FILE.replace(b"eerste", b"=HYPERLINK(1)"))
    make.registration(assembly, phone="+32 470 12 34 56", name="Inwoner, de tweede")
    header, rows = respondents.table(assembly)
    content = write_csv(header, rows)
    cells = [cell for row in csv.reader(io.StringIO(content.decode())) for cell in row]
    assert "'=HYPERLINK(1)" in cells and "'+32 470 12 34 56" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    done = merge(assembly, content)
    assert (len(done.added), len(done.changed), done.same) == (0, 0, 3)


def test_the_commands_import_and_export(app: Flask, make: Any, tmp_path: Path) -> None:
    slug = make.assembly().slug
    (tmp_path / "in.csv").write_bytes(FILE)
    run = app.test_cli_runner().invoke
    done = run(args=["respondents", "import", slug, str(tmp_path / "in.csv")])
    assert (done.exit_code, done.output) == (0, "2 added, 0 changed, 0 as they were\n")
    assert run(args=["respondents", "export", slug, str(tmp_path / "out.csv")]).exit_code == 0
    assert (tmp_path / "out.csv").read_text().splitlines()[1] == (
        "p1,Voorbeeldweg 1,9401 AB,post,eerste,import,vrouw,16-39"
    )


def test_the_import_command_says_what_is_wrong_on_one_line(app: Flask, make: Any, tmp_path: Path) -> None:
    slug = make.assembly().slug
    (tmp_path / "in.csv").write_bytes(FILE.replace(b"MAN ", b"x"))
    done = app.test_cli_runner().invoke(args=["respondents", "import", slug, str(tmp_path / "in.csv")])
    assert isinstance(done.exception, FileError)
    with app.test_request_context():
        (line,) = refusals.sentence(done.exception).splitlines()
    assert "in.csv" in line and "3" in line and "geslacht" in line and "x" in line
    unknown = app.test_cli_runner().invoke(args=["respondents", "import", "weg", str(tmp_path / "in.csv")])
    assert unknown.exit_code == 2
    assert unknown.stderr.splitlines()[-1] == (
        "Error: Invalid value for SLUG: there is no burgerberaad 'weg'; see: beraad assembly list"
    )
