"""Access inside one burgerberaad: found by the `slug` in the address, opened by the roles held there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Flask, abort, g, redirect, url_for
from sqlalchemy import select

from beraad.accounts.access import current_account, require_account
from beraad.accounts.models import Account
from beraad.assemblies import queries
from beraad.assemblies.models import Assembly, Membership, Role
from beraad.assemblies.withdrawal import withdrawal
from beraad.days import today
from beraad.extensions import db
from beraad.web import navigation
from beraad.web.access import Access

#: everyone who works on a burgerberaad and may see how it goes, without seeing persons
STAFF = frozenset(Role) - {Role.PANELLIST}
#: those who set up and run a burgerberaad
EDITORS = frozenset({Role.ADMINISTRATOR, Role.REGISTRY, Role.ORGANISER})


def current_assembly() -> Assembly:
    """Returns the burgerberaad in the address, or 404."""
    if "assembly" not in g:
        abort(404)
    assembly: Assembly = g.assembly
    return assembly


def current_roles() -> frozenset[Role]:
    """Returns the roles that the visitor holds in the burgerberaad in the address."""
    roles: frozenset[Role] = g.get("roles", frozenset())
    return roles


def _find(slug: str) -> Assembly:
    assembly: Assembly = db.first_or_404(select(Assembly).where(Assembly.slug == slug))
    g.assembly = assembly
    return assembly


def _roles_in(assembly: Assembly) -> frozenset[Role]:
    account = current_account()
    if account is None:
        return frozenset()
    memberships = select(Membership.role).where(
        Membership.assembly_id == assembly.id, Membership.account_id == account.id
    )
    held = set(db.session.scalars(memberships))
    if account.is_administrator:
        held.add(Role.ADMINISTRATOR)
    return frozenset(held)


def members(*roles: Role) -> Access:
    """For people with one of `roles` in the burgerberaad in the address; for others that burgerberaad doesn't exist."""
    allowed = frozenset(roles)

    def check(values: Mapping[str, Any]) -> None:
        require_account()
        g.roles = _roles_in(_find(values["slug"]))
        if not g.roles:
            abort(404)
        if not g.roles & allowed:
            abort(403)

    return Access("members", check, roles=allowed)


def _visible(values: Mapping[str, Any]) -> None:
    assembly = _find(values["slug"])
    g.roles = _roles_in(assembly)
    if assembly.is_public or g.roles:
        return
    if withdrawal(assembly) is not None:
        abort(redirect(url_for("public.assembly", slug=assembly.slug)))
    abort(404)


def _standing(values: Mapping[str, Any]) -> None:
    assembly = _find(values["slug"])
    g.roles = _roles_in(assembly)
    if not (assembly.is_public or g.roles or withdrawal(assembly) is not None):
        abort(404)


def may_create(account: Account) -> bool:
    """Whether `account` may start a burgerberaad: administrators, and the griffie of another one."""
    return account.is_administrator or queries.holds_anywhere(account, Role.REGISTRY)


def _creators(_values: Mapping[str, Any]) -> None:
    if not may_create(require_account()):
        abort(403)


#: for those who may start a burgerberaad
creators = Access("creators", _creators)
#: the pages of a burgerberaad for everyone, once it is public (and for its own people before that)
visible = Access("visible", _visible, personal=False)
#: what stays when the page is withdrawn after a draw: why it went, what was promised, draw and tracker
standing = Access("standing", _standing, personal=False)
#: for everyone who works on the burgerberaad
staff = members(*STAFF)
#: for those who set up and run it
organisers = members(*EDITORS)
#: for those who decide about a promise: those who run it, and the executive
deciders = members(*EDITORS, Role.EXECUTIVE)
#: for those who may see who signed up
registry_or_organiser = members(Role.REGISTRY, Role.ORGANISER)
#: for those who say who may do what
administrators = members(Role.ADMINISTRATOR)
#: for panellists
panellists = members(Role.PANELLIST)


def init_app(app: Flask) -> None:
    app.context_processor(
        lambda: {
            "assembly": g.get("assembly"),
            "roles": current_roles(),
            "coming": lambda assembly: queries.coming_days(assembly, today()),
            "may_open": lambda endpoint: navigation.may_open(endpoint, current_roles()),
        }
    )
