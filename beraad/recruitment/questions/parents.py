"""What a parent or guardian of a minor is asked, and what they answered."""

from __future__ import annotations

from dataclasses import dataclass

from beraad.extensions import db
from beraad.recruitment.models.registration import RegistrationId
from beraad.recruitment.models.sign_up import ParentConsent

#: from this age, reached in the year of the first meeting, nobody else has to agree
OF_AGE = 18


@dataclass(frozen=True)
class Parent:
    """Who agreed; an empty name for somebody of age."""

    name: str = ""
    #: empty if it was not asked
    phone: str = ""


def store(registration_id: RegistrationId, parent: Parent) -> None:
    """Replace who agreed before; no row is left for somebody of age."""
    stored = db.session.get(ParentConsent, registration_id)
    if not parent.name:
        if stored is not None:
            db.session.delete(stored)
        return
    if stored is None:
        stored = ParentConsent(registration_id=registration_id)
        db.session.add(stored)
    stored.name, stored.phone = parent.name, parent.phone


def find(registration_id: RegistrationId) -> ParentConsent | None:
    """Who agreed that this person takes part, or None."""
    return db.session.get(ParentConsent, registration_id)
