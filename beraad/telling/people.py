"""Whom something can be told: somebody who signed up, or somebody who works here with an account.

Rooms above know their own people. They hand in the ids; who that is and how they are reached is asked here, in one
query for many people.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app
from sqlalchemy import ColumnElement, func, literal, select

from beraad.accounts.models import Account
from beraad.assemblies.models import Assembly, Membership, Role
from beraad.extensions import db
from beraad.telling.ways import ContactBy
from beraad.web.visitor import AccountId, current_account_id


@dataclass(frozen=True, order=True)
class Addressee:
    """Who it is: exactly one of the two."""

    registration_id: int | None = None
    account_id: AccountId | None = None

    @property
    def reference(self) -> str:
        """The same for references of mail: digits, or digits after an `a`."""
        return str(self.registration_id) if self.registration_id is not None else f"a{self.account_id}"


@dataclass(frozen=True)
class Person:
    """Somebody with the way in which they hear from us, as it is now."""

    addressee: Addressee
    name: str
    #: None when there is no way at all
    way: ContactBy | None
    #: e-mail address or telephone number, whichever the way needs
    address: str = ""
    language: str = "nl"
    #: what the griffie calls this person; empty for staff
    reference: str = ""
    phone: str = ""
    #: the lines of the envelope below the name: two of the street, postcode, place
    envelope: tuple[str, str, str, str] = ("", "", "", "")


#: ids of registrations → those people
Resolver = Callable[[Collection[int]], Mapping[int, Person]]


#: column with the id of a registration → for the database: name, reference, place and telephone in one text
Text = Callable[[Any], ColumnElement[str]]


def init_app(app: Flask) -> None:
    register(app, _nobody, lambda _registration_id: literal(""))


def register(app: Flask, resolver: Resolver, text: Text) -> None:
    """Let `resolver` say who the registrations are, and `text` what lists look for."""
    app.extensions["telling.registrations"] = resolver
    app.extensions["telling.text"] = text


def resolve(addressees: Iterable[Addressee]) -> dict[Addressee, Person]:
    """Returns the people; who is gone, or blocked, is left out."""
    all_addressees = list(addressees)
    signed_up = [one.registration_id for one in all_addressees if one.registration_id is not None]
    resolver: Resolver = current_app.extensions["telling.registrations"]
    people = {person.addressee: person for person in resolver(signed_up).values()} if signed_up else {}
    staff = [one.account_id for one in all_addressees if one.account_id is not None]
    if staff:
        active = select(Account.id, Account.name, Account.email).where(Account.id.in_(staff), Account.is_active)
        for row in db.session.execute(active):
            who = Addressee(account_id=row.id)
            people[who] = Person(who, row.name, ContactBy.EMAIL, row.email)
    return people


def text_of(registration_id: Any, account_id: Any) -> ColumnElement[str]:
    """For the database: the name of a registration or an account, and what else a list looks for, in one text."""
    text: Text = current_app.extensions["telling.text"]
    return func.coalesce(text(registration_id), select(Account.name).where(Account.id == account_id).scalar_subquery())


def colleagues(assembly: Assembly, *roles: Role) -> list[Addressee]:
    """Those with one of `roles`, without whoever is at work now."""
    held = select(Membership.account_id).where(Membership.assembly_id == assembly.id, Membership.role.in_(roles))
    ids = db.session.scalars(held.distinct().order_by(Membership.account_id))
    return [Addressee(account_id=account_id) for account_id in ids if account_id != current_account_id()]


def _nobody(_ids: Collection[int]) -> Mapping[int, Person]:
    return {}
