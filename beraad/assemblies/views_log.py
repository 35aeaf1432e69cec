"""The log of a burgerberaad: who did what and when, without anything about residents."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from beraad.assemblies.access import current_assembly, organisers
from beraad.assemblies.lists import log as lists
from beraad.web.lists.views import answer, list_page

views = Blueprint("assemblies_log", __name__, url_prefix="/beheer/<slug>/logboek")


@views.route("", methods=["GET", "POST"])
@organisers
@list_page
def index(slug: str) -> ResponseReturnValue:
    """The log, the newest event first."""
    return answer(lists.log(current_assembly()), "assemblies/log.html")
