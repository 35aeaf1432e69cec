"""Progress on a terminal, and stopping at Ctrl-C within a second whatever a solver is doing."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

#: What is said at Ctrl-C.
STOPPED = "stopped; nothing was written"


class Bar:
    """Writes progress to standard error when that is a terminal."""

    def __init__(self) -> None:
        self._shows = sys.stderr.isatty()
        self._last = ""

    def step(self, phase: str, done: int, total: int) -> None:
        if self._shows:
            text = f"{phase} {done}" + (f" of {total}" if total else "")
            print("\r" + text.ljust(len(self._last)), end="", file=sys.stderr, flush=True)
            self._last = text

    def clear(self) -> None:
        """Takes the line away."""
        if self._last:
            print("\r" + " " * len(self._last) + "\r", end="", file=sys.stderr, flush=True)
            self._last = ""


def interruptible(work: Callable[[], T], bar: Bar) -> T:
    """Returns the result of `work` or raises its error; does it in a thread, to hear Ctrl-C while a solver computes."""
    outcome: list[T] = []
    failure: list[BaseException] = []

    def run() -> None:
        try:
            outcome.append(work())
        except BaseException as error:
            failure.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        while thread.is_alive():
            thread.join(0.1)
    except KeyboardInterrupt:
        bar.clear()
        print(STOPPED, file=sys.stderr, flush=True)
        os._exit(130)  # not through the interpreter's shutdown, in which a solver that is still running would crash
    finally:
        bar.clear()
    if failure:
        raise failure[0]
    return outcome[0]
