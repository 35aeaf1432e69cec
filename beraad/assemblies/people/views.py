"""Who does what in a burgerberaad: only its administrators grant roles and take them away."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, url_for
from flask.typing import ResponseReturnValue

from beraad.acts.views import page as acts_page
from beraad.assemblies import queries
from beraad.assemblies.access import administrators, current_assembly, current_roles, organisers
from beraad.assemblies.forms import PersonForm
from beraad.assemblies.lists import declared as lists
from beraad.assemblies.models import Role
from beraad.assemblies.people import acts
from beraad.web import forms, refusals
from beraad.web.lists.views import answer, list_page
from beraad.web.visitor import AccountId

views = Blueprint("assemblies_people", __name__, url_prefix="/beheer/<slug>/mensen")


@views.route("", methods=["GET", "POST"])
@organisers
@list_page
def index(slug: str) -> ResponseReturnValue:
    """Everyone who works on the burgerberaad."""
    return answer(
        lists.people(current_assembly()),
        "assemblies/people.html",
        may_grant=Role.ADMINISTRATOR in current_roles(),
        has_one_administrator=len(queries.holders(current_assembly(), Role.ADMINISTRATOR)) == 1,
    )


@views.route("/nieuw", methods=["GET", "POST"])
@administrators
def add(slug: str) -> ResponseReturnValue:
    """Assign a role, creating the account if there is none."""
    form = PersonForm()
    if form.validate_on_submit():
        gift = acts.RoleGift(current_assembly(), form.email.data, form.name.data, form.role.data)
        return acts_page(acts.GRANT, gift, carried=form)
    return forms.page("assemblies/person.html", form)


@views.route("/<int:account_id>/<role>/intrekken", methods=["GET", "POST"])
@administrators
@refusals.shown_on(lambda slug, **_arguments: index(slug=slug))
def revoke(slug: str, account_id: AccountId, role: str) -> ResponseReturnValue:
    """Take a role away."""
    assembly, held = current_assembly(), Role.by_code(role)
    if held is None or held is Role.PANELLIST:
        abort(404)
    account = queries.member(assembly, account_id)
    if account.id not in {one.id for one in queries.holders(assembly, held)}:
        return redirect(url_for(".index", slug=slug), 303)
    return acts_page(acts.REVOKE, acts.RoleHeld(assembly, account, held))
