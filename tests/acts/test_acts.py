"""Acts of weight: one page says what will happen, and nothing happens that it did not say."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from beraad.acts.models import Proposal, ProposalState
from beraad.assemblies.models import Assembly, Membership, Role
from beraad.audit.models import AuditEvent
from beraad.extensions import db
from beraad.telling import service as telling
from beraad.telling.models import Message, MessageState, Recipient
from beraad.telling.service import MessageData
from beraad.telling.ways import ContactBy
from beraad.web import edge
from tests.pages import Browser, Page


@pytest.fixture
def assembly(make: Any) -> Assembly:
    assembly: Assembly = make.recruiting(slug="wonen")
    for number in range(3):
        make.registration(assembly, contact_by=ContactBy.EMAIL, email=f"inwoner{number}@voorbeeld.example")
    return assembly


@pytest.fixture
def first(make: Any, assembly: Assembly, sign_in: Any) -> Browser:
    browser: Browser = sign_in(make.member(assembly, Role.REGISTRY, name="Medewerker een"))
    return browser


@pytest.fixture
def second(make: Any, assembly: Assembly, sign_in: Any) -> Browser:
    browser: Browser = sign_in(make.member(assembly, Role.ORGANISER, name="Medewerker twee"))
    return browser


def proposed(first: Browser, body: str = "Tekst.") -> Page:
    """The page on which a message is sent, as its writer sees it once it waits for a colleague."""
    page = first.get("/beheer/wonen/berichten/nieuw/aangemeld").submit({"subject": "Nieuws", "body": body})
    return page.follow("Bekijk wat er gebeurt en verstuur")


def reached() -> int:
    """How many people who signed up get something; colleagues hear of proposals too."""
    return db.session.query(Recipient).where(Recipient.registration_id.is_not(None)).count()


def last_event(action: str) -> AuditEvent:
    events = select(AuditEvent).where(AuditEvent.action == action).order_by(AuditEvent.id.desc())
    found: AuditEvent = db.session.scalars(events.limit(1)).one()
    return found


def test_the_second_sees_the_page_of_the_first_and_the_log_has_both_and_the_fingerprint(
    first: Browser, second: Browser
) -> None:
    page = proposed(first)
    mark = page.main.rsplit(" ", 1)[-1]
    seen = second.get(page.path)
    assert seen.main.endswith(mark) and seen.button == "Verstuur aan 3 mensen"
    assert "Medewerker een legde dit voor" in seen.main and "Nee. Een verstuurd bericht" in seen.main
    seen.press()
    assert reached() == 3
    proposal = db.session.scalars(select(Proposal)).one()
    assert proposal.state is ProposalState.APPROVED
    assert last_event("acts.done").details == {
        "act": "telling.send",
        "fingerprint": proposal.fingerprint,
        "proposed_by": proposal.proposed_by_id,
        "approved_by": proposal.approved_by_id,
    }
    assert proposal.fingerprint.startswith(mark) and proposal.proposed_by_id != proposal.approved_by_id
    log = second.get("/beheer/wonen/logboek").main
    assert "voorgesteld door: Medewerker een" in log and "goedgekeurd door: Medewerker twee" in log
    assert "Handeling uitgevoerd" in log and "handeling: een bericht versturen" in log


def test_nothing_is_done_when_the_words_changed_and_the_page_says_what_changed(first: Browser, second: Browser) -> None:
    path = proposed(first).path
    opened = second.get(path)
    first.get(path).follow("Wijzigen").submit({"body": "Iets anders."})
    refused = opened.press()
    assert (refused.status, "Dit is veranderd De tekst" in refused.main) == (409, True)
    assert "Iets anders." in refused.main and refused.button == "Verstuur aan 3 mensen"
    assert last_event("acts.refused").details["error"] == "ChangedError"
    assert db.session.scalars(select(Message.state).where(Message.occasion.is_(None))).all() == [MessageState.DRAFT]


def test_nothing_is_done_when_a_number_changed_since_the_page_was_opened(
    make: Any, assembly: Assembly, first: Browser, second: Browser
) -> None:
    opened = second.get(proposed(first).path)
    make.registration(assembly, contact_by=ContactBy.EMAIL, email="later@voorbeeld.example")
    refused = opened.press()
    assert refused.status == 409 and "Mensen die het krijgen: was 3, is nu 4" in refused.main
    assert refused.button == "Verstuur aan 4 mensen"  # an audience grows by itself: what was proposed still holds
    refused.press()
    assert reached() == 4


def test_a_text_that_changed_after_the_proposal_is_proposed_again(
    assembly: Assembly, first: Browser, second: Browser
) -> None:
    path = proposed(first).path
    with edge.unit_of_change():
        draft = db.session.scalars(select(Message).where(Message.occasion.is_(None))).one()
        telling.write(assembly, MessageData("aangemeld", "Nieuws", "Stil veranderd."), draft)
    page = second.get(path)
    assert "Dit is veranderd De tekst" in page.main and page.button == "Leg voor: Verstuur aan 3 mensen"
    forced = second.post(path, {**values(page), "step": "do"})
    assert forced.status == 409
    assert "Het ligt nu bij een collega." in forced.press().text
    assert first.get(path).button == "Verstuur aan 3 mensen"


def values(page: Page) -> dict[str, str]:
    return {str(field["name"]): str(field.get("value", "")) for field in page.form().select("input")}


def test_nobody_approves_alone_and_only_who_proposed_it_withdraws(first: Browser, second: Browser) -> None:
    page = proposed(first)
    alone = first.post(page.path, {**values(page), "step": "do"})
    assert (alone.status, alone.errors) == (
        409,
        ["U legde dit zelf voor. Een collega moet het bekijken en goedkeuren."],
    )
    seen = values(second.get(page.path))
    other = second.post(page.path, {**seen, "step": "withdraw"})
    assert (other.status, other.errors) == (409, ["Alleen wie dit voorlegde, trekt het in."])
    assert "Uw voorstel is ingetrokken." in first.get(page.path).press().text
    late = second.post(page.path, {**seen, "step": "do"})
    assert (late.status, late.errors) == (409, ["Dit voorstel staat niet meer open. Er is niets gedaan."])
    assert reached() == 0


def test_what_is_thrown_away_waits_for_nobody(first: Browser, second: Browser) -> None:
    path = proposed(first).path
    first.get(path.replace("versturen", "weggooien")).press()
    proposal = db.session.scalars(select(Proposal)).one()
    assert (proposal.state, proposal.approved_by_id) == (ProposalState.WITHDRAWN, None)
    assert last_event("acts.closed").details["act"] == "telling.send"
    assert second.get(path).status == 404


def test_the_database_refuses_one_person_as_both(first: Browser) -> None:
    proposed(first)
    proposal = db.session.scalars(select(Proposal)).one()
    proposal.state, proposal.ended_at = ProposalState.APPROVED, proposal.proposed_at
    proposal.approved_by_id = proposal.proposed_by_id
    with pytest.raises(IntegrityError):
        db.session.flush()
    db.session.rollback()


def test_an_unknown_step_and_a_made_up_page_do_nothing(first: Browser, second: Browser) -> None:
    page = second.get(proposed(first).path)
    assert second.post(page.path, {**values(page), "step": "onzin"}).status == 404
    made_up = second.post(page.path, {**values(page), "shown": "{", "step": "do", "fingerprint": "0" * 64})
    assert made_up.status == 409 and "Dit is veranderd" not in made_up.main


def test_what_a_form_asked_is_carried_along_and_checked_with_the_rest(
    make: Any, assembly: Assembly, sign_in: Any
) -> None:
    browser = sign_in(make.member(assembly, Role.ADMINISTRATOR, name="Beheerder"))
    asked = {"email": "nieuw@voorbeeld.example", "name": "Account nieuw", "role": "waarnemer"}
    page = browser.get("/beheer/wonen/mensen/nieuw").submit(asked, button="Toevoegen")
    assert page.button == "Geef Account nieuw de rol Waarnemer" and "straks hebben 1" in page.main
    swapped = browser.post(page.path, {**values(page), "step": "do", "role": "griffie"})
    assert swapped.status == 409 and "Dit is veranderd De rol" in swapped.main
    assert "heeft nu de rol Griffie" in swapped.press().main
    held = db.session.scalars(select(Membership.role).where(Membership.account.has(email=asked["email"]))).all()
    assert held == [Role.REGISTRY]
