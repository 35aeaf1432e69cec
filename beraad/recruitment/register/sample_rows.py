"""Rows of a register file become people in the sample: each person once, and nobody who asked to be forgotten."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from sqlalchemy import insert, select

from beraad.assemblies.models import AssemblyId
from beraad.extensions import db
from beraad.recruitment.addresses import household_key, plain
from beraad.recruitment.models.sample import RefusedRow, RegisterImport, RegisterRow
from beraad.recruitment.register import kept_out
from beraad.recruitment.register.columns import Resident, RowReader, RowRefused
from beraad.recruitment.register.spreadsheet import Layout, Row
from beraad.web import sealing


def take_in(received: RegisterImport, chunk: list[Row]) -> None:
    """Keep what we may of these rows, and the numbers of those that can't be used, with the reason."""
    reader = RowReader(Layout.restored(received.layout).header, received.mapping)
    received.columns_unused = dict(
        Counter(received.columns_unused) + Counter(title for row in chunk for title in reader.unused(row))
    )
    rows: dict[str, dict[str, Any]] = {}
    numbers: dict[str, int] = {}
    refused: list[dict[str, Any]] = []

    def refuse(number: int, reason: str) -> None:
        refused.append({"import_id": received.id, "row": number, "reason": reason})

    for row in chunk:
        try:
            resident = _resident(received, reader, row)
        except RowRefused as refusal:
            refuse(row.number, refusal.reason)
            continue
        mark = fingerprint(resident)
        if mark in rows:
            refuse(row.number, "double")
            continue
        rows[mark], numbers[mark] = _values(received, resident, mark), row.number
        received.rows_birth_unread += reader.has_unread_birth_year(row)
    for reason, marks in (
        ("double", _known(received.assembly_id, list(rows))),
        ("kept_out", _kept_out(received, rows)),
    ):
        for mark in marks:
            if rows.pop(mark, None) is not None:
                refuse(numbers[mark], reason)
    if rows:
        db.session.execute(insert(RegisterRow), list(rows.values()))
    if refused:
        db.session.execute(insert(RefusedRow), refused)
    received.rows_read += len(chunk)
    received.rows_added += len(rows)
    db.session.flush()


def _resident(received: RegisterImport, reader: RowReader, row: Row) -> Resident:
    """What is stored of the row; an indication of secrecy is counted. Raises `RowRefused`."""
    if reader.is_secret(row):
        received.rows_secret += 1
        if received.leaves_out_secret:
            raise RowRefused("secret")
    return reader.read(row)


def _known(assembly_id: AssemblyId, marks: list[str]) -> list[str]:
    known = select(RegisterRow.fingerprint).where(
        RegisterRow.assembly_id == assembly_id, RegisterRow.fingerprint.in_(marks)
    )
    return list(db.session.scalars(known)) if marks else []


def _kept_out(received: RegisterImport, rows: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Those who asked to be forgotten."""
    assembly_id = received.assembly_id
    erased, parts = kept_out.marks_of(assembly_id), ("name", "address_line1", "postcode")
    if not erased:
        return []
    return [key for key, row in rows.items() if kept_out.mark(assembly_id, *(row[part] for part in parts)) in erased]


def _values(received: RegisterImport, resident: Resident, mark: str) -> dict[str, Any]:
    key = household_key(received.assembly_id, resident.address_line1, resident.postcode)
    return {
        **vars(resident),
        "assembly_id": received.assembly_id,
        "import_id": received.id,
        "fingerprint": mark,
        "household": key,
    }


def fingerprint(resident: Resident) -> str:
    """The same for two rows about one person: name, address and year of birth, however they are spelled.

    Keyed with the application's secret: a notaris can have it without learning who is in the sample.
    """
    parts = (resident.name, resident.address_line1, resident.postcode, str(resident.birth_year or ""))
    return sealing.fingerprint("resident:" + "|".join(map(plain, parts)))
