"""Messages to an audience: written, looked over by a colleague, and sent to each by their own way."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from beraad.assemblies.models import Role
from beraad.audit.models import AuditEvent
from beraad.extensions import db
from beraad.jobs import registry, runner
from beraad.jobs.models import Job
from beraad.recruitment.sign_up import service
from beraad.telling import bundles
from beraad.telling import service as messages
from beraad.telling.errors import MessageStateError, UnknownPlaceholderError
from beraad.telling.models import Message, MessageState, Recipient
from beraad.telling.service import MessageData
from beraad.telling.ways import ContactBy
from beraad.web import edge


@pytest.fixture
def people(make: Any) -> Any:
    """A burgerberaad with somebody for each way, somebody without the address they chose, and somebody who left."""
    assembly = make.recruiting()
    make.registration(assembly, name="Inwoner Mail", contact_by=ContactBy.EMAIL, email="mail@voorbeeld.example")
    make.registration(assembly, name="Inwoner Bel", contact_by=ContactBy.PHONE, phone="0612345678")
    make.registration(assembly, name="Inwoner Post", contact_by=ContactBy.POST)
    make.registration(assembly, name="Inwoner Zonder", contact_by=ContactBy.EMAIL, email="")
    gone = make.registration(assembly, name="Inwoner Weg", contact_by=ContactBy.EMAIL)
    with edge.unit_of_change():
        service.withdraw(gone)
    return assembly


def sent(assembly: Any, body: str = "Tekst.", is_urgent: bool = False) -> Message:
    """A message to everyone who signed up, on its way."""
    with edge.unit_of_change():
        return messages.send(messages.write(assembly, MessageData("aangemeld", "Nieuws", body, is_urgent)))


def test_a_message_is_written_looked_over_and_sent_by_each_ones_way(people: Any, make: Any, sign_in: Any) -> None:
    browser = sign_in(make.member(people, Role.REGISTRY))
    page = browser.get(f"/beheer/{people.slug}/berichten").follow("Nieuw bericht")
    page = page.follow("Iedereen die zich heeft aangemeld")
    assert "Mensen 4" in page.main
    page = page.submit({"subject": "Nieuws", "body": "Uw kenmerk is {kenmerk}, {naam}."})
    page = page.follow("Bekijk wat er gebeurt en verstuur")
    assert "Beste Voorbeeldinwoner, Uw kenmerk is p000000, Voorbeeldinwoner." in page.main
    assert "Per e-mail 1" in page.main and "Per post 2" in page.main and "Per telefoon 1" in page.main
    assert db.session.query(Recipient).count() == 0
    db.session.rollback()
    assert page.button == "Trek uw voorstel in"
    page = sign_in(make.member(people, Role.ORGANISER)).get(page.path)
    assert page.button == "Verstuur aan 4 mensen"
    page = page.press()
    assert "Per post Nog te doen 2" in page.main and "Per telefoon Nog te doen 1" in page.main
    assert "Per e-mail Verstuurd 1" in page.main


def test_calls_and_letters_are_work_that_is_ticked_off(people: Any, make: Any, sign_in: Any) -> None:
    sent(people, "Uw kenmerk is {kenmerk}, {naam}.")
    browser = sign_in(make.member(people, Role.ORGANISER))
    calls = browser.get(f"/beheer/{people.slug}/berichten").follow("Bellen")
    assert "Inwoner Bel 0612345678" in calls.main and "Uw kenmerk is" in calls.main
    calls = calls.submit(button="Gedaan: Inwoner Bel")
    assert "Inwoner Bel 0612345678" in calls.main and "Gedaan: Inwoner Bel" not in calls.main
    post = browser.get(f"/beheer/{people.slug}/berichten").follow("Posten")
    rest = post.submit(button="Gedaan: Inwoner Post").submit(button="Download wat nog op de post moet (CSV)").text
    assert "Beste Inwoner Zonder,\n\nUw kenmerk is" in rest.replace("\r", "") and "Inwoner Post" not in rest
    last = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc()).limit(1)).one()
    assert (last.action, last.details) == ("telling.post_fetched", {"people": 1})


def test_mail_holds_the_words_filled_in_and_goes_once(people: Any, outbox: Path) -> None:
    for left in outbox.glob("*"):
        left.unlink()
    with edge.unit_of_change():
        message = messages.write(people, MessageData("aangemeld", "Nieuws voor {naam}", "Over {burgerberaad}."))
    with edge.unit_of_change():
        messages.send(message)
    (mail,) = outbox.glob("*")
    text = mail.read_text()
    assert "Nieuws voor Inwoner Mail" in text and f"Over {people.title}." in text and "mail@voorbeeld.example" in text
    with pytest.raises(MessageStateError):
        messages.send(message)
    assert message.state is MessageState.SENT
    assert db.session.query(Recipient).count() == 4


def test_a_sent_message_no_longer_changes(people: Any, make: Any, sign_in: Any) -> None:
    with edge.unit_of_change():
        message = messages.write(people, MessageData("aangemeld", "Nieuws", "Tekst."))
    with edge.unit_of_change():
        messages.send(message)
    for verb in (
        lambda: messages.write(people, MessageData("aangemeld", "A", "B"), message),
        lambda: messages.discard(message),
    ):
        with pytest.raises(MessageStateError):
            verb()
    browser = sign_in(make.member(people, Role.ORGANISER))
    for step in ("wijzigen", "weggooien"):
        assert browser.get(f"/beheer/{people.slug}/berichten/{message.id}/{step}").status == 404


@pytest.mark.parametrize("body", ["Beste {name}", "Beste {naam", "naam}", "{}"])
def test_an_unknown_placeholder_is_refused_before_anybody_reads_it(people: Any, body: str) -> None:
    with pytest.raises(UnknownPlaceholderError):
        messages.write(people, MessageData("aangemeld", "Nieuws", body))


def test_the_page_says_which_placeholders_there_are(people: Any, make: Any, sign_in: Any) -> None:
    browser = sign_in(make.member(people, Role.REGISTRY))
    page = browser.get(f"/beheer/{people.slug}/berichten/nieuw/aangemeld")
    page = page.submit({"subject": "Nieuws", "body": "Beste {name}"})
    assert page.errors == ["{name} kennen wij niet. Gebruik {naam}, {kenmerk}, {burgerberaad} of {eigen-pagina}."]


def test_a_draft_is_changed_and_thrown_away(people: Any, make: Any, sign_in: Any) -> None:
    browser = sign_in(make.member(people, Role.REGISTRY))
    with edge.unit_of_change():
        message = messages.write(people, MessageData("aangemeld", "Nieuws", "Tekst."))
    page = browser.get(f"/beheer/{people.slug}/berichten/{message.id}").follow("Wijzigen")
    page = page.submit({"body": "Andere tekst."})
    assert "Andere tekst." in page.main
    page = page.act("Weggooien")
    assert "Er zijn nog geen berichten." in page.main


def test_messages_are_for_griffie_and_organisator_of_this_burgerberaad(people: Any, make: Any, sign_in: Any) -> None:
    with edge.unit_of_change():
        message = messages.write(people, MessageData("aangemeld", "Nieuws", "Tekst."))
    assert sign_in(make.member(people, Role.OBSERVER)).get(f"/beheer/{people.slug}/berichten").status == 403
    other = make.recruiting()
    stranger = sign_in(make.member(other, Role.REGISTRY))
    for step in ("", "/wijzigen", "/weggooien"):
        assert stranger.get(f"/beheer/{other.slug}/berichten/{message.id}{step}").status == 404


def test_a_message_that_failed_halfway_goes_on_at_a_press_of_a_button(
    people: Any, make: Any, sign_in: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> None:
        raise RuntimeError("no such disk")

    with edge.unit_of_change():
        message = messages.write(people, MessageData("aangemeld", "Nieuws", "Tekst."))
    with monkeypatch.context() as patch:
        patch.setattr(bundles, "leave", broken)
        with edge.unit_of_change():
            messages.send(message)
        for _again in range(4):
            with edge.unit_of_change():
                db.session.get_one(Job, message.job_id).not_before = None
            with pytest.raises(RuntimeError):
                runner.work_on(message.job_id or 0)
    browser = sign_in(make.member(people, Role.ORGANISER))
    page = browser.get(f"/beheer/{people.slug}/berichten/{message.id}")
    assert "Dit is niet gelukt" in page.main
    page = page.submit(button="Probeer opnieuw")
    assert "Wij proberen het opnieuw." in page.text and "Per telefoon Nog te doen 1" in page.main
    assert db.session.query(Recipient).count() == 4
    stranger = make.recruiting()
    elsewhere = sign_in(make.member(stranger, Role.REGISTRY))
    path = f"/beheer/{stranger.slug}/berichten/{message.id}/opnieuw"
    assert elsewhere.raw.post(path, data={}).status_code in (400, 404)


def test_while_a_message_is_being_sent_the_page_renews_how_far_it_is(
    people: Any, make: Any, sign_in: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registry.current_jobs().carrier, "wake", lambda *_: None)
    with edge.unit_of_change():
        message = messages.send(messages.write(people, MessageData("aangemeld", "Nieuws", "Tekst.")))
    path = f"/beheer/{people.slug}/berichten/{message.id}"
    assert sign_in(make.member(people, Role.ORGANISER)).get(path).soup.select("[data-progress] progress")
