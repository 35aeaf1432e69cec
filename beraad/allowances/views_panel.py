"""What a panellist gets, and claiming travel costs."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.accounts.access import require_account
from beraad.allowances import owed, queries, service
from beraad.allowances.forms import TravelForm
from beraad.assemblies.access import current_assembly, panellists
from beraad.meetings import queries as meetings
from beraad.meetings.models import MeetingId
from beraad.panel.models import Seat
from beraad.panel.needs import bank
from beraad.panel.queries import own_seat
from beraad.web import forms, refusals

views = Blueprint("allowances_panel", __name__, url_prefix="/panel/<slug>/vergoeding")


@views.get("")
@panellists
def overview(slug: str) -> ResponseReturnValue:
    """What this panellist gets for each meeting, and whether that was paid."""
    assembly, seat = current_assembly(), _own_seat()
    return render_template(
        "allowances/panel.html",
        scheme=owed.scheme(assembly.id),
        seat=seat,
        masked=bank.of_seat(seat).masked if seat else "",
        rows=queries.own_rows(assembly, seat) if seat else [],
    )


@views.route("/<int:meeting_id>/reis", methods=["GET", "POST"])
@panellists
def travel(slug: str, meeting_id: MeetingId) -> ResponseReturnValue:
    """Claim travel costs for a meeting."""
    assembly = current_assembly()
    seat = _own_seat() or abort(404)
    meeting = meetings.meeting(assembly, meeting_id)
    form = TravelForm.filled_from(service.claim_of(meeting, seat))
    if form.validate_on_submit():
        with refusals.shown_in(form):
            service.claim_travel(meeting, seat, form.values())
            flash(_("Uw reiskosten zijn opgeschreven."), "success")
            return redirect(url_for(".overview", slug=slug), 303)
    scheme = owed.scheme(assembly.id)
    return forms.page("allowances/travel.html", form, meeting=meetings.row(meeting), scheme=scheme)


def _own_seat() -> Seat | None:
    return own_seat(current_assembly().id, require_account().id)
