"""The reserves that count now, and who can still be drawn."""

from __future__ import annotations

from sqlalchemy import select

from beraad.assemblies.models import Assembly, AssemblyId
from beraad.extensions import db
from beraad.lottery.draw import queries as lottery
from beraad.lottery.models import Draw
from beraad.lottery.snapshot import Snapshot
from beraad.panel.errors import DrawMissingError
from beraad.panel.models import ReserveList, Seat
from beraad.recruitment.office import queries as recruitment


def current_list(assembly_id: AssemblyId) -> ReserveList | None:
    """The list that counts now, or None."""
    statement = select(ReserveList).where(ReserveList.assembly_id == assembly_id).order_by(ReserveList.id.desc())
    return db.session.scalars(statement.limit(1)).first()


def reserve_ids(assembly_id: AssemblyId) -> set[str]:
    """Pool ids on the list that counts now."""
    current = current_list(assembly_id)
    return set() if current is None else {reserve.pool_id for reserve in current.reserves}


def concluded_draw(assembly: Assembly) -> Draw:
    """The real draw that filled the panel. Raises `DrawMissingError`."""
    draw = lottery.real_draw(assembly.id)
    if draw is None or draw.concluded_at is None:
        raise DrawMissingError
    return draw


def free_people(assembly: Assembly, snapshot: Snapshot) -> set[str]:
    """People in the frozen pool who are still signed up and never had a seat."""
    seated = set(db.session.scalars(select(Seat.pool_id).where(Seat.assembly_id == assembly.id)))
    signed_up = {person.pool_id for person in recruitment.pool(assembly.id)}
    return (signed_up & set(snapshot.people)) - seated
