"""The register of draws: how a step begins and how it is written down, whatever comes of it."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from datetime import timedelta
from functools import partial, wraps
from typing import Any, ParamSpec, TypeVar

from sqlalchemy import func, select

from beraad.accounts.models import Account
from beraad.assemblies.models import Assembly
from beraad.audit import service as audit
from beraad.extensions import db
from beraad.lottery.errors import ClockError, WrongStateError
from beraad.lottery.models import Draw, DrawEvent, DrawState
from beraad.orm import now
from beraad.web.refusals import Refusal

P = ParamSpec("P")
T = TypeVar("T")
#: clocks of two machines that work on one draw may differ this much
CLOCKS_APART = timedelta(minutes=1)


def begin(draw: Draw, *states: DrawState) -> None:
    """Begin a step: nobody else changes the draw until the transaction ends.

    Raises `WrongStateError` unless it is in one of `states`, `ClockError` when the clock lies before its last line.
    """
    lock(draw)
    if draw.state not in states:
        raise WrongStateError(state=draw.state.value)
    last = db.session.scalar(select(func.max(DrawEvent.happened_at)).where(DrawEvent.draw_id == draw.id))
    if last is not None and now() < last - CLOCKS_APART:
        raise ClockError


def lock(draw: Draw) -> None:
    """Read the draw again and keep others from changing it until the end of the transaction."""
    db.session.refresh(draw, with_for_update=True)


def last(draw: Draw, what: str) -> DrawEvent | None:
    """Returns the newest line of this kind, or None."""
    lines = select(DrawEvent).where(DrawEvent.draw_id == draw.id, DrawEvent.what == what)
    return db.session.scalar(lines.order_by(DrawEvent.id.desc()).limit(1))


def keeps_refusals(verb: Callable[P, T]) -> Callable[P, T]:
    """Decorates a verb on a `draw` by an `actor`: the register of draws records each refusal."""
    return _remembering(verb, lambda error, draw, actor, **_others: log(draw, "refused", actor, error=error))


def logs_refusals(verb: Callable[P, T]) -> Callable[P, T]:
    """Decorates a proposal in an `assembly`: the log records each refusal, since the draw has no number yet."""

    def write(error: Refusal, assembly: Assembly, **_others: object) -> None:
        audit.record("lottery.proposal_refused", assembly, assembly_id=assembly.id, error=type(error).__name__)

    return _remembering(verb, write)


def _remembering(verb: Callable[P, T], write: Callable[..., None]) -> Callable[P, T]:
    """Returns `verb` with refusals that call `write` after the rollback, with the verb's arguments by name."""
    signature = inspect.signature(verb)

    @wraps(verb)
    def remembered(*args: P.args, **named: P.kwargs) -> T:
        try:
            return verb(*args, **named)
        except Refusal as error:
            error.remember = partial(write, error, **signature.bind(*args, **named).arguments)
            raise

    return remembered


def log(
    draw: Draw, what: str, actor: Account | None, *, reason: str = "", error: Refusal | None = None, **details: Any
) -> None:
    """Add a line to the register of draws and one to the log. Words of an official stay out of the log."""
    actor_id = actor.id if actor else None
    db.session.flush()
    line = DrawEvent(draw_id=draw.id, actor_id=actor_id, state=draw.state, what=what, reason=reason)
    if error is not None:
        line.error_code, line.error_params = type(error).__name__, dict(error.params)
        details["error"] = line.error_code
    db.session.add(line)
    db.session.flush()
    audit.record(
        f"lottery.draw_{what}",
        draw,
        assembly_id=draw.assembly_id,
        actor_id=actor_id,
        kind=draw.kind.value,
        **details,
    )
