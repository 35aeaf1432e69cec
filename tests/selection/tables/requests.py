"""What is asked of a seating in tests: people whose answers are drawn from a fixed seed."""

from __future__ import annotations

from selection.model.seed import SeedStream
from selection.tables.request import TableRequest

SEED = bytes(range(32))


def request(n: int, tables: int, rounds: int, *kinds: int, **more: object) -> TableRequest:
    """n people with a feature of `kinds` values for each of these, drawn from a stream."""
    stream = SeedStream(SEED, "people")
    spread = {f"f{f}": [f"v{min(stream.below(k), stream.below(k + 1))}" for _ in range(n)] for f, k in enumerate(kinds)}
    return TableRequest([f"p{i}" for i in range(n)], tables, rounds, spread, **more)  # type: ignore[arg-type]
