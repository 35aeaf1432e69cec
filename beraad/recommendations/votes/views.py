"""The vote, the views of a minority, and withdrawal."""

from __future__ import annotations

from flask import Blueprint, flash
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.acts.views import page as acts_page
from beraad.assemblies.access import current_assembly, members
from beraad.assemblies.models import Role
from beraad.recommendations import queries
from beraad.recommendations.places import ADDRESS, to_detail
from beraad.recommendations.votes import acts, service
from beraad.recommendations.votes.forms import MinorityForm, VoteForm, WithdrawForm
from beraad.web import forms, refusals

views = Blueprint("recommendations_votes", __name__)
writers = members(Role.ORGANISER, Role.REGISTRY)


@views.route(f"{ADDRESS}/<int:number>/stemming", methods=["GET", "POST"])
@writers
def vote(slug: str, number: int) -> ResponseReturnValue:
    """Record the vote, which locks the text."""
    recommendation = queries.recommendation(current_assembly(), number)
    form = VoteForm()
    if form.validate_on_submit():
        with refusals.shown_in(form):
            service.settle_vote(recommendation, form.values())
            flash(_("De stemming is vastgelegd. De tekst staat nu vast."), "success")
            return to_detail(slug, number)
    return forms.page("recommendations/vote.html", form, recommendation=recommendation)


@views.route(f"{ADDRESS}/<int:number>/minderheid", methods=["GET", "POST"])
@writers
def minority(slug: str, number: int) -> ResponseReturnValue:
    """Add the view of a part of the panel."""
    recommendation = queries.recommendation(current_assembly(), number)
    form = MinorityForm()
    if form.validate_on_submit():
        with refusals.shown_in(form):
            service.add_minority_statement(recommendation, form.text.data, form.supporters.data)
            flash(_("Het minderheidsstandpunt is toegevoegd."), "success")
            return to_detail(slug, number)
    return forms.page("recommendations/minority.html", form, recommendation=recommendation)


@views.route(f"{ADDRESS}/<int:number>/intrekken", methods=["GET", "POST"])
@writers
def withdraw(slug: str, number: int) -> ResponseReturnValue:
    """Let the panel withdraw its recommendation."""
    recommendation = queries.recommendation(current_assembly(), number)
    form = WithdrawForm()
    if form.validate_on_submit():
        with refusals.shown_in(form):
            withdrawal = acts.Withdrawal(recommendation, form.reason.data)
            return acts_page(acts.WITHDRAW, withdrawal, carried=form)
    return forms.page("recommendations/withdraw.html", form, recommendation=recommendation)
