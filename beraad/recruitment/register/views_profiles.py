"""Profiles of columns: look at them, rename one, delete one. They are made while a file is taken in."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.assemblies.access import current_assembly, registry
from beraad.recruitment.errors import NameTakenError
from beraad.recruitment.register import profiles
from beraad.recruitment.register.columns import LABELS
from beraad.recruitment.register.forms import ProfileForm
from beraad.web import forms

views = Blueprint("recruitment_profiles", __name__)
HERE = "/beheer/<slug>/steekproef/profielen"


@views.get(HERE)
@registry
def listed(slug: str) -> ResponseReturnValue:
    """All profiles of this burgerberaad."""
    return render_template(
        "recruitment/register/profiles.html", profiles=profiles.listed(current_assembly().id), labels=LABELS
    )


@views.route(f"{HERE}/<int:number>", methods=["GET", "POST"])
@registry
def edit(slug: str, number: int) -> ResponseReturnValue:
    """Another name for a profile."""
    profile = profiles.find(current_assembly(), number)
    form = ProfileForm(obj=profile)
    if form.validate_on_submit():
        try:
            profiles.rename(profile, form.name.data)
        except NameTakenError:
            forms.refuse(form.name, _("Er is al een profiel met deze naam."))
        else:
            flash(_("De naam is gewijzigd."), "success")
            return redirect(url_for(".listed", slug=slug), 303)
    return forms.page("recruitment/register/profile.html", form, profile=profile, labels=LABELS)


@views.post(f"{HERE}/<int:number>/weggooien")
@registry
def delete(slug: str, number: int) -> ResponseReturnValue:
    """Forget a profile; samples that were read with it stay."""
    profiles.delete(profiles.find(current_assembly(), number))
    flash(_("Het profiel is weggegooid."), "success")
    return redirect(url_for(".listed", slug=slug), 303)
