"""What happens in the rooms below and has to be told: a role was given, an act waits for a second official."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
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

#: who looks over what a colleague prepared, unless a room says otherwise
OFFICIALS = (Role.REGISTRY, Role.ORGANISER)


@dataclass(frozen=True)
class Approval:
    """Something that somebody prepared and somebody else has to approve."""

    #: occurs once, such as `draw-7-proposed`
    occasion: str
    #: what it is, in the language of the moment: "de loting", "ronde 2 van de brieven"
    what: Callable[[], str]
    #: full address of the page on which it is approved
    link: str
    roles: tuple[Role, ...] = OFFICIALS
    #: account of who prepared it, who is not asked
    made_by_id: int | None = None
    #: people are waiting for it, as at the moment of a draw
    is_urgent: bool = False


def ask_colleague(assembly: Assembly, approval: Approval) -> None:
    """Tell everyone who may approve it, except who prepared it and who is at work now."""

    def words() -> Text:
        return Text(
            _("Wacht op u: %(what)s", what=approval.what()),
            paragraphs(
                _("Een collega heeft dit klaargezet: %(what)s.", what=approval.what()),
                _("Iemand anders moet het bekijken en goedkeuren. Dat doet u hier:"),
                approval.link,
                _("Heeft een andere collega het al gedaan? Dan hoeft u niets te doen."),
            ),
        )

    asked = [one for one in people.colleagues(assembly, *approval.roles) if one.account_id != approval.made_by_id]
    service.tell(assembly, Event(approval.occasion, words, approval.is_urgent), addressees=asked)


def init_app(_app: Flask) -> None:
    role_granted.connect(tell_role)
    act_proposed.connect(ask_second)


def ask_second(proposal: Proposal, act: Act[Any], subject: Any) -> None:
    """Ask a colleague to look over what was proposed. Receives `act_proposed`."""
    assert act.second is not None
    ask_colleague(
        db.session.get_one(Assembly, proposal.assembly_id),
        Approval(
            occasion=f"act-{proposal.id}",
            what=partial(act.second.what, subject),
            link=act.second.link(subject),
            roles=tuple(role for role in Role if role in act.access.roles),
            made_by_id=proposal.proposed_by_id,
            is_urgent=act.second.is_urgent,
        ),
    )


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
