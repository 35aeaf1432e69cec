"""Rows with a position among their sisters: numbered from 1, moved one by one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar


class Positioned(Protocol):
    """Something with a position."""

    position: int


Item = TypeVar("Item", bound=Positioned)


def next_position(items: Sequence[Positioned]) -> int:
    """Returns the position after the last of `items`."""
    return max((item.position for item in items), default=0) + 1


def move(items: list[Item], item: Item, steps: int) -> None:
    """Move `item` by `steps` in `items` (not past either end) and renumber all of them."""
    place = items.index(item)
    target = min(max(place + steps, 0), len(items) - 1)
    arranged = [other for other in items if other is not item]
    arranged.insert(target, item)
    for number, other in enumerate(arranged, 1):
        other.position = number
