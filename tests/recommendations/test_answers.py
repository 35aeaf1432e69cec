"""Answers that protect: the decision first, a history of who wrote what, and a publisher who wrote nothing of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from types import ModuleType
from typing import Any

import pytest
from sqlalchemy import select

from beraad.accounts.models import Account
from beraad.assemblies.models import Role
from beraad.days import today
from beraad.extensions import db
from beraad.recommendations.answers import deciding, queries, service
from beraad.recommendations.answers.deciding import DecisionData
from beraad.recommendations.errors import FourEyesError, FutureDayError, NotDecidedError, OwnRecordError, PastDayError
from beraad.recommendations.models import FormalResponse
from beraad.recommendations.models_answers import ResponseEdit
from beraad.recommendations.statuses import OUTCOMES, RESPONSE_FIELDS, RESPONSE_NEEDS, Decision
from tests.pages import Browser

SignIn = Callable[[Account], Browser]


def test_the_decision_is_asked_first_and_alone_and_nothing_is_chosen(make: ModuleType, sign_in: SignIn) -> None:
    assembly = make.assembly_of(make.adopted())
    official = sign_in(make.member(assembly, Role.OFFICIAL))
    page = official.get(f"/beheer/{assembly.slug}/aanbevelingen/1/reactie")
    assert page.asked == {"decision": False}
    assert page.submit({}, button="Verder").errors == ["Kies wat het antwoord is."]


@pytest.mark.parametrize("decision", OUTCOMES)
def test_each_decision_asks_its_own_questions_and_no_others(
    make: ModuleType, sign_in: SignIn, decision: Decision
) -> None:
    assembly = make.assembly_of(make.adopted())
    official = sign_in(make.member(assembly, Role.OFFICIAL))
    page = official.get(f"/beheer/{assembly.slug}/aanbevelingen/1/reactie").submit(
        {"decision": decision.value}, button="Verder"
    )
    asked = [name for name in page.asked if name in set().union(*RESPONSE_FIELDS.values())]
    assert asked == list(RESPONSE_FIELDS[decision])
    page = page.submit({}, button="Opslaan en bekijken")
    assert len(page.errors) >= len(RESPONSE_NEEDS[decision]) + 1


def test_what_belongs_to_another_decision_is_emptied_and_stays_in_the_history(make: ModuleType) -> None:
    adopted = make.adopted()
    make.draft_response(adopted, decision=Decision.ACCEPTED, what_changes="Alles.")
    draft = make.draft_response(adopted, decision=Decision.NOT_ACCEPTED)
    assert (draft.what_changes, draft.planned_end, draft.alternative) == ("", None, "geen")
    first = db.session.scalars(select(ResponseEdit).where(ResponseEdit.number == 1)).one()
    assert (first.decision, first.content["what_changes"]) == (Decision.ACCEPTED, "Alles.")


def test_nobody_publishes_what_they_wrote_at_any_time_in_the_draft(make: ModuleType) -> None:
    """The griffie writes, an official saves after her: that does not make her somebody else."""
    adopted = make.adopted()
    assembly = make.assembly_of(adopted)
    official, both = make.member(assembly, Role.OFFICIAL), make.member(assembly, Role.REGISTRY)
    for author in (official, both, official):
        draft = service.draft_response(adopted, author, make.response_data(Decision.ACCEPTED))
    with pytest.raises(FourEyesError):
        service.publish_response(draft, both)
    deciding.sign(draft, make.member(assembly, Role.EXECUTIVE))
    service.publish_response(draft, make.member(assembly, Role.REGISTRY))
    assert draft.is_published


def test_the_history_says_who_changed_what(make: ModuleType) -> None:
    adopted = make.adopted()
    assembly = make.assembly_of(adopted)
    official, griffie = make.member(assembly, Role.OFFICIAL), make.member(assembly, Role.REGISTRY)
    service.draft_response(adopted, official, make.response_data(Decision.NOT_ACCEPTED))
    draft = service.draft_response(adopted, griffie, make.response_data(Decision.NOT_ACCEPTED, reason="Geen geld."))
    last, first = queries.history(draft)
    assert (first.name, first.role, last.name, last.role) == (official.name, "Ambtenaar", griffie.name, "Griffie")
    assert [(one.before, one.after) for one in last.changes] == [("De raad weegt dit zo.", "Geen geld.")]


def test_two_people_who_save_at_once_keep_both_texts(make: ModuleType, sign_in: SignIn) -> None:
    assembly = make.assembly_of(make.adopted())
    address = f"/beheer/{assembly.slug}/aanbevelingen/1/reactie/opstellen/not_accepted"
    typed = {"reason_category": "financieel", "alternative": "geen", "body": "de raad", "decided_on": "2026-02-01"}
    first, second = (sign_in(make.member(assembly, Role.OFFICIAL)).get(address) for _ in range(2))
    first.submit({**typed, "reason": "Van de een."}, button="Opslaan en bekijken")
    page = second.submit({**typed, "reason": "Van de ander."}, button="Opslaan en bekijken")
    assert page.status == 409 and "Van de een." in page.text and "Van de ander." in page.html
    page.submit({}, button="Opslaan en bekijken")
    saved = db.session.scalars(select(ResponseEdit).order_by(ResponseEdit.number))
    assert [edit.content["reason"] for edit in saved] == ["Van de een.", "Van de ander."]


@pytest.mark.parametrize(
    ("decision", "values", "error"),
    [
        (Decision.ACCEPTED, {"decided_on": today() + timedelta(days=1)}, FutureDayError),
        (Decision.ACCEPTED, {"decided_on": date(2090, 1, 1)}, FutureDayError),
        (Decision.EXISTING_POLICY, {"reference_date": date(2090, 1, 1)}, FutureDayError),
        (Decision.FURTHER_STUDY, {"planned_end": date(2020, 1, 1)}, PastDayError),
        (Decision.ACCEPTED, {"planned_start": date(2020, 1, 1)}, PastDayError),
    ],
)
def test_an_act_lies_behind_us_and_a_plan_before_us(
    make: ModuleType, decision: Decision, values: dict[str, Any], error: type[Exception]
) -> None:
    with pytest.raises(error):
        make.draft_response(make.adopted(), decision=decision, **values)


def test_the_day_that_cannot_be_is_refused_at_its_field(make: ModuleType, sign_in: SignIn) -> None:
    assembly = make.assembly_of(make.adopted())
    official = sign_in(make.member(assembly, Role.OFFICIAL))
    page = official.get(f"/beheer/{assembly.slug}/aanbevelingen/1/reactie/opstellen/further_study").submit(
        {
            **{"what_changes": "Wat kost het?", "owner": "Bureau", "planned_end": "2020-01-01", "reason": "Eerst dit."},
            **{"body": "de raad", "decided_on": "2090-01-01"},
        },
        button="Opslaan en bekijken",
    )
    assert page.errors == [
        "Deze dag is al voorbij. Vul vandaag of een latere dag in.",
        "Deze dag moet nog komen. Vul vandaag of een eerdere dag in.",
    ]


def decided_in_council(make: ModuleType, decided_on: date = date(2026, 2, 1)) -> tuple[Account, FormalResponse]:
    """A response on which the council decided, as one of the griffie recorded it."""
    draft: FormalResponse = make.draft_response(make.adopted(), is_decided=False)
    recorder: Account = make.member(make.assembly_of(draft.recommendation), Role.REGISTRY)
    data = DecisionData("2026-10", decided_on, "https://www.voorbeeld.example/besluit")
    deciding.record_decision(draft, recorder, data)
    return recorder, draft


def test_nothing_is_published_on_which_nobody_decided(make: ModuleType) -> None:
    draft = make.draft_response(make.adopted(), is_decided=False)
    with pytest.raises(NotDecidedError):
        service.publish_response(draft, make.member(make.assembly_of(draft.recommendation), Role.REGISTRY))


def test_one_of_the_griffie_records_and_another_checks_before_it_is_published(make: ModuleType) -> None:
    recorder, draft = decided_in_council(make)
    other = make.member(make.assembly_of(draft.recommendation), Role.REGISTRY)
    with pytest.raises(NotDecidedError):
        service.publish_response(draft, other)
    with pytest.raises(OwnRecordError):
        deciding.check_decision(draft, recorder)
    deciding.check_decision(draft, other)
    service.publish_response(draft, other)
    assert draft.is_published and draft.decision_number == "2026-10"


def test_a_text_that_changes_has_to_be_decided_on_again(make: ModuleType) -> None:
    adopted = make.adopted()
    make.draft_response(adopted)
    draft = make.draft_response(adopted, is_decided=False, reason="Toch anders.")
    assert draft.decided_at is None and draft.signed_by_id is None


def test_the_executive_sends_back_with_a_remark_that_the_writers_read(make: ModuleType, sign_in: SignIn) -> None:
    draft = make.draft_response(make.adopted(), is_decided=False)
    assembly = make.assembly_of(draft.recommendation)
    address = f"/beheer/{assembly.slug}/aanbevelingen/1/reactie/1"
    executive, official = (sign_in(make.member(assembly, role)) for role in (Role.EXECUTIVE, Role.OFFICIAL))
    page = executive.get(address).follow("Terug met opmerking")
    assert page.submit({}, button="Stuur terug").errors == ["Vul in wat er anders moet."]
    page.submit({"remark": "Noem de kosten."}, button="Stuur terug")
    assert "Noem de kosten." in official.get(address).main
    assert official.get(f"{address}/vaststellen").status == 403


def test_a_decision_of_a_day_to_come_is_refused(make: ModuleType) -> None:
    with pytest.raises(FutureDayError):
        decided_in_council(make, date(2090, 1, 1))
