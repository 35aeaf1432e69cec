"""What waits is never called "not applicable", and what came late stays late, wherever it is read."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import timedelta
from types import ModuleType

from beraad.accounts.models import Account
from beraad.assemblies.models import Assembly, Role
from beraad.days import today
from beraad.extensions import db
from beraad.recommendations.advice import service as advice
from beraad.recommendations.answers import service as answers
from beraad.recommendations.statuses import Decision
from tests.pages import Browser

SignIn = Callable[[Account], Browser]
FEEDS = ("", ".csv", ".json", ".rss", "/1")


def read(client: Browser, assembly: Assembly, form: str) -> str:
    return client.get(f"/burgerberaden/{assembly.slug}/aanbevelingen{form}").text


def test_an_answer_that_came_late_says_so_for_ever_in_every_format(make: ModuleType, client: Browser) -> None:
    answered = make.answered(due=today() - timedelta(days=60))
    assembly = make.assembly_of(answered)
    second = make.draft_response(answered, decision=Decision.FURTHER_STUDY)
    answers.publish_response(second, make.member(assembly, Role.REGISTRY))
    db.session.commit()
    (row,) = csv.DictReader(io.StringIO(read(client, assembly, ".csv")))
    assert (row["days_late"], row["published_on"]) == ("60", today().isoformat())
    assert row["promised_for"] == (today() - timedelta(days=60)).isoformat()
    (found,) = json.loads(read(client, assembly, ".json"))["recommendations"]
    assert (found["days_late"], found["standing"], found["is_late"]) == (60, "answered", False)
    assert [form for form in ("", ".rss", "/1") if "60 dagen te laat" in read(client, assembly, form)] == [
        *("", ".rss", "/1")
    ]
    assert "gepubliceerd op" in read(client, assembly, "/1")


def test_an_answer_in_time_says_so_and_a_later_version_is_not_late(make: ModuleType, client: Browser) -> None:
    answered = make.answered(due=today())
    assert "op tijd." in read(client, make.assembly_of(answered), "/1")
    answered.response_due_on = today() - timedelta(days=9)
    second = make.draft_response(answered)
    answers.publish_response(second, make.member(make.assembly_of(answered), Role.REGISTRY))
    assert [one.days_late for one in answered.responses] == [0, 0]


def test_a_term_that_was_put_off_counts_from_the_later_day(make: ModuleType) -> None:
    adopted = make.adopted(due=today() - timedelta(days=60))
    advice.extend_deadline(adopted, today() - timedelta(days=5), "Meer tijd nodig.")
    draft = make.draft_response(adopted)
    answers.publish_response(draft, make.member(make.assembly_of(adopted), Role.REGISTRY))
    assert draft.days_late == 5


def test_what_waits_is_never_called_not_applicable(make: ModuleType, sign_in: SignIn, client: Browser) -> None:
    """Also while there is a draft, and for what the panel wrote or voted down."""
    adopted = make.adopted(due=today() - timedelta(days=2))
    assembly = make.assembly_of(adopted)
    make.voted(make.recommendation(assembly, title="Verworpen"), votes_for=5, votes_against=40)
    make.recommendation(assembly, title="In de maak")
    make.draft_response(adopted)
    staff, panel = (sign_in(make.member(assembly, role)) for role in (Role.OFFICIAL, Role.PANELLIST))
    public = {form: read(client, assembly, form) for form in FEEDS}
    own = {
        address: browser.get(address).text
        for browser, address in (
            *((staff, f"/beheer/{assembly.slug}/aanbevelingen{page}") for page in ("", "/1", "/2", "/3")),
            *((panel, f"/panel/{assembly.slug}/aanbevelingen{page}") for page in ("", "/1", "/2", "/3")),
        )
    }
    for address, text in (public | own).items():
        assert "Niet van toepassing" not in text and "not_applicable" not in text, address
    for text in (
        public[""],
        own[f"/beheer/{assembly.slug}/aanbevelingen"],
        own[f"/panel/{assembly.slug}/aanbevelingen"],
    ):
        assert "Wacht op antwoord, te laat" in text and "2 dagen te laat" in text
        assert "Niet aangenomen door het panel" in text
    assert "Concept, nog niet aangenomen" in own[f"/panel/{assembly.slug}/aanbevelingen"]
    assert [row["standing"] for row in json.loads(public[".json"])["recommendations"]] == ["late", "rejected"]
