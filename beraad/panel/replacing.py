"""An empty seat filled by a small draw of its own, inside the quotas of the whole panel.

Who stays is fixed, who left or said no is out, and the people for the empty seats are drawn with leximin chances among
everyone in the frozen pool who can still be asked. The seed follows from the seed of the draw and the number of turns
so far, so that anyone can repeat it. When no replacement meets all quotas, the smallest change that helps is used, and
shown: that is the effect on every quota which an official accepts or not.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Select, func, select

from beraad.assemblies.models import Assembly
from beraad.extensions import db
from beraad.lottery import engine
from beraad.lottery import queries as lottery
from beraad.lottery import service as draws
from beraad.lottery.errors import NoPanelError
from beraad.lottery.models import Draw
from beraad.lottery.snapshot import Snapshot, canonical
from beraad.panel import service
from beraad.panel.errors import DrawMissingError, NobodyLeftError, SeatTakenError
from beraad.panel.models import EMPTY, HOLDING, Seat, SeatState
from beraad.recruitment import queries as recruitment
from beraad.recruitment.models import Registration


@dataclass(frozen=True)
class Effect:
    """One quota with the panel as it is without the empty seats, and as it would be with the people proposed."""

    feature: str
    answer: str
    low: int
    high: int
    before: int
    after: int

    @property
    def fits(self) -> bool:
        return self.low <= self.after <= self.high


@dataclass(frozen=True)
class Proposal:
    """Who could sit in the empty seats: (number of the seat, pool id), and what that does to each quota."""

    seats: Sequence[tuple[int, str]]
    effects: Sequence[Effect]
    #: how many people could have been drawn for these seats
    candidates: int
    #: hexadecimal; with the frozen pool it gives the same people again
    seed: str

    @property
    def meets_all(self) -> bool:
        return all(effect.fits for effect in self.effects)

    @property
    def mark(self) -> str:
        """The same only for the same people in the same seats from the same seed."""
        return hashlib.sha256(canonical([self.seed, [list(pair) for pair in self.seats]])).hexdigest()


def propose(assembly: Assembly) -> Proposal | None:
    """People for all empty seats of this moment; None when no seat is empty.

    Raises `DrawMissingError` and `NobodyLeftError`.
    """
    empty = list(db.session.scalars(_seats(assembly, EMPTY)))
    if not empty:
        return None
    draw = held_draw(assembly)
    snapshot = draws.snapshot(draw)
    staying = {seat.pool_id for seat in db.session.scalars(_seats(assembly, HOLDING))}
    candidates = _candidates(assembly, snapshot)
    if len(candidates) < len(empty):
        raise NobodyLeftError
    seed = _seed(assembly, draw)
    small = _small(snapshot, staying, candidates, len(staying) + len(empty))
    try:
        chosen = engine.newcomers(small, staying, seed)
    except NoPanelError as error:
        raise NobodyLeftError from error
    numbers = [seat.number for seat in empty]
    return Proposal(
        seats=list(zip(numbers, chosen, strict=True)),
        effects=_effects(snapshot, staying, chosen),
        candidates=len(candidates),
        seed=seed,
    )


def accept(assembly: Assembly, mark: str, answer_by: date | None) -> list[Seat]:
    """Offer the empty seats to the people of the proposal with this `mark`, and ask them.

    Raises `SeatTakenError` when that proposal no longer holds: a colleague was just before us, or the pool changed.
    """
    db.session.refresh(assembly, with_for_update=True)
    proposal = propose(assembly)
    if proposal is None or proposal.mark != mark:
        raise SeatTakenError
    offered = []
    for number, pool_id in proposal.seats:
        seat = db.session.scalars(_seats(assembly, EMPTY).where(Seat.number == number)).one()
        person = db.session.scalar(
            select(Registration).where(Registration.assembly_id == assembly.id, Registration.pool_id == pool_id)
        )
        service.move(seat, SeatState.REPLACED, None)
        following = service.add_seat(assembly.id, number, seat.turn + 1, pool_id, person)
        service.ask(following, answer_by)
        offered.append(following)
    return offered


def held_draw(assembly: Assembly) -> Draw:
    """The real draw that filled the panel; raises `DrawMissingError`."""
    draw = lottery.real_draw(assembly.id)
    if draw is None or draw.concluded_at is None:
        raise DrawMissingError
    return draw


def _candidates(assembly: Assembly, snapshot: Snapshot) -> set[str]:
    """People in the frozen pool who are still signed up and never had a seat."""
    seated = set(db.session.scalars(select(Seat.pool_id).where(Seat.assembly_id == assembly.id)))
    signed_up = {person.pool_id for person in recruitment.pool(assembly.id)}
    return (signed_up & set(snapshot.people)) - seated


def _small(snapshot: Snapshot, staying: set[str], candidates: set[str], seats: int) -> Snapshot:
    """The frozen pool without those who can't be drawn any more."""
    people = {person: snapshot.people[person] for person in snapshot.people if person in staying | candidates}
    households = snapshot.households
    if households is not None:
        households = {person: number for person, number in households.items() if person in people}
    return replace(snapshot, people=people, seats=seats, households=households)


def _effects(snapshot: Snapshot, staying: set[str], chosen: Sequence[str]) -> list[Effect]:
    before, after = snapshot.counts(staying), snapshot.counts([*staying, *chosen])
    return [
        Effect(feature, answer, *snapshot.quotas[feature][answer], before[feature, answer], after[feature, answer])
        for feature, answer in before
    ]


def _seed(assembly: Assembly, draw: Draw) -> str:
    turns = db.session.scalar(select(func.count()).where(Seat.assembly_id == assembly.id))
    return hashlib.sha256(f"beraad-replacement/1 {draw.seed} {draw.ticket} {turns}".encode()).hexdigest()


def _seats(assembly: Assembly, states: Sequence[SeatState]) -> Select[tuple[Seat]]:
    return select(Seat).where(Seat.assembly_id == assembly.id, Seat.state.in_(states)).order_by(Seat.number)
