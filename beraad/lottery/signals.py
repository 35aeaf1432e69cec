"""What the lottery announces to the layers above it."""

from __future__ import annotations

from blinker import Namespace

_signals = Namespace()

#: a real draw has its number; sent inside the transaction, with the `Draw` as sender and `panel`, the drawn pool ids
draw_concluded = _signals.signal("draw-concluded")
