"""What pages ask about draws; the rows are frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

from beraad.accounts.models import Account
from beraad.assemblies.models import AssemblyId
from beraad.extensions import db
from beraad.lottery.models import Draw, DrawEvent, DrawId, DrawKind, DrawState


@dataclass(frozen=True)
class DrawRow:
    """A line in the register of draws."""

    number: int
    kind: DrawKind
    state: DrawState
    people: int
    seats: int
    proposed_at: datetime
    ceremony_at: datetime | None
    concluded_at: datetime | None
    ticket: int | None
    reason: str
    ended_reason: str
    merkle_root: str


def draws(assembly_id: AssemblyId, kind: DrawKind | None = None) -> list[DrawRow]:
    """The draws of a burgerberaad, the last first."""
    names = tuple(DrawRow.__dataclass_fields__)
    statement = select(*(getattr(Draw, name) for name in names)).where(Draw.assembly_id == assembly_id)
    if kind is not None:
        statement = statement.where(Draw.kind == kind)
    return [DrawRow(*row) for row in db.session.execute(statement.order_by(Draw.number.desc()))]


def failures(assembly_id: AssemblyId) -> dict[int, str]:
    """Number of a draw that failed → the class of the error that ended it, by name."""
    rows = db.session.execute(
        select(Draw.number, DrawEvent.error_code)
        .join(DrawEvent, DrawEvent.draw_id == Draw.id)
        .where(Draw.assembly_id == assembly_id, DrawEvent.what == "failed")
    )
    return dict(rows.all())


def draw(assembly_id: AssemblyId, number: int) -> Draw:
    """Returns draw `number` of this burgerberaad, or 404."""
    draw: Draw = db.first_or_404(select(Draw).where(Draw.assembly_id == assembly_id, Draw.number == number))
    return draw


def real_draw(assembly_id: AssemblyId) -> Draw | None:
    """The real draw that is under way or was held, or None."""
    return db.session.scalar(
        select(Draw)
        .where(
            Draw.assembly_id == assembly_id,
            Draw.kind == DrawKind.REAL,
            Draw.state.not_in([DrawState.VOID, DrawState.FAILED]),
        )
        .order_by(Draw.number.desc())
        .limit(1)
    )


@dataclass(frozen=True)
class Officials:
    """Who took the four steps of a draw; empty when nobody did or a command did it."""

    proposed: str
    approved: str
    entered: str
    confirmed: str


def officials(draw_id: DrawId) -> Officials:
    """Names of the officials of one draw."""
    people = [aliased(Account) for _ in range(4)]
    links = (Draw.proposed_by_id, Draw.approved_by_id, Draw.ticket_by_id, Draw.confirmed_by_id)
    statement = select(*(person.name for person in people)).select_from(Draw)
    for person, link in zip(people, links, strict=True):
        statement = statement.outerjoin(person, person.id == link)
    names = db.session.execute(statement.where(Draw.id == draw_id)).one()
    return Officials(*(name or "" for name in names))


@dataclass(frozen=True)
class EventRow:
    """A line about one draw. `what` is a code of `words.EVENTS`, `error_code` names a class in `words.SENTENCES`."""

    happened_at: datetime
    by: str
    what: str
    reason: str
    error_code: str
    error_params: Mapping[str, Any]


def events(draw_id: DrawId) -> list[EventRow]:
    """What happened to a draw, in order."""
    rows = db.session.execute(
        select(
            DrawEvent.happened_at,
            Account.name,
            DrawEvent.what,
            DrawEvent.reason,
            DrawEvent.error_code,
            DrawEvent.error_params,
        )
        .outerjoin(Account, Account.id == DrawEvent.actor_id)
        .where(DrawEvent.draw_id == draw_id)
        .order_by(DrawEvent.id)
    )
    return [EventRow(happened_at, name or "", *rest) for happened_at, name, *rest in rows]
