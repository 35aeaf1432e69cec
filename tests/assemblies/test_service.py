"""The verbs of a burgerberaad: what they change, what they refuse, what the log says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from beraad.accounts.models import Account
from beraad.assemblies import gates, queries, service, signals
from beraad.assemblies.errors import (
    AnswerTwiceError,
    DatesOutOfOrderError,
    FeaturesInUseError,
    LastAdministratorError,
    NameTakenError,
    NotPublishableError,
    PlanApprovedError,
    PlanIncompleteError,
    SlugFixedError,
    SlugTakenError,
    SlugUnusableError,
)
from beraad.assemblies.features import service as features
from beraad.assemblies.features.service import FeatureData
from beraad.assemblies.gates import Gap
from beraad.assemblies.models import Assembly, Feature, Phase, PhaseStart, Role, RoomKind
from beraad.assemblies.promises import queries as promise_queries
from beraad.assemblies.promises import service as promises
from beraad.assemblies.promises.service import PLAN_PARTS, PlanData, RoomItemData
from beraad.assemblies.service import AssemblyData, BasicsData, DatesData, QuestionData
from beraad.audit.models import AuditEvent
from beraad.extensions import db

pytestmark = pytest.mark.usefixtures("context")


def actions() -> list[str]:
    return list(db.session.scalars(select(AuditEvent.action).order_by(AuditEvent.id)))


def made(creator: Account | None = None, **values: Any) -> Assembly:
    return service.create_assembly(AssemblyData(**{"title": "Wonen in Voorbeelddorp", "seats": 20, **values}), creator)


def basics(assembly: Assembly, **values: Any) -> Assembly:
    """Change some of the basics, and leave the rest."""
    current = {field.name: getattr(assembly, field.name) for field in fields(BasicsData)}
    service.change_basics(assembly, BasicsData(**{**current, **values}))
    return assembly


def dates(assembly: Assembly, **days: date) -> Assembly:
    """Change some of the dates, and leave the rest."""
    current = {field.name: getattr(assembly, field.name) for field in fields(DatesData)}
    service.change_dates(assembly, DatesData(**{**current, **days}))
    return assembly


def test_a_new_burgerberaad_is_in_preparation_and_hidden(make: Any) -> None:
    somebody = make.account()
    assembly = made(creator=somebody)
    assert (assembly.phase, assembly.is_public) == (Phase.PREPARATION, False)
    assert assembly.slug == "wonen-in-voorbeelddorp"
    assert queries.of_account(somebody)[0].roles == (Role.ADMINISTRATOR,)
    assert actions() == ["assemblies.created", "assemblies.role_granted"]


def test_a_slug_made_from_the_title_is_free_and_plain() -> None:
    assert [made(title="Één ruimte?").slug for _ in range(3)] == ["een-ruimte", "een-ruimte-2", "een-ruimte-3"]
    assert made(title="Nieuw").slug == "nieuw-2"
    assert made(title="!!!").slug == "burgerberaad"
    assert len(made(title="lang " * 40).slug) <= service.LONGEST_SLUG


@pytest.mark.parametrize(
    "slug", ["Hoofdletter", "twee--streepjes", "-begin", "spatie erin", "", "nieuw", "x" * 81, "a/b"]
)
def test_a_slug_that_does_not_fit_in_an_address_is_refused(slug: str) -> None:
    with pytest.raises(SlugUnusableError):
        made(slug=slug)


def test_a_slug_belongs_to_one_burgerberaad() -> None:
    made(slug="wonen")
    with pytest.raises(SlugTakenError):
        made(slug="wonen")
    other = made(slug="groen")
    with pytest.raises(SlugTakenError):
        basics(other, slug="wonen")


def test_the_slug_stays_once_the_burgerberaad_is_public(make: Any) -> None:
    with pytest.raises(SlugFixedError):
        basics(make.assembly(is_public=True), slug="anders")


def test_an_update_logs_which_fields_changed_and_not_what_was_in_them() -> None:
    assembly = made()
    basics(assembly, title="Anders", seats=20, contact_name="Contactpersoon 1")
    event = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
    assert event is not None
    assert event.details == {"fields": ["contact_name", "title"]}


def test_an_update_that_changes_nothing_is_not_logged() -> None:
    assembly = made()
    basics(assembly, title=assembly.title)
    assert actions() == ["assemblies.created"]


def test_dates_come_in_order_and_the_error_names_both() -> None:
    assembly = dates(made(), sign_up_opens=date(2027, 3, 1))
    with pytest.raises(DatesOutOfOrderError) as caught:
        dates(assembly, starts_on=date(2027, 2, 1))
    assert (caught.value.earlier, caught.value.later) == ("sign_up_opens", "starts_on")
    dates(assembly, sign_up_closes=date(2027, 3, 1), starts_on=date(2027, 3, 1))
    assert assembly.starts_on == date(2027, 3, 1)


def test_nothing_is_public_without_question_and_something_open() -> None:
    assembly = made()
    with pytest.raises(NotPublishableError) as caught:
        service.publish(assembly)
    assert caught.value.gaps == [Gap.QUESTION.value, Gap.ROOM_OPEN.value]
    question = QuestionData("Hoe wonen wij in 2040?", "", "", "", "", None)
    service.change_question(assembly, question)
    promises.add_room_item(assembly, RoomItemData(RoomKind.FIXED, "Het budget"))
    with pytest.raises(NotPublishableError):
        service.publish(assembly)
    promises.add_room_item(assembly, RoomItemData(RoomKind.OPEN, "Waar wij bouwen"))
    assert service.publish(assembly).is_public
    assert not service.withdraw_from_public(assembly).is_public


def test_the_phase_moves_and_the_log_says_what_was_missing() -> None:
    assembly = made()
    service.move_phase(assembly, Phase.RECRUITMENT, "Proef")
    service.move_phase(assembly, Phase.RECRUITMENT, "Proef")
    event = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
    assert event is not None
    assert (event.details["left"], event.details["entered"]) == ("voorbereiding", "werving")
    assert "vraag" in event.details["gaps"]
    start = db.session.scalars(select(PhaseStart).order_by(PhaseStart.id.desc())).first()
    assert start is not None and "vraag" in start.gaps and start.despite == "Proef"
    assert actions().count("assemblies.phase_moved") == 1


def test_the_road_shows_what_is_done_and_since_when() -> None:
    assembly = made()
    service.move_phase(assembly, Phase.LOTTERY, "Proef")
    service.move_phase(assembly, Phase.RECRUITMENT, "Proef")
    steps = {step.phase: step for step in queries.phase_steps(assembly)}
    assert [steps[phase].state for phase in Phase] == ["done", "current", "todo", "todo", "todo", "todo", "todo"]
    assert steps[Phase.RECRUITMENT].since is not None
    assert steps[Phase.LOTTERY].since is None


def test_a_decision_right_after_the_advice_is_a_gap() -> None:
    assembly = dates(made(), advice_on=date(2027, 5, 1), decision_on=date(2027, 5, 28))
    assert Gap.DECISION_SOON in gates.before_phase(assembly, Phase.RECRUITMENT)
    dates(assembly, decision_on=date(2027, 5, 29))
    assert Gap.DECISION_SOON not in gates.before_phase(assembly, Phase.RECRUITMENT)


def test_a_role_is_granted_once_and_taken_away(make: Any) -> None:
    assembly, somebody = made(), make.account()
    service.grant_role(assembly, somebody, Role.OBSERVER)
    service.grant_role(assembly, somebody, Role.OBSERVER)
    assert actions().count("assemblies.role_granted") == 1
    service.revoke_role(assembly, somebody, Role.OBSERVER)
    assert queries.people(assembly) == []


def test_the_last_administrator_stays(make: Any) -> None:
    first, second = make.account(), make.account()
    assembly = made(creator=first)
    with pytest.raises(LastAdministratorError):
        service.revoke_role(assembly, first, Role.ADMINISTRATOR)
    service.grant_role(assembly, second, Role.ADMINISTRATOR)
    service.revoke_role(assembly, first, Role.ADMINISTRATOR)
    assert [person.account_id for person in queries.people(assembly)] == [second.id]


def test_panellists_are_not_in_the_list_of_people(make: Any) -> None:
    assembly = made()
    service.grant_role(assembly, make.account(), Role.PANELLIST)
    assert queries.people(assembly) == []


def test_lines_of_the_room_move_among_their_own_kind() -> None:
    assembly = made()
    first, second = (promises.add_room_item(assembly, RoomItemData(RoomKind.OPEN, text)) for text in ("een", "twee"))
    fixed = promises.add_room_item(assembly, RoomItemData(RoomKind.FIXED, "vast", "Raadsbesluit 12"))
    promises.move_room_item(second, -1)
    promises.move_room_item(fixed, 5)
    db.session.expire(assembly)
    lines = promise_queries.room(assembly)
    assert [item.text for item in lines[RoomKind.OPEN]] == ["twee", "een"]
    assert [item.text for item in lines[RoomKind.FIXED]] == ["vast"]
    promises.change_room_item(first, RoomItemData(RoomKind.OUTSIDE, "elders", "Provincie"))
    promises.remove_room_item(second)
    db.session.expire(assembly)
    assert {(item.kind, item.text) for item in assembly.room} == {
        (RoomKind.OUTSIDE, "elders"),
        (RoomKind.FIXED, "vast"),
    }


def answers_of(assembly: Assembly) -> dict[str, list[str]]:
    db.session.expire_all()
    return {feature.name: [answer.value for answer in feature.answers] for feature in assembly.features}


def test_features_are_set_together_and_keep_their_question() -> None:
    assembly = made()
    features.set_features(assembly, {"leeftijd": ["16-39", "40+"], "wijk": ["noord", "zuid"]})
    features.change_feature(assembly.features[0], FeatureData("leeftijd", "Hoe oud bent u?", ["16-39", "40+"]))
    features.set_features(assembly, {"wijk": ["zuid", "noord"], "leeftijd": ["16-29", "30+"]})
    assert answers_of(assembly) == {"wijk": ["zuid", "noord"], "leeftijd": ["16-29", "30+"]}
    assert assembly.features[1].question == "Hoe oud bent u?"


def test_an_answer_that_stays_keeps_its_row() -> None:
    assembly = made()
    feature = features.add_feature(assembly, FeatureData("wijk", "", ["noord", "zuid"]))
    kept = feature.answers[1].id
    features.change_feature(feature, FeatureData("wijk", "", ["oost", "zuid"]))
    assert answers_of(assembly) == {"wijk": ["oost", "zuid"]}
    assert feature.answers[1].id == kept


def test_names_of_features_and_answers_occur_once() -> None:
    assembly = made()
    feature = features.add_feature(assembly, FeatureData("wijk", "", ["noord", "zuid"]))
    with pytest.raises(NameTakenError):
        features.add_feature(assembly, FeatureData("Wijk", "", ["a", "b"]))
    with pytest.raises(AnswerTwiceError):
        features.change_feature(feature, FeatureData("wijk", "", ["noord", "Noord"]))
    assert answers_of(assembly) == {"wijk": ["noord", "zuid"]}


@pytest.fixture
def wijk(context: Flask) -> Feature:
    return features.add_feature(made(), FeatureData("wijk", "", ["noord", "zuid"]))


@pytest.fixture
def in_use(wijk: Feature) -> Iterator[None]:
    """Somebody has signed up."""

    def yes(_assembly: Assembly) -> bool:
        return True

    with signals.features_in_use.connected_to(yes):
        yield


@pytest.mark.usefixtures("in_use")
@pytest.mark.parametrize(
    "change",
    [
        lambda feature: features.remove_feature(feature),
        lambda feature: features.add_feature(feature.assembly, FeatureData("leeftijd", "", ["16-39", "40+"])),
        lambda feature: features.change_feature(feature, FeatureData("buurt", "", ["noord", "zuid"])),
        lambda feature: features.change_feature(feature, FeatureData("wijk", "", ["noord"])),
        lambda feature: features.change_feature(feature, FeatureData("wijk", "", ["noorden", "zuid"])),
        lambda feature: features.set_features(feature.assembly, {"wijk": ["noord"]}),
    ],
)
def test_features_that_people_answered_lose_nothing(wijk: Feature, change: Any) -> None:
    with pytest.raises(FeaturesInUseError):
        change(wijk)
    assert answers_of(wijk.assembly) == {"wijk": ["noord", "zuid"]}


@pytest.mark.usefixtures("in_use")
def test_wording_and_more_answers_are_possible_when_people_have_answered(wijk: Feature) -> None:
    features.change_feature(wijk, FeatureData("wijk", "Waar woont u?", ["zuid", "noord", "oost"]))
    assert answers_of(wijk.assembly) == {"wijk": ["zuid", "noord", "oost"]}
    features.set_features(wijk.assembly, {"wijk": ["zuid", "noord", "oost"]})


COMPLETE = PlanData(**dict.fromkeys(PLAN_PARTS, "Uitgeschreven."))


def test_a_plan_is_written_until_it_is_approved_and_then_begins_anew() -> None:
    assembly = made()
    promises.write_plan(assembly, PlanData(goal="Advies"))
    first = promises.write_plan(assembly, PlanData(goal="Advies", occasion="Woningnood"))
    assert (first.version, first.goal, first.occasion) == (1, "Advies", "Woningnood")
    promises.write_plan(assembly, COMPLETE)
    promises.add_room_item(assembly, RoomItemData(RoomKind.OPEN, "Waar wij bouwen", "Motie 3"))
    promises.approve_plan(assembly, first, "De raad", date(2027, 1, 5))
    second = promises.write_plan(assembly, replace(COMPLETE, goal="Ander doel"))
    assert (second.version, second.occasion) == (2, "Uitgeschreven.")
    assert (first.goal, first.room) == ("Uitgeschreven.", [["ligt_open", "Waar wij bouwen", "Motie 3"]])
    assert promise_queries.approved_plan(assembly) is first


def test_a_plan_with_gaps_or_without_room_is_not_approved_and_twice_neither() -> None:
    assembly = made()
    written = promises.write_plan(assembly, PlanData(goal="Advies"))
    with pytest.raises(PlanIncompleteError) as caught:
        promises.approve_plan(assembly, written, "De raad", date(2027, 1, 5))
    assert set(caught.value.gaps) == {*PLAN_PARTS, "room"} - {"goal"}
    promises.write_plan(assembly, COMPLETE)
    promises.add_room_item(assembly, RoomItemData(RoomKind.OPEN, "Waar wij bouwen"))
    promises.approve_plan(assembly, written, "De raad", date(2027, 1, 5))
    with pytest.raises(PlanApprovedError):
        promises.approve_plan(assembly, written, "De raad", date(2027, 1, 6))
