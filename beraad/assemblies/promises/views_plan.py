"""The pages of the participatieplan: read by everyone who works on it, written by those who run it."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.acts.views import page as acts_page
from beraad.assemblies import gates
from beraad.assemblies.access import EDITORS, current_assembly, current_roles, organisers, staff
from beraad.assemblies.models import ParticipationPlan
from beraad.assemblies.promises import acts, changing, queries, service
from beraad.assemblies.promises.forms import ApprovalForm, DeviationForm, PlanForm
from beraad.assemblies.promises.service import PlanData
from beraad.assemblies.promises.views_changes import why
from beraad.assemblies.words import PLAN_PARTS
from beraad.web import forms, refusals
from beraad.web.forms import Form

views = Blueprint("assemblies_plan", __name__, url_prefix="/beheer/<slug>/participatieplan")


@views.get("")
@staff
def index(slug: str) -> ResponseReturnValue:
    """The newest version."""
    assembly = current_assembly()
    return _page(queries.latest_plan(assembly))


@views.get("/<int:version>")
@staff
def show(slug: str, version: int) -> ResponseReturnValue:
    """One version."""
    return _page(queries.plan(current_assembly(), version))


@views.route("/schrijven", methods=["GET", "POST"])
@organisers
def write(slug: str) -> ResponseReturnValue:
    """Write the open version."""
    assembly = current_assembly()
    latest = queries.latest_plan(assembly)
    form = PlanForm(obj=latest).edits(latest)
    if form.validate_on_submit():
        plan = service.write_plan(assembly, form.values())
        flash(_("Versie %(version)d is opgeslagen.", version=plan.version), "success")
        return _back()
    return forms.page("assemblies/promises/plan_form.html", form)


@views.route("/afwijken", methods=["GET", "POST"])
@organisers
def deviate(slug: str) -> ResponseReturnValue:
    """Ask to deviate from the plan that was approved; the commissioner agrees, and everyone can read it."""
    form = DeviationForm()
    if form.validate_on_submit():
        with refusals.shown_in(form):
            change = changing.deviate(current_assembly(), {form.part.data: form.text.data})
            return _back() if change is None else why(change)
    return forms.page("assemblies/promises/plan_deviate.html", form, plan=queries.approved_plan(current_assembly()))


@views.route("/vaststellen", methods=["GET", "POST"])
@organisers
def approve(slug: str) -> ResponseReturnValue:
    """Lock the open version, once it is complete."""
    assembly = current_assembly()
    latest = queries.latest_plan(assembly)
    if latest is None or latest.approved_on is not None:
        abort(404)
    if gates.binds(assembly) and queries.approved_plan(assembly) is not None:
        return _next_version(latest)
    form = ApprovalForm()
    if form.validate_on_submit():
        with refusals.shown_in(form):
            approval = acts.Approval(assembly, latest, form.approved_by.data, form.approved_on.data)
            return acts_page(acts.APPROVE, approval, carried=form)
    missing = [PLAN_PARTS[name] for name in service.missing_parts(assembly, latest)]
    return forms.page("assemblies/promises/plan_approve.html", form, plan=latest, missing=missing)


def _next_version(plan: ParticipationPlan) -> ResponseReturnValue:
    """Once people count on a plan, the next one is a change of it: the commissioner agrees, with a reason."""
    form = Form()
    if form.validate_on_submit():
        with refusals.shown_in(form):
            change = changing.deviate(current_assembly(), vars(PlanData.from_plan(plan)))
            return _back() if change is None else why(change)
    return forms.page("assemblies/promises/plan_next.html", form, plan=plan)


def _page(plan: ParticipationPlan | None) -> ResponseReturnValue:
    return render_template(
        "assemblies/promises/plan.html",
        plan=plan,
        parts=[(PLAN_PARTS[name], getattr(plan, name)) for name in service.PLAN_PARTS] if plan else [],
        room=queries.plan_room(plan) if plan else [],
        versions=queries.plan_versions(current_assembly()),
        may_edit=bool(current_roles() & EDITORS),
    )


def _back() -> ResponseReturnValue:
    return redirect(url_for("assemblies_plan.index", slug=current_assembly().slug), 303)
