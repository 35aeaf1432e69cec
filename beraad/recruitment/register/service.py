"""What is done with a register sample: take a file in, say what its columns are, throw it away; and column profiles.

The file itself is kept in the instance folder until its rows have been read (see `jobs`), and is then deleted: only the
columns that letters and strata need reach the database.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from flask import current_app
from sqlalchemy import select

from beraad.assemblies.models import Assembly, AssemblyId
from beraad.audit import service as audit
from beraad.extensions import db
from beraad.jobs import queries as job_queries
from beraad.jobs import service as jobs
from beraad.orm import now
from beraad.recruitment.addresses import envelope
from beraad.recruitment.errors import ColumnsMissingError, FileError, KnownFileError, ProfileNameTakenError
from beraad.recruitment.models.sample import ColumnProfile, ImportState, RegisterImport
from beraad.recruitment.register import columns as register_columns
from beraad.recruitment.register import identity_numbers, profiles, spreadsheet
from beraad.recruitment.register.columns import RowReader, RowRefused
from beraad.recruitment.register.spreadsheet import Layout, Row
from beraad.web import edge

#: the kind of job that reads a file; kept as it was first stored
READ_JOB = "recruitment.read_sample"
PREVIEWED = 20
#: finished envelopes that are shown before a file is read
ENVELOPES = 10
#: rows at the top of an XLSX file that are looked at while its owner waits
LOOKED_AT = 1000


def folder() -> Path:
    """Where files wait until they have been read; only for the application's own user."""
    path = Path(current_app.config["BERAAD"].instance) / "register"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


@dataclass(frozen=True)
class LookedAt:
    """A file that was stored and looked through, of which the database knows nothing yet."""

    path: Path
    filename: str
    sha256: str
    layout: Layout
    #: rows of people; 0 when not known
    total: int


def receive(assembly: Assembly, filename: str, content: BinaryIO) -> RegisterImport:
    """Look at a file and take it in, in one go. Raises as `look_at` does."""
    return take_in(assembly, look_at(assembly, filename, content))


def look_at(assembly: Assembly, filename: str, content: BinaryIO) -> LookedAt:
    """Store an uploaded file and find out how it is to be read. It takes seconds, and writes nothing to the database.

    Raises `FileError` if it is no table or holds BSN or A-nummers, `KnownFileError` if it was taken in before. Nothing
    is stored of a file that is refused.
    """
    path = folder() / secrets.token_hex(16)
    try:
        digest = _store(content, path)
        _refuse_known(assembly, digest)
        layout = spreadsheet.look(path, filename, lambda title: register_columns.recognised(title) is not None)
        return LookedAt(path, filename, digest, layout, _look_through(path, filename, layout))
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def take_in(assembly: Assembly, file: LookedAt) -> RegisterImport:
    """Add a file that was looked at. Raises `KnownFileError` if the same one was added meanwhile."""
    header = file.layout.header
    profile = profiles.matching(assembly.id, header)
    received = RegisterImport(
        assembly_id=assembly.id,
        filename=file.filename[-200:],
        sha256=file.sha256,
        kept_as=file.path.name,
        rows_total=file.total,
        layout=file.layout.stored(),
        mapping=register_columns.proposal(header) if profile is None else profiles.mapping_for(profile, header),
        leaves_out_secret=profile is not None and profile.leaves_out_secret,
    )
    try:
        _refuse_known(assembly, file.sha256)
        db.session.add(received)
        db.session.flush()
    except BaseException:
        file.path.unlink(missing_ok=True)
        raise
    audit.record("recruitment.sample_received", received, assembly_id=assembly.id)
    return received


def _refuse_known(assembly: Assembly, digest: str) -> None:
    same = select(RegisterImport.id).where(RegisterImport.assembly_id == assembly.id, RegisterImport.sha256 == digest)
    if (known := db.session.scalar(same)) is not None:
        raise KnownFileError(known)


def start(received: RegisterImport, mapping: Mapping[str, str], leaves_out_secret: bool = False) -> RegisterImport:
    """Read the file by `mapping` (field → column), in the background. Raises `ColumnsMissingError`."""
    lacking = register_columns.missing(mapping)
    if lacking:
        raise ColumnsMissingError(lacking)
    received.mapping = {field: column for field, column in mapping.items() if column}
    received.leaves_out_secret = leaves_out_secret
    received.state = ImportState.IMPORTING
    db.session.flush()
    subject, payload = audit.subject_of(RegisterImport, received.id), {"import": received.id}
    job = jobs.enqueue(READ_JOB, subject, payload, idempotency_key=subject, assembly_id=received.assembly_id)
    received.job_id = job.id
    db.session.flush()
    return received


def can_be_discarded(received: RegisterImport) -> bool:
    """Whether it has not been read and no job is reading it, so no letter can have gone to anybody in it."""
    if received.state is not ImportState.IMPORTING:
        return received.state is not ImportState.DONE
    job = job_queries.job_view(received.job_id) if received.job_id else None
    return job is not None and not job.is_unfinished


def is_waited_for(assembly_id: AssemblyId) -> bool:
    """Whether a file is being read, or could not be read to its end: a draw now would leave out the rest of it."""
    reading = (RegisterImport.assembly_id == assembly_id, RegisterImport.state == ImportState.IMPORTING)
    return db.session.scalar(select(RegisterImport.id).where(*reading).limit(1)) is not None


def discard(received: RegisterImport) -> None:
    """Delete a file that has not been read to its end, with the rows that were read."""
    path = folder() / received.kept_as if received.kept_as else None
    subject = audit.subject_of(RegisterImport, received.id)
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


@dataclass(frozen=True)
class Envelope:
    """A row as it would stand on an envelope; or `reason`, a key of `REASONS`, when no letter can go there."""

    number: int
    lines: tuple[str, ...] = ()
    reason: str = ""


def envelopes(received: RegisterImport, mapping: Mapping[str, str], leaves_out_secret: bool) -> list[Envelope]:
    """The first rows of the file as they would stand on envelopes by `mapping`, which need not be complete."""
    layout = Layout.restored(received.layout)
    reader = RowReader(layout.header, {field: title for field, title in mapping.items() if title in layout.header})
    rows = islice(spreadsheet.rows(folder() / received.kept_as, received.filename, layout), ENVELOPES)
    return [_envelope(reader, row, leaves_out_secret) for row in rows]


def _envelope(reader: RowReader, row: Row, leaves_out_secret: bool) -> Envelope:
    if leaves_out_secret and reader.is_secret(row):
        return Envelope(row.number, reason="secret")
    try:
        resident = reader.read(row)
    except RowRefused as refusal:
        return Envelope(row.number, reason=refusal.reason)
    address = envelope(resident.address_line1, resident.address_line2, resident.postcode, resident.place)
    return Envelope(row.number, (resident.name, *address))


def _store(content: BinaryIO, path: Path) -> str:
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
        raise FileError("empty_file", file=filename)
    return spreadsheet.rows_claimed(path, filename, layout) if is_xlsx else read


def save_profile(
    assembly: Assembly, name: str, header: Iterable[str], mapping: Mapping[str, str], leaves_out_secret: bool
) -> ColumnProfile:
    """Store a choice of columns under `name`, in place of an earlier one with that name."""
    mine = select(ColumnProfile).where(ColumnProfile.assembly_id == assembly.id, ColumnProfile.name == name)
    profile = db.session.scalar(mine)
    if profile is None:
        profile = ColumnProfile(assembly_id=assembly.id, name=name)
        db.session.add(profile)
    profile.header, profile.changed_at = profiles.sorted_columns(header), now()
    profile.mapping = {field: column for field, column in mapping.items() if column}
    profile.leaves_out_secret = leaves_out_secret
    db.session.flush()
    audit.record("recruitment.profile_kept", profile, assembly_id=assembly.id)
    return profile


def rename_profile(profile: ColumnProfile, name: str) -> ColumnProfile:
    """Rename a profile of columns. Raises `ProfileNameTakenError`."""
    taken = select(ColumnProfile.id).where(
        ColumnProfile.assembly_id == profile.assembly_id, ColumnProfile.name == name, ColumnProfile.id != profile.id
    )
    if db.session.scalar(taken) is not None:
        raise ProfileNameTakenError
    profile.name = name
    db.session.flush()
    audit.record("recruitment.profile_renamed", profile, assembly_id=profile.assembly_id)
    return profile


def delete_profile(profile: ColumnProfile) -> None:
    """Delete a profile; samples that were read with it stay."""
    subject, assembly_id = audit.subject_of(ColumnProfile, profile.id), profile.assembly_id
    db.session.delete(profile)
    db.session.flush()
    audit.record("recruitment.profile_deleted", subject, assembly_id=assembly_id)
