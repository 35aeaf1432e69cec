"""Voting on one's own page."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.accounts.access import require_account
from beraad.assemblies.access import current_assembly, panellists
from beraad.panel import queries as panel
from beraad.panel.models import Seat
from beraad.recommendations.votes import casting, queries
from beraad.recommendations.votes.errors import NotPresentError
from beraad.recommendations.votes.forms import BallotForm
from beraad.web import edge, forms, refusals

views = Blueprint("recommendations_votes_panel", __name__)
ADDRESS = "/panel/<slug>/stemmen"


def _own_seat() -> Seat | None:
    return panel.own_seat(current_assembly().id, require_account().id)


@views.get(ADDRESS)
@panellists
def overview(slug: str) -> ResponseReturnValue:
    """What the panel votes on now, and what came out before."""
    assembly = current_assembly()
    return render_template(
        "recommendations/votes/panel_list.html",
        own=queries.own_rounds(assembly, _own_seat()),
        rule=queries.rule_of(assembly.id),
    )


@views.route(f"{ADDRESS}/<int:number>", methods=["GET", "POST"])
@panellists
def vote(slug: str, number: int) -> ResponseReturnValue:
    """Vote in one round."""
    round_, seat = queries.round_of(current_assembly(), number), _own_seat()
    form = BallotForm()
    if form.validate_on_submit():
        with refusals.shown_in(form):
            if seat is None:
                raise NotPresentError
            casting.hand_in(round_, seat, form.choice.data)
            flash(_("Uw stem is binnen. Dank u wel."), "success")
            return redirect(url_for(".overview", slug=slug), 303)
    return forms.page(
        "recommendations/votes/ballot.html",
        form,
        round=round_,
        ballots=queries.named_ballots(round_),
        has_voted=seat is not None and queries.has_handed_in(round_.id, seat.id),
        is_there=seat is not None and queries.is_there(round_, seat),
    )


@views.route(f"{ADDRESS}/oefenen", methods=["GET", "POST"])
@panellists
@edge.only_reads
def practise(slug: str) -> ResponseReturnValue:
    """Try how voting works; nothing is kept."""
    form = BallotForm()
    chosen = form.choice.data if form.validate_on_submit() else None
    return forms.page("recommendations/votes/practice.html", form, chosen=chosen)
