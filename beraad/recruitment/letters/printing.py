"""The letters of an approved wave as PDF files for the printer: made once, kept until they are in the post.

A file holds letters of some 250 people. What has been made is written down with its hash, so that the printer can
check what was received and a file is never made twice.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from pathlib import Path

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from beraad.audit import service as audit
from beraad.extensions import db
from beraad.jobs import service as jobs
from beraad.jobs.run import JobRun
from beraad.orm import now
from beraad.recruitment.errors import WaveStateError
from beraad.recruitment.letters import contents as letters
from beraad.recruitment.letters import service as waves
from beraad.recruitment.letters import typesetting
from beraad.recruitment.letters.contents import Addressee
from beraad.recruitment.models.sample import RegisterRow
from beraad.recruitment.models.waves import Invitation, LetterBatch, Wave, WaveState
from beraad.recruitment.sign_up import codes
from beraad.web import edge, sealing
from beraad.web.documents.files import write_files

JOB = "recruitment.print_wave"
#: letters in one file
BATCH = 250


def start(wave: Wave) -> Wave:
    """Ask for the files of an approved wave."""
    if wave.state is not WaveState.APPROVED:
        raise WaveStateError(wave.state.value)
    key = f"print_wave:{wave.id}:{wave.approved_at:%Y%m%d%H%M%S%f}"
    payload = {"wave": wave.id, "words": _fingerprint(wave)}
    job = jobs.enqueue(JOB, f"wave:{wave.id}", payload, idempotency_key=key, assembly_id=wave.assembly_id)
    wave.print_job_id = job.id
    db.session.flush()
    return wave


def fetch(batch: LetterBatch) -> bytes:
    """The file, for the printer; from now on the letters of its wave don't change any more.

    Raises `WaveStateError` when the words of the letters changed since they were approved.
    """
    wave = db.session.get_one(Wave, batch.wave_id)
    if waves.is_outdated(wave):
        raise WaveStateError(wave.state.value)
    content = path(wave.id, batch.number).read_bytes()
    if batch.fetched_at is None:
        batch.fetched_at = now()
        db.session.flush()
    subject = f"wave:{wave.id}"
    audit.record("recruitment.letters_fetched", subject, assembly_id=wave.assembly_id, file=batch.number)
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


def path(wave_id: int, number: int) -> Path:
    """Where the file is kept until the letters are in the post."""
    folder = Path(current_app.config["BERAAD"].instance) / "letters"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder / filename(wave_id, number)


def filename(wave_id: int, number: int) -> str:
    """The name under which the printer gets a file."""
    return f"brieven-{wave_id}-{number:03}.pdf"


def manifest(wave: Wave) -> str:
    """Hash and name of each file, as `sha256sum --check` reads them."""
    return "".join(f"{batch.sha256}  {filename(wave.id, batch.number)}\n" for batch in batches(wave))


def finish(wave: Wave) -> Wave:
    """The letters are in the post: wipe the codes, delete the files. Raises `WaveStateError` while files are made."""
    if wave.print_job_id is not None and not is_ready(wave):
        raise WaveStateError(wave.state.value)
    waves.mark_sent(wave)
    made = [path(wave.id, batch.number) for batch in batches(wave)]
    edge.after_commit(lambda: [file.unlink(missing_ok=True) for file in made])
    return wave


def work(run: JobRun) -> None:
    """The job: make file after file; goes on after the last one that was written down.

    Some files are made beforehand, by several processes; they are written down one by one and in order.
    """
    wave = db.session.get_one(Wave, run.payload["wave"])
    todo = [(first, min(first + BATCH - 1, wave.letters)) for first in range(run.cursor + 1, wave.letters + 1, BATCH)]
    begun: dict[int, Callable[[], bytes]] = {}
    with typesetting.press(len(todo)) as (begin, at_once):
        for place, (first, last) in enumerate(todo):
            if not _is_wanted(wave, run):
                return
            for ahead in todo[place : place + at_once + 1]:
                if ahead[0] not in begun:
                    data = letters.ready(wave.letter or {}, addressees(wave, *ahead))
                    begun[ahead[0]] = begin(data, int(wave.created_at.timestamp()))
            run.step(done=run.cursor, total=wave.letters, phase="printing")
            _keep(wave.id, first, last, begun.pop(first)())
            run.step(cursor=last, done=last)
    if _is_wanted(wave, run):
        audit.record("recruitment.wave_printed", f"wave:{wave.id}", assembly_id=wave.assembly_id, letters=wave.letters)


def _is_wanted(wave: Wave, run: JobRun) -> bool:
    """Whether the wave still has to be printed with the words that it had when that was asked."""
    return wave.state is WaveState.APPROVED and _fingerprint(wave) == run.payload["words"]


def _keep(wave_id: int, first: int, last: int, content: bytes) -> None:
    number = (first - 1) // BATCH + 1
    write_files({path(wave_id, number): content}, private=True)
    digest = hashlib.sha256(content).hexdigest()
    db.session.add(LetterBatch(wave_id=wave_id, number=number, first=first, last=last, sha256=digest))


def addressees(wave: Wave, first: int, last: int) -> list[Addressee]:
    """The people of letters `first` to `last`, with the codes that are still sealed."""
    found = db.session.scalars(
        select(Invitation)
        .options(joinedload(Invitation.register_row))
        .where(Invitation.wave_id == wave.id, Invitation.number.between(first, last))
        .order_by(Invitation.number)
    )
    return [_addressee(invitation, invitation.register_row) for invitation in found]


def address_rows(wave: Wave) -> list[list[str]]:
    """Of each letter its number, its file, name and address: what the printer checks against. The codes stay sealed.

    The log says who fetched them.
    """
    found = db.session.execute(
        select(Invitation.number, RegisterRow)
        .join(RegisterRow, RegisterRow.id == Invitation.register_row_id)
        .where(Invitation.wave_id == wave.id)
        .order_by(Invitation.number)
    ).all()
    audit.record("recruitment.addresses_fetched", f"wave:{wave.id}", assembly_id=wave.assembly_id, people=len(found))
    return [
        [str(number), filename(wave.id, (number - 1) // BATCH + 1), row.name, row.address_line1, row.address_line2,
         _postcode_and_place(row)]
        for number, row in found
    ]  # fmt: skip


def _postcode_and_place(row: RegisterRow) -> str:
    return f"{row.postcode}  {row.place.upper()}"


def _addressee(invitation: Invitation, row: RegisterRow | None) -> Addressee:
    if row is None or invitation.sealed_code is None:
        raise WaveStateError(f"letter {invitation.number} has lost its address or its code")
    plain = sealing.unseal(invitation.sealed_code, waves.seal_name(invitation.selector))
    code = codes.read(plain)
    assert code is not None
    lines = (row.address_line1, row.address_line2, _postcode_and_place(row))
    return Addressee(row.name, tuple(filter(None, lines)), code)


def _fingerprint(wave: Wave) -> str:
    """SHA-256 (hex) over the words that were approved."""
    return hashlib.sha256(json.dumps(wave.letter, sort_keys=True).encode()).hexdigest()
