"""Tries that are counted to slow down guessing and machines: kept for a quarter of an hour, under a keyed hash.

The table does not say whose tries they are. It is in the database, so that all processes count together.
"""

from __future__ import annotations

import ipaddress
from datetime import timedelta

from flask import has_request_context, request
from sqlalchemy import delete, func, select

from beraad.accounts.errors import TooManyTriesError
from beraad.accounts.models import SignInAttempt
from beraad.extensions import db
from beraad.orm import now
from beraad.web import edge, sealing

QUARTER = timedelta(minutes=15)
#: bits of an IPv6 address that a provider hands out to one customer, or more
HOUSEHOLD = 64


def count(purpose: str, subject: str, most: int) -> None:
    """Remember one more try of `subject`. Raises TooManyTriesError beyond `most` in a quarter of an hour.

    Tries of one subject wait for each other, so that many at once don't slip through together.
    """
    key = _key(purpose, subject)
    edge.one_at_a_time(int(key[:15], 16))
    db.session.execute(delete(SignInAttempt).where(SignInAttempt.tried_at < now() - QUARTER))
    if _recent(key) >= most:
        raise TooManyTriesError
    db.session.add(SignInAttempt(key=key))
    db.session.flush()


def client() -> str:
    """Returns the network address of whoever sent this request; of IPv6 the part that a household has for itself."""
    address = request.remote_addr if has_request_context() else None
    try:
        found = ipaddress.ip_address(address or "")
    except ValueError:
        return address or ""
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    return str(ipaddress.ip_network((found, HOUSEHOLD), strict=False))


def forget(purpose: str, subject: str) -> None:
    """Forget the tries of `subject`, after a good one."""
    db.session.execute(delete(SignInAttempt).where(SignInAttempt.key == _key(purpose, subject)))


def _recent(key: str) -> int:
    recent = select(func.count(SignInAttempt.id)).where(
        SignInAttempt.key == key, SignInAttempt.tried_at >= now() - QUARTER
    )
    return db.session.scalar(recent) or 0


def _key(purpose: str, subject: str) -> str:
    return sealing.fingerprint(f"{purpose} {subject.strip().lower()}")
