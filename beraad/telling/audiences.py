"""Who can be written to in a burgerberaad. Each room adds the audiences that it knows; staff by role are known here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app
from flask_babel import gettext as _
from sqlalchemy import Select, func, select

from beraad.accounts.models import Account
from beraad.assemblies.models import Assembly, Membership, Role
from beraad.extensions import db
from beraad.telling.people import Addressee
from beraad.web.visitor import AccountId


@dataclass(frozen=True)
class Audience:
    """People who belong together."""

    #: lower-case letters, digits and `-`
    code: str
    #: who they are, as in "iedereen die zich aanmeldde"
    label: str
    #: one column: ids of registrations, or of accounts for `is_staff`; the same id may come up more than once
    ids: Select[Any]
    is_staff: bool = False

    def addressees(self, after: int, most: int) -> list[Addressee]:
        """The next people with an id above `after`, in that order, each once."""
        column = self.ids.selected_columns[0]
        next_ids = self.ids.where(column > after).distinct().order_by(None).order_by(column).limit(most)
        return [self._addressee(number) for number in db.session.scalars(next_ids)]

    def count(self) -> int:
        """How many people they are now."""
        return db.session.scalar(select(func.count()).select_from(self.ids.distinct().subquery())) or 0

    def _addressee(self, number: int) -> Addressee:
        return Addressee(account_id=AccountId(number)) if self.is_staff else Addressee(registration_id=number)


#: the audiences of a burgerberaad as a room knows them
Provider = Callable[[Assembly], Iterable[Audience]]


def init_app(app: Flask) -> None:
    app.extensions["telling.audiences"] = [_staff]


def register(app: Flask, provider: Provider) -> None:
    """Add the audiences of a room; in the order in which they are offered, staff last."""
    app.extensions["telling.audiences"].insert(-1, provider)


def offered(assembly: Assembly) -> list[Audience]:
    """All audiences that this burgerberaad has now."""
    providers: list[Provider] = current_app.extensions["telling.audiences"]
    return [audience for provider in providers for audience in provider(assembly)]


def counted(assembly: Assembly) -> list[tuple[Audience, int]]:
    """All audiences with how many people each is now, counted in one question."""
    those = offered(assembly)
    if not those:
        return []
    counts = (select(func.count()).select_from(one.ids.distinct().subquery()).scalar_subquery() for one in those)
    return list(zip(those, db.session.execute(select(*counts)).one(), strict=True))


def find(assembly: Assembly, code: str) -> Audience | None:
    """Returns the audience with this code, or None if this burgerberaad has none (any more)."""
    return next((audience for audience in offered(assembly) if audience.code == code), None)


def _staff(assembly: Assembly) -> Iterable[Audience]:
    held = select(Membership.role).where(Membership.assembly_id == assembly.id, Membership.role != Role.PANELLIST)
    roles = set(db.session.scalars(held.distinct()))
    working = (
        select(Membership.account_id)
        .join(Account, Account.id == Membership.account_id)
        .where(Membership.assembly_id == assembly.id, Account.is_active)
    )
    for role in Role:
        if role in roles:
            label = _("Medewerkers met de rol %(role)s", role=str(role.label).lower())
            yield Audience(f"rol-{role.value}", label, working.where(Membership.role == role), is_staff=True)
