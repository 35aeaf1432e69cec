"""An empty seat filled by a small draw of its own, inside the quotas of the whole panel.

Who stays is fixed, who left or said no is out, and the people for the empty seats are drawn with leximin chances among
everyone in the frozen pool who can still be asked. The seed follows from the seed of the draw and the number of turns
so far, so that anyone can repeat it. When no replacement meets all quotas, the smallest change that helps is used, and
shown: that is the effect on every quota which an official accepts or not.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, select

from beraad.assemblies.models import Assembly
from beraad.extensions import db
from beraad.lottery import engine
from beraad.lottery.draw import service as draws
from beraad.lottery.errors import NoPanelError
from beraad.lottery.frozen.disclosure import special
from beraad.lottery.models import Draw
from beraad.lottery.snapshot import Snapshot, canonical
from beraad.panel import service
from beraad.panel.errors import NobodyLeftError, SeatTakenError
from beraad.panel.models import EMPTY, HOLDING, Seat, SeatState
from beraad.panel.replacement.reserves import free_people, held_draw, reserve_ids
from beraad.recruitment.models.registration import Registration


@dataclass(frozen=True)
class Effect:
    """One quota with the panel as it is without the empty seats, and as it would be with the people proposed."""

    feature: str
    answer: str
    low: int
    high: int
    before: int
    after: int
    #: about special personal data: pages say whether it fits, and show no counts
    is_special: bool

    @property
    def fits(self) -> bool:
        return self.low <= self.after <= self.high

    @property
    def distance(self) -> int:
        """How many people it is short of the minimum or over the maximum."""
        return max(self.low - self.after, self.after - self.high, 0)


@dataclass(frozen=True)
class Proposal:
    """Who could sit in the empty seats: (number of the seat, pool id), and what that does to each quota."""

    seats: Sequence[tuple[int, str]]
    effects: Sequence[Effect]
    #: how many people could have been drawn for these seats, and whether they are the reserves
    candidates: int
    from_reserves: bool
    #: hexadecimal; with the frozen pool it gives the same people again
    seed: str

    @property
    def meets_all(self) -> bool:
        return all(effect.fits for effect in self.effects)

    @property
    def deviation(self) -> int:
        """How far all quotas together are missed, in people."""
        return sum(effect.distance for effect in self.effects)

    @property
    def mark(self) -> str:
        """The same only for the same people in the same seats from the same seed."""
        return hashlib.sha256(canonical([self.seed, [list(pair) for pair in self.seats]])).hexdigest()


@dataclass(frozen=True)
class Gap:
    """The empty seats by number, and the people in the others; `seed` draws who fills them."""

    snapshot: Snapshot
    numbers: Sequence[int]
    staying: set[str]
    seed: str
    #: features about special personal data
    special: Collection[str]


def propose(assembly: Assembly, everyone: bool = False) -> Proposal | None:
    """People for all empty seats of this moment; None when no seat is empty.

    The reserves go first, unless `everyone` is asked for; when they can't keep all quotas and others miss them by less,
    those others are proposed. Raises `DrawMissingError` and `NobodyLeftError`.
    """
    empty = list(db.session.scalars(_seats(assembly, EMPTY)))
    if not empty:
        return None
    draw = held_draw(assembly)
    snapshot = draws.snapshot(draw)
    staying = {seat.pool_id for seat in db.session.scalars(_seats(assembly, HOLDING))}
    free = free_people(assembly, snapshot)
    reserves = set() if everyone else free & reserve_ids(assembly.id)
    gap = Gap(snapshot, [seat.number for seat in empty], staying, _seed(assembly, draw), special(assembly))
    first = _fill(gap, reserves, from_reserves=True) if len(reserves) >= len(empty) else None
    if first is not None and first.meets_all:
        return first
    found = [proposal for proposal in (first, _fill(gap, free, from_reserves=False)) if proposal is not None]
    if not found:
        raise NobodyLeftError
    return min(found, key=lambda proposal: proposal.deviation)


def accept(assembly: Assembly, mark: str, answer_by: date | None, everyone: bool = False) -> list[Seat]:
    """Offer the empty seats to the people of the proposal with this `mark`, and ask them.

    Raises `SeatTakenError` when that proposal no longer holds: a colleague was just before us, somebody took their no
    back, or the pool changed.
    """
    service.lock_panel(assembly)
    proposal = propose(assembly, everyone)
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


def _fill(gap: Gap, candidates: set[str], from_reserves: bool) -> Proposal | None:
    """People of `candidates` for the empty seats; None when there are not enough who can join."""
    if len(candidates) < len(gap.numbers):
        return None
    small = gap.snapshot.only(gap.staying | candidates, len(gap.staying) + len(gap.numbers))
    try:
        chosen = engine.newcomers(small, gap.staying, gap.seed)
    except NoPanelError:
        return None
    return Proposal(
        seats=list(zip(gap.numbers, chosen, strict=True)),
        effects=_effects(gap, chosen),
        candidates=len(candidates),
        from_reserves=from_reserves,
        seed=gap.seed,
    )


def _effects(gap: Gap, chosen: Sequence[str]) -> list[Effect]:
    pool = gap.snapshot
    before, after = pool.counts(gap.staying), pool.counts([*gap.staying, *chosen])
    return [
        Effect(feature, answer, *pool.quotas[feature][answer], n, after[feature, answer], feature in gap.special)
        for (feature, answer), n in before.items()
    ]


def _seed(assembly: Assembly, draw: Draw) -> str:
    turns = db.session.scalar(select(func.count()).where(Seat.assembly_id == assembly.id))
    return hashlib.sha256(f"beraad-replacement/1 {draw.seed} {draw.ticket} {turns}".encode()).hexdigest()


def _seats(assembly: Assembly, states: Sequence[SeatState]) -> Select[tuple[Seat]]:
    return select(Seat).where(Seat.assembly_id == assembly.id, Seat.state.in_(states)).order_by(Seat.number)
