"""Drafts are written and changed by those who keep the texts."""

from __future__ import annotations

from flask import Blueprint, flash
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.assemblies.access import current_assembly, members
from beraad.assemblies.models import Role
from beraad.recommendations import queries
from beraad.recommendations.places import ADDRESS, to_detail
from beraad.recommendations.proposals import service
from beraad.recommendations.proposals.forms import RecommendationForm
from beraad.web import forms, refusals

views = Blueprint("recommendations_proposals", __name__)
writers = members(Role.ORGANISER, Role.REGISTRY)


@views.route(f"{ADDRESS}/nieuw", methods=["GET", "POST"])
@writers
def add(slug: str) -> ResponseReturnValue:
    """Write a new recommendation."""
    form = RecommendationForm()
    if form.validate_on_submit():
        recommendation = service.add_recommendation(current_assembly(), form.values())
        flash(_("De aanbeveling is toegevoegd."), "success")
        return to_detail(slug, recommendation.number)
    return forms.page("recommendations/text.html", form)


@views.route(f"{ADDRESS}/<int:number>/wijzigen", methods=["GET", "POST"])
@writers
def edit(slug: str, number: int) -> ResponseReturnValue:
    """Change a draft."""
    recommendation = queries.recommendation(current_assembly(), number)
    form = RecommendationForm(obj=recommendation).edits(recommendation)
    if form.validate_on_submit():
        with refusals.shown_in(form):
            service.edit_recommendation(recommendation, form.values())
            flash(_("De tekst is opgeslagen."), "success")
            return to_detail(slug, number)
    return forms.page("recommendations/text.html", form, recommendation=recommendation)
