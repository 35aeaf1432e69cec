"""Telling colleagues that something waits for a second pair of eyes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask_babel import gettext as _

from beraad.assemblies.models import Assembly, Role
from beraad.telling import people, service
from beraad.telling.composing import Text, paragraphs
from beraad.telling.service import Event

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


def ask(assembly: Assembly, approval: Approval) -> None:
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
