"""The field's files in, in every dialect and encoding, and what is said about bad ones; lists of people out."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest

from selection import InputError, Quota, read_categories, read_respondents, write_panels, write_people

GOOD = "feature,value,min,max\nsex,f,1,2\nsex,m,1,2\nage,young,0,3\nage,old,0,3\n"
PEOPLE = "unique_id,name,sex,age\np1,Eén,F, young \np2,Twee,m,OLD\n"


def test_three_dialects_say_the_same() -> None:
    expected = {"sex": {"f": Quota(1, 2), "m": Quota(1, 2)}, "age": {"young": Quota(0, 3), "old": Quota(0, 3)}}
    for header in ("feature,value", "category,name", "category,feature", " Category ,NAME"):
        assert read_categories(GOOD.replace("feature,value", header).encode()) == expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_encodings_and_delimiters(encoding: str, delimiter: str) -> None:
    text = 'unique_id,plaats,sex\np1,"Reünie, aan zee",f\n'.replace(",sex", "\x00sex").replace("id,", "id\x00")
    text = text.replace("p1,", "p1\x00").replace('",f', '"\x00f').replace("\x00", delimiter)
    respondents = read_respondents(text.encode(encoding))
    assert respondents.cells("p1") == ("p1", "Reünie, aan zee", "f")


def test_flexible_bounds_extra_columns_and_numbers_with_a_zero() -> None:
    text = "category,name,min,max,min_flex,max_flex,Notes,suggest min\nage,4,1.0,2,0,3,hello,9\nage,5.0,0,1,,,,\n"
    categories = read_categories(text.encode())
    assert categories == {"age": {"4": Quota(1, 2, 0, 3), "5.0": Quota(0, 1, 0, 1)}}
    people = read_respondents(b"id,age\nx,4.0\ny,5\n")
    assert people.problem(categories, 2).people == {"x": ("4",), "y": ("5.0",)}


def test_xlsx() -> None:
    book = openpyxl.Workbook()
    for row in (["id", "sex", "age"], ["p1", "f", 4], ["p2", "m", 4.0]):
        book.active.append(row)
    data = io.BytesIO()
    book.save(data)
    assert read_respondents(data.getvalue()).cells("p2") == ("p2", "m", "4")


def test_which_column_has_the_ids() -> None:
    for header, expected in (("a,id,nationbuilder_id", "3"), ("a,id,unique_id", "3"), ("a,id,b", "2"), ("a,b,c", "1")):
        assert list(read_respondents(f"{header}\n1,2,3\n".encode()).by_id) == [expected]
    assert list(read_respondents(b"a,b\n1,2\n", id_column=" B ").by_id) == ["2"]


BAD_CATEGORIES = {
    "repeated_value": (GOOD + "age,OLD ,1,2\n", "row 6, column 'value'"),
    "min_above_max": (GOOD.replace("f,1,2", "f,3,2"), "row 2, column 'min'"),
    "not_a_count": (GOOD.replace("m,1,2", "m,1,two"), "row 3, column 'max': 'two'"),
    "empty_cell": (GOOD.replace("m,1,2", "m,,2"), "row 3, column 'min'"),
    "categories_header": ("a,b,c\n1,2,3\n", "row 1"),
    "flex_columns": (GOOD.replace("max\n", "max,min_flex\n"), "'max_flex'"),
    "flex_inside_quota": ("feature,value,min,max,min_flex,max_flex\na,b,1,2,2,3\n", "row 2, column 'min_flex'"),
    "no_categories": ("feature,value,min,max\n", "cats.csv"),
    "empty_file": ("\n\n", "cats.csv"),
    "too_many_cells": (GOOD + "age,x,1,2,3,4\n", "row 6"),
    "repeated_column": (GOOD.replace("value,min", "value,MIN ,min"), "row 1"),
    "bad_csv": (GOOD + 'age,"x"y,1,2\n', "row 6"),
    "not_text": ("feature\x00,value", "cats.csv"),
}


@pytest.mark.parametrize("code", BAD_CATEGORIES)
def test_bad_categories_are_told_with_their_cell(code: str) -> None:
    text, where = BAD_CATEGORIES[code]
    with pytest.raises(InputError) as caught:
        read_categories(text.encode(), "cats.csv")
    assert caught.value.code == code
    assert str(caught.value).startswith("cats.csv") and where in str(caught.value) and "\n" not in str(caught.value)


BAD_PEOPLE = {
    "duplicate_id": (PEOPLE + "p1,Drie,f,old\n", "row 4, column 'unique_id': the id 'p1' was used in row 2"),
    "unknown_answer": (PEOPLE + "p3,Drie,q,old\n", "row 4, column 'sex': 'q'"),
    "empty_cell": ("unique_id,sex,age\n,f,old\n", "row 2, column 'unique_id'"),
    "missing_column": (PEOPLE.replace(",age", ",leeftijd"), "'age'"),
}


@pytest.mark.parametrize("code", BAD_PEOPLE)
def test_bad_respondents_are_told_with_their_cell(code: str) -> None:
    text, where = BAD_PEOPLE[code]
    with pytest.raises(InputError) as caught:
        read_respondents(text.encode(), "people.csv").problem(read_categories(GOOD.encode()), 2)
    assert caught.value.code == code and where in str(caught.value)


def test_not_a_workbook_and_not_a_file(tmp_path) -> None:
    with pytest.raises(InputError) as caught:
        read_categories(b"PK\x03\x04 broken", "cats.xlsx")
    assert caught.value.code == "file_damaged"
    with pytest.raises(InputError) as caught:
        read_categories(tmp_path / "nowhere.csv")
    assert caught.value.code == "cannot_read"
    with pytest.raises(InputError):
        read_categories(tmp_path)


def test_households_are_numbered_and_addresses_forgotten() -> None:
    text = "id,street,code,sex\np1,Main 1,1234,f\np2,main  1,1234,m\np3,Main 2,1234,f\np4,,1234,f\np5,,1234,m\n"
    categories = read_categories(b"feature,value,min,max\nsex,f,0,5\nsex,m,0,5\n")
    problem = read_respondents(text.encode()).problem(categories, 2, household=("street", "code"))
    assert problem.households == {"p1": 1, "p2": 1}
    assert b"Main" not in problem.canonical()


def test_no_cell_is_a_formula() -> None:
    text = 'id,note\n=1+1,"+31 6"\n-p2,@home\np3,"\tx"\n'
    respondents = read_respondents(text.encode())
    written = write_people(respondents, respondents.by_id).decode()
    cells = [cell for row in csv.reader(io.StringIO(written)) for cell in row]
    assert cells == ["id", "note", "'=1+1", "'+31 6", "'-p2", "'@home", "p3", "x"]
    assert write_panels([["=a", "b"], ["c"]]) == b"Assembly 0,Assembly 1\r\n'=a,c\r\nb,\r\n"


PAIRED = "feature,value,min,max\ngeslacht,vrouw,1,3\ngeslacht,man,1,3\nleeftijd,jong,0,4\nleeftijd,oud,0,4\n"
PEOPLE = "id,geslacht,leeftijd\na,vrouw,jong\nb,Vrouw,oud\nc,man,jong\nd,man,oud\ne,vrouw,jong\n"


@pytest.mark.parametrize(
    "row",
    [
        "geslacht × leeftijd,vrouw × jong,1,1",
        "geslacht×leeftijd,vrouw×jong,1,1",
        "Leeftijd x Geslacht,JONG × vrouw,1,1",
        "geslacht X leeftijd,Vrouw x Jong,1,1",
    ],
)
def test_a_row_about_two_features_is_about_people_with_both_answers(row: str) -> None:
    categories = read_categories((PAIRED + row).encode(), "c.csv")
    assert categories["geslacht × leeftijd"] == {"vrouw × jong": Quota(1, 1)}
    problem = read_respondents(PEOPLE.encode(), "p.csv").problem(categories, 3)
    assert problem.pair_quotas() == {"geslacht": {"leeftijd": {"vrouw": {"jong": [1, 1]}}}}
    assert problem.own_features == ("geslacht", "leeftijd")
    assert [problem.people[i][-1] for i in "abcde"] == ["vrouw × jong", "", "", "", "vrouw × jong"]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("geslacht × leeftjd,vrouw × jong,1,1", "c.csv row 6, column 'feature': 'geslacht × leeftjd' joins"),
        ("geslacht × geslacht,vrouw × man,1,1", "joins 'geslacht' with itself"),
        ("geslacht × leeftijd,vrouw × kind,1,1", "c.csv row 6, column 'value': 'vrouw × kind' is not a value"),
        ("geslacht × leeftijd,vrouw,1,1", "write it like 'vrouw × jong'"),
        (
            "geslacht × leeftijd,vrouw × jong,1,1\nleeftijd × geslacht,jong × vrouw,1,2",
            "c.csv row 7, column 'value': 'vrouw × jong' of 'geslacht × leeftijd' was given in row 6 already",
        ),
    ],
)
def test_what_is_wrong_with_a_row_about_two_features_is_said_with_its_place(rows: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        read_categories((PAIRED + rows).encode(), "c.csv")
    assert message in str(caught.value)


def test_a_name_with_the_sign_in_it_is_a_feature_when_neither_part_is_one() -> None:
    rows = "stad × land,a × b,0,4\nstad × land × geslacht,a × b × vrouw,0,1\n"
    categories = read_categories((PAIRED + rows).encode(), "c.csv")
    assert categories["stad × land"] == {"a × b": Quota(0, 4)}
    assert categories["geslacht × stad × land"] == {"vrouw × a × b": Quota(0, 1)}
