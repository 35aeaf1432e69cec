"""The worker: Huey's consumer as a process of its own, or in threads of a web process (for the demonstration)."""

from __future__ import annotations

from types import FrameType
from typing import Any

from flask import Flask
from huey.consumer import Consumer

from beraad.jobs import registry
from beraad.jobs.carrier import Carrier

#: seconds that a worker asked to stop waits for its jobs to reach their next step
PATIENCE = 30


class Worker(Consumer):
    """Huey's consumer, which also tells the jobs themselves to let go when it has to stop."""

    def __init__(self, app: Flask, threads: int, foreground: bool) -> None:
        self.jobs = registry.current_jobs(app)
        self.foreground = foreground
        carrier = self.jobs.carrier
        assert isinstance(carrier, Carrier)
        super().__init__(
            carrier.messages.huey,
            workers=threads,
            initial_delay=0.05,
            max_delay=1.0,
            shutdown_timeout=PATIENCE,
            graceful_signal="TERM",
        )

    def stop(self, graceful: bool = True) -> None:
        """Let each job end at its next step, then stop; blocks until the threads have ended."""
        self.jobs.stopping.set()
        super().stop(graceful=True)

    def _set_signal_handlers(self) -> None:
        if self.foreground:  # elsewhere than in the main thread Python refuses, and the web server has its own
            super()._set_signal_handlers()

    def _handle_signal(self, signum: int, frame: FrameType | None) -> Any:
        self.jobs.stopping.set()
        return super()._handle_signal(signum, frame)


def run(app: Flask, threads: int = 2) -> None:
    """Work until SIGTERM or Ctrl-C; what is then unfinished goes on when a worker is back."""
    Worker(app, threads, foreground=True).run()


def start_in_background(app: Flask, threads: int = 2) -> Worker:
    """Work in threads of this process; call `stop()` on what is given to end it."""
    worker = Worker(app, threads, foreground=False)
    worker.jobs.stopping.clear()
    worker.start()
    return worker
