"""What panellists need to take part and whom to call in an emergency: sealed, opened for the griffie and themselves."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from beraad.audit import service as audit
from beraad.extensions import db
from beraad.panel.models import Seat
from beraad.recruitment.models.registration import RegistrationId
from beraad.recruitment.questions import needs as recruitment
from beraad.web import sealing


@dataclass(frozen=True)
class Needs(recruitment.Needs):
    """What people tell when they sign up, and whom to call in an emergency."""

    emergency_contact: str = ""


def set_needs(seat: Seat, needs: Needs) -> None:
    """Store what a panellist needs."""
    seat.sealed_needs = sealing.seal(json.dumps(asdict(needs)), _sealed_for(seat))
    db.session.flush()
    audit.record("panel.needs_set", seat, assembly_id=seat.assembly_id)


def take_over(seat: Seat, registration_id: RegistrationId) -> None:
    """Take over what this person told when they signed up: nothing is asked twice."""
    signed_up_with = recruitment.take(registration_id)
    if signed_up_with:
        needs = Needs(**asdict(signed_up_with))
        seat.sealed_needs = sealing.seal(json.dumps(asdict(needs)), _sealed_for(seat))
        db.session.flush()


def needs_of(seat: Seat) -> Needs:
    """What this panellist needs."""
    if seat.sealed_needs is None:
        return Needs()
    return Needs(**json.loads(sealing.unseal(seat.sealed_needs, _sealed_for(seat))))


def _sealed_for(seat: Seat) -> str:
    return f"{audit.subject_of(Seat, seat.id)}:needs"
