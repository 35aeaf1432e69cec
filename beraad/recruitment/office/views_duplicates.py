"""Sign-ups that look alike, to be settled one pair or one group at a time."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.assemblies.access import current_assembly, registry_or_organiser
from beraad.recruitment.models.registration import RegistrationId
from beraad.recruitment.office import duplicates, lists, queries, service
from beraad.recruitment.office.forms import group_form
from beraad.web import forms, refusals
from beraad.web.lists.views import answer, list_page, shown

views = Blueprint("recruitment_duplicates", __name__)
HERE = "/beheer/<slug>/aanmeldingen/dubbel"


@views.route(HERE, methods=["GET", "POST"])
@registry_or_organiser
@list_page
def overview(slug: str) -> ResponseReturnValue:
    """All groups and pairs that still have to be settled."""
    return answer(lists.alike(current_assembly()), "recruitment/office/duplicates.html")


@views.route(f"{HERE}/huishoudens", methods=["GET", "POST"])
@registry_or_organiser
@list_page
def homes(slug: str) -> ResponseReturnValue:
    """The addresses at which more than one person signed up."""
    return answer(lists.homes(current_assembly()), "recruitment/office/homes.html")


@views.route(f"{HERE}/groep/<sign>/<int:registration_id>", methods=["GET", "POST"])
@registry_or_organiser
@list_page
def group(slug: str, sign: str, registration_id: RegistrationId) -> ResponseReturnValue:
    """The group that a sign-up is in, and the form that settles it."""
    alike = duplicates.group_of(current_assembly().id, sign, registration_id)
    form = group_form(alike.people, formdata=None)
    return answer(lists.members(alike), "recruitment/office/duplicate_group.html", form=form, group=alike)


@views.post(f"{HERE}/groep/<sign>/<int:registration_id>/vastleggen")
@registry_or_organiser
def settle_group(slug: str, sign: str, registration_id: RegistrationId) -> ResponseReturnValue:
    """Say which of the group are double."""
    alike = duplicates.group_of(current_assembly().id, sign, registration_id)
    form = group_form(alike.people)
    if form.validate_on_submit():
        with refusals.shown_in(form):
            service.settle_group(alike, form.looked_at(), form.doubles.data)
            flash(_("Dit is vastgelegd."), "success")
            return redirect(url_for(".overview", slug=slug), 303)
    listing = shown(lists.members(alike))
    return forms.page("recruitment/office/duplicate_group.html", form, group=alike, listing=listing)


@views.post(f"{HERE}/<int:first_id>/<int:second_id>/<verdict>")
@registry_or_organiser
def settle(slug: str, first_id: RegistrationId, second_id: RegistrationId, verdict: str) -> ResponseReturnValue:
    """`verschillend`: two people. `eerste` or `tweede`: one person, whose other sign-up leaves the draw."""
    assembly = current_assembly()
    first, second = (queries.registration(assembly, registration_id) for registration_id in (first_id, second_id))
    kept = {"verschillend": None, "eerste": first, "tweede": second}
    if verdict not in kept:
        abort(404)
    service.settle(first, second, kept[verdict])
    flash(_("Dit is vastgelegd."), "success")
    return redirect(url_for(".overview", slug=slug), 303)
