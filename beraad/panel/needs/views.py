"""What panellists need and whose answers are missing; and one bank account at a time, each look recorded."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from beraad.assemblies.access import current_assembly, registry_or_organiser
from beraad.panel import lists, queries
from beraad.panel.forms import AnswerForm
from beraad.panel.models import SeatId
from beraad.panel.needs import bank, completeness
from beraad.panel.views import seat_page
from beraad.web.lists.views import answer, list_page

views = Blueprint("panel_needs", __name__, url_prefix="/beheer/<slug>/panel")


@views.route("/behoeften", methods=["GET", "POST"])
@registry_or_organiser
@list_page
def overview(slug: str) -> ResponseReturnValue:
    """What has to be arranged for the meetings, and about whom something is not known yet."""
    return answer(lists.needs(current_assembly()), "panel/needs/needs_list.html")


@views.post("/behoeften/herinneren")
@registry_or_organiser
def remind(slug: str) -> ResponseReturnValue:
    """Remind everyone who did not answer everything."""
    reminded = completeness.remind(current_assembly())
    flash(ngettext("%(num)s herinnering gaat op weg.", "%(num)s herinneringen gaan op weg.", reminded), "success")
    return redirect(url_for("panel_needs.overview", slug=slug), 303)


@views.post("/zetel/<int:seat_id>/rekening")
@registry_or_organiser
def show_account(slug: str, seat_id: SeatId) -> ResponseReturnValue:
    """Show one bank account: a POST, because the log keeps who looked."""
    seat = queries.seat(current_assembly().id, seat_id)
    return seat_page(seat, AnswerForm(formdata=None), bank.look(seat))
