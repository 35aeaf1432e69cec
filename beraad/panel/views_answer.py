"""The page behind the link that a drawn person gets: take the seat or leave it. Looking changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import Blueprint, abort, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from beraad.panel import service
from beraad.panel.models import AnsweredBy, Seat
from beraad.web import refusals
from beraad.web.access import holder

views = Blueprint("panel_answer", __name__, url_prefix="/zetel")

#: the buttons of the page, by what they send
STEPS: Mapping[str, Callable[[Seat, AnsweredBy], None]] = {
    "ja": service.confirm,
    "toch": service.come_back,
    "nee": service.decline,
}


#: key in the cookie under which the secret of the link waits
COOKIE_KEY = "seat"


def _seat() -> Seat:
    seat = service.by_token(str(session.get(COOKIE_KEY, "")))
    return seat or abort(redirect(url_for("accounts.sign_in"), 303))


@views.get("/<token>")
@holder
def come_in(token: str) -> ResponseReturnValue:
    """Keep the secret in the cookie and go on at an address without it, which stays in no history."""
    if service.by_token(token) is None:
        abort(404)
    session[COOKIE_KEY] = token
    return redirect(url_for(".show"), 303)


@views.get("")
@holder
def show() -> ResponseReturnValue:
    """What is asked, or what was answered."""
    seat = _seat()
    return render_template("panel/answer.html", seat=seat, burgerberaad=seat.assembly)


@views.post("")
@holder
@refusals.shown_on(show)
def answer() -> ResponseReturnValue:
    """Write the answer down."""
    seat = _seat()
    step = STEPS.get(request.form.get("antwoord", "")) or abort(400)
    step(seat, AnsweredBy.LINK)
    return redirect(url_for("panel_answer.show"), 303)
