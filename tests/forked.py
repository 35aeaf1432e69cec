"""Processes that start in a moment: forked from one that has the whole application loaded.

There is one such process in a run, whoever asks first. What it forks knows nothing of the test: it gets its settings.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from multiprocessing.process import BaseProcess
from typing import Any

from beraad import DOMAINS

_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload([f"beraad.{domain}.setup" for domain in DOMAINS])


def start(target: Callable[..., None], *arguments: Any) -> BaseProcess:
    """A process that does `target(*arguments)`, a function of a module."""
    process = _processes.Process(target=target, args=arguments)
    process.start()
    return process
