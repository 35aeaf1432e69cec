"""One person asks: everything about them, and away with it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from beraad.accounts.models import Account, SignInAttempt
from beraad.assemblies import service as assemblies
from beraad.assemblies.models import Assembly, Membership, Role
from beraad.audit.models import AuditEvent
from beraad.days import today
from beraad.extensions import db
from beraad.mail import service as mail
from beraad.mail.models import OutboxMessage
from beraad.materials.models import Request
from beraad.meetings.models import Attendance, Presence
from beraad.panel.models import Seat, SeatState
from beraad.privacy import dossiers, erasing, retention
from beraad.privacy.errors import LettersUnderWayError, SampleWaitingError
from beraad.privacy.models import DeletionCertificate, Occasion
from beraad.privacy.people import requests
from beraad.recruitment.models.registration import Registration
from beraad.recruitment.models.sign_up import Purpose, QuestionKind
from beraad.recruitment.questions import queries as question_queries
from beraad.recruitment.questions import replies, special
from beraad.recruitment.questions import service as questions
from beraad.recruitment.questions.needs import Needs
from beraad.recruitment.questions.replies import Replies
from beraad.recruitment.questions.service import QuestionData
from beraad.web import edge


def erase(person: Registration) -> DeletionCertificate:
    with edge.unit_of_change():
        return requests.erase(person)


def person_in(seat: Seat) -> Registration:
    assert seat.registration is not None
    return seat.registration


def test_afterwards_no_table_and_no_file_knows_the_person(make: Any, outbox: Path) -> None:
    seat = make.known_everywhere()
    before = make.traces(*make.TRACES)
    assert {"registration.name", "register_row.name", "account.email", "outbox_message.recipient"} <= set(before)
    assert any(name.endswith(".eml") for name in before)
    erase(person_in(seat))
    assert make.traces(*make.TRACES) == []
    assert make.traces(make.NEIGHBOUR[0]) != [], "somebody else is still there, so the search finds people"


def test_sealed_fields_go_too(make: Any) -> None:
    seat = make.known_everywhere()
    erase(person_in(seat))
    left = db.session.get_one(Seat, seat.id)
    sealed = (left.sealed_needs, left.sealed_bank, left.sealed_token, left.token_hash, left.account_id)
    assert sealed == (None,) * 5
    assert db.session.scalars(select(Attendance.sealed_reason)).all() == [None]
    assert db.session.scalars(select(Request.asked_by_id)).all() == [None]
    assert db.session.scalar(select(func.count(SignInAttempt.id))) == 0


def test_the_seat_becomes_free_and_the_draw_stays_repeatable(make: Any) -> None:
    seat = make.known_everywhere()
    pool_id = seat.pool_id
    erase(person_in(seat))
    left = db.session.get_one(Seat, seat.id)
    assert (left.pool_id, left.state, left.registration_id) == (pool_id, SeatState.DROPPED_OUT, None)


def test_the_certificate_and_the_log_hold_numbers_alone(make: Any) -> None:
    made = erase(person_in(make.known_everywhere()))
    assert made.occasion is Occasion.REQUEST
    assert made.finished_at is not None
    assert made.counts["registration"] == 1
    assert made.counts["register_row"] == 1
    assert made.counts["outbox_message"] >= 3
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "privacy.erased_at_request")).one()
    assert event.details == made.counts


def test_mail_to_an_address_of_before_goes_too(make: Any) -> None:
    of = make.recruiting()
    person, other = make.registration(of), make.registration(of)
    references = (f"registration-{person.id}-1", f"message-{other.id}-{person.id}", f"message-{person.id}-{other.id}")
    with edge.unit_of_change():
        for reference in references:
            mail.queue("vroeger@voorbeeld.example", "Onderwerp", "Tekst", reference, of.id)
    erase(person)
    left = db.session.scalars(select(OutboxMessage.reference).where(OutboxMessage.recipient != "")).all()
    assert left == [references[2]], "a message to somebody else, with this number as its own"


def test_an_account_with_another_role_stays(make: Any) -> None:
    seat = make.known_everywhere()
    with edge.unit_of_change():
        assemblies.grant_role(make.assembly(), seat.account, Role.OBSERVER)
    assert requests.consequences(person_in(seat)).keeps_account
    erase(person_in(seat))
    account = db.session.scalars(select(Account).where(Account.email == make.TRACES[1])).one()
    roles = db.session.scalars(select(Membership.role).where(Membership.account_id == account.id)).all()
    assert roles == [Role.OBSERVER]


def test_the_account_of_an_administrator_stays(make: Any) -> None:
    seat = make.known_everywhere()
    make.account(is_administrator=True)  # so that nothing but this rule keeps the other
    with edge.unit_of_change():
        seat.account.is_administrator = True
    assert requests.consequences(person_in(seat)).keeps_account
    erase(person_in(seat))
    account = db.session.scalars(select(Account).where(Account.email == make.TRACES[1])).one()
    assert account.is_administrator
    assert not db.session.scalars(select(Membership).where(Membership.account_id == account.id)).all()


def test_somebody_to_whom_letters_are_being_made_waits(make: Any) -> None:
    of = make.recruiting()
    make.sample(of)
    wave = make.wave(of, 1)
    person = make.registration(of)
    with edge.unit_of_change():
        from beraad.recruitment.models.waves import Invitation

        person.invitation_id = db.session.scalar(select(Invitation.id).where(Invitation.wave_id == wave.id))
    with pytest.raises(LettersUnderWayError):
        erase(person)
    assert db.session.get(Registration, person.id) is not None


def test_a_sample_that_waits_to_be_read_comes_first(make: Any) -> None:
    import io

    from beraad.recruitment.register import service as samples

    of = make.recruiting()
    person = make.registration(of)
    with edge.unit_of_change():
        received = samples.receive(of, "steekproef.csv", io.BytesIO(make.sample_file(make.sample_rows(3))))
    with pytest.raises(SampleWaitingError):
        erase(person)
    with edge.unit_of_change():
        samples.discard(received)
    erase(person)
    assert db.session.scalar(select(func.count(Registration.id))) == 0


def test_access_gives_everything_in_words(make: Any, sign_in: Any) -> None:
    seat = make.known_everywhere()
    of = db.session.get_one(Assembly, seat.assembly_id)
    browser = sign_in(make.member(of, Role.REGISTRY))
    page = browser.get(f"/beheer/{of.slug}/privacy/personen").submit({"zoek": "uniekje"}, button="Zoek")
    page = page.follow(make.TRACES[0])
    answer = page.submit(button="Alle gegevens als bestand (JSON)")
    assert answer.response.headers["Content-Disposition"].startswith("attachment")
    told = json.loads(answer.text)
    assert told["aanmelding"]["phone"] == make.TRACES[2]
    assert told["steekproef"][0]["name"] == make.TRACES[0].upper()
    assert told["zetels"][0]["behoeften"]["diet"].endswith("geen noten")
    assert told["zetels"][0]["rekening"]["iban"].startswith("NL02")
    assert told["zetels"][0]["aanwezigheid"][0]["reden"].endswith("is ziek")
    assert told["vragen"][0]["text"] == "Hoeveel bomen staan er?"
    assert any("Uw aanmelding" in message["subject"] for message in told["berichten"])
    assert all(make.TRACES[0] in message["tekst"] for message in told["berichten"])
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "privacy.access_given")).one()
    assert event.subject == f"registration:{seat.registration_id}"


def test_access_tells_what_somebody_answered_and_agreed_to(make: Any) -> None:
    of = make.recruiting()
    with edge.unit_of_change():
        questions.ask_origin(of, True)
        asked = questions.add(of, QuestionData(QuestionKind.TEXT, "Waarom doet u mee?"))
    made = make.registration(of, {})
    day = today()
    needs = Needs(diet="geen noten")
    told = Replies({day: True}, {asked.id: "Omdat het kan."}, needs, special={}, agreed=frozenset(Purpose))
    with edge.unit_of_change():
        replies.store(made, told)
        special.store(made.id, {question_queries.special_features(of)[0].id: "buiten Europa"})
    found = dossiers.about(made)["aanmelding"]
    assert found["antwoorden"]["herkomst"] == "buiten Europa"
    assert found["dagen"] == {day.isoformat(): True} and found["behoeften"]["diet"] == "geen noten"
    assert found["andere_vragen"] == {"Waarom doet u mee?": "Omdat het kan."}
    assert len(found["toestemming"]) == len(Purpose)
    with edge.unit_of_change():
        erasing.erase_people(of, [made])
    retention.scrub()
    assert make.traces("geen noten", "Omdat het kan") == []


def test_what_is_given_stands_in_order(make: Any) -> None:
    of, other = make.met(title="Eerst"), make.assembly(title="Later")
    make.held(of, (Presence.PARTLY,), number=2)
    seat = make.seats(of)[0]
    with edge.unit_of_change():
        assemblies.grant_role(other, seat.account, Role.OBSERVER)
    told = dossiers.about(person_in(seat))
    assert list(told["aanmelding"]["antwoorden"]) == ["geslacht", "leeftijd"]
    assert [found["presence"] for found in told["zetels"][0]["aanwezigheid"]] == [Presence.PRESENT, Presence.PARTLY]
    assert [found["burgerberaad"] for found in told["accounts"][0]["rollen"]] == ["Eerst", "Later"]


def test_the_registry_erases_after_a_yes(make: Any, sign_in: Any) -> None:
    seat = make.known_everywhere()
    of = db.session.get_one(Assembly, seat.assembly_id)
    browser = sign_in(make.member(of, Role.REGISTRY))
    page = browser.get(f"/beheer/{of.slug}/privacy/personen/{seat.registration_id}/wissen")
    assert seat.pool_id in page.main, "what stays is explained"
    assert "Deze persoon heeft een zetel" in page.main
    assert page.button == "Wis alle gegevens van 1 mens"
    done = page.press()
    assert done.h1.startswith("Verwijderbewijs")
    assert make.TRACES[0] not in done.main
    assert make.traces(*make.TRACES) == []


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.REGISTRY])
def test_others_see_nobody(make: Any, sign_in: Any, role: Role) -> None:
    of = make.assembly()
    person = make.registration(of)
    browser = sign_in(make.member(of, role))
    for path in ("", f"/{person.id}", f"/{person.id}/wissen"):
        assert browser.get(f"/beheer/{of.slug}/privacy/personen{path}").status == 403


def test_a_person_of_another_burgerberaad_is_not_found(make: Any, sign_in: Any, context: Flask) -> None:
    of, elsewhere = make.assembly(), make.registration(make.assembly())
    browser = sign_in(make.member(of, Role.REGISTRY))
    assert browser.get(f"/beheer/{of.slug}/privacy/personen/{elsewhere.id}").status == 404
