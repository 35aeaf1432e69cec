"""The verbs of a draw, from the proposal to the drawn number. Two officials decide about a real draw, never one."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from beraad.accounts.models import Account
from beraad.acts import service as acts
from beraad.assemblies.models import Assembly
from beraad.audit import service as audit
from beraad.extensions import db
from beraad.jobs import service as jobs
from beraad.jobs.models import Job
from beraad.lottery import beacon, engine, engine_check, ticket_numbers
from beraad.lottery.draw import files, register
from beraad.lottery.draw.jobs import COMPUTE_JOB
from beraad.lottery.draw.register import begin, keeps_refusals, log, logs_refusals
from beraad.lottery.engine_check import Feasibility
from beraad.lottery.errors import (
    BeaconError,
    ClockError,
    DigitsError,
    DigitsFixedError,
    LotteryError,
    MomentPastError,
    NewDrawReasonError,
    NoPanelError,
    NumberEarlyError,
    OpenDrawError,
    PoolChangedError,
    ReasonNeededError,
    SamePersonError,
    SecondNeededError,
    TicketDiffersError,
    TooSoonError,
    WrongStateError,
)
from beraad.lottery.frozen import disclosure, freezing, merkle, readiness
from beraad.lottery.models import ENDED, Disclosure, Draw, DrawFileName, DrawKind, DrawState, Rule
from beraad.lottery.signals import draw_concluded
from beraad.lottery.snapshot import Snapshot, sha256
from beraad.orm import now
from beraad.web.visitor import AccountId

#: the acts of the second official, see `draw.acts`
FREEZE_KEY = "lottery.freeze"
CONCLUDE_KEY = "lottery.conclude"
END_KEY = "lottery.end"
#: the line of the register that says that a colleague is asked to end a public draw
ASKED = "withdrawal_asked"
#: at least this long between publishing the frozen pool and the draw, unless a reason was recorded
PUBLIC_TERM = timedelta(hours=24)


@dataclass(frozen=True)
class Plan:
    """What the first official proposes."""

    kind: DrawKind
    rule: Rule = Rule.LEXIMIN
    household_columns: tuple[str, ...] = ()
    reason: str = ""
    ceremony_at: datetime | None = None
    place: str = ""
    short_term_reason: str = ""
    #: the first drand round at or after `ceremony_at` goes into the seed
    with_beacon: bool = False
    disclosure: Disclosure = Disclosure.EVERYONE


@dataclass(frozen=True)
class Looked:
    """Whether a panel is possible with a pool and quotas, of which this is the hash."""

    sha256: str
    answer: Feasibility


def look(assembly: Assembly, plan: Plan) -> Looked | None:
    """Returns whether a panel is possible now, which can take seconds; None if that can't be asked yet."""
    try:
        snapshot = freezing.collect(assembly, plan.rule, plan.household_columns)
    except LotteryError:
        return None
    return Looked(sha256(snapshot.to_bytes()), engine_check.check(snapshot))


@logs_refusals
def propose(assembly: Assembly, plan: Plan, actor: Account | None, looked: Looked | None = None) -> Draw:
    """Copy pool, quotas and rule into a new draw. A rehearsal is frozen at once; a real draw waits for approval.

    What was `looked` at before is looked at again if it has changed. Raises a `LotteryError`: sign-up not over, doubles
    not judged, nobody to draw from, a missing quota, no panel possible, another real draw, wrong ages.
    """
    db.session.refresh(assembly, with_for_update=True)
    _refuse_second(assembly, plan)
    _require_moment(plan)
    if plan.kind is DrawKind.REAL:
        readiness.require_settled(assembly)
    snapshot = freezing.collect(assembly, plan.rule, plan.household_columns)
    is_known = looked is not None and looked.sha256 == sha256(snapshot.to_bytes())
    answer = looked.answer if looked is not None and is_known else engine_check.check(snapshot)
    if not answer.possible:
        reason, params = disclosure.why_not(assembly, answer.code, answer.params)
        raise NoPanelError(reason=reason, **params)
    return _proposed(assembly, plan, actor, snapshot)


def _proposed(assembly: Assembly, plan: Plan, actor: Account | None, snapshot: Snapshot) -> Draw:
    content, key = snapshot.to_bytes(), secrets.token_bytes(32)
    draw = Draw(
        assembly=assembly,
        number=1 + (db.session.scalar(select(func.max(Draw.number)).where(Draw.assembly_id == assembly.id)) or 0),
        kind=plan.kind,
        rule=plan.rule,
        seats=assembly.seats,
        household_columns=list(plan.household_columns),
        reason=plan.reason,
        ceremony_at=plan.ceremony_at,
        place=plan.place,
        short_term_reason=plan.short_term_reason,
        beacon_round=beacon.round_at(plan.ceremony_at) if plan.with_beacon and plan.ceremony_at else None,
        disclosure=Disclosure.INSPECTION if disclosure.special_in(assembly, snapshot) else plan.disclosure,
        people=len(snapshot.people),
        snapshot_sha256=sha256(content),
        merkle_root=merkle.root(snapshot.people, key),
        salt_key=key,
        proposed_by_id=actor.id if actor else None,
    )
    db.session.add(draw)
    db.session.flush()
    files.add(draw, DrawFileName.SNAPSHOT, content)
    log(draw, "proposed", actor)
    if not draw.is_real:
        _freeze(draw, None)
    else:
        acts.propose(FREEZE_KEY, draw, draw.proposed_by_id)
    return draw


def _refuse_second(assembly: Assembly, plan: Plan) -> None:
    if plan.kind is DrawKind.REHEARSAL:
        return
    earlier = db.session.scalars(
        select(Draw).where(Draw.assembly_id == assembly.id, Draw.kind == DrawKind.REAL).order_by(Draw.number)
    ).all()
    for draw in earlier:
        if draw.state not in (DrawState.VOID, DrawState.FAILED):
            raise OpenDrawError(number=draw.number)
    if earlier and not plan.reason:
        raise NewDrawReasonError


def _require_moment(plan: Plan) -> None:
    """Raises `BeaconError`, `MomentPastError` or `TooSoonError` unless the moment of the draw is far enough ahead."""
    if plan.with_beacon:
        beacon.require_checker()  # now, and not when people sit in the hall
    if plan.with_beacon and (plan.ceremony_at is None or plan.ceremony_at <= now()):
        raise BeaconError(reason="no_moment")
    if plan.kind is DrawKind.REHEARSAL or plan.ceremony_at is None:
        return
    if plan.ceremony_at <= now():
        raise MomentPastError
    if plan.ceremony_at - now() < PUBLIC_TERM and not plan.short_term_reason:
        raise TooSoonError(hours=int(PUBLIC_TERM.total_seconds() // 3600))


@keeps_refusals
def approve(draw: Draw, actor: Account) -> None:
    """Freeze, as the second official, what the first proposed.

    Raises `SamePersonError`, `SignUpOpenError`, `DoublesError`, or `PoolChangedError` if anything has changed since.
    """
    begin(draw, DrawState.PROPOSED)
    if actor.id == draw.proposed_by_id:
        raise SamePersonError
    # nobody signs up until this transaction ends, and then they are refused
    db.session.refresh(draw.assembly, with_for_update=True)
    readiness.require_settled(draw.assembly)
    fresh = freezing.collect(draw.assembly, draw.rule, draw.household_columns)
    if sha256(fresh.to_bytes()) != draw.snapshot_sha256:
        raise PoolChangedError
    draw.approved_by_id = actor.id
    _freeze(draw, actor)


def _freeze(draw: Draw, actor: Account | None) -> None:
    draw.state, draw.frozen_at = DrawState.FROZEN, now()
    if draw.is_real:
        draw.assembly.pool_frozen_at = draw.frozen_at
    acts.close(draw)
    log(draw, "frozen", actor, people=draw.people, snapshot=draw.snapshot_sha256, root=draw.merkle_root)


@keeps_refusals
def seed(draw: Draw, digits: str, actor: Account | None, beacon_words: str = "") -> None:
    """Fix the seed of the tickets, which are computed later.

    `digits`: the notary's ten, optional for a rehearsal. `beacon_words`: drand's answer for the announced round, needed
    if one was announced. Raises `DigitsError`, `BeaconError`, `TooSoonError` or `ClockError`.
    """
    begin(draw, DrawState.FROZEN)
    typed = re.sub(r"[\s.-]", "", digits)
    if not re.fullmatch(r"[0-9]{10}", typed) and (typed or draw.is_real):
        raise DigitsError(typed=digits)
    _require_public_term(draw)
    if draw.is_real and draw.digits not in ("", typed) and actor is not None and actor.id == _typed_by(draw):
        raise DigitsFixedError
    files.require_announced(draw)
    randomness = _take_round(draw, beacon_words)
    draw.digits, draw.seed = typed, engine.seed_of(draw.merkle_root, draw.snapshot_sha256, typed, randomness)
    draw.state = DrawState.COMPUTING
    log(draw, "computing", actor, seed=draw.seed)


def public_until(draw: Draw) -> datetime | None:
    """The moment until which the list of a real draw has to be public first. None if it has been, or need not."""
    if not draw.is_real or draw.frozen_at is None or draw.short_term_reason:
        return None
    until = draw.frozen_at + PUBLIC_TERM
    return until if now() < until else None


def _typed_by(draw: Draw) -> AccountId | None:
    """Who typed the digits of before."""
    last = register.last(draw, "computing")
    return last.actor_id if last else None


def _require_public_term(draw: Draw) -> None:
    if public_until(draw) is not None:
        raise TooSoonError(hours=int(PUBLIC_TERM.total_seconds() // 3600))


def _take_round(draw: Draw, typed: str) -> str:
    """The randomness of the announced round, which is kept with the draw; empty when none was announced."""
    if draw.beacon_round is None:
        return ""
    assert draw.frozen_at is not None
    signed_at = beacon.moment_of(draw.beacon_round)
    if signed_at <= draw.frozen_at:
        raise BeaconError(reason="too_early", round=draw.beacon_round)
    drawn = beacon.parse(typed, draw.beacon_round)
    beacon.require_genuine(drawn)
    if signed_at > now():  # a signature that exists proves that its moment has passed
        raise ClockError
    draw.beacon_signature = drawn.signature
    return engine.randomness_of(drawn.signature)


@keeps_refusals
def start(draw: Draw, digits: str, actor: Account | None, beacon_words: str = "") -> None:
    """Fix the seed and let the worker compute the tickets."""
    seed(draw, digits, actor, beacon_words)
    subject = audit.subject_of(Draw, draw.id)
    draw.job_id = jobs.enqueue(COMPUTE_JOB, subject, {"draw": draw.id}, assembly_id=draw.assembly_id, max_attempts=3).id
    db.session.flush()


@keeps_refusals
def cancel(draw: Draw, actor: Account | None) -> None:
    """Stop the computation. The frozen pool stays as it is, and it can be started again."""
    begin(draw, DrawState.COMPUTING)
    job = db.session.get(Job, draw.job_id) if draw.job_id else None
    if job is not None:
        jobs.cancel(job)
    draw.state, draw.job_id = DrawState.FROZEN, None
    log(draw, "cancelled", actor)


@keeps_refusals
def publish(draw: Draw, actor: Account | None) -> None:
    """Show all tickets to everyone, before one is drawn."""
    begin(draw, DrawState.COMPUTED)
    draw.state, draw.published_at = DrawState.PUBLISHED, now()
    log(draw, "published", actor, record=draw.record_sha256)


@keeps_refusals
def enter_number(draw: Draw, typed: str, actor: Account | None) -> None:
    """Store the drawn number as the first official typed it. A rehearsal ends here; a real draw waits for the second.

    Raises `TicketRangeError`, and `NumberEarlyError` before the announced moment of a real draw.
    """
    begin(draw, DrawState.PUBLISHED if draw.is_real else DrawState.COMPUTED)
    if draw.is_real and draw.ceremony_at is not None and now() < draw.ceremony_at:
        raise NumberEarlyError(moment=draw.ceremony_at.isoformat())
    draw.ticket = ticket_numbers.parse(typed)
    draw.ticket_by_id = actor.id if actor else None
    log(draw, "number_entered", actor, ticket=draw.ticket)
    if draw.is_real:
        acts.propose(CONCLUDE_KEY, draw, actor.id if actor else None)
    else:
        conclude(draw, actor)


@keeps_refusals
def confirm_number(draw: Draw, typed: str, actor: Account) -> None:
    """Conclude the draw if the second official typed the same number.

    Raises `SamePersonError`, `TicketRangeError` or `TicketDiffersError`.
    """
    begin(draw, DrawState.PUBLISHED)
    if draw.ticket is None:
        raise WrongStateError(state=draw.state.value)
    if actor.id == draw.ticket_by_id:
        raise SamePersonError
    if ticket_numbers.parse(typed) != draw.ticket:
        raise TicketDiffersError
    draw.confirmed_by_id = actor.id
    acts.close(draw)
    conclude(draw, actor)


def require_state(draw: Draw, *states: DrawState) -> None:
    """Raises `WrongStateError` unless the draw is in one of `states`."""
    if draw.state not in states:
        raise WrongStateError(state=draw.state.value)


def rehearsal_ticket(draw: Draw) -> int:
    """The number of a rehearsal in which nobody draws balls; it follows from the seed."""
    return engine.number_from(draw.seed)


def conclude(draw: Draw, actor: Account | None) -> list[str]:
    """Close the draw with its ticket; `draw_concluded` announces a real one. Returns the pool ids of the panel."""
    assert draw.ticket is not None
    files.require_announced(draw)
    panel = engine.panel(files.record(draw), draw.ticket)
    counts = files.public_snapshot(draw).counts(panel)
    draw.figures = {**draw.figures, "panel": [[feature, answer, n] for (feature, answer), n in counts.items()]}
    draw.state, draw.concluded_at = DrawState.DRAWN, now()
    log(draw, "drawn", actor, ticket=draw.ticket, seats=len(panel))
    if draw.is_real:
        draw_concluded.send(draw, panel=panel)
    return panel


@keeps_refusals
def withdraw(draw: Draw, reason: str, actor: Account | None) -> None:
    """End a draw that will not be held; it stays in the register with `reason`.

    Raises `ReasonNeededError`, or `SecondNeededError` for a real draw of which the tickets are public: see `end`.
    """
    begin(draw, *(set(DrawState) - ENDED))
    if not reason:
        raise ReasonNeededError
    if draw.ends_by_two:
        raise SecondNeededError
    _end(draw, reason, actor)


@keeps_refusals
def ask_to_end(draw: Draw, reason: str, actor: Account | None) -> None:
    """Ask a colleague to end a draw of which the tickets are public. Raises `ReasonNeededError`."""
    begin(draw, DrawState.PUBLISHED)
    if not reason:
        raise ReasonNeededError
    log(draw, "withdrawal_asked", actor, reason=reason)
    acts.propose(END_KEY, draw, actor.id if actor else None)


@keeps_refusals
def end(draw: Draw, actor: Account) -> None:
    """End it, as the second official. Raises `SamePersonError`."""
    begin(draw, DrawState.PUBLISHED)
    asked = register.last(draw, ASKED)
    if asked is None:
        raise WrongStateError(state=draw.state.value)
    if asked.actor_id == actor.id:
        raise SamePersonError
    _end(draw, asked.reason, actor)


def _end(draw: Draw, reason: str, actor: Account | None) -> None:
    if draw.state is DrawState.COMPUTING:
        cancel(draw, actor)
    draw.state, draw.ended_reason = DrawState.VOID, reason
    if draw.is_real:
        draw.assembly.pool_frozen_at = None
    acts.close(draw)
    log(draw, "withdrawn", actor, reason=reason)
