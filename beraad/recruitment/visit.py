"""What a resident's browser remembers between two questions: a sealed part of the signed cookie, for two hours."""

from __future__ import annotations

import base64
import json
import time
from dataclasses import asdict, dataclass, field
from typing import Any

from flask import session

from beraad.web import sealing

KEY = "sign_up"
SEAL = "cookie:sign_up"
LONGEST = 2 * 60 * 60


@dataclass
class Visit:
    """A visit that was opened with a code."""

    #: number of the invitation
    invitation: int
    #: answers so far, by name of the field
    answers: dict[str, Any] = field(default_factory=dict)
    #: the visitor showed that the sign-up of this letter is theirs
    recognised: bool = False
    #: seconds since 1970 of the last step
    at: float = 0.0


def load() -> Visit | None:
    """The visit of this browser; None when there is none or it has lain too long."""
    sealed = session.get(KEY)
    if not sealed:
        return None
    try:
        visit = Visit(**json.loads(sealing.unseal(base64.b64decode(sealed), SEAL)))
    except (sealing.SealError, ValueError, TypeError):
        return None
    return visit if time.time() - visit.at <= LONGEST else None


def save(visit: Visit) -> None:
    """Let the browser remember the visit, from this moment."""
    visit.at = time.time()
    session[KEY] = base64.b64encode(sealing.seal(json.dumps(asdict(visit)), SEAL)).decode()


def end() -> None:
    """Forget the visit."""
    session.pop(KEY, None)
