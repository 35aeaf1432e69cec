"""Who still has to be called or written to."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from beraad.assemblies.models import AssemblyId
from beraad.extensions import db
from beraad.panel.models import Seat, SeatState
from beraad.telling.ways import ContactBy


def to_contact(assembly_id: AssemblyId, way: ContactBy) -> Sequence[Seat]:
    """Seats of people who are asked by letter or by telephone and did not answer yet, those without it first."""
    return db.session.scalars(
        select(Seat)
        .options(joinedload(Seat.registration))
        .where(Seat.assembly_id == assembly_id, Seat.state == SeatState.INVITED, Seat.asked_by == way)
        .order_by(Seat.told_at.is_not(None), Seat.number)
    ).all()


def to_post(assembly_id: AssemblyId) -> list[Seat]:
    """Seats of people to whom a letter still has to be posted."""
    return [seat for seat in to_contact(assembly_id, ContactBy.POST) if seat.told_at is None]
