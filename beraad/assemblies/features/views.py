"""The pages of features and their answers."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from beraad.assemblies import queries
from beraad.assemblies.access import EDITORS, current_assembly, current_roles, organisers, staff
from beraad.assemblies.features import service as features
from beraad.assemblies.features import usual
from beraad.assemblies.features.forms import FeatureForm, usual_form
from beraad.assemblies.models import FeatureId
from beraad.assemblies.signals import are_features_in_use
from beraad.web import forms, refusals

views = Blueprint("assemblies_features", __name__, url_prefix="/beheer/<slug>/kenmerken")


@views.get("")
@staff
def index(slug: str) -> ResponseReturnValue:
    """All features with their answers."""
    assembly = current_assembly()
    return render_template(
        "assemblies/features/features.html",
        features=assembly.features,
        in_use=are_features_in_use(assembly),
        offers_usual=bool(usual.missing(assembly)) or not usual.has_district(assembly),
        may_edit=bool(current_roles() & EDITORS),
    )


@views.route("/nieuw", methods=["GET", "POST"])
@organisers
def add(slug: str) -> ResponseReturnValue:
    """Add a feature."""
    form = FeatureForm()
    if form.validate_on_submit():
        with refusals.shown_in(form):
            features.add_feature(current_assembly(), form.values())
            flash(_("Kenmerk toegevoegd."), "success")
            return _back()
    return forms.page(
        "assemblies/features/feature.html", form, feature=None, in_use=are_features_in_use(current_assembly())
    )


@views.route("/gebruikelijk", methods=["GET", "POST"])
@organisers
def add_usual(slug: str) -> ResponseReturnValue:
    """Add the usual features in one go."""
    assembly = current_assembly()
    form = usual_form(assembly)
    if form.validate_on_submit():
        with refusals.shown_in(form):
            added = usual.add(assembly, form.codes.data or [], form.listed())
            flash(ngettext("%(num)s kenmerk toegevoegd.", "%(num)s kenmerken toegevoegd.", len(added)), "success")
            return _back()
    return forms.page("assemblies/features/usual.html", form)


@views.route("/<int:feature_id>", methods=["GET", "POST"])
@organisers
def change(slug: str, feature_id: FeatureId) -> ResponseReturnValue:
    """Change a feature."""
    feature = queries.feature(current_assembly(), feature_id)
    present = "\n".join(answer.value for answer in feature.answers)
    words = {"name": feature.name, "question": feature.question, "explanation": feature.explanation}
    form = FeatureForm(**words, answers=present).edits(feature)
    if form.validate_on_submit():
        with refusals.shown_in(form):
            features.change_feature(feature, form.values())
            flash(_("Opgeslagen."), "success")
            return _back()
    return forms.page(
        "assemblies/features/feature.html", form, feature=feature, in_use=are_features_in_use(feature.assembly)
    )


@views.post("/<int:feature_id>/verwijderen")
@organisers
@refusals.shown_on(change)
def remove(slug: str, feature_id: FeatureId) -> ResponseReturnValue:
    """Take a feature away."""
    features.remove_feature(queries.feature(current_assembly(), feature_id))
    flash(_("Kenmerk verwijderd."), "success")
    return _back()


@views.post("/<int:feature_id>/omhoog")
@organisers
def up(slug: str, feature_id: FeatureId) -> ResponseReturnValue:
    """Move a feature up."""
    features.move_feature(queries.feature(current_assembly(), feature_id), -1)
    return _back()


@views.post("/<int:feature_id>/omlaag")
@organisers
def down(slug: str, feature_id: FeatureId) -> ResponseReturnValue:
    """Move a feature down."""
    features.move_feature(queries.feature(current_assembly(), feature_id), 1)
    return _back()


def _back() -> ResponseReturnValue:
    return redirect(url_for("assemblies_features.index", slug=current_assembly().slug), 303)
