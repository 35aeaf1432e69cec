"""The panel's own recommendations, drafts included, and what came of them."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from beraad.assemblies.access import current_assembly, panellists
from beraad.recommendations import queries
from beraad.recommendations.proposals import queries as proposals
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
    listing = lists.recommendations(rows, "recommendations_panel.overview")
    return answer(listing, "recommendations/panel_list.html", may_write=_may_write())


@views.get("/panel/<slug>/aanbevelingen/<int:number>")
@panellists
def detail(slug: str, number: int) -> ResponseReturnValue:
    """One recommendation as it reads now."""
    recommendation = queries.recommendation(current_assembly(), number)
    return render_template(
        "recommendations/panel_detail.html",
        recommendation=recommendation,
        rounds=votes.rounds_about(current_assembly().id, recommendation),
        may_write=recommendation.locked_at is None and _may_write(),
        making=proposals.making(recommendation),
        responses=queries.published_responses(recommendation),
        late=rows_of.days_waited(recommendation),
    )


def _may_write() -> bool:
    """Whether the panel still writes."""
    return queries.handover_of(current_assembly().id) is None
