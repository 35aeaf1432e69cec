"""What acts announce to rooms that are not known here."""

from __future__ import annotations

from blinker import Namespace

_signals = Namespace()

#: an act waits for a second official; a receiver gets the `Proposal` as sender, with `act` and `subject`
act_proposed = _signals.signal("act-proposed")
