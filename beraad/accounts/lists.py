"""The list of all accounts."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select

from beraad.accounts.models import Account
from beraad.web.lists.declared import Column, Listing, yes_no
from beraad.web.visitor import AccountId


@dataclass(frozen=True)
class AccountRow:
    """An account as the list shows it."""

    id: AccountId
    name: str
    email: str
    is_administrator: bool
    is_active: bool


def accounts() -> Listing[AccountRow]:
    """All accounts, by name."""
    columns: list[Any] = [getattr(Account, field.name) for field in fields(AccountRow)]
    return Listing(
        endpoint="accounts_manage.overview",
        name="accounts",
        rows=select(*columns),
        made=lambda results: [AccountRow(*row) for row in results],
        usual=(func.lower(Account.name), Account.id),
        usual_label=_l("Op naam"),
        columns=[
            Column("naam", _l("Naam"), lambda row: row.name, Account.name),
            Column("email", _l("E-mailadres"), lambda row: row.email, Account.email),
            Column("bijzonderheden", _l("Bijzonderheden")),
            Column("beheerder", _l("Beheerder"), lambda row: row.is_administrator, is_shown=False),
            Column("geblokkeerd", _l("Geblokkeerd"), lambda row: not row.is_active, is_shown=False),
        ],
        filters=[
            yes_no("beheerder", _l("Beheerder"), Account.is_administrator.is_(True), ~Account.is_administrator),
            yes_no("geblokkeerd", _l("Geblokkeerd"), ~Account.is_active, Account.is_active.is_(True)),
        ],
        search=(Account.name, Account.email),
        search_label=_l("naam of e-mailadres"),
    )
