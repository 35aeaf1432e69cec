"""The first pages after signing in: their own burgerberaden, the list of those they work on, a new one."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.accounts.access import require_account, signed_in
from beraad.assemblies import queries, service, signals
from beraad.assemblies.access import EDITORS, STAFF, creators, may_create
from beraad.assemblies.forms import CreateForm
from beraad.assemblies.models import Assembly, Phase, Role
from beraad.assemblies.queries import AssemblyRow
from beraad.assemblies.signals import Task
from beraad.web import forms, navigation, refusals

views = Blueprint("assemblies", __name__)


@dataclass(frozen=True)
class Entry:
    """A burgerberaad with the addresses that are open to the visitor; empty for those that are not."""

    row: AssemblyRow
    staff_url: str
    panel_url: str
    #: what there is to do, for those who run it
    tasks: list[Task]


@views.get("/mijn")
@signed_in
def mine() -> ResponseReturnValue:
    """The burgerberaden in which I have a role, with what there is to do."""
    account = require_account()
    rows = queries.of_account(account)
    assemblies = queries.by_id(row.id for row in rows)
    entries = [_entry(row, assemblies[row.id]) for row in rows]
    return render_template(
        "assemblies/mine.html",
        entries=entries,
        may_create=may_create(account),
        works=_works(account.is_administrator, entries),
    )


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
            return redirect(url_for("assemblies_overview.overview", slug=assembly.slug), 303)
    return forms.page("assemblies/create.html", form)


def _entry(row: AssemblyRow, assembly: Assembly) -> Entry:
    def home(menu: str, roles: frozenset[Role]) -> str:
        return navigation.first_page(menu, row.slug, roles) if roles else ""

    held = frozenset(row.roles)
    # once the advice is given, what is left to do stands on the overview of the burgerberaad alone
    is_busy = row.phase not in (Phase.FOLLOW_UP, Phase.CLOSED)
    tasks = signals.tasks(assembly, held) if is_busy and held & EDITORS else []
    return Entry(row, home("staff", held & STAFF), home("panel", held & {Role.PANELLIST}), tasks)


def _works(is_administrator: bool, entries: list[Entry]) -> bool:
    """Whether the list of burgerberaden to work on has anything for this visitor."""
    return is_administrator or any(entry.staff_url for entry in entries)
