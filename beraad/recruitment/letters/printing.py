"""The letters of an approved wave as PDF files for the printer: made once (by a job), kept until they are in the post.

A file holds letters of some 250 people. What has been made is written down with its hash: the printer can check
what was received, and a file is never made twice.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from beraad.audit import service as audit
from beraad.extensions import db
from beraad.jobs import service as jobs
from beraad.orm import now
from beraad.recruitment.addresses import envelope, last_line
from beraad.recruitment.errors import LettersOutdatedError, WaveStateError
from beraad.recruitment.letters import service as waves
from beraad.recruitment.letters.contents import Addressee
from beraad.recruitment.models.sample import RegisterRow
from beraad.recruitment.models.waves import Invitation, LetterBatch, Wave, WaveId, WaveState
from beraad.recruitment.sign_up import codes
from beraad.web import edge, sealing

#: the kind of job that prints a wave; kept as it was first stored
PRINT_JOB = "recruitment.print_wave"
#: letters in one file
BATCH = 250


def start(wave: Wave) -> Wave:
    """Have the files of an approved wave made. Raises `WaveStateError`."""
    if wave.state is not WaveState.APPROVED:
        raise WaveStateError(wave.state.value)
    key = f"print_wave:{wave.id}:{wave.approved_at:%Y%m%d%H%M%S%f}"
    payload = {"wave": wave.id, "words": words_sha256(wave)}
    subject = audit.subject_of(Wave, wave.id)
    job = jobs.enqueue(PRINT_JOB, subject, payload, idempotency_key=key, assembly_id=wave.assembly_id)
    wave.print_job_id = job.id
    db.session.flush()
    return wave


def fetch(batch: LetterBatch) -> bytes:
    """The file, for the printer; from now on the letters of its wave don't change any more.

    Raises `LettersOutdatedError` if the words of the letters changed since they were approved.
    """
    wave = db.session.get_one(Wave, batch.wave_id)
    if waves.is_outdated(wave):
        raise LettersOutdatedError
    content = path(wave.id, batch.number).read_bytes()
    if batch.fetched_at is None:
        batch.fetched_at = now()
        db.session.flush()
    audit.record("recruitment.letters_fetched", wave, assembly_id=wave.assembly_id, file=batch.number)
    return content


def is_ready(wave: Wave) -> bool:
    """Whether all files have been made."""
    last = db.session.scalar(
        select(LetterBatch.last).where(LetterBatch.wave_id == wave.id).order_by(LetterBatch.number.desc()).limit(1)
    )
    return last == wave.letters


def batches(wave: Wave) -> Sequence[LetterBatch]:
    """The files that have been made, in order."""
    return db.session.scalars(
        select(LetterBatch).where(LetterBatch.wave_id == wave.id).order_by(LetterBatch.number)
    ).all()


def path(wave_id: WaveId, number: int) -> Path:
    """Where the file is kept until the letters are in the post."""
    folder = Path(current_app.config["BERAAD"].instance) / "letters"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder / filename(wave_id, number)


def filename(wave_id: WaveId, number: int) -> str:
    """The name under which the printer gets a file."""
    return f"brieven-{wave_id}-{number:03}.pdf"


def manifest(wave: Wave) -> str:
    """Hash and name of each file, as `sha256sum --check` reads them."""
    return "".join(f"{batch.sha256}  {filename(wave.id, batch.number)}\n" for batch in batches(wave))


def finish(wave: Wave) -> Wave:
    """The letters are in the post: wipe the codes, delete the files.

    Raises `WaveStateError`, also too early, and `LettersUnfetchedError`.
    """
    waves.mark_sent(wave)
    files = [path(wave.id, batch.number) for batch in batches(wave)]
    edge.after_commit(lambda: _delete(files))
    return wave


def _delete(files: Sequence[Path]) -> None:
    for file in files:
        file.unlink(missing_ok=True)


def addressees(wave: Wave, first: int, last: int) -> list[Addressee]:
    """The people of letters `first` to `last`, with the codes that are still sealed."""
    invitations = db.session.scalars(
        select(Invitation)
        .options(joinedload(Invitation.register_row))
        .where(Invitation.wave_id == wave.id, Invitation.number.between(first, last))
        .order_by(Invitation.number)
    )
    return [_addressee(invitation, invitation.register_row) for invitation in invitations]


def address_rows(wave: Wave) -> list[list[str]]:
    """Of each letter its number, its file, name and address: what the printer checks against. The codes stay sealed.

    The log says who fetched them.
    """
    letters = db.session.execute(
        select(Invitation.number, RegisterRow)
        .join(RegisterRow, RegisterRow.id == Invitation.register_row_id)
        .where(Invitation.wave_id == wave.id)
        .order_by(Invitation.number)
    ).all()
    audit.record("recruitment.addresses_fetched", wave, assembly_id=wave.assembly_id, people=len(letters))
    return [
        [str(number), filename(wave.id, (number - 1) // BATCH + 1), row.name, row.address_line1, row.address_line2,
         last_line(row.postcode, row.place)]
        for number, row in letters
    ]  # fmt: skip


def _addressee(invitation: Invitation, row: RegisterRow | None) -> Addressee:
    if row is None or invitation.sealed_code is None:
        raise WaveStateError(f"letter {invitation.number} has lost its address or its code")
    plain = sealing.unseal(invitation.sealed_code, invitation.seal_name)
    code = codes.read(plain)
    assert code is not None
    return Addressee(row.name, envelope(row.address_line1, row.address_line2, row.postcode, row.place), code)


def words_sha256(wave: Wave) -> str:
    """SHA-256 (hex) over the words that were approved."""
    return hashlib.sha256(json.dumps(wave.letter, sort_keys=True).encode()).hexdigest()
