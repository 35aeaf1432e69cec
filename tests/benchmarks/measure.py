"""One command of the engine as a process of its own: seconds and peak memory."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path


def measure(arguments: Sequence[str], folder: Path | None = None) -> dict[str, float]:
    """Run `python -m selection …`; wall and processor seconds, peak memory in MB. Raises when it fails."""
    status, taken = measure_status(arguments, folder)
    if status:
        raise RuntimeError(f"{' '.join(arguments)} ended with status {status}")
    return taken


def measure_status(arguments: Sequence[str], folder: Path | None = None) -> tuple[int, dict[str, float]]:
    """The same with the exit status, whatever it is."""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    start = time.monotonic()
    command = [sys.executable, "-m", "selection", *arguments]
    process = subprocess.Popen(command, env=environment, cwd=folder, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, {
        "seconds": round(time.monotonic() - start, 2),
        "cpu_seconds": round(usage.ru_utime + usage.ru_stime, 2),
        "peak_mb": round(usage.ru_maxrss / 1024, 1),
    }
