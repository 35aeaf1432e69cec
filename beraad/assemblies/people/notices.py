"""Nobody gets a role unseen: others who keep the burgerberaad hear of it by mail."""

from __future__ import annotations

from flask import current_app
from sqlalchemy import select

from beraad.accounts.access import require_account
from beraad.accounts.models import Account
from beraad.assemblies import queries
from beraad.assemblies.models import Membership, Role
from beraad.extensions import db
from beraad.mail import service as mail


def tell_of_role(membership: Membership) -> None:
    """Mail whoever keeps the burgerberaad that somebody got a role there; the site's administrators if nobody does."""
    giver, assembly = require_account(), membership.assembly
    for watcher in _watchers(membership, giver):
        subject, body = mail.render(
            "role_granted",
            name=watcher.name,
            who=giver.name,
            holder=membership.account.name,
            email=membership.account.email,
            role=membership.role.label,
            title=assembly.title,
            contact=current_app.config["BERAAD"].contact,
        )
        mail.queue(watcher.email, subject, body, f"role-{membership.id}-{watcher.id}", assembly.id)


def _watchers(membership: Membership, giver: Account) -> list[Account]:
    keepers = {
        account.id: account
        for role in (Role.ADMINISTRATOR, Role.REGISTRY)
        for account in queries.holders(membership.assembly, role)
    }
    administrators = db.session.scalars(select(Account).where(Account.is_administrator, Account.is_active))
    for group in (keepers.values(), administrators):
        others = [one for one in group if one.id not in (giver.id, membership.account_id)]
        if others:
            return others
    return []
