"""The page from which a burgerberaad is run, and the pages that change its description, dates and phase."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.assemblies import gates, queries, service, signals
from beraad.assemblies.access import EDITORS, current_assembly, current_roles, organisers, staff
from beraad.assemblies.forms import BasicsForm, DatesForm, PhaseForm, QuestionForm
from beraad.assemblies.gates import Gap
from beraad.assemblies.models import Phase
from beraad.assemblies.promises import queries as promises
from beraad.assemblies.words import DATES
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


@views.get("")
@staff
def overview(slug: str) -> ResponseReturnValue:
    """What there is to do, and how the burgerberaad is described."""
    assembly = current_assembly()
    may_edit = bool(current_roles() & EDITORS)
    return render_template(
        "assemblies/overview.html",
        steps=queries.phase_steps(assembly),
        gaps=_tasks(gates.before_phase(assembly, _next(assembly.phase))),
        tasks=signals.tasks(assembly, current_roles()) if may_edit else [],
        dates=[(label, getattr(assembly, name)) for name, label in DATES.items()],
        room=promises.room(assembly),
        people=queries.people(assembly),
        plan=promises.plan_versions(assembly)[:1],
        may_edit=may_edit,
    )


@views.route("/gegevens", methods=["GET", "POST"])
@organisers
def basics(slug: str) -> ResponseReturnValue:
    """What it is called, who is responsible, and whom to ask."""
    form = BasicsForm(obj=current_assembly())
    if form.validate_on_submit():
        with refusals.shown_in(form):
            service.change_basics(current_assembly(), form.values())
            return _saved()
    return forms.page("assemblies/basics.html", form)


@views.route("/vraag", methods=["GET", "POST"])
@organisers
def question(slug: str) -> ResponseReturnValue:
    """The question, and what is promised."""
    form = QuestionForm(obj=current_assembly())
    if form.validate_on_submit():
        with refusals.shown_in(form):
            service.change_question(current_assembly(), form.values())
            return _saved()
    return forms.page("assemblies/question.html", form)


@views.route("/data", methods=["GET", "POST"])
@organisers
def dates(slug: str) -> ResponseReturnValue:
    """The key dates."""
    form = DatesForm(obj=current_assembly())
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
    form = PhaseForm(phase=_next(assembly.phase))
    if form.validate_on_submit():
        with refusals.shown_in(form):
            service.move_phase(assembly, form.phase.data, despite_gaps=form.despite.data)
            flash(_("De fase is nu: %(phase)s.", phase=assembly.phase.label), "success")
            return _back()
    next_phase = assembly.phase if form.phase.errors else form.phase.data
    return forms.page("assemblies/phase.html", form, gaps=_tasks(gates.before_phase(assembly, next_phase)))


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
    return forms.page("assemblies/publication.html", form, gaps=_tasks(gates.before_publication(assembly)))


def _tasks(gaps: list[Gap]) -> list[signals.Task]:
    """Returns the gaps, each with the page on which it is mended."""
    slug = current_assembly().slug
    return [
        signals.Task(gap.label, url_for(GAP_PAGES.get(gap, "assemblies_overview.basics"), slug=slug)) for gap in gaps
    ]


def _next(phase: Phase) -> Phase:
    """Returns the phase after `phase`, or the last."""
    order = list(Phase)
    return order[min(order.index(phase) + 1, len(order) - 1)]


def _saved() -> ResponseReturnValue:
    flash(_("Opgeslagen."), "success")
    return _back()


def _back() -> ResponseReturnValue:
    return redirect(url_for("assemblies_overview.overview", slug=current_assembly().slug), 303)
