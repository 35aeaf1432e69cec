"""What panellists need to take part and whom to call in an emergency: sealed, opened for the griffie and themselves."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from beraad.audit import service as audit
from beraad.extensions import db
from beraad.panel.models import Seat
from beraad.recruitment.questions import needs as recruitment
from beraad.web import sealing


@dataclass(frozen=True)
class Needs(recruitment.Needs):
    """What people tell when they sign up, and whom to call in an emergency."""

    emergency_contact: str = ""


def set_needs(seat: Seat, needs: Needs) -> None:
    """Keep what a panellist told us."""
    seat.sealed_needs = sealing.seal(json.dumps(asdict(needs)), f"seat:{seat.id}:needs")
    db.session.flush()
    audit.record("panel.needs_set", f"seat:{seat.id}", assembly_id=seat.assembly_id)


def take_over(seat: Seat, registration_id: int) -> None:
    """What this person told when they signed up goes with them, so that nothing is asked twice."""
    told = recruitment.take(registration_id)
    if told:
        needs = Needs(**asdict(told))
        seat.sealed_needs = sealing.seal(json.dumps(asdict(needs)), f"seat:{seat.id}:needs")
        db.session.flush()


def needs_of(seat: Seat) -> Needs:
    """What this panellist needs."""
    if seat.sealed_needs is None:
        return Needs()
    return Needs(**json.loads(sealing.unseal(seat.sealed_needs, f"seat:{seat.id}:needs")))
