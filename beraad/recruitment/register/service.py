"""The verbs on the register sample: take a file in, say what its columns are, read its rows.

The file itself is kept in the instance folder until its rows have been read, and is then deleted: only the columns
that letters and strata need reach the database.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from flask import current_app
from sqlalchemy import delete, select

from beraad.assemblies.models import Assembly
from beraad.audit import service as audit
from beraad.extensions import db
from beraad.jobs import queries as job_queries
from beraad.jobs import service as jobs
from beraad.jobs.errors import JobFailed
from beraad.jobs.run import JobRun
from beraad.orm import now
from beraad.recruitment.errors import ColumnsMissingError, FileError, KnownFileError
from beraad.recruitment.models.sample import LONGEST_TITLE, ImportState, RefusedRow, RegisterImport, RegisterRow
from beraad.recruitment.register import columns as register_columns
from beraad.recruitment.register import identity_numbers, profiles, sample_rows, spreadsheet, workbook
from beraad.recruitment.register.columns import RowReader
from beraad.recruitment.register.spreadsheet import Layout, Row
from beraad.web import edge

JOB = "recruitment.read_sample"
#: rows that are committed together
CHUNK = 2000
PREVIEWED = 20
#: rows at the top of an XLSX file that are looked at while its owner waits
LOOKED_AT = 1000


def folder() -> Path:
    """Where files wait until they have been read; only for the application's own user."""
    made = Path(current_app.config["BERAAD"].instance) / "register"
    made.mkdir(mode=0o700, parents=True, exist_ok=True)
    return made


def receive(assembly: Assembly, filename: str, content: BinaryIO) -> RegisterImport:
    """Keep an uploaded file and find out how it is to be read.

    Raises `FileError` when it is no table or holds BSN or A-nummers, `KnownFileError` when it was there already.
    Whatever is refused is not kept.
    """
    path = folder() / secrets.token_hex(16)
    try:
        digest = _keep(content, path)
        known = select(RegisterImport).where(RegisterImport.assembly_id == assembly.id, RegisterImport.sha256 == digest)
        if (found := db.session.scalar(known)) is not None:
            raise KnownFileError(found.id)
        layout = spreadsheet.look(path, filename, lambda title: register_columns.recognised(title) is not None)
        total = _look_through(path, filename, layout)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    profile = profiles.matching(assembly.id, layout.header)
    received = RegisterImport(
        assembly_id=assembly.id,
        filename=filename[-200:],
        sha256=digest,
        kept_as=path.name,
        rows_total=total,
        layout=layout.stored(),
        mapping=register_columns.proposal(layout.header)
        if profile is None
        else profiles.mapping_for(profile, layout.header),
        leaves_out_secret=profile is not None and profile.leaves_out_secret,
    )
    db.session.add(received)
    db.session.flush()
    audit.record("recruitment.sample_received", f"register_import:{received.id}", assembly_id=assembly.id)
    return received


def start(received: RegisterImport, mapping: Mapping[str, str], leaves_out_secret: bool = False) -> RegisterImport:
    """Read the file by `mapping` (field → column), in the background; raises `ColumnsMissingError`."""
    lacking = register_columns.missing(mapping)
    if lacking:
        raise ColumnsMissingError(lacking)
    received.mapping = {field: column for field, column in mapping.items() if column}
    received.leaves_out_secret = leaves_out_secret
    received.state = ImportState.IMPORTING
    db.session.flush()
    subject = f"register_import:{received.id}"
    job = jobs.enqueue(JOB, subject, {"import": received.id}, idempotency_key=subject, assembly_id=received.assembly_id)
    received.job_id = job.id
    db.session.flush()
    return received


def can_be_discarded(received: RegisterImport) -> bool:
    """Whether it has not been read, and nothing is reading it: no letter can have gone to anybody in it."""
    if received.state is not ImportState.IMPORTING:
        return received.state is not ImportState.DONE
    job = job_queries.job_view(received.job_id) if received.job_id else None
    return job is not None and not job.is_unfinished


def is_waited_for(assembly_id: int) -> bool:
    """Whether a file is being read, or could not be read to its end: a draw now would leave out who comes after."""
    reading = (RegisterImport.assembly_id == assembly_id, RegisterImport.state == ImportState.IMPORTING)
    return db.session.scalar(select(RegisterImport.id).where(*reading).limit(1)) is not None


def discard(received: RegisterImport) -> None:
    """Delete a file that has not been read to its end, with those of its rows that were."""
    path = folder() / received.kept_as if received.kept_as else None
    subject = f"register_import:{received.id}"
    db.session.delete(received)
    db.session.flush()
    if path is not None:
        edge.after_commit(lambda: path.unlink(missing_ok=True))
    audit.record("recruitment.sample_discarded", subject, assembly_id=received.assembly_id)


@dataclass(frozen=True)
class Previewed:
    """A row of the file, and whether it has an indication of secrecy."""

    row: Row
    is_secret: bool


def preview(received: RegisterImport) -> list[Previewed]:
    """The first rows of the file."""
    layout = Layout.restored(received.layout)
    reader = RowReader(layout.header, received.mapping)
    rows = islice(spreadsheet.rows(folder() / received.kept_as, received.filename, layout), PREVIEWED)
    return [Previewed(row, reader.is_secret(row)) for row in rows]


def work(run: JobRun) -> None:
    """The job: read the file; whoever starts again goes on after the last row that was committed."""
    try:
        _read(run)
    except FileError as error:  # an XLSX file that is damaged somewhere below its top
        raise JobFailed(error.code) from error


def _read(run: JobRun) -> None:
    received = db.session.get_one(RegisterImport, run.payload["import"])
    if received.state is not ImportState.IMPORTING:
        return
    number, path = received.id, folder() / received.kept_as
    watch = _watch(received)
    for chunk in _chunks(_rows_after(received, run.cursor, watch)):
        received = db.session.get_one(RegisterImport, number)
        if watch is not None and (column := watch.column()) is not None:
            _refuse(received, column)
            run.step()
            path.unlink(missing_ok=True)
            return
        sample_rows.take_in(received, chunk)
        run.step(cursor=chunk[-1].number, done=received.rows_read, total=received.rows_total, phase="reading")
    received = db.session.get_one(RegisterImport, number)
    received.state, received.finished_at, received.kept_as = ImportState.DONE, now(), ""
    db.session.flush()
    audit.record(
        "recruitment.sample_read",
        f"register_import:{number}",
        assembly_id=received.assembly_id,
        read=received.rows_read,
        added=received.rows_added,
    )
    run.step()
    path.unlink(missing_ok=True)


def _keep(content: BinaryIO, path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("xb") as file:
        path.chmod(0o600)
        while block := content.read(1 << 20):
            digest.update(block)
            file.write(block)
    return digest.hexdigest()


def _look_through(path: Path, filename: str, layout: Layout) -> int:
    """The number of rows (0 when not known). Raises `FileError` when they can't be read or hold identity numbers.

    A CSV file is read to its end here. Of an XLSX file, which takes minutes, only the top: the rest is looked at while
    it is taken in.
    """
    is_xlsx = layout.encoding == spreadsheet.XLSX
    watch, read = identity_numbers.Watch(layout.header), 0
    for row in islice(spreadsheet.rows(path, filename, layout), LOOKED_AT if is_xlsx else None):
        watch.look(row.cells)
        read += 1
    if (column := watch.column()) is not None:
        raise FileError("identity_numbers", file=filename, column=column)
    if not read:
        raise FileError("file_empty", file=filename)
    return max(0, workbook.rows_claimed(path, filename) - layout.header_row) if is_xlsx else read


def _watch(received: RegisterImport) -> identity_numbers.Watch | None:
    """What looks for identity numbers while the file is read; None when it was looked through before."""
    layout = Layout.restored(received.layout)
    return identity_numbers.Watch(layout.header) if layout.encoding == spreadsheet.XLSX else None


def _refuse(received: RegisterImport, column: str) -> None:
    """Keep nothing of a file that turns out to hold identity numbers in this column."""
    db.session.execute(delete(RegisterRow).where(RegisterRow.import_id == received.id))
    db.session.execute(delete(RefusedRow).where(RefusedRow.import_id == received.id))
    received.state, received.refused_column = ImportState.REFUSED, column[:LONGEST_TITLE]
    received.rows_added = received.rows_secret = 0
    received.kept_as, received.finished_at = "", now()
    db.session.flush()
    audit.record("recruitment.sample_refused", f"register_import:{received.id}", assembly_id=received.assembly_id)


def _rows_after(received: RegisterImport, number: int, watch: identity_numbers.Watch | None) -> Iterator[Row]:
    """The rows below row `number`; `watch` sees those above it as well, for whoever starts again."""
    layout = Layout.restored(received.layout)
    for row in spreadsheet.rows(folder() / received.kept_as, received.filename, layout):
        if watch is not None:
            watch.look(row.cells)
        if row.number > number:
            yield row


def _chunks(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while chunk := list(islice(rows, CHUNK)):
        yield chunk
