"""A whole draw in one go, for commands: the same verbs as the pages, in the order of the ceremony."""

from __future__ import annotations

from collections.abc import Callable

from beraad.accounts.models import Account
from beraad.assemblies.models import Assembly
from beraad.lottery import engine
from beraad.lottery.draw import computing, service
from beraad.lottery.draw.service import Plan
from beraad.lottery.errors import CancelledError, LotteryError
from beraad.lottery.models import Draw
from beraad.web import edge

#: why a rehearsal was withdrawn, in the register
FILES_FAILED = "De bestanden met de uitkomst konden niet worden opgeslagen."


def no_progress(_phase: str, _done: int, _total: int) -> None:
    """For callers that don't follow the computation."""


def hold(
    assembly: Assembly,
    plan: Plan,
    digits: str,
    first: Account | None,
    second: Account | None,
    on_step: engine.Step = no_progress,
) -> Draw:
    """Freeze and compute; the computation itself runs outside a transaction."""
    with edge.unit_of_change():
        draw = service.propose(assembly, plan, first)
        if second is not None:
            service.approve(draw, second)
        service.seed(draw, digits, first)
    work = computing.load(draw.id)
    edge.rollback()
    try:
        content = computing.compute(work, on_step)
    except (LotteryError, KeyboardInterrupt) as error:
        with edge.unit_of_change():
            computing.give_up(work, error if isinstance(error, LotteryError) else CancelledError())
        raise
    with edge.unit_of_change():
        return computing.store(work, content)


def finish(
    draw: Draw, number: str, first: Account | None, second: Account | None, write: Callable[[], None] | None = None
) -> None:
    """Publish, type the number, and for a real draw type it again; `write` writes the outcome to files.

    If `write` raises OSError, a rehearsal is withdrawn with that reason. A real draw stands: its number was drawn in
    public, and a second draw would have another outcome.
    """
    try:
        _conclude(draw, number, first, second, None if draw.is_real else write)
    except OSError:
        with edge.unit_of_change():
            service.withdraw(draw, FILES_FAILED, first)
        raise
    if draw.is_real and write is not None:
        write()


def _conclude(
    draw: Draw, number: str, first: Account | None, second: Account | None, write: Callable[[], None] | None
) -> None:
    with edge.unit_of_change():
        if draw.is_real:
            service.publish(draw, first)
        service.enter_number(draw, number, first)
        if second is not None:
            service.confirm_number(draw, number, second)
        if write is not None:
            write()
