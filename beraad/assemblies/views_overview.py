"""The pages that change the description, dates and phase of a burgerberaad. Its overview is in `desk`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.assemblies import gates, service
from beraad.assemblies.access import current_assembly, organisers
from beraad.assemblies.forms import BasicsForm, DatesForm, PhaseForm, QuestionForm
from beraad.assemblies.gates import Gap
from beraad.web import forms, refusals
from beraad.web.forms import Form

views = Blueprint("assemblies_overview", __name__, url_prefix="/beheer/<slug>")

#: the page on which each gap is mended
GAP_PAGES = {
    Gap.QUESTION: "assemblies_overview.question",
    Gap.ROOM_OPEN: "assemblies_room.index",
    Gap.ROOM_FIXED: "assemblies_room.index",
    Gap.COMMITMENT: "assemblies_overview.question",
    Gap.EXPECTATIONS: "assemblies_overview.question",
    Gap.FEATURES: "assemblies_features.index",
    Gap.ANSWERS: "assemblies_features.index",
    Gap.SIGN_UP_DATES: "assemblies_overview.dates",
    Gap.MEETING_DATES: "assemblies_overview.dates",
    Gap.DECISION_SOON: "assemblies_overview.dates",
    Gap.NOT_PUBLIC: "assemblies_overview.publication",
}


@dataclass(frozen=True)
class GapLink:
    """Something that is missing, with the page on which it is mended."""

    label: str
    url: str


def linked(gaps: Iterable[Gap]) -> list[GapLink]:
    """Returns the gaps of the burgerberaad in the address, each with its page."""
    slug = current_assembly().slug
    return [GapLink(gap.label, url_for(GAP_PAGES.get(gap, "assemblies_overview.basics"), slug=slug)) for gap in gaps]


@views.route("/gegevens", methods=["GET", "POST"])
@organisers
def basics(slug: str) -> ResponseReturnValue:
    """What it is called, who is responsible, and whom to ask."""
    form = BasicsForm(obj=current_assembly()).edits(current_assembly())
    if form.validate_on_submit():
        with refusals.shown_in(form):
            service.change_basics(current_assembly(), form.values())
            return _saved()
    return forms.page("assemblies/basics.html", form)


@views.route("/vraag", methods=["GET", "POST"])
@organisers
def question(slug: str) -> ResponseReturnValue:
    """The question, and what is promised."""
    form = QuestionForm(obj=current_assembly()).edits(current_assembly())
    if form.validate_on_submit():
        with refusals.shown_in(form):
            service.change_question(current_assembly(), form.values())
            return _saved()
    return forms.page("assemblies/question.html", form)


@views.route("/data", methods=["GET", "POST"])
@organisers
def dates(slug: str) -> ResponseReturnValue:
    """The key dates."""
    form = DatesForm(obj=current_assembly()).edits(current_assembly())
    if form.validate_on_submit():
        with refusals.shown_in(form):
            service.change_dates(current_assembly(), form.values())
            return _saved()
    return forms.page("assemblies/dates.html", form)


@views.route("/fase", methods=["GET", "POST"])
@organisers
def phase(slug: str) -> ResponseReturnValue:
    """Enter another phase; what is missing is shown first."""
    assembly = current_assembly()
    form = PhaseForm(phase=assembly.phase.following)
    if form.validate_on_submit():
        with refusals.shown_in(form):
            service.move_phase(assembly, form.phase.data, despite_gaps=form.despite.data)
            flash(_("De fase is nu: %(phase)s.", phase=assembly.phase.label), "success")
            return _back()
    next_phase = assembly.phase if form.phase.errors else form.phase.data
    return forms.page("assemblies/phase.html", form, gaps=linked(gates.before_phase(assembly, next_phase)))


@views.route("/openbaar", methods=["GET", "POST"])
@organisers
def publication(slug: str) -> ResponseReturnValue:
    """Show the page to everyone, or no longer."""
    assembly = current_assembly()
    form = Form()
    if form.validate_on_submit():
        with refusals.shown_in(form):
            service.withdraw_from_public(assembly) if assembly.is_public else service.publish(assembly)
            words = _("De pagina is openbaar.") if assembly.is_public else _("De pagina is niet meer openbaar.")
            flash(words, "success")
            return _back()
    return forms.page("assemblies/publication.html", form, gaps=linked(gates.before_publication(assembly)))


def _saved() -> ResponseReturnValue:
    flash(_("Opgeslagen."), "success")
    return _back()


def _back() -> ResponseReturnValue:
    return redirect(url_for("desk.overview", slug=current_assembly().slug), 303)
