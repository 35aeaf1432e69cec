"""Machines on the open link: caught by a field that people don't see, by haste, and by numbers; never by a puzzle.

Somebody who is caught reads why and can press the button once more, so no human being is shut out. With a letter code
none of this is needed: the code shows that a letter was sent.
"""

from __future__ import annotations

import time

from flask import current_app, request
from flask_babel import lazy_gettext as _l
from itsdangerous import BadSignature, URLSafeSerializer
from wtforms import HiddenField, StringField
from wtforms.validators import Optional

from beraad.accounts import tries
from beraad.recruitment.errors import PageTooOldError, TooHastyError, TrapFilledError
from beraad.web import refusals
from beraad.web.forms import Form

#: seconds between seeing a page and sending it, below which no human being read it
FASTEST = 2.0
#: seconds after which a page has to be looked at again before it is sent
LONGEST = 4 * 60 * 60
#: sign-ups begun and sent, and wrong codes, from one address in a quarter of an hour: a library has many visitors
MOST_BEGUN, MOST_SENT, MOST_WRONG = 60, 30, 40


class GuardedForm(Form):
    """A form with a trap, and with the moment at which the page was made."""

    website = StringField(_l("Vul hier niets in"), [Optional()])
    moment = HiddenField()

    def refuse_machines(self) -> None:
        """Raises `MachineSuspectedError`; the trap is then empty and the clock restarts."""
        was_trapped, seconds = bool(self.website.data), _age(self.moment.data or "")
        self.website.data, self.moment.data = "", seal_moment()
        if was_trapped:
            raise TrapFilledError
        if seconds is None or seconds > LONGEST:
            raise PageTooOldError
        if seconds < FASTEST:
            raise TooHastyError


def start_clock(form: GuardedForm) -> None:
    """Fill in the moment at which the page is asked for; a page that was sent keeps its own."""
    if request.method == "GET":
        form.moment.data = seal_moment()


def is_human(form: Form) -> bool:
    """Whether no machine gave itself away, as far as the form is guarded; if one did, the form says why."""
    with refusals.shown_in(form):
        if isinstance(form, GuardedForm):
            form.refuse_machines()
        return True
    return False


def count_begun() -> None:
    """Count a sign-up that begins at this address. Raises `TooManyTriesError`."""
    tries.count("sign-up begun", tries.client(), MOST_BEGUN)


def count_sent() -> None:
    """Count a sign-up that is sent from this address. Raises `TooManyTriesError`."""
    tries.count("sign-up sent", tries.client(), MOST_SENT)


def count_wrong() -> None:
    """Count a wrong code that was tried from this address. Raises `TooManyTriesError`."""
    tries.count("letter code", tries.client(), MOST_WRONG)


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
