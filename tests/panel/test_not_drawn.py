"""After a draw everyone who signed up hears once whether they were drawn, whatever their way."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from itertools import cycle
from typing import Any

import pytest
from sqlalchemy import select

from beraad.assemblies.models import Assembly, Role
from beraad.days import today
from beraad.extensions import db
from beraad.mail.models import OutboxMessage
from beraad.panel import service
from beraad.panel.models import Seat
from beraad.recruitment.models.registration import Registration
from beraad.recruitment.sign_up import service as sign_up
from beraad.telling.models import Bundle, Recipient
from beraad.telling.ways import ContactBy
from beraad.web import sealing

WAYS = (ContactBy.EMAIL, ContactBy.POST, ContactBy.PHONE)


@pytest.fixture
def assembly(make: Any) -> Assembly:
    """A burgerberaad whose draw was held, of people who want to hear by mail, by post and by telephone."""
    made: Assembly = make.drawn(slug="wonen", contact_name="Sanne", contact_phone="0500 000 000")
    for person, way in zip(people(), cycle(WAYS)):
        person.contact_by, person.phone = way, "0600000001"
    db.session.commit()
    return made


def people() -> list[Registration]:
    db.session.rollback()
    return list(db.session.scalars(select(Registration).order_by(Registration.id)))


def heard() -> Counter[int]:
    """Id of the registration → messages: an own question to take part, or the message to who was not drawn."""
    asked = db.session.scalars(select(Seat.registration_id).where(Seat.asked_at.is_not(None)))
    told = db.session.scalars(select(Recipient.registration_id).where(Recipient.bundle_id.is_not(None)))
    return Counter([number for number in (*asked, *told) if number is not None])


def test_after_a_draw_everyone_hears_once_by_their_own_way(make: Any, sign_in: Any, assembly: Assembly) -> None:
    service.ask_everyone(assembly, today() + timedelta(days=7))
    db.session.commit()
    griffie, organiser = (sign_in(make.member(assembly, role)) for role in (Role.REGISTRY, Role.ORGANISER))
    page = griffie.get("/beheer/wonen/panel").follow("Bekijk en verstuur het bericht")
    assert "U bent niet ingeloot voor" in page.main and "alleen het lot besliste" in page.main
    griffie.get("/beheer/wonen/panel").act("Bekijk en verstuur het bericht")
    assert len(heard()) == len(list(db.session.scalars(select(Seat)))), "a colleague looks at it first"
    page = organiser.get("/beheer/wonen/panel").act("Bekijk en verstuur het bericht")
    assert "Het bericht gaat naar" in page.text
    everyone = [person.id for person in people()]
    assert dict(heard()) == dict.fromkeys(everyone, 1)
    for bundle in db.session.scalars(select(Bundle).where(Bundle.registration_id.is_not(None))):
        assert bundle.way is db.session.get_one(Registration, bundle.registration_id).contact_by
        assert bundle.state.is_by_hand is (bundle.way is not ContactBy.EMAIL)
    again = organiser.get("/beheer/wonen/panel/niet-ingeloot")
    assert again.status == 409 and "heeft al bericht" in again.text
    assert "Bekijk en verstuur het bericht" not in organiser.get("/beheer/wonen/panel").main


def test_the_message_is_kind_true_and_says_whom_to_ask(make: Any, sign_in: Any, assembly: Assembly) -> None:
    for role in (Role.REGISTRY, Role.ORGANISER):
        sign_in(make.member(assembly, role)).get("/beheer/wonen/panel").act("Bekijk en verstuur het bericht")
    about = OutboxMessage.subject.startswith("U bent niet ingeloot voor")
    text = db.session.scalars(select(OutboxMessage).where(about)).first()
    assert text is not None
    words = " ".join(sealing.unseal(text.sealed_body, f"mail:{text.reference}").split())
    for part in ("Valt er iemand af?", "/mijn-kans/", "13 weken daarna wissen wij haar", "Sanne, 0500 000 000"):
        assert part in words


def test_who_withdrew_hears_nothing(make: Any, sign_in: Any, assembly: Assembly) -> None:
    seated = set(db.session.scalars(select(Seat.registration_id)))
    gone = next(person for person in people() if person.id not in seated)
    sign_up.withdraw(gone)
    db.session.commit()
    for role in (Role.REGISTRY, Role.ORGANISER):
        sign_in(make.member(assembly, role)).get("/beheer/wonen/panel").act("Bekijk en verstuur het bericht")
    assert gone.id not in heard()
