"""The verbs on waves of letters: plan one, draw who gets a letter, give each a code, approve, mark as sent, remind."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import delete, func, insert, select, update

from beraad.accounts.models import Account
from beraad.assemblies.models import Assembly
from beraad.audit import service as audit
from beraad.days import day_of
from beraad.extensions import db
from beraad.jobs import service as jobs
from beraad.jobs.errors import JobFailed
from beraad.jobs.run import JobRun
from beraad.orm import now
from beraad.recruitment.errors import (
    DrawRefusedError,
    LetterWordsError,
    NobodyToRemindError,
    SameOfficialError,
    WaveStateError,
)
from beraad.recruitment.letters import contents as letters
from beraad.recruitment.letters import return_address, sampling, strata
from beraad.recruitment.letters import texts as letter_texts
from beraad.recruitment.letters.sampling import Candidate, Drawn
from beraad.recruitment.models.registration import Registration
from beraad.recruitment.models.sample import RegisterRow
from beraad.recruitment.models.sign_up import ReturnCode
from beraad.recruitment.models.waves import Division, Invitation, LetterBatch, Wave, WaveState
from beraad.recruitment.register import service as samples
from beraad.recruitment.sign_up import codes
from beraad.web import sealing, visitor

JOB = "recruitment.draw_wave"
#: letters that get their code and are committed together
CHUNK = 250
SEED_BYTES = 32


@dataclass(frozen=True)
class Asked:
    """How the letters of a wave are to be divided."""

    #: keys of `strata.DIMENSIONS`
    strata_by: Sequence[str] = ()
    #: stratum → letters; empty to mirror the sample
    sizes: Mapping[str, int] = field(default_factory=dict)
    one_per_household: bool = True
    division: Division = Division.PEOPLE
    #: stratum → share that is expected to answer, when that is what the sizes came from
    response: Mapping[str, float] = field(default_factory=dict)


def plan(assembly: Assembly, letters: int, asked: Asked | None = None, seed: str | None = None) -> Wave:
    """Ask for a wave of `letters` new addressees; a job draws them and makes their codes.

    `seed`: hexadecimal, made here when left out. Raises `DrawRefusedError` when the sample can't give these letters.
    """
    if samples.is_waited_for(assembly.id):
        raise DrawRefusedError("sample_incomplete")
    asked = asked or Asked()
    wave = Wave(
        assembly_id=assembly.id,
        number=next_number(assembly.id),
        letters=letters,
        strata_by=list(asked.strata_by),
        sizes=dict(asked.sizes),
        one_per_household=asked.one_per_household,
        division=asked.division,
        response=dict(asked.response),
        seed=seed or secrets.token_hex(SEED_BYTES),
        last_row_id=db.session.scalar(select(func.max(RegisterRow.id)).where(RegisterRow.assembly_id == assembly.id)),
        created_by_id=visitor.account_number(),
    )
    db.session.add(wave)
    db.session.flush()
    outcome = drawn(wave)
    wave.people = dict(outcome.strata)
    wave.drawn_from_sha256, wave.outcome_sha256 = outcome.drawn_from_sha256, outcome.outcome_sha256
    subject = f"wave:{wave.id}"
    audit.record("recruitment.wave_planned", subject, assembly_id=assembly.id, letters=letters, seed=wave.seed)
    return _ask_for_letters(wave)


def draw_file(wave: Wave) -> str:
    """The file from which anyone who has the seed can draw the same letters; see `sampling`."""
    return sampling.as_file(_candidates(wave))


def next_number(assembly_id: int) -> int:
    """The number of the wave that comes next."""
    return (db.session.scalar(select(func.max(Wave.number)).where(Wave.assembly_id == assembly_id)) or 0) + 1


def _candidates(wave: Wave) -> list[Candidate]:
    """Everyone whom this wave can reach: the sample without those whom earlier waves wrote to."""
    year = day_of(wave.created_at).year
    households = wave.one_per_household
    return strata.candidates(wave.assembly_id, wave.strata_by, year, wave.number, households, wave.last_row_id)


def drawn(wave: Wave) -> Drawn:
    """Who gets a letter of `wave`, in order: the same again for as long as the sample is there."""
    return sampling.draw(_candidates(wave), wave.letters, wave.sizes, wave.one_per_household, bytes.fromhex(wave.seed))


def remind(wave: Wave) -> Wave:
    """Ask for a wave that reminds everyone who has not answered a letter of `wave`; the old codes keep working.

    Raises `WaveStateError` when the letters are not in the post or are reminders themselves, `NobodyToRemindError`.
    """
    _require(wave, WaveState.SENT)
    silent = len(_silent(wave.id))
    if wave.reminds_id is not None:
        raise WaveStateError(wave.state.value)
    if not silent:
        raise NobodyToRemindError
    reminder = Wave(
        assembly_id=wave.assembly_id,
        number=next_number(wave.assembly_id),
        letters=silent,
        reminds_id=wave.id,
        strata_by=list(wave.strata_by),
        one_per_household=wave.one_per_household,
        seed=wave.seed,
        created_by_id=visitor.account_number(),
    )
    db.session.add(reminder)
    db.session.flush()
    audit.record("recruitment.reminder_planned", f"wave:{reminder.id}", assembly_id=wave.assembly_id, letters=silent)
    return _ask_for_letters(reminder)


@dataclass(frozen=True)
class _Addressee:
    """Somebody who gets a letter of the wave that is being made."""

    row_id: int
    stratum: str
    #: the invitation that the letter repeats
    reminds_id: int | None = None


def work(run: JobRun) -> None:
    """The job: say who gets a letter, then make the letters chunk by chunk.

    Whoever starts again goes on after the last letter that was committed.
    """
    wave = db.session.get_one(Wave, run.payload["wave"])
    if wave.state is not WaveState.PLANNED:
        return
    wave_id = wave.id
    made = set(db.session.scalars(select(Invitation.register_row_id).where(Invitation.wave_id == wave_id)))
    people = [person for person in _addressees(wave) if person.row_id not in made]
    taken = select(Invitation.selector).union_all(select(ReturnCode.selector))
    makes = codes.make(db.session.scalars(taken))
    total = len(made) + len(people)
    run.step(total=total, phase="letters")
    for start in range(0, len(people), CHUNK):
        chunk = people[start : start + CHUNK]
        first = len(made) + start + 1
        values = [_letter(wave_id, number, person, next(makes)) for number, person in enumerate(chunk, first)]
        db.session.execute(insert(Invitation), values)
        done = first + len(chunk) - 1
        run.step(cursor=done, done=done)
    wave = db.session.get_one(Wave, wave_id)
    wave.state, wave.letters = WaveState.DRAWN, total
    db.session.flush()
    audit.record("recruitment.wave_drawn", f"wave:{wave_id}", assembly_id=wave.assembly_id, letters=total)


def _addressees(wave: Wave) -> list[_Addressee]:
    """Who gets a letter, in order: those drawn, or for a reminder those who have not answered by now."""
    if wave.reminds_id is not None:
        return _silent(wave.reminds_id)
    rows = _row_numbers(wave.assembly_id)
    try:
        return [_Addressee(rows[person.fingerprint], person.stratum) for person in drawn(wave).people]
    except DrawRefusedError as error:  # the sample was deleted since the wave was planned
        raise JobFailed(error.code) from error


def _silent(wave_id: int) -> list[_Addressee]:
    """The people with a letter of this wave that nobody answered, as long as their address is known."""
    answered = select(Registration.invitation_id).where(Registration.invitation_id.is_not(None))
    rows = db.session.execute(
        select(Invitation.register_row_id, Invitation.stratum, Invitation.id)
        .where(Invitation.wave_id == wave_id, Invitation.register_row_id.is_not(None))
        .where(Invitation.id.not_in(answered))
        .order_by(Invitation.number)
    )
    return [_Addressee(row_id, stratum, number) for row_id, stratum, number in rows]


def approve(wave: Wave, official: Account) -> Wave:
    """Let the letters go to the printer with the words they have now.

    A wave whose words changed after it was approved can be approved again, as long as no letter of it was fetched.
    Raises `SameOfficialError` for whoever asked for the wave or wrote its words, `LetterWordsError` (also when nobody
    is known to whom the form behind the letter goes back), `WaveStateError`.
    """
    if not (wave.state is WaveState.APPROVED and is_outdated(wave)):
        _require(wave, WaveState.DRAWN)
    writer = letter_texts.last_writer(wave)
    if official.id in (wave.created_by_id, writer):
        raise SameOfficialError
    if return_address.of(wave.assembly_id) is None:
        raise LetterWordsError("return_address", "return_line")
    wave.letter = letters.of_wave(wave).stored()
    wave.state, wave.approved_at, wave.approved_by_id = WaveState.APPROVED, now(), official.id
    db.session.execute(delete(LetterBatch).where(LetterBatch.wave_id == wave.id))
    db.session.flush()
    audit.record("recruitment.wave_approved", f"wave:{wave.id}", assembly_id=wave.assembly_id)
    return wave


def is_outdated(wave: Wave) -> bool:
    """Whether the words have changed since they were approved, while no letter with them has been fetched."""
    if wave.state is not WaveState.APPROVED or is_fetched(wave):
        return False
    try:
        return letters.of_wave(wave).stored() != wave.letter
    except LetterWordsError:  # something the words name was emptied
        return True


def is_fetched(wave: Wave) -> bool:
    """Whether letters of the wave were handed out for the printer."""
    fetched = select(LetterBatch.number).where(LetterBatch.wave_id == wave.id, LetterBatch.fetched_at.is_not(None))
    return db.session.scalar(fetched.limit(1)) is not None


def mark_sent(wave: Wave) -> Wave:
    """The letters are in the post: from now on nobody can read their codes here any more."""
    _require(wave, WaveState.APPROVED)
    wave.state, wave.sent_at = WaveState.SENT, now()
    db.session.execute(update(Invitation).where(Invitation.wave_id == wave.id).values(sealed_code=None))
    db.session.flush()
    audit.record("recruitment.wave_sent", f"wave:{wave.id}", assembly_id=wave.assembly_id, letters=wave.letters)
    return wave


def _require(wave: Wave, state: WaveState) -> None:
    if wave.state is not state:
        raise WaveStateError(wave.state.value)


def _ask_for_letters(wave: Wave) -> Wave:
    subject = f"wave:{wave.id}"
    job = jobs.enqueue(JOB, subject, {"wave": wave.id}, idempotency_key=subject, assembly_id=wave.assembly_id)
    wave.job_id = job.id
    db.session.flush()
    return wave


def _letter(wave_id: int, number: int, person: _Addressee, code: codes.Code) -> dict[str, object]:
    return {
        "wave_id": wave_id,
        "number": number,
        "register_row_id": person.row_id,
        "reminds_id": person.reminds_id,
        "stratum": person.stratum,
        "selector": code.selector,
        "secret_hash": codes.HASHER.hash(code.secret),
        "sealed_code": sealing.seal(code.plain, seal_name(code.selector)),
    }


def seal_name(selector: str) -> str:
    """The row to which a sealed code is bound."""
    return f"invitation:{selector}"


def _row_numbers(assembly_id: int) -> dict[str, int]:
    rows = db.session.execute(
        select(RegisterRow.fingerprint, RegisterRow.id).where(RegisterRow.assembly_id == assembly_id)
    )
    return dict(rows.all())
