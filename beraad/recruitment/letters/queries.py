"""The questions that pages ask about the sample and its letters; frozen rows come out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import QueryableAttribute, aliased

from beraad.assemblies.models import Assembly, AssemblyId
from beraad.extensions import db
from beraad.recruitment.letters import sampling
from beraad.recruitment.letters.strata import in_order
from beraad.recruitment.models.registration import Registration, RegistrationState
from beraad.recruitment.models.sample import RegisterRow, RegisterRowId
from beraad.recruitment.models.waves import Invitation, InvitationId, LetterBatch, Wave, WaveId


@dataclass(frozen=True)
class Response:
    """How many letters went out and how many people signed up after one."""

    letters: int
    signed_up: int

    @property
    def share(self) -> float:
        """Signed up per letter, from 0 to 1."""
        return self.signed_up / self.letters if self.letters else 0.0


@dataclass(frozen=True)
class WaveRow:
    """A wave in the overview."""

    wave: Wave
    response: Response


def waves(assembly_id: AssemblyId) -> list[WaveRow]:
    """The waves of a burgerberaad with their response, in order."""
    rows = db.session.scalars(select(Wave).where(Wave.assembly_id == assembly_id).order_by(Wave.number)).all()
    responses = _responses(Invitation.wave_id, Wave.assembly_id == assembly_id)
    return [WaveRow(wave, responses.get(wave.id, Response(0, 0))) for wave in rows]


def wave(assembly: Assembly, number: int) -> Wave:
    """Returns wave `number`, or 404."""
    wave: Wave = db.first_or_404(select(Wave).where(Wave.assembly_id == assembly.id, Wave.number == number))
    return wave


def batch(wave_id: WaveId, number: int) -> LetterBatch:
    """Returns file `number` with letters of this wave, or 404."""
    batch: LetterBatch = db.first_or_404(
        select(LetterBatch).where(LetterBatch.wave_id == wave_id, LetterBatch.number == number)
    )
    return batch


def silent_letters(wave_id: WaveId) -> list[tuple[RegisterRowId, str, InvitationId]]:
    """Row of the sample, stratum and id of each letter of this wave that nobody answered, in order.

    Leaves out letters whose address is no longer known, for example after an erasure.
    """
    answered = select(Registration.invitation_id).where(Registration.invitation_id.is_not(None))
    rows = db.session.execute(
        select(RegisterRow.id, Invitation.stratum, Invitation.id)
        .join(RegisterRow, RegisterRow.id == Invitation.register_row_id)
        .where(Invitation.wave_id == wave_id, Invitation.id.not_in(answered))
        .order_by(Invitation.number)
    )
    return [(row_id, stratum, invitation_id) for row_id, stratum, invitation_id in rows]


def strata(wave_id: WaveId) -> Mapping[str, Response]:
    """Stratum → response to the letters of this wave, in order."""
    responses = _responses(Invitation.stratum, Wave.id == wave_id)
    return in_order({str(name): response for name, response in responses.items()})


def _responses(group: QueryableAttribute[Any], which: ColumnElement[bool]) -> dict[Any, Response]:
    """Value of `group` → response, of the invitations in `which` waves. A reminder counts the answer to its letter."""
    first = aliased(Registration)
    answered = func.count(first.id)
    rows = db.session.execute(
        select(group, func.count(Invitation.id), answered)
        .join(Wave, Wave.id == Invitation.wave_id)
        .outerjoin(
            first,
            (first.invitation_id == func.coalesce(Invitation.reminds_id, Invitation.id))
            & (first.state == RegistrationState.SIGNED_UP),
        )
        .where(which)
        .group_by(group)
    )
    return {key: Response(letters, signed_up) for key, letters, signed_up in rows}


def expected_response(assembly_id: AssemblyId, strata_by: Sequence[str]) -> Mapping[str, float]:
    """Stratum → share of its letters that was answered, over the waves with these strata."""
    waves = db.session.scalars(select(Wave).where(Wave.assembly_id == assembly_id)).all()
    mine = [wave.id for wave in waves if wave.strata_by == list(strata_by)]
    first = Wave.id.in_(mine) & Wave.reminds_id.is_(None)
    letters = {name: response.letters for name, response in _responses(Invitation.stratum, first).items()}
    signed_up = _responses(Invitation.stratum, Wave.id.in_(mine))
    return sampling.response({str(name): (size, signed_up[name].signed_up) for name, size in letters.items()})
