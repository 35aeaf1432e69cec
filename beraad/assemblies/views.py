"""The list of burgerberaden that somebody works on, and a new one."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.accounts.access import require_account, signed_in
from beraad.assemblies import queries, service
from beraad.assemblies.access import STAFF, creators, may_create
from beraad.assemblies.forms import CreateForm
from beraad.assemblies.models import Role
from beraad.web import forms, refusals

views = Blueprint("assemblies", __name__)


@views.get("/beheer")
@signed_in
def index() -> ResponseReturnValue:
    """The burgerberaden that I work on."""
    account = require_account()
    rows = queries.all_assemblies() if account.is_administrator else queries.of_account(account)
    rows = [row for row in rows if account.is_administrator or STAFF & set(row.roles)]
    return render_template("assemblies/index.html", rows=rows, may_create=may_create(account))


@views.route("/beheer/nieuw", methods=["GET", "POST"])
@creators
def create() -> ResponseReturnValue:
    """Begin a burgerberaad."""
    form = CreateForm()
    if form.validate_on_submit():
        account = require_account()
        with refusals.shown_in(form):
            assembly = service.create_assembly(form.values(), account)
            if not account.is_administrator:
                service.grant_role(assembly, account, Role.REGISTRY)
            flash(_("Het burgerberaad staat klaar. Alleen u ziet het nog."), "success")
            return redirect(url_for("desk.overview", slug=assembly.slug), 303)
    return forms.page("assemblies/create.html", form)
