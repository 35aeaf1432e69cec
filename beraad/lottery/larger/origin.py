"""Seats and quotas as they were before a proposal was taken over: the next one starts from these again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from beraad.assemblies.models import Assembly
from beraad.lottery.models import LargerDraw
from beraad.lottery.snapshot import PairQuotas, Snapshot


@dataclass(frozen=True)
class Origin:
    """The seats and quotas from before, as in a `Snapshot`. `larger`: the seats that the burgerberaad got."""

    seats: int
    larger: int
    quotas: Mapping[str, Mapping[str, tuple[int, int]]]
    pairs: PairQuotas


def origin(assembly: Assembly, stored: LargerDraw | None) -> Origin | None:
    """Returns where the number of seats comes from; None if it isn't that of a proposal."""
    values = stored.asked.get("origin") if stored is not None else None
    return Origin(**values) if values and values["larger"] == assembly.seats else None


def base(snapshot: Snapshot, known: Origin | None) -> Snapshot:
    """Returns the pool of `snapshot` with the seats and quotas from before, if they are about the same answers."""
    if known is None or _names(known.quotas) != _names(snapshot.quotas):
        return snapshot
    before = replace(snapshot, seats=known.seats, quotas=known.quotas, pairs=known.pairs)
    return Snapshot.from_bytes(before.to_bytes())  # pairs of numbers again, where JSON knows lists


def _names(quotas: Mapping[str, Mapping[str, object]]) -> set[tuple[str, str]]:
    return {(feature, answer) for feature, answers in quotas.items() for answer in answers}
