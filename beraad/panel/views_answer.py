"""The page behind the link that a drawn person gets: take the seat or leave it. Looking changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import Blueprint, abort, redirect, render_template, request, url_for
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


def _seat(token: str) -> Seat:
    return service.by_token(token) or abort(404)


@views.get("/<token>")
@holder
def show(token: str) -> ResponseReturnValue:
    """What is asked, or what was answered."""
    seat = _seat(token)
    return render_template("panel/answer.html", seat=seat, burgerberaad=seat.assembly)


@views.post("/<token>")
@holder
@refusals.shown_on(show)
def answer(token: str) -> ResponseReturnValue:
    """Write the answer down."""
    seat = _seat(token)
    step = STEPS.get(request.form.get("antwoord", "")) or abort(400)
    step(seat, AnsweredBy.LINK)
    return redirect(url_for("panel_answer.show", token=token), 303)
