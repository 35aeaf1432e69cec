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

from beraad.recruitment.errors import AnswersTooLongError, SignUpTooLongError
from beraad.web import sealing

KEY = "sign_up"
SEAL = "cookie:sign_up"
LONGEST = 2 * 60 * 60
KEPT = 24 * 60 * 60
#: bytes of a cookie that every browser keeps, without its name and attributes; some are for what is added at the end
LARGEST, ADDED = 3800, 40
#: part of it that a sealed visit can fill without the cookie having to be made to be measured
SURELY_SMALL = 0.25


@dataclass
class Visit:
    """A visit that was opened with a code, or through the link for everyone."""

    #: id of the invitation whose code was typed; 0 for none
    invitation: int = 0
    #: id of the sign-up to which a code without a letter returns; 0 for none
    registration: int = 0
    #: id of the burgerberaad, for a visit through the open link that has not ended in a sign-up
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
    last_seen: float = 0.0

    @property
    def is_closed(self) -> bool:
        """Whether so much time has passed that the code has to be typed again: another person may be at this screen."""
        return time.time() - self.last_seen > LONGEST

    def is_of(self, other: Visit) -> bool:
        """Whether both were opened with the same code."""
        return (self.invitation, self.registration) == (other.invitation, other.registration) and not self.assembly


def load() -> Visit | None:
    """The visit of this browser, also if it `is_closed`. None if there is none, or the last step was a day ago."""
    sealed = session.get(KEY)
    if not isinstance(sealed, bytes):
        return None
    try:
        visit = Visit(**json.loads(zlib.decompress(sealing.unseal_bytes(sealed, SEAL))))
    except (sealing.SealError, zlib.error, ValueError, TypeError):
        return None
    return visit if time.time() - visit.last_seen <= KEPT else None


def save(visit: Visit) -> None:
    """Let the browser remember the visit, from this moment. Raises `AnswersTooLongError`."""
    visit.last_seen = time.time()
    store(visit)


def save_sign_up(visit: Visit) -> None:
    """Save a visit with the answers of a sign-up that is to be changed. Raises `SignUpTooLongError`."""
    try:
        save(visit)
    except AnswersTooLongError as error:
        raise SignUpTooLongError from error


def save_checked(visit: Visit, revision: str) -> None:
    """Remember that all answers were right at this revision of the questions, and shown to the visitor."""
    visit.checked = revision
    store(visit, spare=0)


def store(visit: Visit, spare: int = ADDED) -> None:
    """Remember the visit without opening it again. Raises `AnswersTooLongError` unless `spare` bytes are left."""
    before = session.get(KEY)
    session[KEY] = sealing.seal_bytes(zlib.compress(json.dumps(asdict(visit)).encode()), SEAL)
    if len(session[KEY]) > SURELY_SMALL * LARGEST and _size() > LARGEST - spare:
        session.pop(KEY)
        if before is not None:
            session[KEY] = before
        raise AnswersTooLongError


def end() -> None:
    """Forget the visit."""
    session.pop(KEY, None)


def _size() -> int:
    """Returns the size of the current cookie in bytes."""
    interface = current_app.session_interface
    assert isinstance(interface, SecureCookieSessionInterface)
    signer = interface.get_signing_serializer(current_app._get_current_object())  # type: ignore[attr-defined]
    return len(signer.dumps(dict(session))) if signer else 0
