"""Two people who share a mailbox are two people: with accounts, needs and bank accounts of their own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import ModuleType

import pytest
from sqlalchemy import select

from beraad.accounts import passwords, sessions
from beraad.accounts import service as accounts
from beraad.accounts.models import Account
from beraad.assemblies.models import Assembly, Membership, Role
from beraad.days import today
from beraad.extensions import db
from beraad.mail.models import OutboxMessage
from beraad.panel import service
from beraad.panel.models import AnsweredBy, Seat
from beraad.panel.needs import bank
from beraad.panel.needs import service as needs
from beraad.panel.needs.bank import Bank
from beraad.panel.needs.service import Needs
from beraad.privacy.people import requests
from beraad.recruitment.models.registration import Registration
from beraad.telling.ways import ContactBy
from beraad.web import edge
from tests.pages import Browser

SHARED = "samen@voorbeeld.example"
SignIn = Callable[[Account], Browser]


@pytest.fixture
def couple(make: ModuleType) -> tuple[Seat, Seat]:
    """Two panellists of one burgerberaad with one address, of whom the first has said what is needed."""
    assembly: Assembly = make.drawn()
    first, second = make.seats(assembly)[:2]
    for seat, name in ((first, "Jan Proef"), (second, "Piet Proef")):
        person = person_in(seat)
        person.contact_by, person.email, person.name = ContactBy.EMAIL, SHARED, name
    with edge.unit_of_change():
        service.ask_everyone(assembly, today() + timedelta(days=7))
        service.confirm(first, AnsweredBy.LINK)
        needs.set_needs(first, Needs(access="Rolstoel van de eerste"))
        bank.set_allowance(first, True, Bank("NL02ABNA0123456789", "Jan Proef"))
    with edge.unit_of_change():
        service.confirm(second, AnsweredBy.LINK)
    return first, second


def person_in(seat: Seat) -> Registration:
    assert seat.registration is not None
    return seat.registration


def account_of(seat: Seat) -> Account:
    assert seat.account is not None
    return seat.account


def test_each_signs_in_to_their_own_needs_and_bank_account(couple: tuple[Seat, Seat], sign_in: SignIn) -> None:
    first, second = couple
    assert first.account_id != second.account_id
    path = f"/panel/{first.assembly.slug}/mijn-gegevens"
    assert "Rolstoel van de eerste" in sign_in(account_of(first)).get(path).html
    page = sign_in(account_of(second)).get(path)
    assert page.status == 200
    assert "Rolstoel van de eerste" not in page.html and "0123 4567 89" not in page.html


def test_both_get_a_link_with_their_name(couple: tuple[Seat, Seat], client: Browser) -> None:
    before = db.session.scalars(select(OutboxMessage.id)).all()
    client.get("/inloggen/link").submit({"email": SHARED.upper()}, button="Mail mij een inloglink")
    sent = db.session.scalars(select(OutboxMessage).where(OutboxMessage.id.not_in(before))).all()
    assert [message.recipient for message in sent] == [SHARED, SHARED]


def test_a_password_opens_the_account_of_its_owner_and_none_if_both_have_it(couple: tuple[Seat, Seat]) -> None:
    mine, theirs = "de eerste zin van vier", "de tweede zin van vier"
    for seat, password in zip(couple, (mine, theirs), strict=True):
        account_of(seat).password_hash = passwords.hashed(password)
    db.session.commit()
    assert sessions.with_password(SHARED, theirs) is account_of(couple[1])
    account_of(couple[0]).password_hash = passwords.hashed(theirs)
    db.session.commit()
    assert sessions.with_password(SHARED, theirs) is None


def test_who_is_erased_takes_nothing_of_the_other_along(couple: tuple[Seat, Seat], sign_in: SignIn) -> None:
    first, second = couple
    welcome = select(OutboxMessage.recipient).where(OutboxMessage.reference.startswith(f"seat-{second.id}-welcome"))
    gone = select(OutboxMessage.recipient).where(OutboxMessage.reference.startswith(f"seat-{first.id}-"))
    account_id = first.account_id
    with edge.unit_of_change():
        requests.erase(person_in(first))
    assert db.session.get(Account, account_id) is None
    assert set(db.session.scalars(gone)) == {""}
    assert db.session.scalars(welcome).one() == SHARED
    assert sign_in(account_of(second)).get(f"/panel/{second.assembly.slug}").status == 200


def test_what_one_may_see_holds_no_mail_to_the_other(couple: tuple[Seat, Seat]) -> None:
    first, second = couple
    references = {message["reference"] for message in requests.export(person_in(first))["berichten"]}
    assert any(reference.startswith(f"seat-{first.id}-") for reference in references)
    assert not any(reference.startswith(f"seat-{second.id}-") for reference in references)


def test_who_types_the_address_of_an_official_gets_no_part_of_that_account(make: ModuleType) -> None:
    assembly = make.drawn()
    official = make.member(assembly, Role.REGISTRY)
    seat = make.seats(assembly)[0]
    person_in(seat).contact_by, person_in(seat).email = ContactBy.EMAIL, official.email
    with edge.unit_of_change():
        service.ask_everyone(assembly, today() + timedelta(days=7))
        service.confirm(seat, AnsweredBy.LINK)
    assert seat.account_id != official.id
    roles = select(Membership.role).where(Membership.account_id == official.id)
    assert db.session.scalars(roles).all() == [Role.REGISTRY]
    assert accounts.by_address(official.email) is official


def test_somebody_drawn_twice_has_one_account(make: ModuleType, couple: tuple[Seat, Seat]) -> None:
    elsewhere = make.drawn(slug="elders")
    seat = make.seats(elsewhere)[0]
    person = person_in(seat)
    person.contact_by, person.email, person.name = ContactBy.EMAIL, SHARED, "Piet Proef"
    with edge.unit_of_change():
        service.ask_everyone(elsewhere, today() + timedelta(days=7))
        service.confirm(seat, AnsweredBy.LINK)
    assert seat.account_id == couple[1].account_id
