"""What a panellist gets, and claiming travel costs."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.accounts.access import require_account
from beraad.allowances import forms, owed, queries, service, words
from beraad.allowances.errors import AllowanceError
from beraad.allowances.models import TravelKind
from beraad.assemblies.access import current_assembly, panellists
from beraad.meetings import queries as meetings
from beraad.panel.models import Seat
from beraad.panel.needs import bank
from beraad.panel.queries import own_seat
from beraad.web import edge
from beraad.web.forms import page

views = Blueprint("allowances_panel", __name__, url_prefix="/panel/<slug>/vergoeding")


def _seat() -> Seat:
    return own_seat(current_assembly().id, require_account().id) or abort(404)


@views.get("")
@panellists
def overview(slug: str) -> ResponseReturnValue:
    """What this panellist gets for each meeting, and how far that is."""
    assembly, seat = current_assembly(), own_seat(current_assembly().id, require_account().id)
    return render_template(
        "allowances/panel.html",
        scheme=owed.scheme(assembly.id),
        seat=seat,
        masked=bank.of_seat(seat).masked if seat else "",
        rows=queries.own(assembly, seat) if seat else [],
    )


@views.route("/<int:meeting_id>/reis", methods=["GET", "POST"])
@panellists
def travel(slug: str, meeting_id: int) -> ResponseReturnValue:
    """Claim travel costs for one meeting."""
    assembly, seat = current_assembly(), _seat()
    meeting, scheme = meetings.meeting(assembly, meeting_id), owed.scheme(assembly.id)
    claim = service.claim_of(meeting, seat)
    known: dict[str, Any] = {}
    if claim is not None:
        amount = queries.euros(claim.cents) if claim.cents else ""
        known = {"kind": claim.kind, "kilometres": claim.kilometres or None, "amount": amount}
    form = forms.TravelForm(data=known)
    if form.validate_on_submit():
        is_distance = form.kind.data is TravelKind.DISTANCE
        kilometres, cents = (form.kilometres.data, 0) if is_distance else (0, form.amount.cents)
        try:
            service.claim_travel(meeting, seat, form.kind.data, kilometres, cents)
        except AllowanceError as error:
            edge.rollback()
            flash(words.sentence(error), "error")
        else:
            flash(_("Uw reiskosten zijn opgeschreven."), "success")
        return redirect(url_for("allowances_panel.overview", slug=slug), 303)
    return page("allowances/travel.html", form, meeting=meetings.row(meeting), scheme=scheme)
