"""What higher rooms may want to hear."""

from __future__ import annotations

from blinker import Namespace

_signals = Namespace()

#: a real draw has its number. Sent inside the transaction with the `Draw` as sender and `panel`: the drawn pool ids.
draw_concluded = _signals.signal("draw-concluded")
