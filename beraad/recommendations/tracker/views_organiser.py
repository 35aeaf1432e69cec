"""The list and the page of a recommendation for those who work on it."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from beraad.assemblies.access import current_assembly, current_roles, staff
from beraad.assemblies.models import Role
from beraad.recommendations import queries
from beraad.recommendations.places import ADDRESS
from beraad.recommendations.proposals import queries as proposals
from beraad.recommendations.tracker import actions, lists
from beraad.recommendations.tracker import queries as rows_of
from beraad.recommendations.votes import queries as votes
from beraad.web.lists.views import answer, list_page

views = Blueprint("recommendations", __name__)
#: who may see the draft of a response: those who write, decide and publish it
ANSWERING = frozenset({Role.OFFICIAL, Role.EXECUTIVE, Role.REGISTRY})


@views.route(ADDRESS, methods=["GET", "POST"])
@staff
@list_page
def overview(slug: str) -> ResponseReturnValue:
    """All recommendations, drafts and rejected ones too."""
    rows = rows_of.tracker(current_assembly(), is_public=False)
    return answer(
        lists.recommendations(rows, "recommendations.overview"),
        "recommendations/list.html",
        handover=queries.handover_of(current_assembly().id),
        actions=actions.on_list(slug, current_roles()),
    )


@views.get(f"{ADDRESS}/<int:number>")
@staff
def detail(slug: str, number: int) -> ResponseReturnValue:
    """One recommendation with all that can be done with it."""
    recommendation = queries.recommendation(current_assembly(), number)
    return render_template(
        "recommendations/staff_detail.html",
        recommendation=recommendation,
        rounds=votes.rounds_about(current_assembly().id, recommendation),
        making=proposals.making(recommendation),
        responses=queries.published_responses(recommendation),
        draft=queries.draft_of(recommendation) if current_roles() & ANSWERING else None,
        late=rows_of.days_waited(recommendation),
        actions=actions.on_detail(slug, recommendation, current_roles()),
        may_publish=actions.may_publish(current_roles()),
    )
