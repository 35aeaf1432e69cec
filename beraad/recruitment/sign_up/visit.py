"""What a resident's browser remembers between two questions: a sealed part of the signed cookie.

After two hours without a step the visit is closed: the code opens it again, with the answers still there, for a day.
"""

from __future__ import annotations

import json
import time
import zlib
from dataclasses import asdict, dataclass, field
from typing import Any

from flask import current_app, session
from flask.sessions import SecureCookieSessionInterface

from beraad.web import sealing

KEY = "sign_up"
SEAL = "cookie:sign_up"
LONGEST = 2 * 60 * 60
KEPT = 24 * 60 * 60
#: bytes of a cookie that every browser keeps, without its name and attributes; some are for what is added at the end
LARGEST, ADDED = 3800, 40
#: part of it that a sealed visit can fill without the cookie having to be made to be measured
SURELY_SMALL = 0.25


class TooMuchError(Exception):
    """The answers together are longer than a browser remembers."""


@dataclass
class Visit:
    """A visit that was opened with a code, or through the link for everyone."""

    #: number of the letter of which the code was typed; 0 for none
    invitation: int = 0
    #: number of the sign-up to which a code without a letter returns; 0 for none
    registration: int = 0
    #: number of the burgerberaad, for a visit through the open link that has not ended in a sign-up
    assembly: int = 0
    #: random name of that visit
    key: str = ""
    #: the code to return with, for the page that shows it once
    code: str = ""
    #: answers so far, by name of the field
    answers: dict[str, Any] = field(default_factory=dict)
    #: the revision of the questions at which all answers were right and shown to the visitor
    checked: str = ""
    #: the visitor showed that the sign-up of this code is theirs
    recognised: bool = False
    #: seconds since 1970 of the last step
    at: float = 0.0

    @property
    def is_closed(self) -> bool:
        """Whether it lay too long for whoever sits at this screen now to go on without the code."""
        return time.time() - self.at > LONGEST

    def is_of(self, other: Visit) -> bool:
        """Whether both were opened with the same code."""
        return (self.invitation, self.registration) == (other.invitation, other.registration) and not self.assembly


def load() -> Visit | None:
    """The visit of this browser, also when it `is_closed`; None when there is none or it has lain for a day."""
    sealed = session.get(KEY)
    if not isinstance(sealed, bytes):
        return None
    try:
        visit = Visit(**json.loads(zlib.decompress(sealing.unseal_bytes(sealed, SEAL))))
    except (sealing.SealError, zlib.error, ValueError, TypeError):
        return None
    return visit if time.time() - visit.at <= KEPT else None


def save(visit: Visit) -> None:
    """Let the browser remember the visit, from this moment; raises `TooMuchError`."""
    visit.at = time.time()
    keep(visit)


def keep_checked(visit: Visit, revision: str) -> None:
    """Remember that all answers were right at this revision of the questions, and shown to the visitor."""
    visit.checked = revision
    keep(visit, spare=0)


def keep(visit: Visit, spare: int = ADDED) -> None:
    """Remember the visit without opening it again; raises `TooMuchError` unless that leaves `spare` bytes."""
    before = session.get(KEY)
    session[KEY] = sealing.seal_bytes(zlib.compress(json.dumps(asdict(visit)).encode()), SEAL)
    if len(session[KEY]) > SURELY_SMALL * LARGEST and _size() > LARGEST - spare:
        session.pop(KEY)
        if before is not None:
            session[KEY] = before
        raise TooMuchError


def end() -> None:
    """Forget the visit."""
    session.pop(KEY, None)


def _size() -> int:
    """Bytes of the cookie as it stands."""
    interface = current_app.session_interface
    assert isinstance(interface, SecureCookieSessionInterface)
    signer = interface.get_signing_serializer(current_app._get_current_object())  # type: ignore[attr-defined]
    return len(signer.dumps(dict(session))) if signer else 0
