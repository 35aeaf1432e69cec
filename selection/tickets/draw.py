"""A ticket number → the panel: what happens in the hall, with three balls for a thousand tickets."""

from __future__ import annotations

from selection.model.errors import InputError
from selection.model.seed import SeedStream
from selection.proof.record import Record


def draw(record: Record, ticket: int) -> list[str]:
    """Returns the ids on the panel of this ticket, 0 … M−1, sorted. Raises InputError for a number without a ticket."""
    tickets = record["tickets"]
    if isinstance(ticket, bool) or not isinstance(ticket, int) or not 0 <= ticket < len(tickets):
        raise InputError("no_such_ticket", ticket=ticket, last=len(tickets) - 1)
    panel: list[str] = record["panels"][tickets[ticket]]
    return list(panel)


def drawn_ticket(seed: bytes, tickets: int) -> int:
    """The ticket, 0 … `tickets` − 1, that `seed` draws where nobody draws a number in public: each equally likely."""
    return SeedStream(seed, "select").below(tickets)
