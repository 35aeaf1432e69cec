"""What `templates/macros/charts.html` draws."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Bar:
    """One bar beside its target, from `low` to `high`: all counts, or all shares, on one scale; None: not known."""

    label: str
    low: float
    high: float
    pool: float | None
    panel: float | None
