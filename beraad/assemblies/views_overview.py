"""The pages that change the description and dates. Phases are in `stages`, the overview is in `desk`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.assemblies import service
from beraad.assemblies.access import current_assembly, organisers
from beraad.assemblies.forms import BasicsForm, DatesForm, QuestionForm
from beraad.assemblies.gates import Gap
from beraad.assemblies.promises.models import PromiseChange
from beraad.assemblies.promises.views_changes import why
from beraad.web import forms, refusals

views = Blueprint("assemblies_overview", __name__, url_prefix="/beheer/<slug>")

#: the page on which each gap is mended
GAP_PAGES = {
    Gap.QUESTION: "assemblies_overview.question",
    Gap.ROOM_OPEN: "assemblies_room.index",
    Gap.ROOM_FIXED: "assemblies_room.index",
    Gap.DECIDED: "assemblies_deciding.index",
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
            return _saved(service.change_basics(current_assembly(), form.values()))
    return forms.page("assemblies/basics.html", form)


@views.route("/vraag", methods=["GET", "POST"])
@organisers
def question(slug: str) -> ResponseReturnValue:
    """The question, and what is promised."""
    form = QuestionForm(obj=current_assembly()).edits(current_assembly())
    if form.validate_on_submit():
        with refusals.shown_in(form):
            return _saved(service.change_question(current_assembly(), form.values()))
    return forms.page("assemblies/question.html", form)


@views.route("/data", methods=["GET", "POST"])
@organisers
def dates(slug: str) -> ResponseReturnValue:
    """The key dates."""
    form = DatesForm(obj=current_assembly()).edits(current_assembly())
    if form.validate_on_submit():
        with refusals.shown_in(form):
            return _saved(service.change_dates(current_assembly(), form.values()))
    return forms.page("assemblies/dates.html", form)


def _saved(change: PromiseChange | None) -> ResponseReturnValue:
    if change is not None:
        return why(change)
    flash(_("Opgeslagen."), "success")
    return _back()


def _back() -> ResponseReturnValue:
    return redirect(url_for("desk.overview", slug=current_assembly().slug), 303)
