"""The public tracker: as page, CSV, JSON and RSS, and a page per recommendation."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.assemblies.access import current_assembly, standing
from beraad.recommendations import queries
from beraad.recommendations.proposals import queries as proposals
from beraad.recommendations.tracker import feeds, lists
from beraad.recommendations.tracker import queries as rows_of
from beraad.recommendations.votes import queries as votes
from beraad.web.documents.tables import csv_file
from beraad.web.i18n import language
from beraad.web.lists.views import answer, list_page

views = Blueprint("recommendations_public", __name__)
ADDRESS = "/burgerberaden/<slug>/aanbevelingen"


@views.get(ADDRESS)
@standing
@list_page
def tracker(slug: str) -> ResponseReturnValue:
    """All that the panel voted on, and where each stands."""
    rows = rows_of.tracker(current_assembly())
    return answer(
        lists.recommendations(rows, "recommendations_public.tracker", is_public=True),
        "recommendations/tracker.html",
        rows=rows,
        counts=rows_of.counts(rows),
        handover=queries.handover_of(current_assembly().id),
    )


@views.get(f"{ADDRESS}/<int:number>")
@standing
def detail(slug: str, number: int) -> ResponseReturnValue:
    """One recommendation with its responses, updates and evidence."""
    recommendation = queries.recommendation(current_assembly(), number, is_public=True)
    return render_template(
        "recommendations/detail.html",
        recommendation=recommendation,
        rounds=votes.rounds_about(current_assembly().id, recommendation),
        making=proposals.making(recommendation, is_public=True),
        responses=queries.published_responses(recommendation),
        late=rows_of.days_waited(recommendation),
    )


@views.get(f"{ADDRESS}.csv")
@standing
def as_csv(slug: str) -> ResponseReturnValue:
    """The tracker for spreadsheets."""
    return csv_file(*feeds.cells(rows_of.tracker(current_assembly())), f"{slug}-aanbevelingen.csv")


@views.get(f"{ADDRESS}.json")
@standing
def as_json(slug: str) -> ResponseReturnValue:
    """The tracker for programs."""
    rows = rows_of.tracker(current_assembly())
    return Response(feeds.as_json(current_assembly().title, rows), mimetype="application/json")


@views.get(f"{ADDRESS}.rss")
@standing
def as_rss(slug: str) -> ResponseReturnValue:
    """News about the recommendations for feed readers."""
    address = url_for(".tracker", slug=slug, _external=True)
    items = [
        (item, url_for(".detail", slug=slug, number=item.number, _external=True))
        for item in rows_of.news(current_assembly())
    ]
    title = _("Aanbevelingen van %(title)s", title=current_assembly().title)
    return Response(feeds.as_rss(title, address, language(), items), mimetype="application/rss+xml")
