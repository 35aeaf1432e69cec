"""Telling who was not drawn: whom, whether it was done, and doing it."""

from __future__ import annotations

from functools import partial

from beraad.assemblies.models import Assembly
from beraad.audit import service as audit
from beraad.panel import audiences as panel_audiences
from beraad.panel import notices
from beraad.panel.errors import AlreadyToldError, DrawMissingError
from beraad.telling import audiences, queries
from beraad.telling import service as telling
from beraad.telling.audiences import Audience
from beraad.telling.errors import EmptyAudienceError
from beraad.telling.service import Event

#: how the occasion of the message begins; the id of the burgerberaad follows
OCCASION = "not-drawn-"


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
    """Whether somebody was not drawn and has not been told."""
    try:
        audience_to_tell(assembly)
    except (DrawMissingError, AlreadyToldError, EmptyAudienceError):
        return False
    return True


def tell(assembly: Assembly) -> int:
    """Tell everyone who was not drawn. Returns how many. Raises as `audience_to_tell` does."""
    audience_to_tell(assembly)
    event = Event(_occasion(assembly), partial(notices.not_drawn, assembly), is_urgent=True)
    people = telling.tell(assembly, event, panel_audiences.NOT_DRAWN)
    audit.record("panel.not_drawn_told", assembly, assembly_id=assembly.id, people=people)
    return people


def _occasion(assembly: Assembly) -> str:
    return f"{OCCASION}{assembly.id}"
