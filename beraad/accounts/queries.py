"""What pages ask about accounts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import session
from sqlalchemy import or_, select

from beraad.accounts.access import COOKIE_KEY, fingerprint
from beraad.accounts.models import Account, SignInSession
from beraad.extensions import db
from beraad.orm import now
from beraad.web.paging import Page, paged


@dataclass(frozen=True)
class AccountRow:
    """An account as the list shows it."""

    id: int
    name: str
    email: str
    is_administrator: bool
    is_active: bool


@dataclass(frozen=True)
class SessionRow:
    """A browser that is signed in."""

    id: int
    created_at: datetime
    expires_at: datetime
    #: it is the browser that asks
    is_this: bool


def accounts(search: str = "", page: int = 1) -> Page[AccountRow]:
    """The accounts whose name or address contains `search`, by name."""
    columns = [getattr(Account, name) for name in AccountRow.__dataclass_fields__]
    chosen = select(*columns)
    if search:
        chosen = chosen.where(
            or_(Account.name.icontains(search, autoescape=True), Account.email.icontains(search, autoescape=True))
        )
    return paged(chosen.order_by(Account.name, Account.id), page, lambda row: AccountRow(*row))


def sessions(account: Account) -> list[SessionRow]:
    """The browsers in which `account` is signed in, the newest first."""
    this = fingerprint(session.get(COOKIE_KEY, ""))
    found = db.session.scalars(
        select(SignInSession)
        .where(SignInSession.account_id == account.id, SignInSession.expires_at > now())
        .order_by(SignInSession.id.desc())
    )
    return [SessionRow(row.id, row.created_at, row.expires_at, row.token_hash == this) for row in found]
