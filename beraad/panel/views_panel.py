"""Pages for panellists: their own start page, and what they need to take part."""

from __future__ import annotations

from dataclasses import asdict

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.accounts.access import require_account
from beraad.assemblies.access import current_assembly, panellists
from beraad.panel import forms, needs, queries
from beraad.web.forms import page

views = Blueprint("panel_own", __name__, url_prefix="/panel/<slug>")


@views.get("")
@panellists
def home(slug: str) -> ResponseReturnValue:
    """Where a panellist starts."""
    seat = queries.own_seat(current_assembly().id, require_account().id)
    return render_template("panel/home.html", seat=seat)


@views.route("/mijn-gegevens", methods=["GET", "POST"])
@panellists
def own(slug: str) -> ResponseReturnValue:
    """What this panellist needs."""
    seat = queries.own_seat(current_assembly().id, require_account().id)
    if seat is None:
        abort(404)
    form = forms.NeedsForm(data={**asdict(needs.needs_of(seat)), "bank_account": needs.bank_account_of(seat)})
    if form.validate_on_submit():
        needs.set_needs(seat, form.needs(), form.bank_account.data or "")
        flash(_("Uw gegevens zijn opgeslagen."), "success")
        return redirect(url_for("panel_own.home", slug=slug), 303)
    return page("panel/needs.html", form)
