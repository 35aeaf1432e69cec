"""The pages of a change of what was promised: why, what it becomes, and the decision of two people."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.acts.views import page as acts_page
from beraad.assemblies.access import EDITORS, current_assembly, current_roles, deciders, organisers, staff
from beraad.assemblies.promises import acts_change, changing, queries
from beraad.assemblies.promises.forms import WhyForm
from beraad.assemblies.promises.models import ChangeId, PromiseChange
from beraad.web import forms, refusals

views = Blueprint("assemblies_changes", __name__, url_prefix="/beheer/<slug>/wijzigingen")


@views.get("")
@staff
def index(slug: str) -> ResponseReturnValue:
    """All changes of what was promised, those that wait first."""
    return render_template(
        "assemblies/promises/changes.html",
        rows=queries.changes(current_assembly()),
        may_edit=bool(current_roles() & EDITORS),
        may_decide=bool(current_roles() & deciders.roles),
    )


@views.route("/<int:change_id>/reden", methods=["GET", "POST"])
@organisers
def explain(slug: str, change_id: ChangeId) -> ResponseReturnValue:
    """Say why, and who decided."""
    change = queries.change(current_assembly(), change_id)
    form = WhyForm(obj=change).edits(change)
    if form.validate_on_submit():
        with refusals.shown_in(form):
            changing.explain(change, form.values())
            return _after(change)
    return forms.page(
        "assemblies/promises/change_why.html",
        form,
        sides=acts_change.sides(change),
        binds_a_body=changing.binds_a_body(change),
    )


@views.route("/<int:change_id>", methods=["GET", "POST"])
@deciders
@refusals.shown_on(lambda slug, **_arguments: index(slug=slug))
def decide(slug: str, change_id: ChangeId) -> ResponseReturnValue:
    """Put it before a colleague, or make it as that colleague."""
    return acts_page(acts_change.CHANGE, queries.change(current_assembly(), change_id))


@views.post("/<int:change_id>/laten-vallen")
@organisers
@refusals.shown_on(lambda slug, **_arguments: index(slug=slug))
def drop(slug: str, change_id: ChangeId) -> ResponseReturnValue:
    """Do not make the change."""
    changing.drop(queries.change(current_assembly(), change_id))
    flash(_("De wijziging gaat niet door. Alles blijft zoals het is."), "success")
    return redirect(url_for(".index", slug=slug), 303)


def why(change: PromiseChange) -> ResponseReturnValue:
    """To the page that asks why."""
    flash(_("Dit is al beloofd. Zeg waarom het verandert. Een collega keurt het goed."), "info")
    return redirect(url_for("assemblies_changes.explain", slug=change.assembly.slug, change_id=change.id), 303)


def _after(change: PromiseChange) -> ResponseReturnValue:
    slug = change.assembly.slug
    if change.is_correction:
        flash(_("De spelfout is verbeterd."), "success")
        return redirect(url_for(".index", slug=slug), 303)
    return redirect(url_for(".decide", slug=slug, change_id=change.id), 303)
