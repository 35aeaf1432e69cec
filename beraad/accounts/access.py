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


def fingerprint(token: str) -> str:
    """What the database keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def current_account() -> Account | None:
    """The account of this request, or None; asked of the database once per request."""
    if "account" not in g:
        g.account = _load(session.get(COOKIE_KEY))
    found: Account | None = g.account
    return found


def _load(token: str | None) -> Account | None:
    if not token:
        return None
    found = db.session.scalar(
        select(SignInSession)
        .options(joinedload(SignInSession.account))
        .where(SignInSession.token_hash == fingerprint(token), SignInSession.expires_at > now())
    )
    return found.account if found and found.account.is_active else None


def require_account() -> Account:
    """The signed-in account; sends a visitor who is not signed in to the sign-in page."""
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
