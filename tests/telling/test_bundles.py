"""One bundle a person a day, text messages by day alone, nobody twice, and people who are not reached."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from types import ModuleType
from typing import Any

import pytest
from sqlalchemy import select

from beraad.assemblies.models import Assembly, Role
from beraad.days import morning_of, start_of, today
from beraad.extensions import db
from beraad.jobs import service as jobs
from beraad.mail import queries as mail
from beraad.mail import service as mail_service
from beraad.mail.models import Delivery, MailState, OutboxMessage
from beraad.orm import now
from beraad.telling import bundles, service
from beraad.telling import jobs as telling_jobs
from beraad.telling.composing import Text
from beraad.telling.errors import EmptyAudienceError
from beraad.telling.models import Bundle, BundleState, Message, Recipient
from beraad.telling.people import Addressee
from beraad.telling.service import Event, MessageData
from beraad.telling.ways import ContactBy
from beraad.web import edge

Clock = Callable[[datetime], None]
HOUR = timedelta(hours=1)


@pytest.fixture
def assembly(make: ModuleType) -> Assembly:
    return make.recruiting(contact_phone="0500 000000", commissioner="De gemeenteraad")


def told(assembly: Assembly, subject: str, is_urgent: bool = False, audience: str = "aangemeld") -> Message:
    """A message that somebody wrote and a colleague sends now."""
    with edge.unit_of_change():
        draft = service.write(assembly, MessageData(audience, subject, f"Over {subject}.", is_urgent))
        return service.send(draft)


def happened(assembly: Assembly, occasion: str, *who: Addressee) -> int:
    """An event of which these people hear."""
    with edge.unit_of_change():
        return service.tell(assembly, Event(occasion, lambda: Text(occasion, "Dat gebeurde.")), addressees=who)


def leave() -> None:
    """What the job does when bundles are due."""
    with edge.unit_of_change():
        jobs.ask(telling_jobs.LEAVE_JOB)


def sent() -> list[OutboxMessage]:
    """All that was told, in order."""
    bundled = OutboxMessage.reference.startswith("bundle-")
    return list(db.session.scalars(select(OutboxMessage).where(bundled).order_by(OutboxMessage.id)))


def test_a_text_says_who_writes_about_what_and_whom_to_ask(assembly: Assembly, make: ModuleType) -> None:
    make.registration(assembly, name="Inwoner Mail", contact_by=ContactBy.EMAIL)
    told(assembly, "Nieuws")
    (message,) = sent()
    text = mail.text(message)
    assert message.subject == "Nieuws"
    assert text.startswith("Beste Inwoner Mail,\n\nOver Nieuws.\n\n")
    assert "Hebt u vragen? Neem contact op met De griffie, 0500 000000." in text
    assert f"namens De gemeenteraad, voor {assembly.title}" in text


def test_the_second_message_of_a_day_waits_until_the_morning_and_an_urgent_one_does_not(
    assembly: Assembly, make: ModuleType, set_clock: Clock
) -> None:
    noon = start_of(today()) + 12 * HOUR
    set_clock(noon)
    make.registration(assembly, contact_by=ContactBy.EMAIL)
    for subject in ("Een", "Twee", "Drie"):
        told(assembly, subject)
    told(assembly, "Brand", is_urgent=True)
    assert [message.subject for message in sent()] == ["Een", "Brand"]
    tomorrow = morning_of(today() + timedelta(days=1))
    set_clock(tomorrow)
    leave()
    bundle = sent()[-1]
    assert bundle.subject == f"{assembly.title}: 2 berichten"
    assert "1. Twee" in mail.text(bundle) and "2. Drie" in mail.text(bundle)
    leave()
    assert len(sent()) == 3


def test_events_gather_for_half_an_hour_and_what_somebody_sends_takes_them_along(
    assembly: Assembly, make: ModuleType, set_clock: Clock
) -> None:
    start = start_of(today()) + 12 * HOUR
    set_clock(start)
    first, second = (make.registration(assembly, contact_by=ContactBy.EMAIL) for _ in range(2))
    who = Addressee(registration_id=first.id)
    happened(assembly, "een", who)
    happened(assembly, "twee", who)
    leave()
    assert sent() == []
    set_clock(start + bundles.GATHERING)
    leave()
    (bundle,) = sent()
    assert bundle.recipient == first.email and "een" in mail.text(bundle) and "twee" in mail.text(bundle)
    happened(assembly, "drie", Addressee(registration_id=second.id))
    told(assembly, "Nieuws")
    assert [message.recipient for message in sent()] == [first.email, second.email]
    assert "drie" in mail.text(sent()[1]) and "Over Nieuws." in mail.text(sent()[1])


def test_nobody_hears_twice_of_one_event_nor_stands_twice_in_one_audience(assembly: Assembly, make: ModuleType) -> None:
    person = make.registration(assembly, contact_by=ContactBy.EMAIL)
    other = make.registration(assembly, contact_by=ContactBy.EMAIL)
    who = Addressee(registration_id=person.id)
    assert happened(assembly, "een", who, who) == 1
    assert happened(assembly, "een", who) == 0
    assert happened(assembly, "een", who, Addressee(registration_id=other.id)) == 1
    assert db.session.query(Recipient).count() == 2
    somebody = make.member(assembly, Role.REGISTRY, Role.ORGANISER)
    for role in ("griffie", "organisator"):
        told(assembly, "Nieuws", audience=f"rol-{role}")
    assert [bundle.account_id for bundle in db.session.query(Bundle).filter(Bundle.account_id.is_not(None))].count(
        somebody.id
    ) == 2, "one of today and one of tomorrow"


def test_text_messages_leave_between_eight_and_nine_alone(
    assembly: Assembly, make: ModuleType, set_clock: Clock
) -> None:
    make.registration(assembly, contact_by=ContactBy.TEXT, phone="0612345678")
    late = start_of(today()) + 21 * HOUR
    set_clock(late)
    told(assembly, "Nieuws", is_urgent=True)
    assert sent() == []
    set_clock(start_of(today() + timedelta(days=1)) + 7 * HOUR)
    leave()
    assert sent() == []
    set_clock(morning_of(today()))
    leave()
    (message,) = sent()
    assert (message.recipient, message.state) == ("0612345678", MailState.SENT)
    assert f"{assembly.title}: Nieuws." in mail.text(message)


def test_a_text_message_in_the_outbox_waits_for_the_morning_too(
    assembly: Assembly, make: ModuleType, set_clock: Clock
) -> None:
    set_clock(start_of(today()) + 23 * HOUR)
    with edge.unit_of_change():
        mail_service.queue("0612345678", "Link", "Uw link", "seat-1-text", assembly.id, mail_service.MessageKind.TEXT)
    queued = db.session.scalars(select(OutboxMessage)).one()
    assert (queued.state, queued.attempts) == (MailState.QUEUED, 0)


def test_who_has_no_way_at_all_is_work_for_the_griffie(assembly: Assembly, make: ModuleType, sign_in: Any) -> None:
    nobody = make.registration(assembly, name="Inwoner Nergens", contact_by=ContactBy.POST, address_line1="", email="")
    assert nobody.phone == ""
    told(assembly, "Nieuws")
    assert db.session.scalars(select(Bundle.state)).all() == [BundleState.UNREACHABLE]
    browser = sign_in(make.member(assembly, Role.REGISTRY))
    assert "Bereik mensen die hun bericht niet kregen" in browser.get(f"/beheer/{assembly.slug}").main
    page = browser.get(f"/beheer/{assembly.slug}/berichten").follow("Niet bereikt")
    assert "Inwoner Nergens" in page.main and "Geen adres en geen nummer" in page.main
    refused = page.submit(button="Breng het zelf: Inwoner Nergens")
    assert (refused.status, "Van deze persoon hebben wij geen adres" in refused.main) == (409, True)
    with edge.unit_of_change():
        nobody.phone = "0612345678"
    page = page.submit(button="Breng het zelf: Inwoner Nergens")
    assert "Iedereen is bereikt." in page.main
    calls = browser.get(f"/beheer/{assembly.slug}/berichten/bellen")
    assert "Inwoner Nergens 0612345678" in calls.main


def test_mail_that_bounces_is_work_for_the_griffie(assembly: Assembly, make: ModuleType, sign_in: Any) -> None:
    make.registration(assembly, name="Inwoner Stuitert", contact_by=ContactBy.EMAIL)
    message = told(assembly, "Nieuws")
    with edge.unit_of_change():
        assert mail_service.report_delivery(sent()[0].reference, "theirs", Delivery.REFUSED, now())
    browser = sign_in(make.member(assembly, Role.ORGANISER))
    became = browser.get(f"/beheer/{assembly.slug}/berichten/{message.id}")
    assert "Per e-mail Niet afgeleverd" in became.main
    page = became.follow("Niet bereikt")
    assert "Inwoner Stuitert" in page.main and "Kwam niet aan" in page.main
    page.submit(button="Breng het zelf: Inwoner Stuitert")
    assert "Inwoner Stuitert" in browser.get(f"/beheer/{assembly.slug}/berichten/posten").main


def test_the_preview_says_to_how_many_by_which_way_and_who_hears_tomorrow(
    assembly: Assembly, make: ModuleType, sign_in: Any, set_clock: Clock
) -> None:
    set_clock(start_of(today()) + 12 * HOUR)
    person = make.registration(assembly, contact_by=ContactBy.EMAIL)
    make.registration(assembly, contact_by=ContactBy.POST)
    make.registration(assembly, contact_by=ContactBy.POST, address_line1="", email="")
    happened(assembly, "een", Addressee(registration_id=person.id))
    set_clock(start_of(today()) + 13 * HOUR)
    leave()
    page = sign_in(make.member(assembly, Role.REGISTRY)).get(f"/beheer/{assembly.slug}/berichten/nieuw/aangemeld")
    page = page.submit({"subject": "Nieuws", "body": "Tekst."}).follow("Bekijk wat er gebeurt en verstuur")
    assert "Per e-mail 1" in page.main and "Per post 1" in page.main and "Niet te bereiken 1" in page.main
    assert "Kreeg vandaag al een bericht en krijgt dit morgen 1" in page.main


def test_a_text_that_changed_after_it_was_looked_over_is_not_sent(
    assembly: Assembly, make: ModuleType, sign_in: Any
) -> None:
    make.registration(assembly, contact_by=ContactBy.EMAIL)
    with edge.unit_of_change():
        draft = service.write(assembly, MessageData("aangemeld", "Nieuws", "Tekst."))
    path = f"/beheer/{assembly.slug}/berichten/{draft.id}/versturen"
    writer = sign_in(make.member(assembly, Role.ORGANISER))
    assert "Het ligt nu bij een collega." in writer.get(path).press().text
    page = sign_in(make.member(assembly, Role.REGISTRY)).get(path)
    with edge.unit_of_change():
        service.write(assembly, MessageData("aangemeld", "Nieuws", "Heel iets anders."), draft)
    refused = page.press()
    assert (refused.status, "Dit is veranderd De tekst" in refused.main) == (409, True)
    assert "Heel iets anders." in refused.main and sent() == []
    assert refused.button == "Leg voor: Verstuur aan 1 persoon"
    again = writer.get(path).press()
    page.browser.get(again.path).act("Bekijk wat er gebeurt en verstuur")
    assert len(sent()) == 1


def test_a_message_to_nobody_is_not_sent(assembly: Assembly, make: ModuleType, sign_in: Any) -> None:
    with edge.unit_of_change():
        draft = service.write(assembly, MessageData("aangemeld", "Nieuws", "Tekst."))
    with pytest.raises(EmptyAudienceError):
        service.send(draft)
    page = sign_in(make.member(assembly, Role.REGISTRY)).get(f"/beheer/{assembly.slug}/berichten/{draft.id}")
    refused = page.follow("Bekijk wat er gebeurt en verstuur")
    assert (refused.status, "Er is nu niemand aan wie dit bericht kan." in refused.main) == (409, True)


def test_english_readers_get_the_words_of_an_event_in_english(assembly: Assembly, make: ModuleType) -> None:
    make.member(assembly, Role.REGISTRY)
    person = make.registration(assembly, contact_by=ContactBy.EMAIL, language="en", name="Resident")
    told(assembly, "Nieuws")
    assert mail.text(sent()[0]).startswith("Dear Resident,\n\nOver Nieuws.") and person.language == "en"
