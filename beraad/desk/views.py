"""What waits for me, over all burgerberaden, and the page from which one burgerberaad is run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from beraad.accounts.access import require_account, signed_in
from beraad.accounts.models import Account
from beraad.assemblies import gates
from beraad.assemblies import queries as assemblies_queries
from beraad.assemblies.access import EDITORS, STAFF, current_assembly, current_roles, may_create, staff
from beraad.assemblies.models import Assembly, AssemblyId, Phase, Role
from beraad.assemblies.promises import queries as promises
from beraad.assemblies.queries import AssemblyRow
from beraad.assemblies.views_overview import linked
from beraad.assemblies.words import DATES
from beraad.desk import queries
from beraad.desk.items import Desk, Held, desk_of
from beraad.web import navigation

views = Blueprint("desk", __name__)


@dataclass(frozen=True)
class Entry:
    """A burgerberaad with the addresses that are open to the visitor; empty for those that are not."""

    row: AssemblyRow
    staff_url: str
    panel_url: str


@views.get("/mijn")
@signed_in
def mine() -> ResponseReturnValue:
    """What waits for me and for others, and the burgerberaden in which I have a role."""
    account = require_account()
    rows = assemblies_queries.of_account(account)
    entries = [_entry(row) for row in rows]
    return render_template(
        "desk/mine.html",
        desk=_desk(account, rows),
        entries=entries,
        may_create=may_create(account),
        works=account.is_administrator or any(entry.staff_url for entry in entries),
    )


@views.get("/beheer/<slug>")
@staff
def overview(slug: str) -> ResponseReturnValue:
    """What waits, and how the burgerberaad is described."""
    assembly = current_assembly()
    items = queries.with_since(queries.waiting([assembly]))
    held = {assembly.id: current_roles()}
    return render_template(
        "desk/overview.html",
        desk=desk_of(require_account().id, held, items, queries.teams([assembly.id])),
        steps=assemblies_queries.phase_steps(assembly),
        gaps=linked(gates.before_phase(assembly, assembly.phase.following)),
        dates=[(label, getattr(assembly, name)) for name, label in DATES.items()],
        room=promises.room(assembly),
        people=assemblies_queries.people(assembly),
        plan=promises.plan_versions(assembly)[:1],
        may_edit=bool(current_roles() & EDITORS),
    )


def _entry(row: AssemblyRow) -> Entry:
    def home(menu: str, roles: frozenset[Role]) -> str:
        return navigation.first_page(menu, row.slug, roles) if roles else ""

    held = frozenset(row.roles)
    return Entry(row, home("staff", held & STAFF), home("panel", held & {Role.PANELLIST}))


def _desk(account: Account, rows: Sequence[AssemblyRow]) -> Desk:
    """What waits in all burgerberaden of this account that are not closed."""
    held: Held = {row.id: frozenset(row.roles) for row in rows if row.phase is not Phase.CLOSED}
    by_id = assemblies_queries.by_id(held)
    staffed = _with(held, by_id, STAFF)
    items = queries.waiting(staffed) if staffed else []
    items += queries.own(_with(held, by_id, frozenset({Role.PANELLIST})), account.id)
    teams = queries.teams([assembly.id for assembly in staffed])
    return desk_of(account.id, held, queries.with_since(items), teams)


def _with(held: Held, by_id: dict[AssemblyId, Assembly], roles: frozenset[Role]) -> list[Assembly]:
    """The burgerberaden in which one of these roles is held."""
    return [by_id[assembly_id] for assembly_id, own in held.items() if own & roles]
