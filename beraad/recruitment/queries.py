"""The questions that pages and the lottery ask about sign-ups; frozen rows come out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from beraad.assemblies.models import Feature, FeatureValue
from beraad.extensions import db
from beraad.recruitment.models import Registration, RegistrationAnswer, RegistrationState
from beraad.recruitment.respondents import kept_cells


@dataclass(frozen=True)
class PoolPerson:
    """Somebody who can be drawn, without anything that says who it is."""

    registration_id: int
    pool_id: str
    #: name of the feature → answer, in the order of the features
    answers: Mapping[str, str]
    #: the same for everyone at one address; None when the address is not known
    household: str | None


def pool(assembly_id: int) -> tuple[PoolPerson, ...]:
    """Everyone who is signed up and answered every feature, sorted by pool id."""
    features = db.session.scalars(
        select(Feature.name).where(Feature.assembly_id == assembly_id).order_by(Feature.position, Feature.id)
    ).all()
    answered = _answers(assembly_id)
    people = db.session.execute(
        select(Registration.id, Registration.pool_id, Registration.household).where(
            Registration.assembly_id == assembly_id, Registration.state == RegistrationState.SIGNED_UP
        )
    )
    complete = (
        PoolPerson(number, pool_id, {name: answered[number][name] for name in features}, household)
        for number, pool_id, household in people
        if len(answered.get(number, ())) == len(features)
    )
    return tuple(sorted(complete, key=lambda person: person.pool_id))


def _answers(assembly_id: int) -> dict[int, dict[str, str]]:
    """Number of the registration → name of the feature → answer."""
    found: dict[int, dict[str, str]] = {}
    rows = db.session.execute(
        select(RegistrationAnswer.registration_id, Feature.name, FeatureValue.value)
        .join(Feature, Feature.id == RegistrationAnswer.feature_id)
        .join(FeatureValue, FeatureValue.id == RegistrationAnswer.feature_value_id)
        .where(Feature.assembly_id == assembly_id)
    )
    for number, feature, value in rows:
        found.setdefault(number, {})[feature] = value
    return found


def kept_columns(assembly_id: int) -> dict[str, dict[str, str]]:
    """Pool id → column → cell: what lists of people show besides the answers."""
    people = db.session.scalars(select(Registration).where(Registration.assembly_id == assembly_id))
    return {person.pool_id: kept_cells(person) for person in people}
