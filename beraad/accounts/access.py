"""Who is signed in, and the accesses that ask no more than that."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from flask import Flask, Response, abort, current_app, g, redirect, request, session, url_for
from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import joinedload

from beraad import orm
from beraad.accounts.models import Account, SignInSession
from beraad.extensions import db
from beraad.orm import now
from beraad.web.access import Access

#: how long a visit lasts after the last page, and after signing in; how often its end is put off
LASTS, LONGEST, STEP = timedelta(hours=12), timedelta(days=7), timedelta(minutes=15)
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
    if row is not None and row.expires_at < _end(row) - STEP:
        g.session_in_use = row.id, _end(row)
    return row.account if row and row.account.is_active else None


def _end(row: SignInSession) -> datetime:
    """When the visit ends if it is not used any more."""
    return min(now() + LASTS, row.created_at + LONGEST)


def keep_open(response: Response) -> Response:
    """After the answer: let the visit last from now on, in a transaction of its own, as a GET writes nothing."""
    session_id, end = g.pop("session_in_use", (None, None))
    if session_id is not None:
        with orm.reading(False), orm.need_not_last():
            db.session.rollback()
            try:
                db.session.execute(update(SignInSession).where(SignInSession.id == session_id).values(expires_at=end))
                db.session.commit()
            except OperationalError:  # the database is busy: the next page will do
                db.session.rollback()
    return response


def require_account() -> Account:
    """Returns the signed-in account, or sends the visitor to the sign-in page; what they had sent is kept there."""
    account = current_account()
    if account is None:
        current_app.extensions["without_visit"]()
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
    app.after_request(keep_open)
    app.context_processor(lambda: {"account": current_account()})
