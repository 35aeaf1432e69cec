"""The pages of the room for influence."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.assemblies import gates
from beraad.assemblies.access import EDITORS, current_assembly, current_roles, organisers, staff
from beraad.assemblies.models import RoomItem, RoomItemId, RoomKind
from beraad.assemblies.promises import changing, queries, service
from beraad.assemblies.promises.forms import RoomItemForm
from beraad.assemblies.promises.service import RoomItemData
from beraad.assemblies.promises.views_changes import why
from beraad.web import forms, refusals

views = Blueprint("assemblies_room", __name__, url_prefix="/beheer/<slug>/speelruimte")


@views.get("")
@staff
def index(slug: str) -> ResponseReturnValue:
    """All lines, by kind."""
    return render_template(
        "assemblies/promises/room.html", room=queries.room(current_assembly()), may_edit=bool(current_roles() & EDITORS)
    )


@views.route("/nieuw", methods=["GET", "POST"])
@organisers
def add(slug: str) -> ResponseReturnValue:
    """Add a line."""
    form = RoomItemForm(kind=RoomKind.by_code(request.args.get("soort", "")))
    if form.validate_on_submit():
        if gates.binds(current_assembly()):
            return _asked(None, form.values())
        service.add_room_item(current_assembly(), form.values())
        flash(_("Toegevoegd aan de speelruimte."), "success")
        return _back()
    return forms.page("assemblies/promises/room_item.html", form, item=None)


@views.route("/<int:item_id>", methods=["GET", "POST"])
@organisers
def change(slug: str, item_id: RoomItemId) -> ResponseReturnValue:
    """Change a line."""
    item = queries.room_item(current_assembly(), item_id)
    form = RoomItemForm(kind=item.kind, text=item.text, reason=item.reason).edits(item)
    if form.validate_on_submit():
        if gates.binds(current_assembly()):
            return _asked(item, form.values())
        with refusals.shown_in(form):
            service.change_room_item(item, form.values())
            flash(_("Opgeslagen."), "success")
            return _back()
    return forms.page("assemblies/promises/room_item.html", form, item=item)


@views.post("/<int:item_id>/verwijderen")
@organisers
@refusals.shown_on(lambda slug, **_arguments: index(slug=slug))
def remove(slug: str, item_id: RoomItemId) -> ResponseReturnValue:
    """Take a line away."""
    item = queries.room_item(current_assembly(), item_id)
    if gates.binds(current_assembly()):
        return _asked(item, None)
    service.remove_room_item(item)
    flash(_("Verwijderd uit de speelruimte."), "success")
    return _back()


@views.post("/<int:item_id>/omhoog")
@organisers
def up(slug: str, item_id: RoomItemId) -> ResponseReturnValue:
    """Move a line up."""
    service.move_room_item(queries.room_item(current_assembly(), item_id), -1)
    return _back()


@views.post("/<int:item_id>/omlaag")
@organisers
def down(slug: str, item_id: RoomItemId) -> ResponseReturnValue:
    """Move a line down."""
    service.move_room_item(queries.room_item(current_assembly(), item_id), 1)
    return _back()


def _asked(item: RoomItem | None, data: RoomItemData | None) -> ResponseReturnValue:
    """To the page that asks why, if this changes what people count on."""
    change = changing.ask_room(current_assembly(), item, data)
    return _back() if change is None else why(change)


def _back() -> ResponseReturnValue:
    return redirect(url_for("assemblies_room.index", slug=current_assembly().slug), 303)
