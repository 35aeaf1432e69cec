"""The page from which a burgerberaad is run, and the pages that change its description, dates and phase."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.assemblies import gates, queries, service, signals
from beraad.assemblies.access import EDITORS, current_assembly, current_roles, organisers, staff
from beraad.assemblies.errors import AssemblyError, NotReadyError
from beraad.assemblies.forms import DATE_LABELS, BasicsForm, DatesForm, PhaseForm, QuestionForm, explain, values
from beraad.assemblies.gates import Gap
from beraad.assemblies.models import Assembly, Phase
from beraad.web import forms
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
    assembly = current_assembly()
    may_edit = bool(current_roles() & EDITORS)
    return render_template(
        "assemblies/overview.html",
        steps=queries.phase_steps(assembly),
        gaps=_tasks(gates.before_phase(assembly, _next(assembly.phase))),
        tasks=signals.tasks(assembly, current_roles()) if may_edit else [],
        dates=[(DATE_LABELS[name], getattr(assembly, name)) for name in gates.DATES],
        room=queries.room(assembly),
        people=queries.people(assembly),
        plan=queries.plan_versions(assembly)[:1],
        may_edit=may_edit,
    )


@views.route("/gegevens", methods=["GET", "POST"])
@organisers
def basics(slug: str) -> ResponseReturnValue:
    return _edit(BasicsForm(obj=current_assembly()), "assemblies/basics.html")


@views.route("/vraag", methods=["GET", "POST"])
@organisers
def question(slug: str) -> ResponseReturnValue:
    return _edit(QuestionForm(obj=current_assembly()), "assemblies/question.html")


@views.route("/data", methods=["GET", "POST"])
@organisers
def dates(slug: str) -> ResponseReturnValue:
    return _edit(DatesForm(obj=current_assembly()), "assemblies/dates.html")


@views.route("/fase", methods=["GET", "POST"])
@organisers
def phase(slug: str) -> ResponseReturnValue:
    assembly = current_assembly()
    form = PhaseForm(phase=_next(assembly.phase))
    if form.validate_on_submit() and _may_enter(assembly, form):
        service.move_phase(assembly, form.phase.data)
        flash(_("De fase is nu: %(phase)s.", phase=assembly.phase.label), "success")
        return _back(assembly)
    wanted = assembly.phase if form.phase.errors else form.phase.data
    return forms.page("assemblies/phase.html", form, gaps=_tasks(gates.before_phase(assembly, wanted)))


@views.route("/openbaar", methods=["GET", "POST"])
@organisers
def publication(slug: str) -> ResponseReturnValue:
    assembly = current_assembly()
    form = Form()
    if form.validate_on_submit():
        try:
            service.withdraw_from_public(assembly) if assembly.is_public else service.publish(assembly)
        except NotReadyError:
            form.form_errors.append(_("De pagina kan nog niet openbaar worden. Hieronder staat wat er ontbreekt."))
        else:
            flash(
                _("De pagina is openbaar.") if assembly.is_public else _("De pagina is niet meer openbaar."), "success"
            )
            return _back(assembly)
    return forms.page("assemblies/publication.html", form, gaps=_tasks(gates.before_publication(assembly)))


def _edit(form: Form, template: str) -> ResponseReturnValue:
    """A part of the description: shown, or changed and back to the overview."""
    assembly = current_assembly()
    if form.validate_on_submit():
        try:
            service.update(assembly, **values(form))
        except AssemblyError as error:
            explain(form, error)
        else:
            flash(_("Opgeslagen."), "success")
            return _back(assembly)
    return forms.page(template, form)


def _may_enter(assembly: Assembly, form: PhaseForm) -> bool:
    """Whether nothing is missing for the phase in `form`, or the visitor goes on in spite of it."""
    if form.despite.data or not gates.before_phase(assembly, form.phase.data):
        return True
    forms.refuse(form.despite, _("Er ontbreekt nog iets. Vul het aan, of kruis aan dat u toch doorgaat."))
    return False


def _tasks(gaps: list[Gap]) -> list[signals.Task]:
    """The gaps with the page on which each is mended."""
    slug = current_assembly().slug
    return [
        signals.Task(gap.label, url_for(GAP_PAGES.get(gap, "assemblies_overview.basics"), slug=slug)) for gap in gaps
    ]


def _next(phase: Phase) -> Phase:
    """The phase after `phase`; the last has none after it."""
    order = list(Phase)
    return order[min(order.index(phase) + 1, len(order) - 1)]


def _back(assembly: Assembly) -> ResponseReturnValue:
    return redirect(url_for("assemblies_overview.overview", slug=assembly.slug), 303)
