"""The log of a burgerberaad: who did what and when, without anything about residents."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from beraad.assemblies import queries
from beraad.assemblies.access import current_assembly, organisers
from beraad.audit.queries import events
from beraad.web.paging import asked

views = Blueprint("assemblies_log", __name__, url_prefix="/beheer/<slug>/logboek")

#: details of an event that are keys of accounts: who proposed an act, and who did it
PEOPLE = ("proposed_by", "approved_by", "done_by")


@views.get("")
@organisers
def index(slug: str) -> ResponseReturnValue:
    """A page of the log, the newest event first."""
    page = events(current_assembly().id, asked())
    named = (event.details.get(detail) for event in page.items for detail in PEOPLE)
    names = queries.names([*(event.actor_id for event in page.items), *named])
    return render_template("assemblies/log.html", page=page, names=names, people=PEOPLE)
