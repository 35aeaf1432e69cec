"""The pages of the participatieplan: read by everyone who works on it, written by those who run it."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.assemblies import queries
from beraad.assemblies.access import EDITORS, current_assembly, current_roles, organisers, staff
from beraad.assemblies.errors import NotReadyError
from beraad.assemblies.forms import PLAN_LABELS, ApprovalForm, PlanForm, values
from beraad.assemblies.models import ParticipationPlan, RoomKind
from beraad.assemblies.promises import plan
from beraad.web import forms

views = Blueprint("assemblies_plan", __name__, url_prefix="/beheer/<slug>/participatieplan")


@views.get("")
@staff
def index(slug: str) -> ResponseReturnValue:
    assembly = current_assembly()
    return _shown(plan.latest_plan(assembly))


@views.get("/<int:version>")
@staff
def show(slug: str, version: int) -> ResponseReturnValue:
    return _shown(queries.plan(current_assembly(), version))


@views.route("/schrijven", methods=["GET", "POST"])
@organisers
def write(slug: str) -> ResponseReturnValue:
    assembly = current_assembly()
    form = PlanForm(obj=plan.latest_plan(assembly))
    if form.validate_on_submit():
        written = plan.write_plan(assembly, **values(form))
        flash(_("Versie %(version)d is opgeslagen.", version=written.version), "success")
        return _back()
    return forms.page("assemblies/promises/plan_form.html", form)


@views.route("/vaststellen", methods=["GET", "POST"])
@organisers
def approve(slug: str) -> ResponseReturnValue:
    assembly = current_assembly()
    latest = plan.latest_plan(assembly)
    if latest is None or latest.approved_on is not None:
        abort(404)
    form = ApprovalForm()
    if form.validate_on_submit():
        try:
            plan.approve_plan(assembly, latest, form.approved_by.data, form.approved_on.data)
        except NotReadyError:
            form.form_errors.append(_("Het plan is nog niet af. Hieronder staat wat er ontbreekt."))
        else:
            flash(_("Versie %(version)d is vastgesteld en ligt nu vast.", version=latest.version), "success")
            return _back()
    missing = [PLAN_LABELS[name] for name in plan.missing_parts(assembly, latest)]
    return forms.page("assemblies/promises/plan_approve.html", form, plan=latest, missing=missing)


def _shown(shown: ParticipationPlan | None) -> ResponseReturnValue:
    return render_template(
        "assemblies/promises/plan.html",
        plan=shown,
        parts=[(PLAN_LABELS[name], getattr(shown, name)) for name in plan.PARTS] if shown else [],
        room=[(RoomKind(kind).label, text, reason) for kind, text, reason in shown.room] if shown else [],
        versions=queries.plan_versions(current_assembly()),
        may_edit=bool(current_roles() & EDITORS),
    )


def _back() -> ResponseReturnValue:
    return redirect(url_for("assemblies_plan.index", slug=current_assembly().slug), 303)
