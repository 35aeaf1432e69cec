"""Machines on the open link: caught by a field that people don't see, by haste, and by numbers; never by a puzzle.

Whoever is caught gets a kind word and may press the button once more, so that no human being is shut out. With a
letter code none of this is needed: the code shows that a letter was sent.
"""

from __future__ import annotations

import enum
import time
from typing import Any

from flask import current_app, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from itsdangerous import BadSignature, URLSafeSerializer
from wtforms import HiddenField, StringField
from wtforms.validators import Optional

from beraad.accounts import tries
from beraad.web.forms import Form

#: seconds between seeing a page and sending it, below which no human being read it
FASTEST = 2.0
#: seconds after which a page has to be looked at again before it is sent
LONGEST = 4 * 60 * 60
#: sign-ups begun and sent, and wrong codes, from one address in a quarter of an hour: a library has many visitors
MOST_BEGUN, MOST_SENT, MOST_WRONG = 60, 30, 40


class Doubt(enum.Enum):
    """Why it may not be a human being who sent the form."""

    TRAP = "trap"
    HASTE = "haste"
    OLD = "old"

    @property
    def words(self) -> str:
        """What somebody who is human can do."""
        return {
            Doubt.TRAP: _("Laat het onzichtbare veld leeg. Uw browser vulde het misschien zelf in."),
            Doubt.HASTE: _("Dat ging heel snel. Kijk de pagina nog eens na en druk dan opnieuw op de knop."),
            Doubt.OLD: _("Deze pagina stond lang open. Kijk of alles nog klopt en druk dan opnieuw op de knop."),
        }[self]


class GuardedForm(Form):
    """A form with a trap, and with the moment at which the page was made."""

    website = StringField(_l("Vul hier niets in"), [Optional()])
    moment = HiddenField()

    def guard(self) -> Doubt | None:
        """What gives away a machine; the trap is then emptied and the clock starts anew."""
        doubt = self._doubt()
        self.website.data, self.moment.data = "", seal_moment()
        return doubt

    def _doubt(self) -> Doubt | None:
        if self.website.data:
            return Doubt.TRAP
        age = _age(self.moment.data or "")
        if age is None or age > LONGEST:
            return Doubt.OLD
        return Doubt.HASTE if age < FASTEST else None


def guarded(form: type[GuardedForm]) -> Any:
    """A form for this request, with the moment filled in when the page is asked for."""
    made = form()
    if request.method == "GET":
        made.moment.data = seal_moment()
    return made


def count_begun() -> None:
    """Remember that somebody at this address begins; raises `TooManyTriesError`."""
    tries.count("sign-up begun", _address(), MOST_BEGUN)


def count_sent() -> None:
    """Remember that somebody at this address signs up; raises `TooManyTriesError`."""
    tries.count("sign-up sent", _address(), MOST_SENT)


def check_wrong() -> None:
    """Raise `TooManyTriesError` when this address tried too many wrong codes."""
    tries.check("letter code", _address(), MOST_WRONG)


def count_wrong() -> None:
    """Remember that somebody at this address tried a wrong code; raises `TooManyTriesError`."""
    tries.count("letter code", _address(), MOST_WRONG)


def seal_moment() -> str:
    """This moment, signed."""
    return _signer().dumps(round(time.time(), 3))


def _age(sealed: str) -> float | None:
    try:
        return time.time() - float(_signer().loads(sealed))
    except (BadSignature, ValueError, TypeError):
        return None


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="sign-up moment")


def _address() -> str:
    return request.remote_addr or ""
