"""The advice for those who keep it: put together, signed off, handed over; and a later day for the response."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.acts.views import page as acts_page
from beraad.assemblies.access import current_assembly, members, staff
from beraad.assemblies.models import Role
from beraad.recommendations import queries as recommendations
from beraad.recommendations.advice import acts, queries, service
from beraad.recommendations.advice.forms import ExtensionForm, HandoverForm, TakeOverForm
from beraad.recommendations.places import ADDRESS, to_detail
from beraad.recommendations.votes import opening
from beraad.recommendations.votes.forms import RoundForm
from beraad.recommendations.votes.models import Purpose
from beraad.web import forms, refusals

views = Blueprint("recommendations_advice", __name__)
registrars = members(Role.REGISTRY)
office = members(Role.ORGANISER, Role.REGISTRY)


@views.get("/beheer/<slug>/advies")
@staff
def overview(slug: str) -> ResponseReturnValue:
    """The advice as it is now, and what has to be done before it is handed over."""
    assembly = current_assembly()
    report = queries.report(assembly.id)
    return render_template(
        "recommendations/advice/overview.html",
        report=report,
        sign_off=queries.sign_off(report) if report else None,
        handover=recommendations.handover_of(assembly.id),
    )


@views.post("/beheer/<slug>/advies/samenstellen")
@office
@refusals.shown_on(overview)
def compose(slug: str) -> ResponseReturnValue:
    """Put the advice together."""
    service.compose(current_assembly())
    flash(_("Het advies is samengesteld. Laat het panel de tekst vaststellen."), "success")
    return _to_overview(slug)


@views.route("/beheer/<slug>/advies/vaststellen", methods=["GET", "POST"])
@office
def sign_off(slug: str) -> ResponseReturnValue:
    """Let the panel vote on the words of the advice."""
    known, form = opening.meetings(), RoundForm()
    form.meeting.offer(opening.named(known))
    if form.validate_on_submit():
        with refusals.shown_in(form):
            report = service.compose(current_assembly())
            data = form.data_for(Purpose.SIGN_OFF, text=report.sha256)
            opening.announce([opening.opened(None, known[form.meeting.data], data)])
            return _to_overview(slug)
    return forms.page("recommendations/advice/sign_off.html", form)


@views.route("/beheer/<slug>/advies/overnemen", methods=["GET", "POST"])
@registrars
def take_over(slug: str) -> ResponseReturnValue:
    """Take over an older advice, with its document."""
    form = TakeOverForm()
    if form.validate_on_submit():
        with refusals.shown_in(form):
            taken = service.take_over(current_assembly(), form.values(), form.source.data, form.file.kept())
            flash(_("De aanbeveling is overgenomen."), "success")
            return to_detail(slug, taken.number)
    return forms.page("recommendations/advice/take_over.html", form)


@views.route(f"{ADDRESS}/overhandiging", methods=["GET", "POST"])
@registrars
def hand_over(slug: str) -> ResponseReturnValue:
    """Record the handover of the advice and the promised day of the response."""
    form = HandoverForm()
    if form.validate_on_submit():
        with refusals.shown_in(form):
            handing_over = acts.HandingOver(current_assembly(), form.values())
            return acts_page(acts.HAND_OVER, handing_over, carried=form)
    known = recommendations.handover_of(current_assembly().id)
    return forms.page("recommendations/handover.html", form, handover=known)


@views.route(f"{ADDRESS}/<int:number>/uitstel", methods=["GET", "POST"])
@registrars
def extend(slug: str, number: int) -> ResponseReturnValue:
    """Put off the promised day, with a public reason."""
    recommendation = recommendations.recommendation(current_assembly(), number)
    form = ExtensionForm()
    if form.validate_on_submit():
        with refusals.shown_in(form):
            extension = acts.Extension(recommendation, form.extended_to.data, form.reason.data)
            return acts_page(acts.EXTEND, extension, carried=form)
    return forms.page("recommendations/extend.html", form, recommendation=recommendation)


def _to_overview(slug: str) -> ResponseReturnValue:
    return redirect(url_for(".overview", slug=slug), 303)
