"""The verbs on sign-ups: register, change, withdraw."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from sqlalchemy import insert, select

from beraad.assemblies.models import Assembly
from beraad.audit import service as audit
from beraad.extensions import db
from beraad.orm import insert_unless_there, now
from beraad.recruitment.addresses import household_key, postcode
from beraad.recruitment.errors import AlreadySignedUpError, UnknownAnswerError
from beraad.recruitment.models.registration import (
    Channel,
    ContactBy,
    Registration,
    RegistrationAnswer,
    RegistrationState,
)
from beraad.recruitment.models.waves import Invitation
from beraad.recruitment.questions import asked, replies
from beraad.recruitment.questions.replies import Replies
from beraad.recruitment.sign_up.codes import ALPHABET
from beraad.recruitment.signals import announce_pool_change

POOL_ID_LENGTH = 6
ANSWERED = insert(RegistrationAnswer.__table__)


@dataclass(frozen=True)
class Person:
    """Who somebody is and how they are reached, as they told us."""

    name: str = ""
    address_line1: str = ""
    address_line2: str = ""
    postcode: str = ""
    place: str = ""
    email: str = ""
    phone: str = ""
    birth_year: int | None = None
    contact_by: ContactBy = ContactBy.POST
    language: str = "nl"
    extra: Mapping[str, str] = field(default_factory=dict)


def person_in(registration: Registration) -> Person:
    """Who somebody is according to their sign-up."""
    return Person(**{part.name: getattr(registration, part.name) for part in fields(Person)})


def register(
    assembly: Assembly,
    person: Person,
    answers: Mapping[str, str],
    channel: Channel,
    invitation: Invitation | None = None,
    told: Replies | None = None,
) -> Registration:
    """Sign somebody up. `answers`: name of the feature → answer, one for each feature that is not special.

    Raises `UnknownAnswerError` and, when the letter has been answered already, `AlreadySignedUpError`.
    """
    chosen = _chosen(assembly, answers)
    registration = _add(assembly.id, person, channel, invitation)
    if chosen:
        db.session.execute(ANSWERED, [{"registration_id": registration.id, **answer} for answer in chosen])
    if told is not None:
        replies.keep(registration, told)
    audit.record(
        "recruitment.registered", f"registration:{registration.id}", assembly_id=assembly.id, channel=channel.value
    )
    announce_pool_change(assembly.id)
    return registration


def change(
    registration: Registration, person: Person, answers: Mapping[str, str], told: Replies | None = None
) -> Registration:
    """Replace what somebody told us; signs a withdrawn person up again."""
    chosen = {answer["feature_id"]: answer["feature_value_id"] for answer in _chosen(registration.assembly, answers)}
    for answer in registration.answers:
        answer.feature_value_id = chosen.pop(answer.feature_id, answer.feature_value_id)
    for feature_id, value_id in chosen.items():
        registration.answers.append(RegistrationAnswer(feature_id=feature_id, feature_value_id=value_id))
    for name, value in _described(registration.assembly_id, person).items():
        setattr(registration, name, value)
    registration.state, registration.withdrawn_at = RegistrationState.SIGNED_UP, None
    registration.changed_at = now()
    db.session.flush()
    if told is not None:
        replies.keep(registration, told)
    audit.record(
        "recruitment.registration_changed", f"registration:{registration.id}", assembly_id=registration.assembly_id
    )
    announce_pool_change(registration.assembly_id)
    return registration


def withdraw(registration: Registration) -> Registration:
    """Take somebody out of the draw at their own wish. Nothing happens when they are out already."""
    if registration.state is RegistrationState.WITHDRAWN:
        return registration
    registration.state, registration.withdrawn_at = RegistrationState.WITHDRAWN, now()
    db.session.flush()
    audit.record(
        "recruitment.registration_withdrawn", f"registration:{registration.id}", assembly_id=registration.assembly_id
    )
    announce_pool_change(registration.assembly_id)
    return registration


def set_aside(registration: Registration) -> Registration:
    """Take a sign-up out of the draw because the same person has another one."""
    registration.state = RegistrationState.DOUBLE
    db.session.flush()
    audit.record(
        "recruitment.registration_set_aside", f"registration:{registration.id}", assembly_id=registration.assembly_id
    )
    announce_pool_change(registration.assembly_id)
    return registration


def _add(assembly_id: int, person: Person, channel: Channel, invitation: Invitation | None) -> Registration:
    """A row for `person`, under a name that nobody has; raises `AlreadySignedUpError`."""
    values = _described(assembly_id, person) | {"channel": channel, "consented_at": now()}
    letter = invitation.id if invitation else None
    while True:
        values |= {"assembly_id": assembly_id, "invitation_id": letter, "pool_id": _pool_id()}
        made = insert_unless_there(db.session(), Registration, **values)
        if made is not None:
            return made
        answered = select(Registration.id).where(Registration.invitation_id == letter)
        if letter is not None and db.session.scalar(answered) is not None:
            raise AlreadySignedUpError


def _described(assembly_id: int, person: Person) -> dict[str, Any]:
    """Name of the column → what it holds about `person`."""
    return {
        **vars(person),
        "postcode": postcode(person.postcode),
        "email": person.email.lower(),
        "household": household_key(assembly_id, person.address_line1, person.postcode),
    }


def _chosen(assembly: Assembly, answers: Mapping[str, str]) -> list[dict[str, int]]:
    """Columns of one answer for each feature of the burgerberaad that is not special; raises `UnknownAnswerError`."""
    chosen = []
    for feature in asked.of(assembly).open_features:
        given = answers.get(feature.name, "")
        value = next((option for option in feature.answers if option.value == given), None)
        if value is None:
            raise UnknownAnswerError(feature.name, given)
        chosen.append({"feature_id": feature.id, "feature_value_id": value.id})
    return chosen


def _pool_id() -> str:
    """A name for the draw that says nothing about order or person."""
    return "p" + "".join(secrets.choice(ALPHABET) for _ in range(POOL_ID_LENGTH))
