"""The pages of the room for influence."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.assemblies.access import EDITORS, current_assembly, current_roles, organisers, staff
from beraad.assemblies.models import RoomItemId, RoomKind
from beraad.assemblies.promises import queries, service
from beraad.assemblies.promises.forms import RoomItemForm
from beraad.web import forms

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
        service.change_room_item(item, form.values())
        flash(_("Opgeslagen."), "success")
        return _back()
    return forms.page("assemblies/promises/room_item.html", form, item=item)


@views.post("/<int:item_id>/verwijderen")
@organisers
def remove(slug: str, item_id: RoomItemId) -> ResponseReturnValue:
    """Take a line away."""
    service.remove_room_item(queries.room_item(current_assembly(), item_id))
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


def _back() -> ResponseReturnValue:
    return redirect(url_for("assemblies_room.index", slug=current_assembly().slug), 303)
