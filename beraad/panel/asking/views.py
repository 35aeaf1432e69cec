"""Lists of drawn people to call or to write to, the letters, and ticking off."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from beraad.assemblies.access import current_assembly, registry_or_organiser
from beraad.audit import service as audit
from beraad.panel import lists
from beraad.panel import queries as seats
from beraad.panel.asking import letters, queries
from beraad.panel.asking import service as asking
from beraad.panel.models import SeatId
from beraad.panel.views import seat as show_seat
from beraad.telling.ways import ContactBy
from beraad.web import edge, refusals
from beraad.web.documents.downloads import PDF, attachment
from beraad.web.lists.views import answer, list_page

views = Blueprint("panel_asking", __name__, url_prefix="/beheer/<slug>/panel/vragen")


@views.route("/telefoon", methods=["GET", "POST"])
@registry_or_organiser
@list_page
def calls(slug: str) -> ResponseReturnValue:
    """The people to call."""
    return answer(lists.calls(current_assembly()), "panel/asking/calls.html", can_text=asking.can_text())


@views.route("/post", methods=["GET", "POST"])
@registry_or_organiser
@list_page
def post(slug: str) -> ResponseReturnValue:
    """The people to write to."""
    return answer(lists.post(current_assembly()), "panel/asking/post.html")


@views.post("/brieven.pdf")
@registry_or_organiser
@edge.reads_first
def letters_file(slug: str) -> ResponseReturnValue:
    """The letters that still have to be posted: a POST, because they hold links and the log keeps who took them."""
    assembly = current_assembly()
    to_post = queries.to_post(assembly.id)
    if not to_post:
        flash(_("Er zijn geen brieven meer om te posten."), "info")
        return redirect(url_for("panel_asking.post", slug=slug), 303)
    content = letters.pdf(assembly, to_post)
    edge.start_writing()
    audit.record("panel.letters_taken", assembly, assembly_id=assembly.id, letters=len(to_post))
    return attachment(content, "brieven-aan-gelote-mensen.pdf", PDF)


@views.post("/gepost")
@registry_or_organiser
def posted(slug: str) -> ResponseReturnValue:
    """All letters have been posted."""
    number = asking.mark_all_posted(current_assembly())
    flash(ngettext("%(num)s brief is gepost.", "%(num)s brieven zijn gepost.", number), "success")
    return redirect(url_for("panel_asking.post", slug=slug), 303)


@views.post("/<int:seat_id>/gedaan")
@registry_or_organiser
@refusals.shown_on(show_seat)
def done(slug: str, seat_id: SeatId) -> ResponseReturnValue:
    """One person was called, or their letter has been posted."""
    seat = seats.seat(current_assembly().id, seat_id)
    asking.mark_contacted(seat)
    flash(_("Zetel %(number)d is afgevinkt.", number=seat.number), "success")
    to = "panel_asking.calls" if seat.asked_by is ContactBy.PHONE else "panel_asking.post"
    return redirect(url_for(to, slug=slug), 303)


@views.post("/<int:seat_id>/sms")
@registry_or_organiser
@refusals.shown_on(show_seat)
def text(slug: str, seat_id: SeatId) -> ResponseReturnValue:
    """Send one person the link as a text message."""
    seat = seats.seat(current_assembly().id, seat_id)
    asking.text_link(seat)
    flash(_("De sms voor zetel %(number)d gaat op weg.", number=seat.number), "success")
    return redirect(url_for("panel_asking.calls", slug=slug), 303)
