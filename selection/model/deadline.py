"""The moment at which the best answer so far must do. Results that are complete never depend on a clock."""

from __future__ import annotations

import time

from selection.model.progress import Progress

#: Seconds that a lottery or a check may take, when nothing else is asked.
TIME_LIMIT = 300.0


class OutOfTimeError(Exception):
    """The deadline passed; whoever has something to show for it catches this."""


class Deadline:
    """`seconds` from now, or never."""

    def __init__(self, seconds: float | None = None) -> None:
        self._end = None if seconds is None else time.monotonic() + seconds

    def passed(self) -> bool:
        return self._end is not None and time.monotonic() >= self._end

    def left(self) -> float | None:
        """Seconds that are left, None when there is no limit."""
        return None if self._end is None else max(0.01, self._end - time.monotonic())


class Timed:
    """Progress that raises OutOfTimeError at a step after the deadline."""

    def __init__(self, progress: Progress, deadline: Deadline) -> None:
        self._progress, self._deadline = progress, deadline

    def step(self, phase: str, done: int, total: int) -> None:
        self._progress.step(phase, done, total)
        if self._deadline.passed():
            raise OutOfTimeError
