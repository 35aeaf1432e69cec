"""What somebody who signed in finds first: their own burgerberaden, the list of those they work on, a new one."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.accounts.access import require_account, signed_in
from beraad.assemblies import queries, service, signals
from beraad.assemblies.access import EDITORS, STAFF, creators, may_create
from beraad.assemblies.errors import AssemblyError
from beraad.assemblies.forms import CreateForm, explain
from beraad.assemblies.models import Phase, Role
from beraad.assemblies.queries import AssemblyRow
from beraad.assemblies.signals import Task
from beraad.web import forms, navigation

views = Blueprint("assemblies", __name__)


@dataclass(frozen=True)
class Place:
    """A burgerberaad with the addresses that are open to the visitor; empty for those that are not."""

    row: AssemblyRow
    staff_url: str
    panel_url: str
    #: what there is to do, for those who run it
    tasks: list[Task]


@views.get("/mijn")
@signed_in
def mine() -> ResponseReturnValue:
    account = require_account()
    places = [_place(row) for row in queries.of_account(account)]
    return render_template(
        "assemblies/mine.html",
        places=places,
        may_create=may_create(account),
        works=_works(account.is_administrator, places),
    )


@views.get("/beheer")
@signed_in
def index() -> ResponseReturnValue:
    account = require_account()
    rows = queries.everything() if account.is_administrator else queries.of_account(account)
    rows = [row for row in rows if account.is_administrator or STAFF & set(row.roles)]
    return render_template("assemblies/index.html", rows=rows, may_create=may_create(account))


@views.route("/beheer/nieuw", methods=["GET", "POST"])
@creators
def create() -> ResponseReturnValue:
    form = CreateForm()
    if form.validate_on_submit():
        slug = _created(form)
        if slug is not None:
            flash(_("Het burgerberaad staat klaar. Alleen u ziet het nog."), "success")
            return redirect(url_for("assemblies_overview.overview", slug=slug), 303)
    return forms.page("assemblies/create.html", form)


def _created(form: CreateForm) -> str | None:
    """The slug of the burgerberaad that was made; None when the form has to be mended first."""
    account = require_account()
    try:
        made = service.create_assembly(
            form.title.data,
            form.seats.data,
            slug=form.slug.data or None,
            question=form.question.data or "",
            creator=account,
        )
    except AssemblyError as error:
        explain(form, error)
        return None
    if not account.is_administrator:
        service.grant_role(made, account, Role.REGISTRY)
    return made.slug


def _place(row: AssemblyRow) -> Place:
    def home(menu: str, roles: frozenset[Role]) -> str:
        return navigation.first_page(menu, row.slug, roles) if roles else ""

    held = frozenset(row.roles)
    # once the advice is given, what is left to do stands on the overview of the burgerberaad alone
    is_busy = row.phase not in (Phase.FOLLOW_UP, Phase.CLOSED)
    tasks = signals.tasks(queries.assembly(row.id), held) if is_busy and held & EDITORS else []
    return Place(row, home("staff", held & STAFF), home("panel", held & {Role.PANELLIST}), tasks)


def _works(is_administrator: bool, places: list[Place]) -> bool:
    """Whether the list of burgerberaden to work on has anything for this visitor."""
    return is_administrator or any(place.staff_url for place in places)
