"""Passwords: kept as Argon2id, checked in the same time whether the address is known or not, and few at a time.

Checking takes a tenth of a second and 46 MB. It is done outside of any transaction (see `sessions.with_password`), one
at a time in each process; who comes while others wait is sent away, so that no thread is left without work for others.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from beraad.accounts.errors import BusyError
from beraad.accounts.models import Account

SHORTEST, LONGEST = 12, 128
#: tries in a quarter of an hour: of one client for one address, and of one client for all
MOST_TRIES, MOST_OF_CLIENT = 10, 60
#: links mailed to one address, and asked for by one client, in a quarter of an hour
MOST_LINKS, MOST_LINKS_OF_CLIENT = 5, 30
#: checks that are done or wait in one process
MOST_AT_ONCE = 2

# OWASP's advice for Argon2id: one thread, so that a check leaves the other processor to others
_argon2 = PasswordHasher(time_cost=2, memory_cost=46 * 1024, parallelism=1)
_one_at_a_time = threading.Lock()
_places = threading.BoundedSemaphore(MOST_AT_ONCE)


def hashed(password: str) -> str:
    """Returns what is kept of a password. Raises `BusyError`."""
    with turn():
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
    return account is not None and kept is not None and account.is_active


def kept_anew(kept: str, password: str) -> str:
    """Returns what is to be kept of a password from now on: another text if the cost has risen since `kept`."""
    return _argon2.hash(password) if _argon2.check_needs_rehash(kept) else kept


@contextmanager
def turn() -> Iterator[None]:
    """Wait until nobody else in this process checks a password. Raises `BusyError` if others wait already."""
    if not _places.acquire(blocking=False):
        raise BusyError
    try:
        with _one_at_a_time:
            yield
    finally:
        _places.release()
