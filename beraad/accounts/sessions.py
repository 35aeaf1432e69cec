"""The verbs of signing in and out: a session is a row, and deleting the row signs out."""

from __future__ import annotations

import secrets
from datetime import timedelta

from flask import g, session
from sqlalchemy import delete

from beraad.accounts import passwords, service, tries
from beraad.accounts.access import COOKIE_KEY, current_account, fingerprint
from beraad.accounts.models import Account, SignInSession
from beraad.audit import service as audit
from beraad.extensions import db
from beraad.orm import now, rows_changed

LASTS = timedelta(hours=12)


def sign_in(account: Account, how: str) -> SignInSession:
    """Sign this browser in as `account`, with a token of its own: one that was there before says nothing any more.

    `how` is a code for the log: "password" or "link".
    """
    _end_current()
    language = session.get("language")
    session.clear()
    if language is not None:
        session["language"] = language
    db.session.execute(delete(SignInSession).where(SignInSession.expires_at < now()))
    token = secrets.token_urlsafe(32)
    row = SignInSession(account_id=account.id, token_hash=fingerprint(token), expires_at=now() + LASTS)
    db.session.add(row)
    db.session.flush()
    session[COOKIE_KEY] = token
    g.account = account
    audit.record("accounts.signed_in", f"account:{account.id}", how=how)
    return row


def with_password(email: str, password: str) -> Account | None:
    """The account that may sign in with these, or None; raises `TooManyTriesError`. Counts failed tries."""
    tries.count("password", email, passwords.MOST_TRIES)
    account = service.by_address(email)
    if not passwords.matches(account, password):
        return None
    tries.forget("password", email)
    return account


def sign_out() -> None:
    """Sign this browser out."""
    account = current_account()
    _end_current()
    session.pop(COOKIE_KEY, None)
    if account is not None:
        audit.record("accounts.signed_out", f"account:{account.id}")
    g.account = None


def sign_out_everywhere(account: Account, *, but_here: bool = False) -> int:
    """End all sessions of `account` (with `but_here`, all others); gives how many."""
    ended = delete(SignInSession).where(SignInSession.account_id == account.id)
    if but_here:
        ended = ended.where(SignInSession.token_hash != fingerprint(session.get(COOKIE_KEY, "")))
    count = rows_changed(db.session, ended)
    audit.record("accounts.signed_out_everywhere", f"account:{account.id}", sessions=count)
    return count


def set_password(account: Account, password: str) -> None:
    """A new password; every other browser is signed out."""
    account.password_hash = passwords.hashed(password)
    db.session.flush()
    audit.record("accounts.password_set", f"account:{account.id}")
    sign_out_everywhere(account, but_here=True)


def _end_current() -> None:
    token = session.get(COOKIE_KEY)
    if token:
        db.session.execute(delete(SignInSession).where(SignInSession.token_hash == fingerprint(token)))
