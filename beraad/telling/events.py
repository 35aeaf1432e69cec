"""What happens in the rooms below and has to be told: a role was given, an act waits for a second official."""

from __future__ import annotations

from typing import Any

from flask import Flask
from flask_babel import gettext as _

from beraad.acts.act import Act
from beraad.acts.models import Proposal
from beraad.acts.signals import act_proposed
from beraad.assemblies.models import Assembly, Membership, Role
from beraad.assemblies.signals import role_granted
from beraad.extensions import db
from beraad.telling import people, service
from beraad.telling.composing import Text, paragraphs
from beraad.telling.people import Addressee
from beraad.telling.service import Event
from beraad.web.places import full_address


def init_app(_app: Flask) -> None:
    role_granted.connect(tell_role)
    act_proposed.connect(ask_second)


def ask_second(proposal: Proposal, act: Act[Any], subject: Any) -> None:
    """Ask everyone who may approve it, except who proposed it and who is at work now. Receives `act_proposed`."""
    second = act.second
    assert second is not None
    assembly = db.session.get_one(Assembly, proposal.assembly_id)

    def words() -> Text:
        what = second.what(subject)
        return Text(
            _("Wacht op u: %(what)s", what=what),
            paragraphs(
                _("Een collega heeft dit klaargezet: %(what)s.", what=what),
                _("Iemand anders moet het bekijken en goedkeuren. Dat doet u hier:"),
                second.link(subject),
                _("Heeft een andere collega het al gedaan? Dan hoeft u niets te doen."),
            ),
        )

    roles = [role for role in Role if role in act.access.roles]
    asked = [one for one in people.colleagues(assembly, *roles) if one.account_id != proposal.proposed_by_id]
    service.tell(assembly, Event(f"act-{proposal.id}", words, second.is_urgent), addressees=asked)


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
