"""The handover of the advice, and a later day for the response."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.acts.views import page as acts_page
from beraad.assemblies.access import current_assembly, members
from beraad.assemblies.models import Role
from beraad.recommendations import queries
from beraad.recommendations.advice import acts, service
from beraad.recommendations.advice.forms import ExtensionForm, HandoverForm
from beraad.recommendations.places import ADDRESS
from beraad.web import forms, refusals

views = Blueprint("recommendations_advice", __name__)
registrars = members(Role.REGISTRY)


@views.route(f"{ADDRESS}/overhandiging", methods=["GET", "POST"])
@registrars
def hand_over(slug: str) -> ResponseReturnValue:
    """Record the handover of the advice and the promised day of the response."""
    known = queries.handover_of(current_assembly().id)
    form = HandoverForm(obj=known).edits(known)
    if form.validate_on_submit():
        with refusals.shown_in(form):
            service.hand_over(current_assembly(), form.values())
            flash(_("De overhandiging is vastgelegd."), "success")
            return redirect(url_for("recommendations.overview", slug=slug), 303)
    return forms.page("recommendations/handover.html", form)


@views.route(f"{ADDRESS}/<int:number>/uitstel", methods=["GET", "POST"])
@registrars
def extend(slug: str, number: int) -> ResponseReturnValue:
    """Put off the promised day, with a public reason."""
    recommendation = queries.recommendation(current_assembly(), number)
    form = ExtensionForm()
    if form.validate_on_submit():
        with refusals.shown_in(form):
            extension = acts.Extension(recommendation, form.extended_to.data, form.reason.data)
            return acts_page(acts.EXTEND, extension, carried=form)
    return forms.page("recommendations/extend.html", form, recommendation=recommendation)
