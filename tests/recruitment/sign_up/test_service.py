"""The verbs on sign-ups and what the lottery gets to see of them."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from beraad.assemblies.errors import FeaturesInUseError
from beraad.assemblies.features.service import set_features
from beraad.audit.models import AuditEvent
from beraad.extensions import db
from beraad.recruitment.errors import UnknownAnswerError
from beraad.recruitment.models.registration import Channel, Registration, RegistrationState
from beraad.recruitment.office import queries
from beraad.recruitment.sign_up import service
from beraad.recruitment.sign_up.service import RegistrationData
from beraad.web import edge


def test_a_sign_up_is_in_the_pool_with_its_answers_in_the_order_of_the_features(make: Any) -> None:
    assembly = make.assembly()
    made = make.registration(assembly, {"leeftijd": "40+", "geslacht": "man"})
    (person,) = queries.pool(assembly.id)
    assert person.registration_id == made.id
    assert person.pool_id == made.pool_id
    assert list(person.answers.items()) == [("geslacht", "man"), ("leeftijd", "40+")]


def test_the_pool_is_sorted_and_holds_only_who_is_signed_up_here(make: Any) -> None:
    assembly, other = make.assembly(), make.assembly()
    stays = [make.registration(assembly) for _ in range(5)]
    make.registration(other)
    with edge.unit_of_change():
        service.withdraw(make.registration(assembly))
    found = [person.pool_id for person in queries.pool(assembly.id)]
    assert found == sorted(registration.pool_id for registration in stays)


def test_who_misses_an_answer_cannot_be_drawn(make: Any) -> None:
    assembly = make.assembly()
    made = make.registration(assembly)
    db.session.delete(made.answers[0])
    db.session.commit()
    assert queries.pool(assembly.id) == ()


def test_people_at_one_address_share_a_household_however_they_spell_it(make: Any) -> None:
    assembly = make.assembly()
    for street, code in (
        ("Voorbeeldstraat 1", "9401 AA"),
        ("voorbeeldstraat  1", "9401aa"),
        ("Voorbeeldstraat 11", "9401 AA"),
        ("", "9401 AA"),
    ):
        make.registration(assembly, address_line1=street, postcode=code)
    keys = db.session.scalars(select(Registration.household).order_by(Registration.id)).all()
    assert keys[0] == keys[1] != keys[2]
    assert keys[3] is None
    assert "oorbeeld" not in str(keys)


def test_an_answer_outside_the_list_is_refused_and_named(make: Any) -> None:
    assembly = make.assembly()
    with pytest.raises(UnknownAnswerError) as caught:
        make.registration(assembly, {"geslacht": "onbekend"})
    assert caught.value.params == {"feature": "geslacht", "value": "onbekend"}


def test_withdrawing_twice_is_withdrawing_once_and_changing_signs_up_again(make: Any) -> None:
    assembly = make.assembly()
    made = make.registration(assembly)
    with edge.unit_of_change():
        service.withdraw(made)
        moment = made.withdrawn_at
        service.withdraw(made)
    assert (made.state, made.withdrawn_at) == (RegistrationState.WITHDRAWN, moment)
    with edge.unit_of_change():
        service.change(made, RegistrationData(make.person(), {"geslacht": "man", "leeftijd": "16-39"}))
    (person,) = queries.pool(assembly.id)
    assert dict(person.answers) == {"geslacht": "man", "leeftijd": "40+"}
    assert made.withdrawn_at is None


def test_features_can_change_until_somebody_has_answered_them(make: Any) -> None:
    assembly = make.assembly()
    with edge.unit_of_change():
        set_features(assembly, {"woonplaats": ["stad", "dorp"]})
    make.registration(assembly)
    with pytest.raises(FeaturesInUseError):
        set_features(assembly, {"woonplaats": ["stad", "dorp", "buitengebied"]})


def test_the_log_says_nothing_about_the_person(make: Any, context: Flask) -> None:
    made = make.registration(make.assembly(), channel=Channel.PAPER, name="Inwoner Geheim", phone="0612345678")
    (event,) = db.session.scalars(select(AuditEvent)).all()
    assert event.action == "recruitment.registered"
    assert event.subject == f"registration:{made.id}"
    assert event.details == {"channel": "papier"}
