"""Tables as people have them: what stands around the rows, what they call things, and all that is wrong at once."""

from __future__ import annotations

import io

import openpyxl
import pytest

from selection.model.errors import InputError, InputErrors, Notice
from selection.model.formats import read_categories, read_respondents, write_csv
from selection.model.tabular import bare, harmless, read_table

QUOTAS = "category,name,min,max\ngeslacht,vrouw,0,3\ngeslacht,man,0,3\n"


def table(content: bytes) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    found = read_table(content, "blad.csv")
    return found.header, [cells for _, cells in found.rows]


@pytest.mark.parametrize(
    "content",
    [
        b"sep=;\nid;naam\n1;x\n",
        "id;naam\n1;x\n".encode("utf-16"),
        b"\xef\xbb\xbfid;naam\r\n1;x\r\n",
        b"Aanmeldingen van vandaag\n\nid;naam\n1;x\n",
        b'"sep=;"\nid;naam\n1;x\n;\n',
    ],
    ids=["sep", "utf-16", "bom", "title", "sep in quotes"],
)
def test_the_same_table_comes_out_of_every_way_to_save_it(content: bytes) -> None:
    assert table(content) == (("id", "naam"), [("1", "x")])


def test_the_names_of_columns_are_found_below_a_title_of_two_cells() -> None:
    text = "Streefcijfers,2026\n\n" + QUOTAS
    assert read_categories(text.encode()) == read_categories(QUOTAS.encode())


def test_a_hidden_sheet_a_title_and_a_day_in_a_workbook() -> None:
    book = openpyxl.Workbook()
    book.active.sheet_state = "hidden"  # type: ignore[union-attr]
    sheet = book.create_sheet("Mensen")
    for row in (["Aanmeldingen"], [], ["id", "geslacht"], [1.0, True]):
        sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    assert table(content.getvalue()) == (("id", "geslacht"), [("1", "TRUE")])


@pytest.mark.parametrize("cell", ["-18", "+65", "=1+1", "@c", "'-18", "''+b", "'s-Gravenhage", "18-64", "'", ""])
def test_what_is_written_is_read_back_unchanged(cell: str) -> None:
    header, rows = table(write_csv(["id", "antwoord", "x"], [["1", cell, "y"]]))
    assert rows == [("1", cell, "y")] and header == ("id", "antwoord", "x")
    assert bare(harmless(cell)) == cell and not harmless(cell).startswith(("=", "+", "-", "@"))


@pytest.mark.parametrize("cell", ["\n=1+1", " =1+1", "\u200b=1+1", "＝1+1", "＠c", "\ufeff -1"])
def test_a_formula_behind_what_nobody_sees_is_guarded_too(cell: str) -> None:
    assert harmless(cell) == "'" + cell and bare(harmless(cell)) == cell


def test_notes_totals_and_headings_among_the_quotas_are_no_rows_and_are_counted() -> None:
    notices: list[Notice] = []
    text = QUOTAS + ",,,\n,Waar komt dit vandaan?,,\n,,6,6\nLeeftijd,,,\n"
    assert read_categories(text.encode(), notices=notices) == read_categories(QUOTAS.encode())
    assert [str(notice) for notice in notices] == [
        "table: left out, rows without a quota: 3, the first is row 5",
    ]


@pytest.mark.parametrize("header", ["categorie;waarde;minimum;maximum", "Kenmerk;Antwoord;Min;Max"])
def test_dutch_names_of_columns_are_known(header: str) -> None:
    text = header + "\ngeslacht;vrouw;0;3\ngeslacht;man;0;3\n"
    assert read_categories(text.encode()) == read_categories(QUOTAS.encode())


def test_three_zeros_after_a_point_are_asked_about() -> None:
    with pytest.raises(InputError, match=r"'1\.000' can be read as a number and as a thousand times that"):
        read_categories(QUOTAS.replace("0,3", "0,1.000", 1).encode())


def test_all_errors_of_a_file_come_at_once() -> None:
    with pytest.raises(InputErrors) as caught:
        read_categories((QUOTAS + "leeftijd,jong,x,2\nleeftijd,oud,3,2\nleeftijd,,1,2\n").encode(), "q.csv")
    assert [error.params["row"] for error in caught.value.errors] == [4, 5, 6]
    people = read_respondents(b"id,geslacht\n1,vrouw\n2,x\n3,\n4,y\n")
    with pytest.raises(InputErrors) as caught:
        people.problem(read_categories(QUOTAS.encode()), 1)
    assert [error.params["row"] for error in caught.value.errors] == [3, 4, 5]
    assert str(caught.value).count("\n") == 2


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("geslacht,naam\nvrouw,A\nman,B\n", "no_id_column"),
        ("Email address,geslacht\na@example.org,vrouw\n", "no_id_column"),
        ("Navn,geslacht\nA,vrouw\n", "no_id_column"),
        ("Timestamp,geslacht\n2026/01/01 10:00,vrouw\n", "no_id_column"),
        ("id,geslacht\na@example.org,vrouw\n", "personal_id"),
        ("id,geslacht\n06-12345678,vrouw\n", "personal_id"),
        ("id,geslacht\n+31 6 12345678,vrouw\n", "personal_id"),
    ],
)
def test_an_id_is_never_who_somebody_is(text: str, code: str) -> None:
    with pytest.raises(InputError) as caught:
        read_respondents(text.encode(), features=["geslacht"])
    assert caught.value.code == code


def test_rows_without_an_id_and_doubled_rows_are_left_out_and_counted() -> None:
    people = read_respondents(b"id,geslacht\n1,vrouw\n,FALSE\n2,man\n2,man\n,FALSE\n")
    assert list(people.by_id) == ["1", "2"]
    assert [(notice.code, notice.params["count"], notice.params["first"]) for notice in people.notices] == [
        ("rows_without_id", 2, 3),
        ("rows_doubled", 1, 5),
    ]


def test_columns_of_one_name_that_nobody_uses_are_no_obstacle() -> None:
    people = read_respondents(b"id,geslacht,Anders,anders\n1,vrouw,a,b\n")
    assert people.header == ("id", "geslacht", "Anders", "anders (2)")
    with pytest.raises(InputError) as caught:
        people.table.column("anders")
    assert caught.value.code == "repeated_column"
