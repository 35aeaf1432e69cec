"""What the panel asks of the domains above it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from blinker import Namespace

from beraad.assemblies.models import Assembly

_signals = Namespace()

#: "where do these `days` stand among the meetings?"; the sender is the `Assembly`, the answer is day → words
moments_wanted = _signals.signal("moments-wanted")


def moments(assembly: Assembly, days: Collection[date]) -> Mapping[date, str]:
    """Day → before, between, during or after which meetings it was; empty while there is no programme."""
    found: dict[date, str] = {}
    for _receiver, answer in moments_wanted.send(assembly, days=days):
        found.update(answer)
    return found
