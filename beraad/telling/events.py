"""What happens in the rooms below and has to be told: somebody was given a role."""

from __future__ import annotations

from typing import Any

from flask import Flask
from flask_babel import gettext as _

from beraad.assemblies.models import Membership, Role
from beraad.assemblies.signals import role_granted
from beraad.telling import service
from beraad.telling.composing import Text, paragraphs
from beraad.telling.people import Addressee
from beraad.telling.service import Event
from beraad.web.places import full_address


def init_app(_app: Flask) -> None:
    role_granted.connect(tell_role)


def tell_role(membership: Membership, **_values: Any) -> None:
    """Tell somebody which role they were given; panellists are welcomed by the panel. Receives `role_granted`."""
    if membership.role is Role.PANELLIST:
        return
    assembly, who = membership.assembly, Addressee(account_id=membership.account_id)

    def words() -> Text:
        role = str(membership.role.label).lower()
        return Text(
            _("U werkt nu mee aan %(title)s", title=assembly.title),
            paragraphs(
                _("U kreeg de rol %(role)s bij %(title)s.", role=role, title=assembly.title),
                _("Log in met dit e-mailadres. U krijgt dan een link in een e-mail:"),
                full_address("desk.overview", slug=assembly.slug),
                _("Daar ziet u hoe het burgerberaad ervoor staat, en wat u kunt doen."),
            ),
        )

    service.tell(assembly, Event(f"role-{membership.id}", words), addressees=[who])
