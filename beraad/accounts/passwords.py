"""Passwords: kept as Argon2id, checked in the same time whether the address is known or not, ten tries a quarter."""

from __future__ import annotations

import hashlib
import hmac
from datetime import timedelta
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask import current_app
from sqlalchemy import delete, func, select

from beraad.accounts.errors import TooManyTriesError
from beraad.accounts.models import Account, SignInAttempt
from beraad.extensions import db
from beraad.orm import now
from beraad.web import edge

SHORTEST, LONGEST = 12, 128
MOST_TRIES = 10
MOST_LINKS = 5
QUARTER = timedelta(minutes=15)

_argon2 = PasswordHasher()


def hashed(password: str) -> str:
    """What is kept of a password."""
    return _argon2.hash(password)


@lru_cache
def _of_nobody() -> str:
    return _argon2.hash("the password of an account that does not exist")


def matches(account: Account | None, password: str) -> bool:
    """Whether this is the password of `account`; takes as long for nobody, and for an account without a password."""
    kept = account.password_hash if account is not None else None
    try:
        _argon2.verify(kept or _of_nobody(), password)
    except (VerificationError, InvalidHashError):
        return False
    if account is None or kept is None:
        return False
    if _argon2.check_needs_rehash(kept):
        account.password_hash = hashed(password)
    return account.is_active


def count_try(purpose: str, email: str, most: int) -> None:
    """Remember one more try for this address; raises `TooManyTriesError` beyond `most` in a quarter of an hour.

    Tries for one address wait for each other, so that many at once don't slip through together.
    """
    key = _key(purpose, email)
    edge.one_at_a_time(int(key[:15], 16))
    since = now() - QUARTER
    db.session.execute(delete(SignInAttempt).where(SignInAttempt.at < since))
    tries = db.session.scalar(select(func.count(SignInAttempt.id)).where(SignInAttempt.key == key)) or 0
    if tries >= most:
        raise TooManyTriesError
    db.session.add(SignInAttempt(key=key))
    db.session.flush()


def forget_tries(purpose: str, email: str) -> None:
    """A good try makes the failed ones before it harmless."""
    db.session.execute(delete(SignInAttempt).where(SignInAttempt.key == _key(purpose, email)))


def _key(purpose: str, email: str) -> str:
    secret = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.digest(secret, f"{purpose} {email.strip().lower()}".encode(), hashlib.sha256).hex()
