"""The moment at which the best answer so far must do. Without a limit of time results never depend on a clock."""

from __future__ import annotations

import time


class Deadline:
    """`seconds` from now, or never."""

    def __init__(self, seconds: float | None = None) -> None:
        self._end = None if seconds is None else time.monotonic() + seconds

    def passed(self) -> bool:
        return self._end is not None and time.monotonic() >= self._end

    def left(self) -> float | None:
        """Seconds that are left, None when there is no limit."""
        return None if self._end is None else max(0.01, self._end - time.monotonic())
