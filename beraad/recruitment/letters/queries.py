"""The questions that pages ask about the sample and its letters; frozen rows come out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import abort
from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from beraad.assemblies.models import Assembly
from beraad.extensions import db
from beraad.recruitment.letters import advice
from beraad.recruitment.letters.strata import in_order
from beraad.recruitment.models.registration import Registration, RegistrationState
from beraad.recruitment.models.waves import Invitation, LetterBatch, Wave


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


def waves(assembly_id: int) -> list[WaveRow]:
    """The waves of a burgerberaad with their response, in order."""
    found = db.session.scalars(select(Wave).where(Wave.assembly_id == assembly_id).order_by(Wave.number)).all()
    responses = _responses(Invitation.wave_id, Wave.assembly_id == assembly_id)
    return [WaveRow(wave, responses.get(wave.id, Response(0, 0))) for wave in found]


def wave(assembly: Assembly, number: int) -> Wave:
    """Wave `number`; 404 when this burgerberaad has no such."""
    found = db.session.scalar(select(Wave).where(Wave.assembly_id == assembly.id, Wave.number == number))
    if found is None:
        abort(404)
    return found


def batch(chosen: Wave, number: int) -> LetterBatch:
    """File `number` with letters of this wave; 404 when there is none."""
    found = db.session.get(LetterBatch, (chosen.id, number))
    if found is None:
        abort(404)
    return found


def strata(chosen: Wave) -> Mapping[str, Response]:
    """Stratum → response to the letters of this wave, in order."""
    found = _responses(Invitation.stratum, Wave.id == chosen.id)
    return in_order({str(name): response for name, response in found.items()})


def _responses(group: object, which: object) -> dict[object, Response]:
    """Value of `group` → response, of the invitations in `which` waves. A reminder counts the answer to its letter."""
    first = aliased(Registration)
    answered = func.count(first.id)
    rows = db.session.execute(
        select(group, func.count(Invitation.id), answered)  # type: ignore[call-overload]
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


def last_strata(assembly_id: int) -> Sequence[str]:
    """What the strata of the last wave with strata were made of."""
    chosen = select(Wave.strata_by).where(Wave.assembly_id == assembly_id).order_by(Wave.number.desc())
    return next((by for by in db.session.scalars(chosen) if by), [])


def expected_response(assembly_id: int, strata_by: Sequence[str]) -> Mapping[str, float]:
    """Stratum → share of its letters that was answered, over the waves with these strata."""
    found = db.session.scalars(select(Wave).where(Wave.assembly_id == assembly_id)).all()
    mine = [wave.id for wave in found if wave.strata_by == list(strata_by)]
    first = Wave.id.in_(mine) & Wave.reminds_id.is_(None)
    letters = {name: response.letters for name, response in _responses(Invitation.stratum, first).items()}
    signed_up = _responses(Invitation.stratum, Wave.id.in_(mine))
    return advice.response({str(name): (size, signed_up[name].signed_up) for name, size in letters.items()})
