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


def unheard(_phase: str, _done: int, _total: int) -> None:
    """For callers that don't listen to progress."""


def hold(
    assembly: Assembly,
    plan: Plan,
    digits: str,
    first: Account | None,
    second: Account | None,
    heard: engine.Step = unheard,
) -> Draw:
    """Freeze and compute; the computation itself holds no transaction."""
    with edge.unit_of_change():
        held = service.propose(assembly, plan, first)
        if second is not None:
            service.approve(held, second)
        service.seed(held, digits, first)
    work = computing.load(held.id)
    edge.rollback()
    try:
        content = computing.compute(work, heard)
    except (LotteryError, KeyboardInterrupt) as error:
        with edge.unit_of_change():
            computing.give_up(work, error if isinstance(error, LotteryError) else CancelledError())
        raise
    with edge.unit_of_change():
        return computing.store(work, content)


def finish(
    held: Draw, number: str, first: Account | None, second: Account | None, kept: Callable[[], None] | None = None
) -> None:
    """Publish, type the number, and for a real draw type it again; `kept` takes the outcome along.

    When `kept` fails (OSError), a rehearsal is withdrawn with that reason. A real draw stands: its number was drawn
    before everyone's eyes, and a second draw would have another outcome.
    """
    try:
        _conclude(held, number, first, second, None if held.is_real else kept)
    except OSError:
        with edge.unit_of_change():
            service.withdraw(held, FILES_FAILED, first)
        raise
    if held.is_real and kept is not None:
        kept()


def _conclude(
    held: Draw, number: str, first: Account | None, second: Account | None, kept: Callable[[], None] | None
) -> None:
    with edge.unit_of_change():
        if held.is_real:
            service.publish(held, first)
        service.enter_number(held, number, first)
        if second is not None:
            service.confirm_number(held, number, second)
        if kept is not None:
            kept()
