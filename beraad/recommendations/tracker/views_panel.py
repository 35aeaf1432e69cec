"""The panel's own recommendations, drafts included, and what came of them."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from beraad.assemblies.access import current_assembly, panellists
from beraad.recommendations import queries
from beraad.recommendations.tracker import lists
from beraad.recommendations.tracker import queries as rows_of
from beraad.recommendations.votes import queries as votes
from beraad.web.lists.views import answer, list_page

views = Blueprint("recommendations_panel", __name__)


@views.route("/panel/<slug>/aanbevelingen", methods=["GET", "POST"])
@panellists
@list_page
def overview(slug: str) -> ResponseReturnValue:
    """All recommendations, also those still being written."""
    rows = rows_of.tracker(current_assembly(), is_public=False)
    return answer(lists.recommendations(rows, "recommendations_panel.overview"), "recommendations/panel_list.html")


@views.get("/panel/<slug>/aanbevelingen/<int:number>")
@panellists
def detail(slug: str, number: int) -> ResponseReturnValue:
    """One recommendation as it reads now."""
    recommendation = queries.recommendation(current_assembly(), number)
    return render_template(
        "recommendations/panel_detail.html",
        recommendation=recommendation,
        rounds=votes.rounds_about(current_assembly().id, recommendation),
        responses=queries.published_responses(recommendation),
        late=rows_of.is_late(recommendation),
    )
