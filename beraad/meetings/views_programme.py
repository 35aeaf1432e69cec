"""The programme of a meeting, its guests, and both printed as a run sheet."""

from __future__ import annotations

from flask import Blueprint, abort, flash, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.assemblies import access
from beraad.assemblies.access import current_assembly
from beraad.meetings import queries, service
from beraad.meetings.forms import BlockForm, GuestForm
from beraad.meetings.methods import METHODS
from beraad.meetings.models import BlockId, GuestId, MeetingId
from beraad.meetings.views_organiser import detail, editors, to_meeting
from beraad.web import forms, refusals

views = Blueprint("meetings_programme", __name__, url_prefix="/beheer/<slug>/bijeenkomsten/<int:meeting_id>")

#: words in the address → how far a part moves
STEPS = {"eerder": -1, "later": 1}


def _meeting_page(slug: str, meeting_id: MeetingId, **_rest: object) -> ResponseReturnValue:
    return detail(slug=slug, meeting_id=meeting_id)


@views.get("/draaiboek")
@access.staff
def run_sheet(slug: str, meeting_id: MeetingId) -> ResponseReturnValue:
    """Programme, guests and place on paper, for the people who lead the meeting."""
    meeting = queries.meeting(current_assembly(), meeting_id)
    return render_template(
        "meetings/run_sheet.html",
        meeting=queries.row(meeting),
        programme=queries.programme(meeting),
        guests=queries.guests(meeting),
    )


@views.route("/onderdelen/nieuw", methods=["GET", "POST"])
@editors
def create_block(slug: str, meeting_id: MeetingId) -> ResponseReturnValue:
    """Add a part at the end of the programme."""
    meeting = queries.meeting(current_assembly(), meeting_id)
    form = BlockForm()
    if form.validate_on_submit():
        with refusals.shown_in(form):
            service.add_block(meeting, form.values())
            flash(_("Het onderdeel staat in het programma."), "success")
            return to_meeting(meeting)
    return forms.page("meetings/block.html", form, meeting=queries.row(meeting), block=None, methods=METHODS)


@views.route("/onderdelen/<int:block_id>", methods=["GET", "POST"])
@editors
def edit_block(slug: str, meeting_id: MeetingId, block_id: BlockId) -> ResponseReturnValue:
    """Change a part of the programme."""
    block = queries.block(current_assembly(), meeting_id, block_id)
    form = BlockForm(obj=block).edits(block)
    if form.validate_on_submit():
        with refusals.shown_in(form):
            service.change_block(block, form.values())
            flash(_("De wijzigingen zijn bewaard."), "success")
            return to_meeting(block.meeting)
    meeting = queries.row(block.meeting)
    return forms.page("meetings/block.html", form, meeting=meeting, block=block.id, methods=METHODS)


@views.post("/onderdelen/<int:block_id>/<direction>")
@editors
@refusals.shown_on(_meeting_page)
def move_block(slug: str, meeting_id: MeetingId, block_id: BlockId, direction: str) -> ResponseReturnValue:
    """Swap a part with its neighbour: "eerder" or "later"."""
    block = queries.block(current_assembly(), meeting_id, block_id)
    service.move_block(block, STEPS.get(direction) or abort(404))
    return to_meeting(block.meeting)


@views.post("/onderdelen/<int:block_id>/verwijderen")
@editors
@refusals.shown_on(_meeting_page)
def remove_block(slug: str, meeting_id: MeetingId, block_id: BlockId) -> ResponseReturnValue:
    """Remove a part from the programme."""
    block = queries.block(current_assembly(), meeting_id, block_id)
    meeting = block.meeting
    service.remove_block(block)
    flash(_("Het onderdeel is uit het programma."), "success")
    return to_meeting(meeting)


@views.route("/gasten/nieuw", methods=["GET", "POST"])
@editors
def create_guest(slug: str, meeting_id: MeetingId) -> ResponseReturnValue:
    """Add a guest."""
    meeting = queries.meeting(current_assembly(), meeting_id)
    form = GuestForm()
    if form.validate_on_submit():
        with refusals.shown_in(form):
            service.add_guest(meeting, form.values())
            flash(_("De gast staat in het draaiboek."), "success")
            return to_meeting(meeting)
    return forms.page("meetings/guest.html", form, meeting=queries.row(meeting), guest=None)


@views.route("/gasten/<int:guest_id>", methods=["GET", "POST"])
@editors
def edit_guest(slug: str, meeting_id: MeetingId, guest_id: GuestId) -> ResponseReturnValue:
    """Change a guest."""
    guest = queries.guest(current_assembly(), meeting_id, guest_id)
    form = GuestForm(obj=guest).edits(guest)
    if form.validate_on_submit():
        with refusals.shown_in(form):
            service.change_guest(guest, form.values())
            flash(_("De wijzigingen zijn bewaard."), "success")
            return to_meeting(guest.meeting)
    return forms.page("meetings/guest.html", form, meeting=queries.row(guest.meeting), guest=guest.id)


@views.post("/gasten/<int:guest_id>/verwijderen")
@editors
def remove_guest(slug: str, meeting_id: MeetingId, guest_id: GuestId) -> ResponseReturnValue:
    """Remove a guest from the run sheet."""
    guest = queries.guest(current_assembly(), meeting_id, guest_id)
    meeting = guest.meeting
    service.remove_guest(guest)
    flash(_("De gast is uit het draaiboek."), "success")
    return to_meeting(meeting)
