"""The verbs on sign-ups: register, change, withdraw."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from sqlalchemy import insert, select

from beraad.assemblies.models import Assembly, AssemblyId, FeatureId, FeatureValueId
from beraad.audit import service as audit
from beraad.days import day_of
from beraad.extensions import db
from beraad.orm import insert_unless_there, now
from beraad.recruitment.addresses import household_key, postcode
from beraad.recruitment.errors import AlreadySignedUpError, PoolFrozenError, UnknownAnswerError
from beraad.recruitment.models.registration import Channel, Registration, RegistrationAnswer, RegistrationState
from beraad.recruitment.models.sign_up import Purpose
from beraad.recruitment.models.waves import Invitation
from beraad.recruitment.questions import ages, question_set, replies
from beraad.recruitment.questions.replies import Replies
from beraad.recruitment.sign_up.codes import ALPHABET
from beraad.recruitment.signals import announce_pool_change
from beraad.telling.ways import ContactBy

POOL_ID_LENGTH = 6
ANSWERED = insert(RegistrationAnswer.__table__)


@dataclass(frozen=True)
class Person:
    """A person's details and how to reach them."""

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
    """Returns the person of a sign-up."""
    return Person(**{part.name: getattr(registration, part.name) for part in fields(Person)})


@dataclass(frozen=True)
class RegistrationData:
    """A sign-up as it was filled in."""

    person: Person
    #: name of the feature → answer, one for each feature that is not special
    answers: Mapping[str, str]
    #: None if nothing else was asked
    replies: Replies | None = None

    def without_consent(self, purpose: Purpose) -> RegistrationData:
        """The same without the parts that need this consent."""
        if self.replies is None:
            return self
        return replace(self, replies=replace(self.replies, agreed=self.replies.agreed - {purpose}))


def register(
    assembly: Assembly, data: RegistrationData, channel: Channel, invitation: Invitation | None = None
) -> Registration:
    """Sign a person up, as the answer to a letter if there is an `invitation`.

    Raises `UnknownAnswerError`, `PoolFrozenError`, and `AlreadySignedUpError` if the letter has been answered already.
    """
    require_open_pool(assembly)
    values = _open_answers(assembly, data)
    registration = _add(assembly, data.person, channel, invitation)
    if values:
        rows = [
            {"registration_id": registration.id, "feature_id": feature_id, "feature_value_id": value_id}
            for feature_id, value_id in values
        ]
        db.session.execute(ANSWERED, rows)
    if data.replies is not None:
        replies.store(registration, data.replies)
    audit.record("recruitment.registered", registration, assembly_id=assembly.id, channel=channel.value)
    announce_pool_change(assembly.id)
    return registration


def change(registration: Registration, data: RegistrationData) -> Registration:
    """Replace what was filled in; signs a withdrawn person up again.

    Raises `UnknownAnswerError`, and `PoolFrozenError` for somebody who would come into a list that is frozen.
    """
    if not registration.state.is_signed_up and not _is_listed(registration):
        require_open_pool(registration.assembly)
    values = dict(_open_answers(registration.assembly, data))
    for answer in registration.answers:
        answer.feature_value_id = values.pop(answer.feature_id, answer.feature_value_id)
    for feature_id, value_id in values.items():
        registration.answers.append(RegistrationAnswer(feature_id=feature_id, feature_value_id=value_id))
    for name, value in _described(registration.assembly_id, data.person).items():
        setattr(registration, name, value)
    registration.state, registration.withdrawn_at = RegistrationState.SIGNED_UP, None
    registration.changed_at = now()
    db.session.flush()
    if data.replies is not None:
        replies.store(registration, data.replies)
    _record("recruitment.registration_changed", registration)
    return registration


def withdraw(registration: Registration) -> Registration:
    """Withdraw a person from the draw at their own request; does nothing if they withdrew before."""
    if registration.state is RegistrationState.WITHDRAWN:
        return registration
    registration.state, registration.withdrawn_at = RegistrationState.WITHDRAWN, now()
    db.session.flush()
    _record("recruitment.registration_withdrawn", registration)
    return registration


def _is_listed(registration: Registration) -> bool:
    """Whether somebody who withdrew did so after the list was frozen, and is still in it."""
    frozen_at, left_at = registration.assembly.pool_frozen_at, registration.withdrawn_at
    return frozen_at is not None and left_at is not None and frozen_at <= left_at


def require_open_pool(assembly: Assembly) -> None:
    """Raises `PoolFrozenError` once the list of the draw is frozen."""
    if assembly.pool_frozen_at is not None:
        raise PoolFrozenError(day=day_of(assembly.pool_frozen_at))


def set_aside(registration: Registration) -> Registration:
    """Take a sign-up out of the draw because the same person has another one. Raises `PoolFrozenError`."""
    require_open_pool(registration.assembly)
    registration.state = RegistrationState.DOUBLE
    db.session.flush()
    _record("recruitment.registration_set_aside", registration)
    return registration


def _record(action: str, registration: Registration) -> None:
    """Write down what happened, and let others know that the pool changed."""
    audit.record(action, registration, assembly_id=registration.assembly_id)
    announce_pool_change(registration.assembly_id)


def _add(assembly: Assembly, person: Person, channel: Channel, invitation: Invitation | None) -> Registration:
    """Add a row for `person`, with a pool id that nobody has. Raises `AlreadySignedUpError`."""
    values = _described(assembly.id, person) | {"channel": channel, "consented_at": now()}
    values["promised_edition"] = assembly.edition
    letter = invitation.id if invitation else None
    while True:
        values |= {"assembly_id": assembly.id, "invitation_id": letter, "pool_id": _pool_id()}
        registration = insert_unless_there(db.session(), Registration, **values)
        if registration is not None:
            return registration
        answered = select(Registration.id).where(Registration.invitation_id == letter)
        if letter is not None and db.session.scalar(answered) is not None:
            raise AlreadySignedUpError


def _described(assembly_id: AssemblyId, person: Person) -> dict[str, Any]:
    """Name of the column → what it holds about `person`."""
    return {
        **vars(person),
        "postcode": postcode(person.postcode),
        "email": person.email.lower(),
        "household": household_key(assembly_id, person.address_line1, person.postcode),
    }


def _open_answers(assembly: Assembly, data: RegistrationData) -> list[tuple[FeatureId, FeatureValueId]]:
    """Returns an answer for each feature that is not special; the age group is that of the year of birth.

    Raises `UnknownAnswerError`.
    """
    value_ids, answers = [], ages.with_age(assembly, data.answers, data.person.birth_year)
    for feature in question_set.current(assembly).open_features:
        answer = answers.get(feature.name, "")
        value = next((option for option in feature.answers if option.value == answer), None)
        if value is None:
            raise UnknownAnswerError(feature.name, answer)
        value_ids.append((feature.id, value.id))
    return value_ids


def _pool_id() -> str:
    """A name for the draw that says nothing about order or person."""
    return "p" + "".join(secrets.choice(ALPHABET) for _ in range(POOL_ID_LENGTH))
