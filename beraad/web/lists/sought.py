"""Words to search for: they may be a name, so they travel in the body of a POST and never stand in an address.

For the page that follows they are sealed in the visitor's own cookie, for that page alone.
"""

from __future__ import annotations

from flask import request, session

from beraad.web import sealing

#: the field with the words, and their name in the cookie
SEARCH = "zoek"


def words() -> str:
    """The words in the body of a POST."""
    return request.form.get(SEARCH, "").strip()


def remember(sought: str, page: str = "") -> None:
    """Seal the words for `page` in the cookie; forget them if there are none."""
    if sought:
        session[SEARCH] = sealing.seal(sought, f"cookie:sought:{page}")
    else:
        session.pop(SEARCH, None)


def recall(page: str = "") -> str:
    """The words that were sealed for `page`, or nothing."""
    sealed = session.get(SEARCH)
    try:
        return sealing.unseal(sealed, f"cookie:sought:{page}") if isinstance(sealed, bytes) else ""
    except sealing.SealError:  # for another page, or with a secret that is no longer ours
        return ""
