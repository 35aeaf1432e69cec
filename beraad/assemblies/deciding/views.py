"""The pages of decisions to go on or not, of the public "nee, want", and of the decharge."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.assemblies.access import EDITORS, current_assembly, current_roles, members, organisers, staff
from beraad.assemblies.deciding import queries, service
from beraad.assemblies.deciding.forms import DecisionForm, decharge_form
from beraad.assemblies.deciding.models import CHECKS, Step
from beraad.assemblies.models import Role
from beraad.assemblies.signals import open_items
from beraad.web import forms, refusals
from beraad.web.access import public

views = Blueprint("assemblies_deciding", __name__)
ADDRESS = "/beheer/<slug>/besluiten"
registrars = members(Role.REGISTRY)


@views.get("/burgerberaden/nee-want")
@public
def refused() -> ResponseReturnValue:
    """Why there was no burgerberaad: each no that was made public."""
    return render_template("assemblies/deciding/refused.html", rows=queries.published_refusals())


@views.get(ADDRESS)
@staff
def index(slug: str) -> ResponseReturnValue:
    """The three steps, with what was decided."""
    assembly, held = current_assembly(), current_roles()
    return render_template(
        "assemblies/deciding/index.html",
        steps=list(Step),
        checks=CHECKS,
        latest=queries.latest(assembly),
        refusal=queries.refusal(assembly),
        decharge=queries.decharge(assembly),
        may_edit=bool(held & EDITORS),
        may_publish=Role.REGISTRY in held,
    )


@views.route(f"{ADDRESS}/<step>", methods=["GET", "POST"])
@organisers
def decide(slug: str, step: str) -> ResponseReturnValue:
    """Go on, or not."""
    which = Step.by_code(step)
    if which is None:
        abort(404)
    form = DecisionForm()
    form.for_step(which)
    if form.validate_on_submit():
        with refusals.shown_in(form):
            service.decide(current_assembly(), which, form.values())
            flash(_("Het besluit is vastgelegd."), "success")
            return _back(slug)
    return forms.page("assemblies/deciding/decide.html", form, step=which)


@views.post(f"{ADDRESS}/openbaar")
@registrars
@refusals.shown_on(lambda slug, **_arguments: index(slug=slug))
def publish(slug: str) -> ResponseReturnValue:
    """Let everyone read why not."""
    service.publish_refusal(current_assembly())
    flash(_("Iedereen kan nu lezen waarom het niet doorgaat."), "success")
    return _back(slug)


@views.route("/beheer/<slug>/decharge", methods=["GET", "POST"])
@registrars
def decharge(slug: str) -> ResponseReturnValue:
    """Record the decharge: each open item gets a new owner."""
    form = decharge_form(open_items(current_assembly()))
    if form.validate_on_submit():
        with refusals.shown_in(form):
            service.grant_decharge(current_assembly(), form.values())
            flash(_("De decharge is vastgelegd."), "success")
            return _back(slug)
    return forms.page("assemblies/deciding/decharge.html", form)


def _back(slug: str) -> ResponseReturnValue:
    return redirect(url_for("assemblies_deciding.index", slug=slug), 303)
