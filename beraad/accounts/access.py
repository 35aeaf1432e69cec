"""Who is signed in, and the accesses that ask no more than that."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from flask import Flask, abort, g, redirect, request, session, url_for
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from beraad.accounts.models import Account, SignInSession
from beraad.extensions import db
from beraad.orm import now
from beraad.web.access import Access

#: key in the signed cookie under which the sign-in token travels
COOKIE_KEY = "sign_in"


def token_hash(token: str) -> str:
    """Returns what the database keeps of a token: its SHA-256, in hex."""
    return hashlib.sha256(token.encode()).hexdigest()


def current_account() -> Account | None:
    """Returns the account of this request, or None. The database is asked once per request."""
    if "account" not in g:
        g.account = _load(session.get(COOKIE_KEY))
    account: Account | None = g.account
    return account


def _load(token: str | None) -> Account | None:
    if not token:
        return None
    row = db.session.scalar(
        select(SignInSession)
        .options(joinedload(SignInSession.account))
        .where(SignInSession.token_hash == token_hash(token), SignInSession.expires_at > now())
    )
    return row.account if row and row.account.is_active else None


def require_account() -> Account:
    """Returns the signed-in account, or sends the visitor to the sign-in page."""
    account = current_account()
    if account is None:
        target = request.full_path.rstrip("?") if request.method == "GET" else "/mijn"
        abort(redirect(url_for("accounts.sign_in", terug=target), 303))
    return account


def _signed_in(_values: Mapping[str, Any]) -> None:
    require_account()


def _is_administrator() -> bool:
    account = current_account()
    return account is not None and account.is_administrator


def _administrator(_values: Mapping[str, Any]) -> None:
    if not require_account().is_administrator:
        abort(403)


#: for everyone who has signed in
signed_in = Access("signed_in", _signed_in, offered=lambda: current_account() is not None)
#: for those who keep accounts and burgerberaden
administrator = Access("administrator", _administrator, offered=_is_administrator)


def init_app(app: Flask) -> None:
    app.context_processor(lambda: {"account": current_account()})
