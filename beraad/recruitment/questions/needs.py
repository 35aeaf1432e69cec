"""What people need to take part, in their own words: sealed, opened for the griffie and for people who get a seat."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from sqlalchemy import delete

from beraad.extensions import db
from beraad.orm import rows_changed
from beraad.recruitment.models.registration import RegistrationId
from beraad.recruitment.models.sign_up import SealedNeeds
from beraad.web import sealing


@dataclass(frozen=True)
class Needs:
    """In the person's own words; empty if nothing is needed."""

    access: str = ""
    diet: str = ""
    childcare: str = ""
    interpreter: str = ""
    transport: str = ""
    device: str = ""

    def __bool__(self) -> bool:
        return any(asdict(self).values())


def store(registration_id: RegistrationId, needs: Needs) -> None:
    """Replace what this person wrote before; no row is left for a person who needs nothing."""
    forget([registration_id])
    if needs:
        sealed = sealing.seal(json.dumps(asdict(needs)), _row(registration_id))
        db.session.add(SealedNeeds(registration_id=registration_id, sealed=sealed))
    db.session.flush()


def read(registration_id: RegistrationId) -> Needs:
    """What this person needs."""
    row = db.session.get(SealedNeeds, registration_id)
    return Needs() if row is None else Needs(**json.loads(sealing.unseal(row.sealed, _row(registration_id))))


def take(registration_id: RegistrationId) -> Needs:
    """Returns what this person needs and deletes it here: another room stores it from now on."""
    needs = read(registration_id)
    forget([registration_id])
    return needs


def forget(registration_ids: list[int]) -> int:
    """Delete what these people need. Returns how many rows there were."""
    return rows_changed(db.session, delete(SealedNeeds).where(SealedNeeds.registration_id.in_(registration_ids)))


def _row(registration_id: RegistrationId) -> str:
    return f"registration:{registration_id}:needs"
