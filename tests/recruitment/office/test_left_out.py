"""People who are not in the draw any more stand in no list, file or message about those who are."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import openpyxl
import pytest
from flask import Flask

from beraad.accounts.models import Account
from beraad.assemblies.models import Assembly, Role
from beraad.recruitment.office import duplicates, queries
from beraad.recruitment.sign_up import service
from beraad.telling import audiences
from beraad.telling.ways import ContactBy
from beraad.web import edge
from tests.pages import Browser

STREET, PHONE = "Verborgenpad 9", "0612349999"


@pytest.fixture
def assembly(make: ModuleType) -> Assembly:
    """First two people who are left out, at one address and with one phone; then somebody who takes part."""
    made: Assembly = make.recruiting()
    shared = {"address_line1": STREET, "phone": PHONE, "contact_by": ContactBy.PHONE}
    left = [make.registration(made, name=f"Verborgen {word}", **shared) for word in ("Weg", "Dubbel")]
    with edge.unit_of_change():
        service.withdraw(left[0])
        service.set_aside(left[1])
    make.registration(made, name="Inwoner Zichtbaar", address_line1=STREET, phone=PHONE)
    return made


def sheet(content: bytes) -> str:
    rows = openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)
    return "\n".join(",".join(str(cell or "") for cell in row) for row in rows)


def test_no_file_names_them(
    app: Flask, make: ModuleType, assembly: Assembly, sign_in: Callable[[Account], Browser], tmp_path: Path
) -> None:
    page = sign_in(make.member(assembly, Role.REGISTRY)).get(f"/beheer/{assembly.slug}/aanmeldingen")
    csv_text = page.submit(button="Alles met antwoorden als CSV").text
    xlsx_text = sheet(page.submit(button="Alles met antwoorden als Excel").response.data)
    target = tmp_path / "uit.csv"
    app.test_cli_runner().invoke(args=["respondents", "export", assembly.slug, str(target)])
    for text in (csv_text, xlsx_text, target.read_text()):
        assert "Inwoner Zichtbaar" in text
        assert "Verborgen " not in text


def test_no_count_pair_household_or_message_includes_them(assembly: Assembly) -> None:
    (person,) = queries.pool(assembly.id)
    assert queries.counts(assembly.id).signed_up == 1
    assert sum(count.people for count in queries.answer_counts(assembly.id)) == len(person.answers)
    assert duplicates.pairs(assembly.id) == []
    assert duplicates.households(assembly.id) == []
    everyone = audiences.find(assembly, "aangemeld")
    assert everyone is not None and everyone.count() == 1
    assert set(queries.household_cells(assembly.id, ["name"])["name"]) == {person.pool_id}
