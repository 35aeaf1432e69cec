"""The job that reads a file with a register sample."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from flask import Flask
from sqlalchemy import delete

from beraad.audit import service as audit
from beraad.extensions import db
from beraad.jobs import service as jobs
from beraad.jobs.errors import JobFailed
from beraad.jobs.run import JobRun
from beraad.orm import now
from beraad.recruitment.errors import FileError
from beraad.recruitment.models.sample import LONGEST_TITLE, ImportState, RefusedRow, RegisterImport, RegisterRow
from beraad.recruitment.register import identity_numbers, sample_rows, service, spreadsheet
from beraad.recruitment.register.spreadsheet import Layout, Row

#: rows that are committed together
CHUNK = 2000


def init_app(app: Flask) -> None:
    jobs.register(app, service.READ_JOB, read_sample)


def read_sample(run: JobRun) -> None:
    """Read the file; after a restart it goes on after the last row that was committed."""
    try:
        _read(run)
    except FileError as error:  # an XLSX file that is damaged somewhere below its top
        raise JobFailed(error.code) from error


def _read(run: JobRun) -> None:
    received = db.session.get_one(RegisterImport, run.payload["import"])
    if received.state is not ImportState.IMPORTING:
        return
    import_id, path = received.id, service.folder() / received.kept_as
    watch = _watch(received)
    for chunk in _chunks(_rows_after(received, run.cursor, watch)):
        received = db.session.get_one(RegisterImport, import_id)
        if watch is not None and (column := watch.column()) is not None:
            _refuse(received, column)
            run.step()
            path.unlink(missing_ok=True)
            return
        sample_rows.take_in(received, chunk)
        run.step(cursor=chunk[-1].number, done=received.rows_read, total=received.rows_total, phase="reading")
    received = db.session.get_one(RegisterImport, import_id)
    received.state, received.finished_at, received.kept_as = ImportState.DONE, now(), ""
    db.session.flush()
    counts = {"read": received.rows_read, "added": received.rows_added}
    audit.record("recruitment.sample_read", received, assembly_id=received.assembly_id, **counts)
    run.step()
    path.unlink(missing_ok=True)


def _watch(received: RegisterImport) -> identity_numbers.Watch | None:
    """What looks for identity numbers while the file is read. None if it was looked through before."""
    layout = Layout.restored(received.layout)
    return identity_numbers.Watch(layout.header) if layout.encoding == spreadsheet.XLSX else None


def _refuse(received: RegisterImport, column: str) -> None:
    """Delete everything of a file that turns out to hold identity numbers in this column."""
    db.session.execute(delete(RegisterRow).where(RegisterRow.import_id == received.id))
    db.session.execute(delete(RefusedRow).where(RefusedRow.import_id == received.id))
    received.state, received.refused_column = ImportState.REFUSED, column[:LONGEST_TITLE]
    received.rows_added = received.rows_secret = received.rows_birth_unread = 0
    received.columns_unused = {}
    received.kept_as, received.finished_at = "", now()
    db.session.flush()
    audit.record("recruitment.sample_refused", received, assembly_id=received.assembly_id)


def _rows_after(received: RegisterImport, number: int, watch: identity_numbers.Watch | None) -> Iterator[Row]:
    """The rows below row `number`; `watch` also sees those above it, after a restart."""
    layout = Layout.restored(received.layout)
    for row in spreadsheet.rows(service.folder() / received.kept_as, received.filename, layout):
        if watch is not None:
            watch.look(row.cells)
        if row.number > number:
            yield row


def _chunks(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while chunk := list(islice(rows, CHUNK)):
        yield chunk
