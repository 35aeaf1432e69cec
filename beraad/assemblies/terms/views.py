"""The pages of terms: for everyone, and for those who set and extend them."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.assemblies.access import EDITORS, current_assembly, current_roles, members, organisers, staff, standing
from beraad.assemblies.models import Role
from beraad.assemblies.promises.views_changes import why
from beraad.assemblies.terms import queries, service, words
from beraad.assemblies.terms.forms import ExtensionForm, LengthsForm, MetForm
from beraad.assemblies.terms.models import TermId
from beraad.web import forms, refusals

views = Blueprint("assemblies_terms", __name__)
ADDRESS = "/beheer/<slug>/termijnen"
registrars = members(Role.REGISTRY)


@views.get("/burgerberaden/<slug>/termijnen")
@standing
def public(slug: str) -> ResponseReturnValue:
    """The terms and how they were kept, for everyone."""
    return render_template("assemblies/terms/public.html", **_shown())


@views.get(ADDRESS)
@staff
def index(slug: str) -> ResponseReturnValue:
    """The terms, with what can be done about them."""
    held = current_roles()
    may = {"may_edit": bool(held & EDITORS), "may_extend": Role.REGISTRY in held}
    return render_template("assemblies/terms/index.html", **_shown(), **may)


@views.route(f"{ADDRESS}/instellen", methods=["GET", "POST"])
@organisers
def lengths(slug: str) -> ResponseReturnValue:
    """How long each kind takes."""
    known = {kind.value: amount for kind, amount in queries.settings(current_assembly()).items()}
    form = LengthsForm(data=known).edits(None)
    if form.validate_on_submit():
        change = service.set_lengths(current_assembly(), form.values())
        if change is not None:
            return why(change)
        flash(_("Opgeslagen."), "success")
        return _back(slug)
    return forms.page("assemblies/terms/lengths.html", form)


@views.route(f"{ADDRESS}/<int:term_id>/uitstel", methods=["GET", "POST"])
@registrars
def extend(slug: str, term_id: TermId) -> ResponseReturnValue:
    """A later day, with a public reason."""
    term, form = queries.term(current_assembly(), term_id), ExtensionForm()
    if form.validate_on_submit():
        with refusals.shown_in(form):
            service.extend(term, form.values())
            flash(_("De termijn is verlengd."), "success")
            return _back(slug)
    return forms.page("assemblies/terms/extend.html", form, term=term)


@views.route(f"{ADDRESS}/<int:term_id>/gedaan", methods=["GET", "POST"])
@registrars
def meet(slug: str, term_id: TermId) -> ResponseReturnValue:
    """On which day it was done."""
    term, form = queries.term(current_assembly(), term_id), MetForm()
    if form.validate_on_submit():
        with refusals.shown_in(form):
            service.meet(term, form.met_on.data)
            flash(_("Opgeslagen."), "success")
            return _back(slug)
    return forms.page("assemblies/terms/meet.html", form, term=term)


def _shown() -> dict[str, object]:
    assembly = current_assembly()
    lengths = [(kind.label, words.length(kind, amount)) for kind, amount in queries.settings(assembly).items()]
    return {"terms": queries.terms(assembly), "lengths": lengths}


def _back(slug: str) -> ResponseReturnValue:
    return redirect(url_for("assemblies_terms.index", slug=slug), 303)
