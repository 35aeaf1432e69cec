"""Pages for panellists: their own start page, what they need to take part, and giving up their seat."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.accounts.access import require_account
from beraad.assemblies.access import current_assembly, panellists
from beraad.panel import forms, queries, service
from beraad.panel.models import AnsweredBy, Seat
from beraad.panel.needs import bank, completeness
from beraad.panel.needs import service as needs
from beraad.panel.needs.forms import needs_form
from beraad.web import refusals
from beraad.web.forms import page

views = Blueprint("panel_own", __name__, url_prefix="/panel/<slug>")


def _own_seat() -> Seat | None:
    return queries.own_seat(current_assembly().id, require_account().id)


@views.get("")
@panellists
def home(slug: str) -> ResponseReturnValue:
    """Where a panellist starts."""
    seat = _own_seat()
    return render_template("panel/home.html", seat=seat, known=completeness.of_seat(seat) if seat else None)


@views.route("/mijn-gegevens", methods=["GET", "POST"])
@panellists
def own(slug: str) -> ResponseReturnValue:
    """What this panellist needs."""
    seat = _own_seat() or abort(404)
    form = needs_form(seat).edits(seat)
    if form.validate_on_submit():
        needs.set_needs(seat, form.needs())
        bank.set_allowance(seat, form.wants(), form.bank())
        flash(_("Uw gegevens zijn opgeslagen."), "success")
        return redirect(url_for("panel_own.home", slug=slug), 303)
    return page("panel/needs/needs.html", form)


@views.route("/stoppen", methods=["GET", "POST"])
@panellists
def stop(slug: str) -> ResponseReturnValue:
    """A panellist gives up the seat."""
    seat = _own_seat() or abort(404)
    form = forms.StopForm()
    if form.validate_on_submit():
        with refusals.shown_in(form):
            service.drop_out(seat, AnsweredBy.LINK, form.values())
            flash(_("U doet niet meer mee. Dank u wel voor uw inzet."), "success")
            return redirect(url_for("desk.mine"), 303)
    return page("panel/stop.html", form)
