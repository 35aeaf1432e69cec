"""A recommendation from draft to closed, verb by verb."""

from __future__ import annotations

from datetime import date, timedelta
from types import ModuleType
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from beraad.accounts.models import Account
from beraad.assemblies.models import Assembly, Role
from beraad.days import today
from beraad.extensions import db
from beraad.recommendations.advice import service as advice
from beraad.recommendations.advice.service import HandoverData
from beraad.recommendations.answers import deciding
from beraad.recommendations.answers import service as answers
from beraad.recommendations.errors import (
    DatesOutOfOrderError,
    EvidenceMissingError,
    FourEyesError,
    IncompleteResponseError,
    NextStepMissingError,
    NotAdoptedError,
    NotHandedOverError,
    PublishedError,
    StepNotPossibleError,
)
from beraad.recommendations.follow_up import service as follow_up
from beraad.recommendations.follow_up.service import EvidenceData, UpdateData
from beraad.recommendations.models import Recommendation
from beraad.recommendations.statuses import (
    OUTCOMES,
    PROMISING,
    RESPONSE_NEEDS,
    Decision,
    EvidenceKind,
    Execution,
)
from beraad.recommendations.tracker import queries
from beraad.web.uploads import StoredFile
from tests.make import assemblies

FILE = StoredFile("0" * 64, "pdf", 9)
EVIDENCE = EvidenceData(EvidenceKind.DECISION, "Raadsbesluit", "https://voorbeeld.example/besluit", file=FILE)
DAY = date(2026, 5, 1)


def report(recommendation: Recommendation, after: Execution, **values: Any) -> None:
    """An official says so; the griffie confirms what is done."""
    promise = {"next_step": "Verder", "next_on": date(2099, 9, 1)} if after in PROMISING else {}
    effect = {"expected": "Schaduw.", "observed": "Schaduw."} if after is Execution.EVALUATED else {}
    defaults = {"happened_on": DAY, "text": "Er is iets gebeurd.", **promise, **effect}
    data = UpdateData(after=after, **{**defaults, **values})
    update = follow_up.add_update(recommendation, Role.OFFICIAL, data)
    if update.is_waiting:
        follow_up.confirm_done(update, make_registrar(recommendation))


def make_registrar(recommendation: Recommendation) -> Account:
    return assemblies.member(db.session.get_one(Assembly, recommendation.assembly_id), Role.REGISTRY)


def test_numbers_follow_each_other_within_a_burgerberaad(make: ModuleType) -> None:
    first, other = make.assembly(), make.assembly()
    numbers = [make.recommendation(assembly).number for assembly in (first, first, other, first)]
    assert numbers == [1, 2, 1, 3]


def test_there_is_nothing_to_answer_before_vote_and_handover(make: ModuleType) -> None:
    draft = make.recommendation()
    official = make.member(make.assembly_of(draft), Role.OFFICIAL)
    with pytest.raises(NotAdoptedError):
        answers.draft_response(draft, official, make.response_data(Decision.ACCEPTED))
    make.voted(draft)
    with pytest.raises(NotHandedOverError):
        answers.draft_response(draft, official, make.response_data(Decision.ACCEPTED))


@pytest.mark.parametrize("decision", OUTCOMES)
def test_each_decision_asks_for_what_it_needs(make: ModuleType, decision: Decision) -> None:
    adopted = make.adopted()
    official = make.member(make.assembly_of(adopted), Role.OFFICIAL)
    for name in RESPONSE_NEEDS[decision]:
        with pytest.raises(IncompleteResponseError) as refusal:
            answers.draft_response(adopted, official, make.response_data(decision, **{name: None}))
        assert refusal.value.fields == (name,)
    draft = answers.draft_response(adopted, official, make.response_data(decision))
    deciding.sign(draft, make.member(make.assembly_of(adopted), Role.EXECUTIVE))
    answers.publish_response(draft, make.member(make.assembly_of(adopted), Role.REGISTRY))
    assert adopted.decision is decision


def test_who_drafts_a_response_does_not_publish_it(make: ModuleType) -> None:
    adopted = make.adopted()
    both = make.member(make.assembly_of(adopted), Role.OFFICIAL, Role.REGISTRY)
    draft = answers.draft_response(adopted, both, make.response_data(Decision.ACCEPTED))
    with pytest.raises(FourEyesError):
        answers.publish_response(draft, both)
    assert adopted.decision is Decision.NO_RESPONSE, "a draft says nothing to the public"


def test_the_database_itself_keeps_four_eyes(make: ModuleType) -> None:
    adopted = make.adopted()
    both = make.member(make.assembly_of(adopted), Role.OFFICIAL, Role.REGISTRY)
    draft = answers.draft_response(adopted, both, make.response_data(Decision.ACCEPTED))
    draft.published_by_id = both.id
    with pytest.raises(IntegrityError):
        db.session.flush()
    db.session.rollback()


def test_a_published_response_is_followed_by_a_version_never_overwritten(make: ModuleType) -> None:
    answered = make.answered(decision=Decision.FURTHER_STUDY)
    first = answered.responses[0]
    with pytest.raises(PublishedError):
        answers.publish_response(first, make.member(make.assembly_of(answered), Role.REGISTRY))
    official = make.member(make.assembly_of(answered), Role.OFFICIAL)
    second = answers.draft_response(answered, official, make.response_data(Decision.ACCEPTED))
    deciding.sign(second, make.member(make.assembly_of(answered), Role.EXECUTIVE))
    assert (first.version, second.version) == (1, 2)
    assert answered.decision is Decision.FURTHER_STUDY, "a draft decides nothing"
    answers.publish_response(second, make.member(make.assembly_of(answered), Role.REGISTRY))
    assert answered.decision is Decision.ACCEPTED
    assert first.decision is Decision.FURTHER_STUDY


@pytest.mark.parametrize("decision", [Decision.PARTLY_ACCEPTED, Decision.NOT_ACCEPTED])
def test_a_later_response_never_erases_what_was_done(make: ModuleType, decision: Decision) -> None:
    answered = make.answered()
    report(answered, Execution.PREPARING)
    draft = make.draft_response(answered, decision=decision)
    answers.publish_response(draft, make.member(make.assembly_of(answered), Role.REGISTRY))
    assert (answered.decision, answered.execution) == (decision, Execution.PREPARING)


def test_the_execution_road_from_preparation_to_closed(make: ModuleType) -> None:
    answered = make.answered()
    for after in (Execution.PREPARING, Execution.IN_PROGRESS, Execution.DELAYED, Execution.IN_PROGRESS):
        report(answered, after)
    with pytest.raises(EvidenceMissingError):
        report(answered, Execution.DONE)
    report(answered, Execution.DONE, evidence=[EVIDENCE])
    report(answered, Execution.EVALUATED)
    report(answered, Execution.CLOSED, evidence=[EVIDENCE])
    assert answered.execution is Execution.CLOSED
    befores = [update.before for update in answered.updates]
    assert befores[1:] == [update.after for update in answered.updates][:-1]


def test_a_promise_needs_its_date_and_a_step_must_be_possible(make: ModuleType) -> None:
    answered = make.answered()
    with pytest.raises(NextStepMissingError):
        report(answered, Execution.PREPARING, next_on=None)
    with pytest.raises(StepNotPossibleError):
        report(answered, Execution.DONE, evidence=[EVIDENCE])


def test_a_refused_recommendation_has_no_updates(make: ModuleType) -> None:
    with pytest.raises(NotAdoptedError):
        report(make.answered(decision=Decision.NOT_ACCEPTED), Execution.PREPARING)


def test_the_promised_day_can_be_put_off_once_more_but_never_back(make: ModuleType) -> None:
    adopted = make.adopted(due=date(2026, 4, 1))
    with pytest.raises(DatesOutOfOrderError):
        advice.extend_deadline(adopted, date(2026, 4, 1), "Meer tijd nodig.")
    advice.extend_deadline(adopted, date(2026, 6, 1), "Meer tijd nodig.")
    assert adopted.extended_to == date(2026, 6, 1)
    with pytest.raises(DatesOutOfOrderError):
        advice.extend_deadline(adopted, date(2026, 5, 1), "Toch eerder.")


def test_a_response_is_promised_after_the_handover(make: ModuleType) -> None:
    with pytest.raises(DatesOutOfOrderError):
        advice.hand_over(make.assembly(), HandoverData(DAY, "de raad", DAY))


def test_the_tracker_says_what_is_late_extended_and_silent(make: ModuleType) -> None:
    assembly = make.assembly()
    make.adopted(assembly, due=date(2020, 2, 1), title="Te laat")
    report(make.answered(assembly, title="Stil"), Execution.PREPARING, happened_on=date(2020, 6, 1))
    extended = make.adopted(assembly, due=date(2020, 2, 1), title="Verlengd")
    advice.extend_deadline(extended, date(2099, 1, 1), "Meer tijd nodig.")
    make.recommendation(assembly, title="Concept")
    db.session.commit()
    rows = {row.title: row for row in queries.tracker(assembly)}
    assert set(rows) == {"Te laat", "Stil", "Verlengd"}
    assert (rows["Te laat"].is_late, rows["Verlengd"].is_late, rows["Stil"].is_late) == (True, False, False)
    assert (rows["Stil"].is_silent, rows["Te laat"].is_silent) == (True, False)
    assert rows["Verlengd"].is_extended
    assert rows["Stil"].reason == "De raad weegt dit zo."
    assert [count.number for count in queries.counts(list(rows.values()))] == [2, 1]


@pytest.mark.parametrize(("days_more", "is_silent"), [(0, False), (1, True)])
def test_work_is_silent_after_more_than_four_months(make: ModuleType, days_more: int, is_silent: bool) -> None:
    answered = make.answered()
    last_day = today() - queries.SILENCE - timedelta(days=days_more)
    report(answered, Execution.PREPARING, happened_on=last_day)
    db.session.commit()
    [row] = queries.tracker(make.assembly_of(answered))
    assert row.is_silent is is_silent
