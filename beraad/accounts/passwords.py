"""Passwords: kept as Argon2id, checked in the same time whether the address is known or not, ten tries a quarter."""

from __future__ import annotations

from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from beraad.accounts.models import Account

SHORTEST, LONGEST = 12, 128
MOST_TRIES = 10
MOST_LINKS = 5

_argon2 = PasswordHasher()


def hashed(password: str) -> str:
    """Returns what is kept of a password."""
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
