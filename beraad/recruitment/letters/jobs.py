"""The jobs of a wave of letters: draw who gets a letter and make the codes, and make the files for the printer."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask
from sqlalchemy import insert, select

from beraad.acts import service as acts
from beraad.audit import service as audit
from beraad.extensions import db
from beraad.jobs import service as jobs
from beraad.jobs.errors import JobFailed
from beraad.jobs.run import JobRun
from beraad.recruitment.errors import DrawRefusedError
from beraad.recruitment.letters import contents, printing, queries, service, typesetting
from beraad.recruitment.letters.printing import PRINT_JOB
from beraad.recruitment.letters.service import DRAW_JOB
from beraad.recruitment.models.sample import RegisterRow, RegisterRowId
from beraad.recruitment.models.sign_up import ReturnCode
from beraad.recruitment.models.waves import Invitation, InvitationId, LetterBatch, Wave, WaveId, WaveState, seal_name
from beraad.recruitment.sign_up import codes
from beraad.web import sealing
from beraad.web.documents.files import write_files

#: letters that get their code and are committed together
CHUNK = 250


def init_app(app: Flask) -> None:
    jobs.register(app, DRAW_JOB, draw_letters)
    jobs.register(app, PRINT_JOB, print_letters)


@dataclass(frozen=True)
class _NewLetter:
    """A letter of the wave that is being made."""

    register_row_id: RegisterRowId
    stratum: str
    #: the invitation that the letter repeats
    reminds_id: InvitationId | None = None


def draw_letters(run: JobRun) -> None:
    """Find out who gets a letter, then make the letters chunk by chunk.

    After a restart it goes on after the last letter that was committed.
    """
    wave = db.session.get_one(Wave, run.payload["wave"])
    if wave.state is not WaveState.PLANNED:
        return
    wave_id = wave.id
    row_ids_done = set(db.session.scalars(select(Invitation.register_row_id).where(Invitation.wave_id == wave_id)))
    letters = [letter for letter in _new_letters(wave) if letter.register_row_id not in row_ids_done]
    taken = select(Invitation.selector).union_all(select(ReturnCode.selector))
    new_codes = codes.make(db.session.scalars(taken))
    total = len(row_ids_done) + len(letters)
    run.step(total=total, phase="letters")
    for start in range(0, len(letters), CHUNK):
        chunk = letters[start : start + CHUNK]
        first = len(row_ids_done) + start + 1
        rows = [_row(wave_id, number, letter, next(new_codes)) for number, letter in enumerate(chunk, first)]
        db.session.execute(insert(Invitation), rows)
        done = first + len(chunk) - 1
        run.step(cursor=done, done=done)
    wave = db.session.get_one(Wave, wave_id)
    wave.state, wave.letters = WaveState.DRAWN, total
    db.session.flush()
    audit.record("recruitment.wave_drawn", wave, assembly_id=wave.assembly_id, letters=total)
    acts.propose(service.APPROVE_KEY, wave, wave.created_by_id)


def _new_letters(wave: Wave) -> list[_NewLetter]:
    """Who gets a letter, in order: those drawn, or for a reminder those who have not answered by now."""
    if wave.reminds_id is not None:
        return [_NewLetter(*letter) for letter in queries.silent_letters(wave.reminds_id)]
    sample = db.session.execute(
        select(RegisterRow.fingerprint, RegisterRow.id).where(RegisterRow.assembly_id == wave.assembly_id)
    )
    ids = dict(sample.all())
    try:
        return [_NewLetter(ids[person.fingerprint], person.stratum) for person in service.draw(wave).people]
    except DrawRefusedError as error:  # the sample was deleted since the wave was planned
        raise JobFailed(error.code) from error


def _row(wave_id: WaveId, number: int, letter: _NewLetter, code: codes.Code) -> dict[str, object]:
    return {
        "wave_id": wave_id,
        "number": number,
        "register_row_id": letter.register_row_id,
        "reminds_id": letter.reminds_id,
        "stratum": letter.stratum,
        "selector": code.selector,
        "secret_hash": codes.HASHER.hash(code.secret),
        "sealed_code": sealing.seal(code.plain, seal_name(code.selector)),
    }


def print_letters(run: JobRun) -> None:
    """Make file after file; after a restart it goes on after the last one that was written down.

    Some files are made ahead, by several processes; they are written down one by one and in order.
    """
    wave = db.session.get_one(Wave, run.payload["wave"])
    todo = [
        (first, min(first + printing.BATCH - 1, wave.letters))
        for first in range(run.cursor + 1, wave.letters + 1, printing.BATCH)
    ]
    begun: dict[int, Callable[[], bytes]] = {}
    with typesetting.press(len(todo)) as (begin, at_once):
        for place, (first, last) in enumerate(todo):
            if not _is_wanted(wave, run):
                return
            for ahead in todo[place : place + at_once + 1]:
                if ahead[0] not in begun:
                    data = contents.ready(wave.letter or {}, printing.addressees(wave, *ahead))
                    begun[ahead[0]] = begin(data, int(wave.created_at.timestamp()))
            run.step(done=run.cursor, total=wave.letters, phase="printing")
            _store(wave.id, first, last, begun.pop(first)())
            run.step(cursor=last, done=last)
    if _is_wanted(wave, run):
        audit.record("recruitment.wave_printed", wave, assembly_id=wave.assembly_id, letters=wave.letters)


def _is_wanted(wave: Wave, run: JobRun) -> bool:
    """Whether the wave still has to be printed with the words that it had when the job was enqueued."""
    return wave.state is WaveState.APPROVED and printing.words_sha256(wave) == run.payload["words"]


def _store(wave_id: WaveId, first: int, last: int, content: bytes) -> None:
    number = (first - 1) // printing.BATCH + 1
    write_files({printing.path(wave_id, number): content}, private=True)
    digest = hashlib.sha256(content).hexdigest()
    db.session.add(LetterBatch(wave_id=wave_id, number=number, first=first, last=last, sha256=digest))
