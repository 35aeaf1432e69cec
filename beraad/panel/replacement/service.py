"""Fills empty seats by a small draw of their own, inside the quotas of the whole panel, and has reserves chosen.

Who stays is fixed, who left or said no is out, and the people for the empty seats are drawn with leximin chances from
everyone in the frozen pool who can still be asked. The seed follows from the seed of the draw and the number of turns
so far: anyone can repeat it. If no replacement meets all quotas, the smallest change that helps is used; an official
sees the effect on every quota and accepts it or not.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from flask import g
from sqlalchemy import Select, func, select

from beraad.assemblies.models import Assembly, AssemblyId
from beraad.audit import service as audit
from beraad.extensions import db
from beraad.jobs import service as jobs
from beraad.jobs.models import Job
from beraad.jobs.queries import latest
from beraad.lottery import engine
from beraad.lottery.draw import files
from beraad.lottery.errors import NoPanelError
from beraad.lottery.frozen.disclosure import special
from beraad.lottery.models import Draw
from beraad.lottery.snapshot import Snapshot, canonical
from beraad.panel import service
from beraad.panel.errors import NobodyLeftError, PanelError, SeatTakenError
from beraad.panel.models import EMPTY, HOLDING, Seat, SeatState
from beraad.panel.replacement import reserves
from beraad.panel.replacement.jobs import CHOOSE_JOB
from beraad.panel.replacement.queries import concluded_draw, free_people, reserve_ids
from beraad.panel.replacement.reserves import ReservesData
from beraad.panel.service import TurnData
from beraad.recruitment.models.registration import Registration
from beraad.web.charts import Bar


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
        """Whether the panel would meet this quota."""
        return self.low <= self.after <= self.high

    @property
    def distance(self) -> int:
        """How many people it is short of the minimum or over the maximum."""
        return max(self.low - self.after, self.after - self.high, 0)


@dataclass(frozen=True)
class Proposal:
    """Who could sit in the empty seats: (number of the seat, pool id), and the effect on each quota."""

    seats: Sequence[tuple[int, str]]
    effects: Sequence[Effect]
    #: how many people could have been drawn for these seats, and whether they are the reserves
    candidates: int
    from_reserves: bool
    #: hexadecimal; with the frozen pool it leads to the same people again
    seed: str

    @property
    def meets_all(self) -> bool:
        """Whether the panel would meet all quotas."""
        return all(effect.fits for effect in self.effects)

    @property
    def deviation(self) -> int:
        """How far all quotas together are missed, in people."""
        return sum(effect.distance for effect in self.effects)

    @property
    def bars(self) -> list[tuple[str, list[Bar]]]:
        """Feature → a bar for each answer that may be shown: people now, and with those proposed."""
        shown = sorted((effect for effect in self.effects if not effect.is_special), key=lambda effect: effect.feature)
        return [
            (feature, [Bar(effect.answer, effect.low, effect.high, effect.before, effect.after) for effect in effects])
            for feature, effects in groupby(shown, key=lambda effect: effect.feature)
        ]

    @property
    def mark(self) -> str:
        """The same only for the same people in the same seats from the same seed."""
        return hashlib.sha256(canonical([self.seed, [list(pair) for pair in self.seats]])).hexdigest()


@dataclass(frozen=True)
class Vacancies:
    """People for the empty seats, or why there is nobody; neither if no seat is empty."""

    proposal: Proposal | None = None
    why_not: PanelError | None = None


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
    """Returns people for all empty seats of this moment, or None if no seat is empty.

    The reserves go first, unless `everyone` is asked for; if they can't keep all quotas and others miss them by less,
    those others are proposed. Raises `DrawMissingError` or `NobodyLeftError`.
    """
    empty = list(db.session.scalars(_seats(assembly, EMPTY)))
    if not empty:
        return None
    draw = concluded_draw(assembly)
    snapshot = files.snapshot(draw)
    staying = {seat.pool_id for seat in db.session.scalars(_seats(assembly, HOLDING))}
    free = free_people(assembly, snapshot)
    listed = set() if everyone else free & reserve_ids(assembly.id)
    gap = Gap(snapshot, [seat.number for seat in empty], staying, _seed(assembly, draw), special(assembly))
    first = _fill(gap, listed, from_reserves=True) if len(listed) >= len(empty) else None
    if first is not None and first.meets_all:
        return first
    second = _fill(gap, free, from_reserves=False)
    proposals = [proposal for proposal in (first, second) if proposal is not None]
    if not proposals:
        raise NobodyLeftError
    return min(proposals, key=lambda proposal: proposal.deviation)


def vacancies(assembly: Assembly, everyone: bool = False) -> Vacancies:
    """The same for a page, which shows why there is no proposal."""
    try:
        return Vacancies(propose(assembly, everyone))
    except PanelError as error:
        return Vacancies(why_not=error)


def accept(assembly: Assembly, mark: str, answer_by: date | None, everyone: bool = False) -> list[Seat]:
    """Offer the empty seats to the people of the proposal with this `mark`, and ask them.

    Raises `DateNeededError`, or `SeatTakenError` if that proposal no longer holds: see `marked`.
    """
    service.lock_panel(assembly)
    return offer(assembly, marked(assembly, mark, everyone), answer_by)


def marked(assembly: Assembly, mark: str, everyone: bool = False) -> Proposal:
    """Returns the proposal of this moment, if it has this `mark`.

    Raises `SeatTakenError` if it has not: a colleague was first, somebody came back, or the pool changed.
    """
    proposal = propose(assembly, everyone)
    if proposal is None or proposal.mark != mark:
        raise SeatTakenError
    return proposal


def offer(assembly: Assembly, proposal: Proposal, answer_by: date | None) -> list[Seat]:
    """Offer the empty seats to the people of a proposal that was made under the lock of the panel, and ask them.

    Raises `DateNeededError`.
    """
    offered = []
    for number, pool_id in proposal.seats:
        seat = db.session.scalars(_seats(assembly, EMPTY).where(Seat.number == number)).one()
        person = db.session.scalar(
            select(Registration).where(Registration.assembly_id == assembly.id, Registration.pool_id == pool_id)
        )
        service.move(seat, SeatState.REPLACED, None)
        following = service.add_seat(assembly.id, TurnData(number, seat.turn + 1, pool_id), person)
        service.ask(following, answer_by)
        offered.append(following)
    return offered


def ask_reserves(assembly: Assembly, data: ReservesData) -> Job:
    """Let the worker choose reserves for the people who hold a seat.

    Raises `DrawMissingError`, or `DropoutFileError` naming the cell.
    """
    choice = reserves.load(assembly, data)
    engine.check_leaving(choice.snapshot, choice.leaving)
    payload = {"count": data.count, "percent": data.leave_percent, "factors": data.factors, "source": data.source}
    return jobs.enqueue(CHOOSE_JOB, job_subject(assembly.id), payload, assembly_id=assembly.id, max_attempts=2)


def stop_choosing(assembly: Assembly) -> None:
    """Stop the choosing of reserves, if it is under way; the list of before stays."""
    job = latest(job_subject(assembly.id), CHOOSE_JOB)
    if job is not None and job.is_unfinished:
        jobs.cancel(db.session.get_one(Job, job.id))


def job_subject(assembly_id: AssemblyId) -> str:
    """What the job is about, to find it by."""
    return audit.subject_of(Assembly, assembly_id)


def _fill(gap: Gap, candidates: set[str], from_reserves: bool) -> Proposal | None:
    """People of `candidates` for the empty seats, or None if too few can join."""
    if len(candidates) < len(gap.numbers):
        return None
    small = gap.snapshot.only(gap.staying | candidates, len(gap.staying) + len(gap.numbers))
    try:
        newcomers = _newcomers(small, gap.staying, gap.seed)
    except NoPanelError:
        return None
    return Proposal(
        seats=list(zip(gap.numbers, newcomers, strict=True)),
        effects=_effects(gap, newcomers),
        candidates=len(candidates),
        from_reserves=from_reserves,
        seed=gap.seed,
    )


def _newcomers(snapshot: Snapshot, staying: set[str], seed: str) -> list[str]:
    """Worked out once in a request: while others can still write, and not again under the lock if nothing changed."""
    known: dict[str, list[str]] = g.setdefault("newcomers", {})
    question = hashlib.sha256(snapshot.to_bytes() + canonical([seed, sorted(staying)])).hexdigest()
    if question not in known:
        known[question] = engine.newcomers(snapshot, staying, seed)
    return known[question]


def _effects(gap: Gap, newcomers: Sequence[str]) -> list[Effect]:
    pool = gap.snapshot
    before, after = pool.counts(gap.staying), pool.counts([*gap.staying, *newcomers])
    return [
        Effect(feature, answer, *pool.quotas[feature][answer], n, after[feature, answer], feature in gap.special)
        for (feature, answer), n in before.items()
    ]


def _seed(assembly: Assembly, draw: Draw) -> str:
    turns = db.session.scalar(select(func.count()).where(Seat.assembly_id == assembly.id))
    return hashlib.sha256(f"beraad-replacement/1 {draw.seed} {draw.ticket} {turns}".encode()).hexdigest()


def _seats(assembly: Assembly, states: Sequence[SeatState]) -> Select[Seat]:
    return select(Seat).where(Seat.assembly_id == assembly.id, Seat.state.in_(states)).order_by(Seat.number)
