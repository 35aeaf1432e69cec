"""Words to look for on a page that is no list: they may be a name, so they never stand in an address."""

from __future__ import annotations

from flask import request, session

from beraad.web import sealing
from beraad.web.lists.asked import SEARCH

SEAL = "cookie:sought"


def words() -> str:
    """The words in the body of a POST."""
    return request.form.get(SEARCH, "").strip()


def look_again(sought: str) -> None:
    """Let the page that follows look for these words: until then they are sealed in the visitor's own cookie."""
    if sought:
        session[SEARCH] = sealing.seal(sought, SEAL)


def words_before() -> str:
    """What the page before this one wanted to be looked for again; once."""
    sealed = session.pop(SEARCH, None)
    try:
        return sealing.unseal(sealed, SEAL) if isinstance(sealed, bytes) else ""
    except sealing.SealError:  # for a list, or sealed with a secret that is no longer ours
        return ""
