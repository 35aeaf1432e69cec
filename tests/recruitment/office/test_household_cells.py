"""The cells that say who share a house: read from the tables, and the same as those of the export file."""

from __future__ import annotations

import hashlib
from datetime import date
from types import ModuleType

import pytest

from beraad.assemblies.models import Assembly
from beraad.extensions import db
from beraad.lottery.errors import ColumnUnknownError
from beraad.lottery.frozen import freezing
from beraad.recruitment.models.registration import Channel, Registration
from beraad.recruitment.models.sign_up import QuestionKind
from beraad.recruitment.office import queries, respondents
from beraad.recruitment.office import service as office
from beraad.recruitment.questions import replies
from beraad.recruitment.questions import service as questions
from beraad.recruitment.questions.replies import Replies
from beraad.recruitment.questions.service import QuestionData
from beraad.recruitment.sign_up import service
from beraad.web import edge

FILE = """unique_id,address_line1,postcode_adres,geslacht,leeftijd,flat,unit
p1,Voorbeeldweg 1,9401AB,vrouw,16-39,Es,1
p2,VOORBEELDWEG 1,9401 AB,man,40+,Es,1
p3,Voorbeeldweg 3,9401 AB,vrouw,40+,es,
p4,,,man,16-39,ES,2
p5,Voorbeeldweg 3,9401 AB,man,16-39,,2
p6,Voorbeeldweg 3,9401 AB,man,16-39,Es,1
"""


@pytest.fixture
def assembly(make: ModuleType) -> Assembly:
    """People of a file, of whom the last one withdrew."""
    made: Assembly = make.assembly(slug="wonen")
    with edge.unit_of_change():
        office.merge(made, respondents.prepare(made, FILE.encode(), "mensen.csv"))
        service.withdraw(db.session.query(Registration).filter_by(pool_id="p6").one())
    return made


def test_every_column_of_the_export_file_has_the_same_cells(make: ModuleType, assembly: Assembly) -> None:
    person = make.registration(assembly, channel=Channel.OPEN_LINK, phone="0612345678")
    twice = [questions.add(assembly, QuestionData(QuestionKind.TEXT, "Waar woont u nu?")) for _ in range(2)]
    told = Replies(days={date(2026, 3, 7): True}, extra={twice[0].id: "hier", twice[1].id: "daar"})
    replies.store(person, told)
    db.session.commit()
    header, rows = respondents.table(assembly)
    cells = queries.household_cells(assembly.id, header)
    assert list(cells) == list(dict.fromkeys(header))
    for column in header:
        place = header.index(column)
        expected = {row[0]: row[place] for row in rows if row[place]}
        assert dict(cells[column]) == expected, column
    assert cells["flat"] == {"p1": "Es", "p2": "Es", "p3": "es", "p4": "ES"}


def test_a_column_that_only_somebody_who_withdrew_fills_does_not_exist(make: ModuleType) -> None:
    assembly = make.assembly()
    kept = make.registration(assembly, phone="")
    gone = make.registration(assembly, phone="0612345678", extra={"flat": "Es"})
    with edge.unit_of_change():
        service.withdraw(gone)
    assert queries.household_cells(assembly.id, ["phone", "flat", "nergens"]) == {}
    assert set(queries.household_cells(assembly.id, ["name"])["name"]) == {kept.pool_id}


@pytest.mark.parametrize(
    ("columns", "households", "sha256"),
    [
        (
            ("adres",),
            {"p1": 1, "p2": 1, "p3": 2, "p5": 2},
            "4aaa9f9459b89c8b4986d5b6b931e4575795f984b4f2b842917605ec049476c3",
        ),
        (
            ("flat",),
            {"p1": 1, "p2": 1, "p3": 1, "p4": 1},
            "47281d9cb289ee6d7a933397afe3c9182fce66c8f6d9b1c49076ce447652f478",
        ),
        (("flat", "unit"), {"p1": 1, "p2": 1}, "e189dd1d8e0359ba086ec0bff39bafa37c82fa02267970cff0ad0f44ca6ccc1c"),
        (
            ("kanaal", "leeftijd"),
            {"p1": 1, "p4": 1, "p5": 1, "p2": 2, "p3": 2},
            "2a15d5ec0122f1c895af2049c2338f7cd8bbb884ba3b9f867a86c19484827d66",
        ),
    ],
)
def test_the_frozen_pool_has_the_same_bytes_as_ever(
    make: ModuleType, assembly: Assembly, columns: tuple[str, ...], households: dict[str, int], sha256: str
) -> None:
    make.set_quotas(assembly)
    snapshot = freezing.collect(assembly, household_columns=columns)
    assert snapshot.households == households
    assert hashlib.sha256(snapshot.to_bytes()).hexdigest() == sha256


def test_a_column_that_nobody_has_is_refused(make: ModuleType, assembly: Assembly) -> None:
    make.set_quotas(assembly)
    with pytest.raises(ColumnUnknownError):
        freezing.collect(assembly, household_columns=("flat", "straat"))
