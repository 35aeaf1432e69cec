"""Accounts and signed-in visitors."""

from __future__ import annotations

import secrets
from itertools import count
from typing import Any

from flask.testing import FlaskClient

from beraad.accounts.access import COOKIE_KEY, LASTS, token_hash
from beraad.accounts.models import Account, SignInSession
from beraad.extensions import db
from beraad.orm import now

_numbers = count(1)


def account(**values: Any) -> Account:
    """An account; `email` and `name` are made up when not given."""
    number = next(_numbers)
    made = Account(**{"email": f"account{number}@voorbeeld.example", "name": f"Account {number}", **values})
    db.session.add(made)
    db.session.commit()
    return made


def signed_in(client: FlaskClient, somebody: Account) -> None:
    """Give `client` the cookie of a sign-in session of `somebody`."""
    token = secrets.token_urlsafe()
    db.session.add(SignInSession(account_id=somebody.id, token_hash=token_hash(token), expires_at=now() + LASTS))
    db.session.commit()
    with client.session_transaction() as session:
        session[COOKIE_KEY] = token
