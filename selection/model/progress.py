"""How a long computation speaks to whoever waits for it, and hears that it should stop."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Receives progress; raises `selection.model.errors.Cancelled` from `step` to stop the computation."""

    def step(self, phase: str, done: int, total: int) -> None:
        """`phase` is a stable code such as "chances" or "panels"; `total` is 0 when it isn't known beforehand."""


class Silent:
    """Progress for callers that don't listen."""

    def step(self, phase: str, done: int, total: int) -> None:
        return None
