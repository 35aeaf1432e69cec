"""Seats filled by a real draw."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from beraad.assemblies.models import Assembly, Role
from beraad.extensions import db
from beraad.lottery.draw import computing, service
from beraad.lottery.draw.service import Plan
from beraad.lottery.models import Draw, DrawKind
from beraad.panel.models import Seat
from tests.make.assemblies import member
from tests.make.lottery import ready_to_draw
from tests.prepared import once


@once
def drawn(ticket: str = "042", **values: Any) -> Assembly:
    """A burgerberaad whose real draw has been held: four seats, nobody asked yet."""
    assembly = ready_to_draw(**values)
    hold(assembly, ticket)
    return assembly


def hold(assembly: Assembly, ticket: str) -> Draw:
    """Hold the real draw, all steps, by two officials."""
    first, second = member(assembly, Role.REGISTRY), member(assembly, Role.ORGANISER)
    draw = service.propose(assembly, Plan(DrawKind.REAL, short_term_reason="Voorbeeld"), first)
    service.approve(draw, second)
    service.seed(draw, "1234567890", first)
    work = computing.load(draw.id)
    computing.store(work, computing.compute(work, lambda *_: None))
    service.publish(draw, first)
    service.enter_number(draw, ticket, first)
    service.confirm_number(draw, ticket, second)
    db.session.commit()
    return draw


def seats(assembly: Assembly) -> list[Seat]:
    """All turns in all seats, in order."""
    statement = select(Seat).where(Seat.assembly_id == assembly.id)
    return list(db.session.scalars(statement.order_by(Seat.number, Seat.turn)))
