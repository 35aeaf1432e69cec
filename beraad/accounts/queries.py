"""What pages show of accounts."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime

from flask import session
from sqlalchemy import or_, select

from beraad.accounts.access import COOKIE_KEY, token_hash
from beraad.accounts.models import Account, SignInSession
from beraad.audit import queries as audit
from beraad.extensions import db
from beraad.orm import Model, now
from beraad.web.paging import Page, paged
from beraad.web.sending.edits import LastChange
from beraad.web.visitor import AccountId


@dataclass(frozen=True)
class AccountRow:
    """An account as the list shows it."""

    id: AccountId
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
    #: whether it is the browser of this request
    is_this: bool


def accounts(search: str = "", page: int = 1) -> Page[AccountRow]:
    """Returns a page of the accounts whose name or address contains `search`, by name."""
    listed = select(*[getattr(Account, field.name) for field in fields(AccountRow)])
    if search:
        listed = listed.where(
            or_(Account.name.icontains(search, autoescape=True), Account.email.icontains(search, autoescape=True))
        )
    return paged(listed.order_by(Account.name, Account.id), page, lambda row: AccountRow(*row))


def account(account_id: AccountId) -> Account:
    """Returns the account, or 404."""
    row: Account = db.first_or_404(select(Account).where(Account.id == account_id))
    return row


def last_change(row: Model) -> LastChange | None:
    """Returns who changed `row` last, and when; None if the log knows no account."""
    event = audit.last_change(row)
    name = db.session.scalar(select(Account.name).where(Account.id == event.actor_id)) if event else None
    return LastChange(name, event.happened_at) if event and name else None


def sessions(account: Account) -> list[SessionRow]:
    """Returns the browsers in which `account` is signed in, the newest first."""
    this_browser = token_hash(session.get(COOKIE_KEY, ""))
    rows = db.session.scalars(
        select(SignInSession)
        .where(SignInSession.account_id == account.id, SignInSession.expires_at > now())
        .order_by(SignInSession.id.desc())
    )
    return [SessionRow(row.id, row.created_at, row.expires_at, row.token_hash == this_browser) for row in rows]
