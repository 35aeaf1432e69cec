"""Lists of drawn people to call or to write to, the letters, and ticking off."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from beraad.assemblies.access import current_assembly, registry
from beraad.audit import service as audit
from beraad.panel import queries, words
from beraad.panel.asking import letters
from beraad.panel.asking import service as asking
from beraad.panel.errors import PanelError
from beraad.recruitment.models.registration import ContactBy
from beraad.web import edge
from beraad.web.documents.downloads import PDF, attachment

views = Blueprint("panel_asking", __name__, url_prefix="/beheer/<slug>/panel/vragen")


@views.get("/telefoon")
@registry
def calls(slug: str) -> ResponseReturnValue:
    """The people to call."""
    seats = asking.to_tell(current_assembly().id, ContactBy.PHONE)
    return render_template("panel/asking/calls.html", seats=seats, can_text=asking.can_text())


@views.get("/post")
@registry
def post(slug: str) -> ResponseReturnValue:
    """The people to write to."""
    return render_template("panel/asking/post.html", seats=asking.to_tell(current_assembly().id, ContactBy.POST))


@views.post("/brieven.pdf")
@registry
def letters_file(slug: str) -> ResponseReturnValue:
    """The letters that still have to be posted. A POST, because they hold links to answer with and the log says who
    took them."""
    assembly = current_assembly()
    seats = asking.to_post(assembly.id)
    if not seats:
        flash(_("Er zijn geen brieven meer om te posten."), "info")
        return redirect(url_for("panel_asking.post", slug=slug), 303)
    content = letters.pdf(assembly, seats)
    audit.record("panel.letters_taken", f"assembly:{assembly.id}", assembly_id=assembly.id, letters=len(seats))
    return attachment(content, "brieven-aan-gelote-mensen.pdf", PDF)


@views.post("/gepost")
@registry
def posted(slug: str) -> ResponseReturnValue:
    """All letters have been posted."""
    number = asking.tell_all_by_post(current_assembly())
    flash(ngettext("%(num)s brief is gepost.", "%(num)s brieven zijn gepost.", number), "success")
    return redirect(url_for("panel_asking.post", slug=slug), 303)


@views.post("/<int:seat_id>/gedaan")
@registry
def done(slug: str, seat_id: int) -> ResponseReturnValue:
    """One person was called, or their letter has been posted."""
    seat = queries.seat(current_assembly().id, seat_id)
    try:
        asking.tell(seat)
    except PanelError as error:
        return _refused(slug, error)
    flash(_("Zetel %(number)d is afgevinkt.", number=seat.number), "success")
    to = "panel_asking.calls" if seat.asked_by is ContactBy.PHONE else "panel_asking.post"
    return redirect(url_for(to, slug=slug), 303)


@views.post("/<int:seat_id>/sms")
@registry
def text(slug: str, seat_id: int) -> ResponseReturnValue:
    """Send one person the link as a text message."""
    seat = queries.seat(current_assembly().id, seat_id)
    try:
        asking.text_link(seat)
    except PanelError as error:
        return _refused(slug, error)
    flash(_("De sms voor zetel %(number)d gaat op weg.", number=seat.number), "success")
    return redirect(url_for("panel_asking.calls", slug=slug), 303)


def _refused(slug: str, error: PanelError) -> ResponseReturnValue:
    edge.rollback()
    flash(words.sentence(error), "error")
    return redirect(url_for("panel.overview", slug=slug), 303)
