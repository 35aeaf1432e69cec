"""Votes for everyone: the rule beforehand, and the figures of each round."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from beraad.assemblies.access import current_assembly, visible
from beraad.recommendations import queries as recommendations
from beraad.recommendations.votes import queries

views = Blueprint("recommendations_votes_public", __name__)


@views.get("/burgerberaden/<slug>/stemmingen")
@visible
def overview(slug: str) -> ResponseReturnValue:
    """How the panel decides; what it decided, once the advice has been handed over."""
    assembly = current_assembly()
    handover = recommendations.handover_of(assembly.id)
    rounds = queries.rounds(assembly) if handover else []
    return render_template(
        "recommendations/votes/public.html",
        rules=queries.rules(assembly.id),
        rounds=[one for one in rounds if one.is_counted],
        handover=handover,
    )
