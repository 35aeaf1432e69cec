"""The question queue as the panel sees it: everyone's requests, without names."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.accounts.access import require_account
from beraad.assemblies import access
from beraad.assemblies.access import current_assembly
from beraad.days import today
from beraad.materials import queries_requests, requests
from beraad.materials.forms import AskForm
from beraad.materials.lists import declared as lists
from beraad.web import forms
from beraad.web.lists.views import answer, list_page

views = Blueprint("materials_ask", __name__, url_prefix="/panel/<slug>/kennisvragen")


@views.route("", methods=["GET", "POST"])
@access.panellists
@list_page
def overview(slug: str) -> ResponseReturnValue:
    """All requests of the panel, with what came of them."""
    rows = queries_requests.requests(current_assembly(), reader_id=require_account().id)
    return answer(lists.requests_of_panel(rows), "materials/panel_requests.html", today=today())


@views.route("/nieuw", methods=["GET", "POST"])
@access.panellists
def ask(slug: str) -> ResponseReturnValue:
    """Ask for a fact, an expert or a visit."""
    form = AskForm()
    if form.validate_on_submit():
        requests.ask(current_assembly(), form.kind.data, form.text.data, require_account().id)
        flash(_("Uw vraag is ontvangen. U leest hier wie hem oppakt en wanneer er een antwoord komt."), "success")
        return redirect(url_for(".overview", slug=slug), 303)
    return forms.page("materials/ask.html", form)
