"""The advice as one document: put together, signed off, handed over on a day, public from then."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, timedelta
from types import ModuleType

import pypdf
import pytest

from beraad.accounts.models import Account
from beraad.assemblies.models import Role
from beraad.days import today
from beraad.extensions import db
from beraad.recommendations.advice import composing, queries, service
from beraad.recommendations.advice import errors as refused
from beraad.recommendations.advice.service import HandoverData
from beraad.recommendations.errors import HandedOverAlreadyError
from beraad.recommendations.models import Recommendation
from beraad.recommendations.proposals.service import RecommendationData
from beraad.web import uploads
from tests.pages import Browser

SignIn = Callable[[Account], Browser]
DATA = HandoverData(date(2026, 1, 10), "de gemeenteraad", date(2099, 5, 10))


def test_only_words_that_the_panel_signed_off_are_handed_over_and_once(make: ModuleType) -> None:
    draft = make.recommendation()
    assembly = make.assembly_of(draft)
    with pytest.raises(refused.NothingAdoptedError):
        service.compose(assembly)
    make.voted(draft)
    report = service.compose(assembly)
    assert service.compose(assembly) is report, "the same words are the same report"
    with pytest.raises(refused.NotSignedOffError):
        service.hand_over(assembly, DATA)
    make.signed_off(assembly)
    assembly.question = "Een andere vraag?"
    with pytest.raises(refused.NotSignedOffError):
        service.hand_over(assembly, DATA)
    assembly.question = report.content["question"]
    service.hand_over(assembly, DATA)
    assert draft.response_due_on == DATA.response_due_on
    later = HandoverData(DATA.handed_over_on, DATA.handed_over_to, date(2099, 12, 31))
    with pytest.raises(HandedOverAlreadyError):
        service.hand_over(assembly, later)
    assert draft.response_due_on == DATA.response_due_on


def test_a_handover_is_not_in_the_future(make: ModuleType) -> None:
    draft = make.recommendation()
    make.voted(draft)
    make.signed_off(make.assembly_of(draft))
    tomorrow = HandoverData(today() + timedelta(days=1), "de raad", date(2099, 5, 10))
    with pytest.raises(refused.FutureDayError):
        service.hand_over(make.assembly_of(draft), tomorrow)


def test_no_advice_is_put_together_while_the_panel_votes(make: ModuleType) -> None:
    draft = make.recommendation()
    assembly = make.assembly_of(draft)
    make.voted(draft)
    meeting, _seats = make.panel(assembly)
    make.opened(assembly, meeting)
    with pytest.raises(refused.UndecidedError):
        service.compose(assembly)


def test_everyone_reads_the_advice_from_the_handover_and_not_earlier(
    make: ModuleType, sign_in: SignIn, client: Browser
) -> None:
    draft = make.recommendation(title="Meer bomen")
    assembly = make.assembly_of(draft)
    make.voted(draft)
    make.voted(make.recommendation(assembly, title="Een kermis"), 7, 21)
    report = make.signed_off(assembly)
    address = f"/burgerberaden/{assembly.slug}/advies"
    assert client.get(address).status == client.get(f"{address}.pdf").status == 404
    assert "Meer bomen" in sign_in(make.member(assembly, Role.PANELLIST)).get(address).text
    service.hand_over(assembly, DATA)
    db.session.commit()
    page = client.get(address)
    assert page.status == 200 and report.sha256 in page.text
    assert "7 voor, 21 tegen, 3 blanco; 31 van 50 panelleden aanwezig" in page.text
    content = client.get(f"{address}.pdf").response.data
    text = " ".join(part.extract_text() for part in pypdf.PdfReader(io.BytesIO(content)).pages)
    assert "Niet aangenomen: 2. Een kermis" in text
    assert report.sha256 in "".join(text.split())
    assert client.get(f"{address}.pdf").response.data == content, "the same words are the same bytes"


def test_an_older_advice_is_taken_over_with_its_document_where_there_is_no_panel(
    make: ModuleType, client: Browser
) -> None:
    assembly, data = make.assembly(), RecommendationData("Een bankje", "Zet een bankje.")
    with pytest.raises(refused.DocumentMissingError):
        service.take_over(assembly, data, "Burgerforum 2024", None)
    taken = service.take_over(assembly, data, "Burgerforum 2024", uploads.keep(make.PDF))
    service.compose(assembly)
    service.hand_over(assembly, DATA)
    db.session.commit()
    page = client.get(f"/burgerberaden/{assembly.slug}/aanbevelingen/{taken.number}")
    assert "Overgenomen uit: Burgerforum 2024" in page.text
    assert page.follow("Het document").response.data == make.PDF
    make.panel(other := make.assembly())
    with pytest.raises(refused.HasPanelError):
        service.take_over(other, data, "Burgerforum 2024", uploads.keep(make.PDF))


def test_the_panel_signs_off_by_a_vote_on_exactly_these_words(make: ModuleType, sign_in: SignIn) -> None:
    draft = make.recommendation()
    assembly = make.assembly_of(draft)
    make.voted(draft)
    meeting, seats = make.panel(assembly, present=1, absent=0)
    organiser = sign_in(make.member(assembly, Role.ORGANISER))
    page = organiser.get(f"/beheer/{assembly.slug}/advies").submit({}, button="Stel het advies samen")
    page = page.follow("Laat het panel de tekst vaststellen").submit(
        {"meeting": str(meeting.id), "way": "eigen_pagina", "minutes": "5"}, button="Open de stemming"
    )
    report = queries.report(assembly.id)
    assert report is not None and report.sha256 == composing.fingerprint(composing.content(assembly))
    panellist = sign_in(make.holder(seats[0]))
    ballot = panellist.get(f"/panel/{assembly.slug}/stemmen").follow("Het hele advies vaststellen")
    ballot.submit({"choice": "voor"})
    round_ = queries.sign_off(report)
    assert round_ is not None
    organiser.get(f"/beheer/{assembly.slug}/stemmingen/{round_.number}").act("Sluiten en tellen")
    db.session.expire_all()
    assert queries.is_signed_off(report)
    assert db.session.get_one(Recommendation, draft.id).adopted
