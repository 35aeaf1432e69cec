"""Who does what in a burgerberaad: only its administrators grant roles and take them away."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.accounts.service import find_or_create
from beraad.assemblies import queries, service
from beraad.assemblies.access import administrators, current_assembly, current_roles, organisers
from beraad.assemblies.forms import PersonForm
from beraad.assemblies.models import Role
from beraad.web import forms, refusals
from beraad.web.visitor import AccountId

views = Blueprint("assemblies_people", __name__, url_prefix="/beheer/<slug>/mensen")


@views.get("")
@organisers
def index(slug: str) -> ResponseReturnValue:
    """Everyone who works on the burgerberaad."""
    return render_template(
        "assemblies/people.html",
        people=queries.people(current_assembly()),
        may_grant=Role.ADMINISTRATOR in current_roles(),
    )


@views.route("/nieuw", methods=["GET", "POST"])
@administrators
def add(slug: str) -> ResponseReturnValue:
    """Assign a role, creating the account if there is none."""
    form = PersonForm()
    if form.validate_on_submit():
        account = find_or_create(form.email.data, form.name.data)
        service.grant_role(current_assembly(), account, form.role.data)
        flash(_("%(name)s heeft nu de rol %(role)s.", name=account.name, role=form.role.data.label), "success")
        return _back()
    return forms.page("assemblies/person.html", form)


@views.post("/<int:account_id>/<role>/intrekken")
@administrators
@refusals.shown_on(lambda slug, **_arguments: index(slug=slug))
def revoke(slug: str, account_id: AccountId, role: str) -> ResponseReturnValue:
    """Take a role away."""
    assembly, held = current_assembly(), Role.by_code(role)
    if held is None or held is Role.PANELLIST:
        abort(404)
    service.revoke_role(assembly, queries.member(assembly, account_id), held)
    flash(_("De rol is ingetrokken."), "success")
    return _back()


def _back() -> ResponseReturnValue:
    return redirect(url_for("assemblies_people.index", slug=current_assembly().slug), 303)
