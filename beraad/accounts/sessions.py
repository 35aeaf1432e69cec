"""The verbs of signing in and out: a session is a row, and deleting the row signs out."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from flask import g, session
from sqlalchemy import delete, update

from beraad import orm
from beraad.accounts import passwords, service, tries
from beraad.accounts.access import COOKIE_KEY, LASTS, current_account, token_hash
from beraad.accounts.models import Account, SignInSession
from beraad.audit import service as audit
from beraad.extensions import db
from beraad.orm import now, rows_changed
from beraad.web import edge


def sign_in(account: Account, how: str) -> SignInSession:
    """Sign this browser in as `account`, with a new token: one from before the sign-in is worth nothing.

    `how` is a code for the log: "password" or "link".
    """
    _end_current()
    language = session.get("language")
    session.clear()
    if language is not None:
        session["language"] = language
    db.session.execute(delete(SignInSession).where(SignInSession.expires_at < now()))
    token = secrets.token_urlsafe(32)
    row = SignInSession(account_id=account.id, token_hash=token_hash(token), expires_at=now() + LASTS)
    db.session.add(row)
    db.session.flush()
    session[COOKIE_KEY] = token
    g.account = account
    audit.record("accounts.signed_in", account, how=how)
    return row


def with_password(email: str, password: str) -> Account | None:
    """Returns the account that may sign in with these, or None; for a view that `reads_first`.

    Tries are counted per client, so that nobody keeps the owner of an address out. Each is written down before the
    password is checked, which is done while others can write. Raises TooManyTriesError or BusyError.
    """
    pair = f"{tries.client()} {email}"
    with passwords.turn():
        with orm.need_not_last(), edge.written_apart():
            tries.count("password of client", tries.client(), passwords.MOST_OF_CLIENT)
            tries.count("password", pair, passwords.MOST_TRIES)
        account = _owner_of(password, [one for one in service.all_at(email) if one.password_hash is not None])
        if account is None or account.password_hash is None:
            return None
        kept, anew = account.password_hash, passwords.kept_anew(account.password_hash, password)
    edge.start_writing()
    unchanged = update(Account).where(Account.id == account.id, Account.password_hash == kept, Account.is_active)
    if not rows_changed(db.session, unchanged.values(password_hash=anew)):
        return None  # blocked, or given another password, in that tenth of a second
    tries.forget("password", pair)
    return account


def _owner_of(password: str, accounts: Sequence[Account]) -> Account | None:
    """Whose password this is; None if it is nobody's, or that of two who share a mailbox."""
    owners = [account for account in accounts or (None,) if passwords.matches(account, password)]
    return owners[0] if len(owners) == 1 else None


def sign_out() -> None:
    """Sign this browser out."""
    account = current_account()
    _end_current()
    session.pop(COOKIE_KEY, None)
    if account is not None:
        audit.record("accounts.signed_out", account)
    g.account = None


def sign_out_everywhere(account: Account, *, except_this_browser: bool = False) -> int:
    """End all sessions of `account` (with `except_this_browser`, all others). Returns how many."""
    theirs = delete(SignInSession).where(SignInSession.account_id == account.id)
    if except_this_browser:
        theirs = theirs.where(SignInSession.token_hash != token_hash(session.get(COOKIE_KEY, "")))
    count = rows_changed(db.session, theirs)
    audit.record("accounts.signed_out_everywhere", account, sessions=count)
    return count


def set_password(account: Account, kept: str) -> None:
    """Set a new password, as `passwords.hashed` keeps it, and sign out every other browser."""
    account.password_hash = kept
    db.session.flush()
    audit.record("accounts.password_set", account)
    sign_out_everywhere(account, except_this_browser=True)


def _end_current() -> None:
    token = session.get(COOKIE_KEY)
    if token:
        db.session.execute(delete(SignInSession).where(SignInSession.token_hash == token_hash(token)))
