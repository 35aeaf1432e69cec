"""What has to be settled before the list of a real draw is frozen: whoever may still sign up could not be drawn."""

from __future__ import annotations

from beraad.assemblies.models import Assembly
from beraad.days import today
from beraad.lottery.errors import AgesWrongError, DoublesError, LotteryError, SignUpOpenError
from beraad.recruitment.office import age_checks, duplicates
from beraad.recruitment.sign_up import entry

#: people named in a refusal
MOST_NAMED = 5


def doubles(assembly: Assembly) -> int:
    """How many pairs and groups of sign-ups may be of one person, and were not judged yet."""
    return duplicates.left([assembly.id]).get(assembly.id, 0)


def faults(assembly: Assembly) -> list[LotteryError]:
    """Why the list can't be frozen now: residents can sign up, doubles were not judged, or ages are wrong."""
    found: list[LotteryError] = []
    closes = assembly.sign_up_closes
    if closes is not None and today() <= closes:
        found.append(SignUpOpenError(day=closes.isoformat()))
    elif not entry.is_over(assembly):
        found.append(SignUpOpenError(phase=assembly.phase.value))
    count = doubles(assembly)
    if count:
        found.append(DoublesError(count=count))
    doubts = age_checks.all_in_draw(assembly)
    if doubts:
        some = ", ".join(doubt.pool_id for doubt in doubts[:MOST_NAMED])
        found.append(AgesWrongError(count=len(doubts), people=some))
    return found


def require_settled(assembly: Assembly) -> None:
    """Raises `SignUpOpenError`, `DoublesError` or `AgesWrongError` unless the list can be frozen."""
    for fault in faults(assembly):
        raise fault
