"""What panellists need and whose answers are missing; and one bank account at a time, each look recorded."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from beraad.acts.views import page as acts_page
from beraad.assemblies.access import current_assembly, registry_or_organiser
from beraad.panel import lists, queries
from beraad.panel.forms import AnswerForm
from beraad.panel.models import SeatId
from beraad.panel.needs import acts, bank
from beraad.panel.views import seat_page
from beraad.web.lists.views import answer, list_page

views = Blueprint("panel_needs", __name__, url_prefix="/beheer/<slug>/panel")


@views.route("/behoeften", methods=["GET", "POST"])
@registry_or_organiser
@list_page
def overview(slug: str) -> ResponseReturnValue:
    """What has to be arranged for the meetings, and about whom something is not known yet."""
    return answer(lists.needs(current_assembly()), "panel/needs/needs_list.html")


@views.route("/behoeften/herinneren", methods=["GET", "POST"])
@registry_or_organiser
def remind(slug: str) -> ResponseReturnValue:
    """Remind everyone who did not answer everything."""
    return acts_page(acts.REMIND, current_assembly())


@views.post("/zetel/<int:seat_id>/rekening")
@registry_or_organiser
def show_account(slug: str, seat_id: SeatId) -> ResponseReturnValue:
    """Show one bank account: a POST, because the log keeps who looked."""
    seat = queries.seat(current_assembly().id, seat_id)
    return seat_page(seat, AnswerForm(formdata=None), bank.look(seat))
