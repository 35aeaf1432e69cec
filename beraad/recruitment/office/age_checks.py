"""People whose age group contradicts their year of birth, or whose year of birth the register denies: none is drawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import aliased

from beraad.assemblies.models import Assembly, FeatureValue
from beraad.extensions import db
from beraad.recruitment.models.registration import Registration, RegistrationAnswer, RegistrationId, RegistrationState
from beraad.recruitment.models.sample import RegisterRow
from beraad.recruitment.models.waves import Invitation
from beraad.recruitment.questions import ages, open_link, question_set

PERSON = (Registration.id, Registration.pool_id, Registration.birth_year)


@dataclass(frozen=True)
class AgeDoubt:
    """What is wrong with the age of one sign-up."""

    registration_id: RegistrationId
    pool_id: str
    birth_year: int
    #: the age that this person reaches in the year of the first meeting, and that year
    age: int
    year: int
    #: the stored answer, if another one follows from the year of birth; empty if that is right
    answer: str
    #: the answer that follows from the year of birth; None if none does
    right: str | None
    #: the year of birth in the register, if it is another one
    register_year: int | None


def of_one(registration: Registration) -> AgeDoubt | None:
    """What is wrong with the age of this sign-up, or None."""
    return next(_doubts(registration.assembly, registration), None)


def all_in_draw(assembly: Assembly) -> list[AgeDoubt]:
    """Everyone who would be drawn from with a wrong age, by pool id."""
    return sorted(_doubts(assembly), key=lambda doubt: doubt.pool_id)


def _doubts(assembly: Assembly, only: Registration | None = None) -> Iterator[AgeDoubt]:
    groups, year = ages.groups(question_set.current(assembly)), ages.year(assembly)
    answer = aliased(RegistrationAnswer)
    people = (
        select(*PERSON, FeatureValue.value, RegisterRow.birth_year)
        .outerjoin(Invitation, Invitation.id == Registration.invitation_id)
        .outerjoin(RegisterRow, RegisterRow.id == Invitation.register_row_id)
        .outerjoin(
            answer,
            (answer.registration_id == Registration.id) & (answer.feature_id == (groups.feature.id if groups else 0)),
        )
        .outerjoin(FeatureValue, FeatureValue.id == answer.feature_value_id)
        .where(Registration.assembly_id == assembly.id, Registration.birth_year.is_not(None))
    )
    if only is not None:
        people = people.where(Registration.id == only.id)
    else:
        people = people.where(Registration.state == RegistrationState.SIGNED_UP, open_link.in_draw(assembly.id))
    for registration_id, pool_id, birth_year, stored, register_year in db.session.execute(people):
        assert birth_year is not None  # the query leaves those out
        age = year - birth_year
        right = groups.of(age) if groups else None
        wrong = stored if stored is not None and stored != right else ""
        other = register_year if register_year not in (None, birth_year) else None
        if wrong or other is not None:
            yield AgeDoubt(registration_id, pool_id, birth_year, age, year, wrong, right, other)
