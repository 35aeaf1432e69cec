"""The page behind the link that a drawn person gets: take the seat or leave it. Looking changes nothing."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from beraad.panel import service, words
from beraad.panel.errors import PanelError
from beraad.panel.models import Seat, SeatState, Way
from beraad.web import edge
from beraad.web.access import holder

views = Blueprint("panel_answer", __name__, url_prefix="/zetel")


def _seat(token: str) -> Seat:
    found = service.by_token(token)
    if found is None:
        abort(404)
    return found


def _page(seat: Seat, refused: str = "", status: int = 200) -> ResponseReturnValue:
    body = render_template(
        "panel/answer.html",
        seat=seat,
        burgerberaad=seat.assembly,
        State=SeatState,
        late=service.is_late(seat),
        may_return=seat.state is SeatState.DECLINED and not service.is_late(seat),
        refused=refused,
        token=request.view_args["token"] if request.view_args else "",
    )
    return body, status


@views.get("/<token>")
@holder
def show(token: str) -> ResponseReturnValue:
    """What is asked, or what was answered."""
    return _page(_seat(token))


@views.post("/<token>")
@holder
def answer(token: str) -> ResponseReturnValue:
    """Write the answer down."""
    seat = _seat(token)
    try:
        if request.form.get("antwoord") == "ja":
            service.confirm(seat, Way.LINK)
        elif request.form.get("antwoord") == "toch":
            service.come_back(seat, Way.LINK)
        elif request.form.get("antwoord") == "nee":
            service.decline(seat, Way.LINK)
        else:
            abort(400)
    except PanelError as error:
        edge.rollback()
        return _page(seat, words.sentence(error), 409)
    return redirect(url_for("panel_answer.show", token=token), 303)
