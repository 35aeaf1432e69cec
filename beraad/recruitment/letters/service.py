"""What is done with a wave of letters: plan it, throw it away, approve it, mark it as sent, remind. See also `jobs`."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import delete, func, select, update

from beraad.accounts.models import Account
from beraad.acts import service as acts
from beraad.assemblies.models import Assembly, AssemblyId
from beraad.audit import service as audit
from beraad.extensions import db
from beraad.jobs import service as jobs
from beraad.orm import now
from beraad.recruitment.errors import (
    DrawRefusedError,
    LaterWaveError,
    LettersUnfetchedError,
    LettersUnsettledError,
    LetterWordsError,
    NobodyToRemindError,
    OwnWaveError,
    WaveStateError,
)
from beraad.recruitment.letters import contents, queries, sampling, strata
from beraad.recruitment.letters import texts as letter_texts
from beraad.recruitment.letters.letterhead import return_address, sender
from beraad.recruitment.letters.sampling import Candidate, Drawn
from beraad.recruitment.letters.strata import Ages
from beraad.recruitment.models.sample import RegisterRow
from beraad.recruitment.models.waves import Division, Invitation, LetterBatch, Wave, WaveState
from beraad.recruitment.questions import before_letters
from beraad.recruitment.register import service as samples
from beraad.recruitment.sign_up import service as sign_up
from beraad.web import visitor

#: the kind of job that draws the letters of a wave; kept as it was first stored
DRAW_JOB = "recruitment.draw_wave"
#: the act of the second official, see `letters.acts`
APPROVE_KEY = "recruitment.approve_wave"
SEED_BYTES = 32


@dataclass(frozen=True)
class WaveData:
    """How the letters of a wave are to be divided."""

    #: keys of `strata.DIMENSIONS`
    strata_by: Sequence[str] = ()
    #: stratum → letters; empty to mirror the sample
    sizes: Mapping[str, int] = field(default_factory=dict)
    one_per_household: bool = True
    division: Division = Division.PEOPLE
    #: stratum → share that is expected to answer, when that is what the sizes came from
    response: Mapping[str, float] = field(default_factory=dict)
    #: bands of age; None for those of the burgerberaad
    ages: Ages | None = None


def plan(assembly: Assembly, size: int, data: WaveData | None = None, seed: str | None = None) -> Wave:
    """Plan a wave of `size` letters to new addressees; a job draws them and makes their codes.

    `seed`: hexadecimal, made here if left out. Raises `DrawRefusedError` if the sample is too small for these letters,
    `PoolFrozenError` once the list of the draw is frozen.
    """
    sign_up.require_open_pool(assembly)
    if samples.is_waited_for(assembly.id):
        raise DrawRefusedError("sample_incomplete")
    data = data or WaveData()
    wave = Wave(
        assembly_id=assembly.id,
        number=next_number(assembly.id),
        letters=size,
        strata_by=list(data.strata_by),
        ages=(data.ages or strata.ages_now(assembly)).stored() if strata.AGE in data.strata_by else {},
        sizes=dict(data.sizes),
        one_per_household=data.one_per_household,
        division=data.division,
        response=dict(data.response),
        seed=seed or secrets.token_hex(SEED_BYTES),
        last_row_id=db.session.scalar(select(func.max(RegisterRow.id)).where(RegisterRow.assembly_id == assembly.id)),
        created_by_id=visitor.current_account_id(),
    )
    db.session.add(wave)
    db.session.flush()
    outcome = draw(wave)
    wave.people = dict(outcome.strata)
    wave.drawn_from_sha256, wave.outcome_sha256 = outcome.drawn_from_sha256, outcome.outcome_sha256
    audit.record("recruitment.wave_planned", wave, assembly_id=assembly.id, letters=size, seed=wave.seed)
    return _ask_for_letters(wave)


def draw_file(wave: Wave) -> str:
    """The file from which anyone who has the seed can draw the same letters; see `sampling`."""
    return sampling.as_file(_candidates(wave))


def next_number(assembly_id: AssemblyId) -> int:
    """The number of the next wave."""
    return (db.session.scalar(select(func.max(Wave.number)).where(Wave.assembly_id == assembly_id)) or 0) + 1


def _candidates(wave: Wave) -> list[Candidate]:
    """Everyone in the sample to whom no earlier wave wrote."""
    ages, households = strata.ages_of(wave), wave.one_per_household
    return strata.candidates(wave.assembly_id, wave.strata_by, ages, wave.number, households, wave.last_row_id)


def draw(wave: Wave) -> Drawn:
    """Who gets a letter of `wave`, in order; deterministic while the sample exists."""
    return sampling.draw(_candidates(wave), wave.letters, wave.sizes, wave.one_per_household, bytes.fromhex(wave.seed))


def remind(wave: Wave) -> Wave:
    """Plan a wave that reminds everyone who has not answered a letter of `wave`; the old codes keep working.

    Raises `WaveStateError` if the letters are not in the post or are reminders themselves, `NobodyToRemindError`.
    """
    _require(wave, WaveState.SENT)
    sign_up.require_open_pool(wave.assembly)
    silent = len(queries.silent_letters(wave.id))
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
        ages=dict(wave.ages),
        one_per_household=wave.one_per_household,
        seed=wave.seed,
        created_by_id=visitor.current_account_id(),
    )
    db.session.add(reminder)
    db.session.flush()
    audit.record("recruitment.reminder_planned", reminder, assembly_id=wave.assembly_id, letters=silent)
    return _ask_for_letters(reminder)


def require_to_discard(wave: Wave) -> None:
    """Raises `WaveStateError` unless the letters wait for approval, `LaterWaveError` if a later wave was drawn."""
    _require(wave, WaveState.DRAWN)
    later = select(Wave.id).where(Wave.assembly_id == wave.assembly_id, Wave.number > wave.number)
    if db.session.scalar(later.limit(1)) is not None:
        raise LaterWaveError


def discard(wave: Wave) -> None:
    """Delete a wave that nobody approved, with its codes; its people can get a letter again.

    The log keeps seed and outcome: whoever throws one draw away for the next is seen to do so. Raises `WaveStateError`,
    `LaterWaveError`.
    """
    require_to_discard(wave)
    subject, assembly_id = audit.subject_of(Wave, wave.id), wave.assembly_id
    details: dict[str, Any] = {
        "number": wave.number,
        "letters": wave.letters,
        "seed": wave.seed,
        "outcome": wave.outcome_sha256,
    }
    acts.close(wave)
    db.session.delete(wave)
    db.session.flush()
    audit.record("recruitment.wave_discarded", subject, assembly_id=assembly_id, **details)


def approve(wave: Wave, official: Account) -> Wave:
    """Let the letters go to the printer with the words they have now.

    A wave whose words changed after it was approved can be approved again, as long as no letter of it was fetched.
    Raises `OwnWaveError` for the account that asked for the wave or wrote its words, `LetterWordsError` (also if the
    address to which the form goes back or the data protection officer is not known), and what `require_to_approve` and
    `require_settled` raise.
    """
    require_to_approve(wave)
    require_settled(wave)
    writer = letter_texts.last_writer(wave)
    if official.id in (wave.created_by_id, writer):
        raise OwnWaveError
    if return_address.find(wave.assembly_id) is None:
        raise LetterWordsError("return_address", "return_line")
    if not sender.find(wave.assembly_id).privacy_contact:
        raise LetterWordsError("privacy_contact", "privacy_contact")
    wave.letter = contents.of_wave(wave).stored()
    wave.state, wave.approved_at, wave.approved_by_id = WaveState.APPROVED, now(), official.id
    acts.close(wave)
    db.session.execute(delete(LetterBatch).where(LetterBatch.wave_id == wave.id))
    db.session.flush()
    audit.record("recruitment.wave_approved", wave, assembly_id=wave.assembly_id)
    return wave


def require_to_approve(wave: Wave) -> None:
    """Raises `WaveStateError` unless the wave waits for approval, or its words changed after that."""
    if not (wave.state is WaveState.APPROVED and is_outdated(wave)):
        _require(wave, WaveState.DRAWN)


def require_settled(wave: Wave) -> None:
    """Raises `PoolFrozenError` if nobody can sign up with these letters any more.

    Raises `LettersUnsettledError` if something that they say or lead to was not decided yet.
    """
    sign_up.require_open_pool(wave.assembly)
    gaps = before_letters.gaps(wave.assembly)
    if gaps:
        raise LettersUnsettledError(gaps=[gap.label for gap in gaps])


def is_outdated(wave: Wave) -> bool:
    """Whether the words changed since they were approved, and no letter with them has been fetched."""
    if wave.state is not WaveState.APPROVED or is_fetched(wave):
        return False
    try:
        return contents.of_wave(wave).stored() != wave.letter
    except LetterWordsError:  # something the words name was emptied
        return True


def is_fetched(wave: Wave) -> bool:
    """Whether letters of the wave were handed out for the printer."""
    fetched = select(LetterBatch.number).where(LetterBatch.wave_id == wave.id, LetterBatch.fetched_at.is_not(None))
    return db.session.scalar(fetched.limit(1)) is not None


def require_fetched(wave: Wave) -> None:
    """Raises `WaveStateError` unless the wave was approved, `LettersUnfetchedError` unless every file was fetched."""
    _require(wave, WaveState.APPROVED)
    missing = unfetched(wave)
    if missing:
        raise LettersUnfetchedError(missing=missing)


def unfetched(wave: Wave) -> list[tuple[int, int]]:
    """The first and last letter of each file that nobody fetched; what is in no file yet counts as one."""
    files = db.session.execute(
        select(LetterBatch.first, LetterBatch.last, LetterBatch.fetched_at)
        .where(LetterBatch.wave_id == wave.id)
        .order_by(LetterBatch.number)
    ).all()
    missing = [(first, last) for first, last, fetched_at in files if fetched_at is None]
    printed = files[-1].last if files else 0
    return [*missing, (printed + 1, wave.letters)] if printed < wave.letters else missing


def mark_sent(wave: Wave) -> Wave:
    """The letters are in the post: from now on nobody can read their codes here any more.

    Raises `WaveStateError`, and `LettersUnfetchedError` while a file with letters was not fetched.
    """
    require_fetched(wave)
    wave.state, wave.sent_at = WaveState.SENT, now()
    db.session.execute(update(Invitation).where(Invitation.wave_id == wave.id).values(sealed_code=None))
    db.session.flush()
    audit.record("recruitment.wave_sent", wave, assembly_id=wave.assembly_id, letters=wave.letters)
    return wave


def _require(wave: Wave, state: WaveState) -> None:
    if wave.state is not state:
        raise WaveStateError(wave.state.value)


def _ask_for_letters(wave: Wave) -> Wave:
    subject = audit.subject_of(Wave, wave.id)
    key = f"{subject}:{wave.created_at:%Y%m%d%H%M%S%f}"  # SQLite gives the number of a deleted wave away again
    job = jobs.enqueue(DRAW_JOB, subject, {"wave": wave.id}, idempotency_key=key, assembly_id=wave.assembly_id)
    wave.job_id = job.id
    db.session.flush()
    return wave
