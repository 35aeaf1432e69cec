"""Telling who was not drawn: whom, whether it was done, and doing it."""

from __future__ import annotations

from functools import partial

from sqlalchemy import String, and_, cast, exists, select

from beraad.assemblies.models import Assembly
from beraad.audit import service as audit
from beraad.extensions import db
from beraad.panel import audiences as panel_audiences
from beraad.panel import notices
from beraad.panel.errors import AlreadyToldError, DrawMissingError
from beraad.panel.models import Seat
from beraad.recruitment.models.registration import Channel, Registration, RegistrationState
from beraad.telling import audiences, queries
from beraad.telling import service as telling
from beraad.telling.audiences import Audience
from beraad.telling.errors import EmptyAudienceError
from beraad.telling.models import Message
from beraad.telling.service import Event

#: how the occasion of the message begins; the id of the burgerberaad follows
OCCASION = "not-drawn-"
_seated = select(Seat.registration_id).where(Seat.registration_id.is_not(None))
_not_drawn = exists(
    select(Registration.id).where(
        Registration.assembly_id == Assembly.id,
        Registration.state == RegistrationState.SIGNED_UP,
        Registration.channel != Channel.OPEN_LINK,
        Registration.id.not_in(_seated),
    )
)
_is_told = exists(select(Message.id).where(Message.occasion == OCCASION + cast(Assembly.id, String)))
#: of a burgerberaad that has seats: somebody who signed up with a letter has none, and nobody has told them
WAITS = and_(_not_drawn, ~_is_told)


def audience_to_tell(assembly: Assembly) -> Audience:
    """Who was not drawn, if nobody has told them.

    Raises `DrawMissingError`, `AlreadyToldError`, or `EmptyAudienceError` if everyone was drawn.
    """
    audience = audiences.find(assembly, panel_audiences.NOT_DRAWN)
    if audience is None:
        raise DrawMissingError
    if queries.of_occasion(_occasion(assembly)) is not None:
        raise AlreadyToldError
    if not audience.count():
        raise EmptyAudienceError
    return audience


def waits(assembly: Assembly) -> bool:
    """Whether somebody was not drawn and has not been told, for a page about seats."""
    return bool(db.session.scalar(select(WAITS).select_from(Assembly).where(Assembly.id == assembly.id)))


def tell(assembly: Assembly) -> int:
    """Tell everyone who was not drawn. Returns how many. Raises as `audience_to_tell` does."""
    audience_to_tell(assembly)
    event = Event(_occasion(assembly), partial(notices.not_drawn, assembly), is_urgent=True)
    people = telling.tell(assembly, event, panel_audiences.NOT_DRAWN)
    audit.record("panel.not_drawn_told", assembly, assembly_id=assembly.id, people=people)
    return people


def _occasion(assembly: Assembly) -> str:
    return f"{OCCASION}{assembly.id}"
