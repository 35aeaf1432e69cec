"""What Hypothesis draws: the same examples in every run; SELECTION_THOROUGH=1 draws many more."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


def settle() -> None:
    """To be called before any module with drawn examples is imported."""
    settings.register_profile("usual", max_examples=60, deadline=None, derandomize=True, suppress_health_check=SLOW)
    settings.register_profile("thorough", max_examples=3000, deadline=None, suppress_health_check=SLOW)
    settings.load_profile("thorough" if os.environ.get("SELECTION_THOROUGH") else "usual")
