"""What pages show of accounts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import session
from sqlalchemy import select

from beraad.accounts.access import COOKIE_KEY, token_hash
from beraad.accounts.models import Account, SignInSession
from beraad.audit import queries as audit
from beraad.extensions import db
from beraad.orm import Model, now
from beraad.web.sending.edits import LastChange
from beraad.web.visitor import AccountId


@dataclass(frozen=True)
class SessionRow:
    """A browser that is signed in."""

    id: int
    created_at: datetime
    expires_at: datetime
    #: whether it is the browser of this request
    is_this: bool


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
