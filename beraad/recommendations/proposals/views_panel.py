"""Panellists write: a new proposal, another text for one, what they miss in it."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.assemblies.access import current_assembly, panellists
from beraad.recommendations import queries
from beraad.recommendations.proposals import service
from beraad.recommendations.proposals.forms import AmendForm, ReactForm, StartForm
from beraad.recommendations.proposals.models import WrittenBy
from beraad.web import forms, refusals

views = Blueprint("recommendations_proposals_panel", __name__)
ADDRESS = "/panel/<slug>/aanbevelingen"


@views.route(f"{ADDRESS}/nieuw", methods=["GET", "POST"])
@panellists
def start(slug: str) -> ResponseReturnValue:
    """Start a proposal."""
    form = StartForm()
    if form.validate_on_submit():
        with refusals.shown_in(form):
            made = service.add_recommendation(current_assembly(), form.values(), WrittenBy.PANELLIST)
            flash(_("Uw voorstel staat erbij. Het panel kan het nu lezen."), "success")
            return _to_detail(slug, made.number)
    return forms.page("recommendations/proposals/start.html", form)


@views.route(f"{ADDRESS}/<int:number>/andere-tekst", methods=["GET", "POST"])
@panellists
def amend(slug: str, number: int) -> ResponseReturnValue:
    """Propose another text."""
    recommendation = queries.recommendation(current_assembly(), number)
    form = AmendForm(obj=recommendation)
    if form.validate_on_submit():
        with refusals.shown_in(form):
            service.amend(recommendation, form.text.data, form.why.data, WrittenBy.PANELLIST)
            flash(_("Uw wijziging staat naast de tekst. Het panel beslist."), "success")
            return _to_detail(slug, number)
    return forms.page("recommendations/proposals/amend.html", form, recommendation=recommendation)


@views.route(f"{ADDRESS}/<int:number>/wat-mist-u", methods=["GET", "POST"])
@panellists
def react(slug: str, number: int) -> ResponseReturnValue:
    """Say what is missing, and what would help."""
    recommendation = queries.recommendation(current_assembly(), number)
    form = ReactForm()
    if form.validate_on_submit():
        with refusals.shown_in(form):
            service.react(recommendation, form.text.data, form.help_needed.data or "")
            flash(_("Uw reactie staat erbij, zonder naam."), "success")
            return _to_detail(slug, number)
    return forms.page("recommendations/proposals/react.html", form, recommendation=recommendation)


def _to_detail(slug: str, number: int) -> ResponseReturnValue:
    return redirect(url_for("recommendations_panel.detail", slug=slug, number=number), 303)
