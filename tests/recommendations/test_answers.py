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
from beraad.recommendations.answers import queries, service
from beraad.recommendations.errors import FourEyesError, FutureDayError, PastDayError
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
