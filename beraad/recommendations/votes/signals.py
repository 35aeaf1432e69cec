"""What votes announce to rooms that are not known here."""

from __future__ import annotations

from blinker import Namespace

_signals = Namespace()

#: a round has been counted; a receiver gets the `VoteRound` as sender
round_counted = _signals.signal("vote-round-counted")
