"""What panellists need and who did not tell yet; and one bank account at a time, each look recorded."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from beraad.assemblies.access import current_assembly, registry
from beraad.panel import forms, queries
from beraad.panel.needs import bank, completeness
from beraad.panel.views import seat_page

views = Blueprint("panel_needs", __name__, url_prefix="/beheer/<slug>/panel")


@views.get("/behoeften")
@registry
def overview(slug: str) -> ResponseReturnValue:
    """What has to be arranged for the meetings, and of whom something is not known yet."""
    known = completeness.of_panel(current_assembly().id)
    return render_template("panel/needs/needs_list.html", known=known, incomplete=completeness.incomplete(known))


@views.post("/behoeften/herinneren")
@registry
def remind(slug: str) -> ResponseReturnValue:
    """Remind whoever did not tell everything."""
    reminded = completeness.remind(current_assembly())
    said = ngettext("%(num)s herinnering gaat op weg.", "%(num)s herinneringen gaan op weg.", reminded)
    flash(said, "success")
    return redirect(url_for("panel_needs.overview", slug=slug), 303)


@views.post("/zetel/<int:seat_id>/rekening")
@registry
def show_account(slug: str, seat_id: int) -> ResponseReturnValue:
    """Show one bank account. It is asked for with a button and not kept in an address, because looking is recorded."""
    found = queries.seat(current_assembly().id, seat_id)
    return seat_page(found, forms.AnswerForm(formdata=None), bank.look(found))
