"""Tries that are counted to slow down guessing and machines: kept for a quarter of an hour, under a keyed hash.

The table tells nobody whose tries they are. It is in the database, so that all processes count together.
"""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, func, select

from beraad.accounts.errors import TooManyTriesError
from beraad.accounts.models import SignInAttempt
from beraad.extensions import db
from beraad.orm import now
from beraad.web import edge, sealing

QUARTER = timedelta(minutes=15)


def count(purpose: str, subject: str, most: int) -> None:
    """Remember one more try of `subject`; raises `TooManyTriesError` beyond `most` in a quarter of an hour.

    Tries of one subject wait for each other, so that many at once don't slip through together.
    """
    key = _key(purpose, subject)
    edge.one_at_a_time(int(key[:15], 16))
    db.session.execute(delete(SignInAttempt).where(SignInAttempt.at < now() - QUARTER))
    if _made(key) >= most:
        raise TooManyTriesError
    db.session.add(SignInAttempt(key=key))
    db.session.flush()


def check(purpose: str, subject: str, most: int) -> None:
    """Raise `TooManyTriesError` when `subject` made `most` tries in the last quarter of an hour; counts nothing."""
    if _made(_key(purpose, subject)) >= most:
        raise TooManyTriesError


def forget(purpose: str, subject: str) -> None:
    """A good try makes the failed ones before it harmless."""
    db.session.execute(delete(SignInAttempt).where(SignInAttempt.key == _key(purpose, subject)))


def _made(key: str) -> int:
    made = select(func.count(SignInAttempt.id)).where(SignInAttempt.key == key, SignInAttempt.at >= now() - QUARTER)
    return db.session.scalar(made) or 0


def _key(purpose: str, subject: str) -> str:
    return sealing.fingerprint(f"{purpose} {subject.strip().lower()}")
