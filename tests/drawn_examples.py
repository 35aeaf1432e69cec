"""What Hypothesis draws: on a desk the same examples in every run, in CI new ones in each.

With CI=true, as every CI sets it, one seed is chosen for the whole run and named at its end; everywhere
`pytest --hypothesis-seed=N` draws the same again. SELECTION_THOROUGH=1 draws many more.
"""

from __future__ import annotations

import os
import secrets

import pytest
from hypothesis import HealthCheck, settings

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
USUAL, THOROUGH = 60, 3000


def settle(config: pytest.Config) -> None:
    """Choose what is drawn, before any module with drawn examples is imported and before xdist starts its workers."""
    is_fresh = any(os.environ.get(name) for name in ("CI", "SELECTION_THOROUGH"))
    if is_fresh and config.option.hypothesis_seed is None:
        config.option.hypothesis_seed = str(secrets.randbelow(2**32))
    settings.register_profile(
        "beraad",
        max_examples=THOROUGH if os.environ.get("SELECTION_THOROUGH") else USUAL,
        deadline=None,
        derandomize=config.option.hypothesis_seed is None,
        database=None,  # an example that failed is repeated by its seed, in the same run as all others
        print_blob=True,
        suppress_health_check=SLOW,
    )
    settings.load_profile("beraad")


def how_to_repeat(config: pytest.Config) -> str | None:
    """The line that says how to draw the same examples again; None if they are those of every run."""
    seed = config.option.hypothesis_seed
    return f"Hypothesis drew its examples with --hypothesis-seed={seed}" if seed is not None else None
