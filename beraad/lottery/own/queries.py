"""What one person may know about their own place in a draw: in the pool or not, on how many tickets, with the proof."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from beraad.days import today
from beraad.extensions import db
from beraad.lottery import engine, ordering
from beraad.lottery.draw import files, queries
from beraad.lottery.draw.queries_public import PUBLIC_TICKETS
from beraad.lottery.frozen import merkle
from beraad.lottery.frozen.merkle import Proof
from beraad.lottery.models import Draw, DrawState
from beraad.lottery.ticket_numbers import TICKETS
from beraad.recruitment.models.registration import Registration
from beraad.web import sealing
from beraad.web.places import full_address

#: how long the address of somebody's own page works, and what it is sealed for
LASTS, SEAL = timedelta(days=365), "lottery.own"


@dataclass(frozen=True)
class OwnPlace:
    """`draw`: the real draw, if it was frozen; `proof`: that this person is in its pool; `tickets` with this person.

    `destroyed_at`: when the list was destroyed, after which nothing can be proved any more.
    """

    draw: Draw | None
    proof: Proof | None = None
    tickets: int | None = None
    is_drawn: bool = False
    destroyed_at: datetime | None = None

    @property
    def chance(self) -> float | None:
        """From 0 to 1; None before the tickets are public."""
        return None if self.tickets is None else self.tickets / TICKETS


def place_of(person: Registration) -> OwnPlace:
    """The state of this person in the real draw of their burgerberaad."""
    draw = queries.real_draw(person.assembly_id)
    if draw is None or draw.state is DrawState.PROPOSED:
        return OwnPlace(None)
    snapshot = files.snapshot(draw)
    if person.pool_id not in snapshot.people:
        return OwnPlace(draw)
    destroyed_at = files.destroyed_at(draw)
    proof = None if destroyed_at else merkle.prove(snapshot.people, draw.salt_key, person.pool_id)
    if draw.state not in PUBLIC_TICKETS:
        return OwnPlace(draw, proof, destroyed_at=destroyed_at)
    record = files.record(draw)
    return OwnPlace(
        draw,
        proof,
        tickets=sum(person.pool_id in record["panels"][panel] for panel in record["tickets"]),
        is_drawn=draw.ticket is not None
        and draw.concluded_at is not None
        and person.pool_id in engine.panel(record, draw.ticket),
        destroyed_at=destroyed_at,
    )


def answers(place: OwnPlace) -> list[tuple[str, str]]:
    """Feature and answer as they were frozen, in the organiser's order."""
    assert place.draw is not None and place.proof is not None
    by_feature = files.snapshot(place.draw).answers(place.proof.person)
    order = ordering.features(ordering.place_in(place.draw.assembly_id), by_feature)
    return [(feature, by_feature[feature]) for feature in order]


def link(person: Registration) -> str:
    """The full address of this person's own page, for mail and paper."""
    return full_address("lottery_own.come_in", token=token(person))


def example() -> str:
    """What such an address looks like, for the preview of a message."""
    return full_address("lottery_own.come_in", **{"token": "…"})


def token(person: Registration) -> str:
    """The secret in that address, for a year; sealed, so that it says nothing about who it is."""
    content = json.dumps([person.id, person.pool_id, today().toordinal()]).encode()
    return base64.urlsafe_b64encode(sealing.seal_bytes(content, SEAL)).decode().rstrip("=")


def person_of(token: str) -> Registration | None:
    """Returns the person whose secret this is, or None if it is nobody's or has ended."""
    try:
        sealed = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
        number, pool_id, day = json.loads(sealing.unseal_bytes(sealed, SEAL))
    except (sealing.SealError, ValueError):
        return None
    if today().toordinal() - day > LASTS.days:
        return None
    person = db.session.get(Registration, number)
    return person if person is not None and person.pool_id == pool_id else None
