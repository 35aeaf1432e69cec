"""Files in the instance folder that nothing refers to any more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from beraad.extensions import db
from beraad.mail import service as mail
from beraad.recruitment.letters.printing import filename
from beraad.recruitment.models.sample import ImportState, RegisterImport
from beraad.recruitment.models.waves import LetterBatch, Wave, WaveState
from beraad.recruitment.register import service as samples
from beraad.recruitment.register import waiting_files

#: the name that a column has when it holds the hash of an upload
UPLOAD_COLUMN = "file_sha256"


def delete_strays(instance: Path, before: datetime) -> int:
    """Delete files that belong to nothing and were last written before this moment. Returns how many."""
    _discard_unread_samples(before)
    strays = [
        *_unknown(instance / "uploads", "*/*", _uploads(), before),
        *_unknown(instance / "register", "*", _samples(), before),
        *_unknown(instance / "letters", "*", _letters(), before),
        *_unknown(instance / "outbox", ".*", set(), before),  # half written
    ]
    for file in strays:
        file.unlink(missing_ok=True)
    return len(strays) + waiting_files.drop_old() + mail.delete_left_files()


def _unknown(folder: Path, pattern: str, known: set[str], before: datetime) -> Iterator[Path]:
    for file in folder.glob(pattern):
        if file.is_file() and file.name not in known and file.stat().st_mtime < before.timestamp():
            yield file


def _uploads() -> set[str]:
    """The hashes of all uploads that some table names."""
    columns = [table.c[UPLOAD_COLUMN] for table in db.metadata.tables.values() if UPLOAD_COLUMN in table.c]
    return {digest for column in columns for digest in db.session.scalars(select(column)) if digest}


def _samples() -> set[str]:
    return set(db.session.scalars(select(RegisterImport.kept_as)))


def _letters() -> set[str]:
    """The files of waves that are not in the post yet."""
    batches = select(LetterBatch.wave_id, LetterBatch.number).join(Wave, Wave.id == LetterBatch.wave_id)
    unsent = db.session.execute(batches.where(Wave.state != WaveState.SENT))
    return {filename(wave_id, number) for wave_id, number in unsent}


def _discard_unread_samples(before: datetime) -> None:
    unused = select(RegisterImport).where(
        RegisterImport.state == ImportState.UPLOADED, RegisterImport.created_at < before
    )
    for received in db.session.scalars(unused.order_by(RegisterImport.id)).all():
        samples.discard(received)
