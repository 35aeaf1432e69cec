"""The panel's own recommendations, drafts included, and what came of them."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from beraad.assemblies.access import current_assembly, panellists
from beraad.recommendations import queries

views = Blueprint("recommendations_panel", __name__)


@views.get("/panel/<slug>/aanbevelingen")
@panellists
def overview(slug: str) -> ResponseReturnValue:
    """All recommendations, also those still being written."""
    return render_template(
        "recommendations/panel_list.html", rows=queries.tracker(current_assembly(), adopted_only=False)
    )


@views.get("/panel/<slug>/aanbevelingen/<int:number>")
@panellists
def detail(slug: str, number: int) -> ResponseReturnValue:
    """One recommendation as it reads now."""
    recommendation = queries.recommendation(current_assembly(), number)
    return render_template(
        "recommendations/panel_detail.html",
        recommendation=recommendation,
        responses=queries.published_responses(recommendation),
        late=queries.is_late(recommendation),
    )
