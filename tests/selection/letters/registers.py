"""Stage one by its definition, written in the slow and obvious way."""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Mapping, Sequence


def by_definition(
    seed: bytes,
    rows: Iterable[Sequence[str]],
    sizes: Mapping[str, int],
    stratum: int | tuple[int, ...] | None,
    household: Sequence[int] = (),
) -> list[tuple[str, ...]]:
    """The `rows` of the letters: `sizes` by stratum ("" for all), lowest ranks first, one per household."""
    ranked = {hmac.digest(seed, "\x1f".join(row).encode(), "sha256"): tuple(row) for row in rows}
    left, taken, chosen = dict(sizes), set(), []
    for _, row in sorted(ranked.items()):
        columns = () if stratum is None else stratum if isinstance(stratum, tuple) else (stratum,)
        name = " × ".join(row[column] for column in columns)
        key = tuple(row[column] for column in household)
        if left[name] and not (household and key in taken):
            left[name] -= 1
            taken.add(key)
            chosen.append(row)
    return chosen
