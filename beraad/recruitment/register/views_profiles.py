"""Profiles of columns: look at them, rename one, delete one. They are made while a file is taken in."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.assemblies.access import current_assembly, registry_or_organiser
from beraad.recruitment.models.sample import ColumnProfileId
from beraad.recruitment.register import queries as register_queries
from beraad.recruitment.register import service as samples
from beraad.recruitment.register.columns import LABELS
from beraad.recruitment.register.forms import ProfileForm
from beraad.web import forms, refusals

views = Blueprint("recruitment_profiles", __name__)
HERE = "/beheer/<slug>/steekproef/profielen"


@views.get(HERE)
@registry_or_organiser
def listed(slug: str) -> ResponseReturnValue:
    """All profiles of this burgerberaad."""
    return render_template(
        "recruitment/register/profiles.html",
        profiles=register_queries.column_profiles(current_assembly().id),
        labels=LABELS,
    )


@views.route(f"{HERE}/<int:profile_id>", methods=["GET", "POST"])
@registry_or_organiser
def edit(slug: str, profile_id: ColumnProfileId) -> ResponseReturnValue:
    """Rename a profile."""
    profile = register_queries.column_profile(current_assembly(), profile_id)
    form = ProfileForm(obj=profile).edits(profile)
    if form.validate_on_submit():
        with refusals.shown_in(form):
            samples.rename_profile(profile, form.name.data)
            flash(_("De naam is gewijzigd."), "success")
            return redirect(url_for(".listed", slug=slug), 303)
    return forms.page("recruitment/register/profile.html", form, profile=profile, labels=LABELS)


@views.post(f"{HERE}/<int:profile_id>/weggooien")
@registry_or_organiser
def delete(slug: str, profile_id: ColumnProfileId) -> ResponseReturnValue:
    """Delete a profile; samples that were read with it stay."""
    samples.delete_profile(register_queries.column_profile(current_assembly(), profile_id))
    flash(_("Het profiel is weggegooid."), "success")
    return redirect(url_for(".listed", slug=slug), 303)
