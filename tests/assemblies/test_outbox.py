"""The outbox page: who got what, what went wrong, and sending again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import select

from beraad.assemblies.models import Assembly, Role
from beraad.audit.models import AuditEvent
from beraad.extensions import db
from beraad.mail import service
from beraad.mail.models import MailState, OutboxMessage
from beraad.web import edge


def put(of: Assembly, reference: str, to: str = "inwoner@voorbeeld.example") -> OutboxMessage:
    with edge.unit_of_change():
        service.queue(to, f"Over {reference}", "Beste inwoner,\n\nTot dan.\n", reference, of.id)
    return db.session.scalars(select(OutboxMessage).where(OutboxMessage.reference == reference)).one()


def fail(message: OutboxMessage, state: MailState, code: str) -> None:
    with edge.unit_of_change():
        message.state, message.error_code, message.sent_at = state, code, None


def test_the_list_shows_state_and_reason_and_filters(make: Any, sign_in: Any) -> None:
    of = make.assembly()
    put(of, "een-1")
    fail(put(of, "twee-1", "ander@voorbeeld.example"), MailState.FAILED, "recipient_refused")
    put(make.assembly(), "elders-1")
    browser = sign_in(make.member(of, Role.REGISTRY))
    page = browser.get(f"/beheer/{of.slug}/postvak-uit")
    assert "Over een-1" in page.main
    assert "Dit adres of nummer wordt geweigerd." in page.main
    assert "elders-1" not in page.main
    failed = page.submit({"stand": "mislukt"}, button="Zoek")
    assert "Over twee-1" in failed.main
    assert "Over een-1" not in failed.main
    found = page.submit({"zoek": "ANDER@"}, button="Zoek")
    assert "Over twee-1" in found.main
    assert "Over een-1" not in found.main


def test_a_message_shows_proof_of_sending(make: Any, sign_in: Any) -> None:
    of = make.assembly()
    sent = put(of, "bewijs-1")
    page = sign_in(make.member(of, Role.ORGANISER)).get(f"/beheer/{of.slug}/postvak-uit/{sent.id}")
    assert "Tot dan." in page.main
    assert sent.transport_reference.startswith("<")
    assert sent.transport_reference in page.main
    assert "Opnieuw versturen" not in page.main


def test_an_uncertain_message_is_sent_again_on_request_only(make: Any, sign_in: Any, outbox: Path) -> None:
    of = make.assembly()
    message = put(of, "onzeker-1")
    fail(message, MailState.UNCERTAIN, "worker_died")
    (outbox / "onzeker-1.eml").unlink()
    browser = sign_in(make.member(of, Role.REGISTRY))
    page = browser.get(f"/beheer/{of.slug}/postvak-uit/{message.id}")
    assert "Misschien is dit bericht al aangekomen." in page.main
    page.submit(button="Opnieuw versturen")
    assert (outbox / "onzeker-1.eml").exists()
    assert db.session.get_one(OutboxMessage, message.id).state is MailState.SENT
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "mail.sent_again")).one()
    assert event.subject == f"outbox_message:{message.id}"


def test_what_was_sent_is_not_sent_again(make: Any, sign_in: Any) -> None:
    of = make.assembly()
    message = put(of, "klaar-1")
    browser = sign_in(make.member(of, Role.REGISTRY))
    fail(message, MailState.UNCERTAIN, "worker_died")
    page = browser.get(f"/beheer/{of.slug}/postvak-uit/{message.id}")
    page.submit(button="Opnieuw versturen")
    attempts = db.session.get_one(OutboxMessage, message.id).attempts
    told = page.submit(button="Opnieuw versturen")  # the same page, pressed a second time
    assert "Dit bericht kunt u niet opnieuw versturen." in told.text
    assert db.session.get_one(OutboxMessage, message.id).attempts == attempts


def test_only_those_who_see_people_see_messages(make: Any, sign_in: Any) -> None:
    of, other = make.assembly(), make.assembly()
    message, elsewhere = put(of, "wie-1"), put(other, "elders-2")
    for role in Role:
        browser = sign_in(make.member(of, role))
        expected = 200 if role in (Role.REGISTRY, Role.ORGANISER) else 403
        for path in ("", f"/{message.id}"):
            assert browser.get(f"/beheer/{of.slug}/postvak-uit{path}").status == expected, role
    assert sign_in(make.member(of, Role.REGISTRY)).get(f"/beheer/{of.slug}/postvak-uit/{elsewhere.id}").status == 404


def test_a_wiped_message_shows_no_address(make: Any, sign_in: Any) -> None:
    of = make.assembly()
    message = put(of, "gewist-1")
    with edge.unit_of_change():
        service.wipe(OutboxMessage.id == message.id)
    page = sign_in(make.member(of, Role.REGISTRY)).get(f"/beheer/{of.slug}/postvak-uit/{message.id}")
    assert page.h1 == "gewist-1"
    assert "De tekst is gewist." in page.main
