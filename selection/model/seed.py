"""A stream of random integers that any citizen can repeat: HMAC-SHA256 in counter mode with rejection sampling.

    block_c = HMAC-SHA256(seed, label ‖ 0x00 ‖ c)       c = 0, 1, 2, … as eight bytes, big-endian

Each block gives four words of 64 bits, big-endian, in order. An integer below m takes the next word w and accepts
w mod m when w < ⌊2⁶⁴ / m⌋·m; otherwise it takes the next word, so every value is exactly equally likely.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import MutableSequence
from typing import TypeVar

T = TypeVar("T")
WORD = 1 << 64


class SeedStream:
    """Integers drawn from `seed` (bytes) for one purpose, the `label`; streams with other labels are independent."""

    def __init__(self, seed: bytes, label: str) -> None:
        self._seed = seed
        self._label = label.encode() + b"\x00"
        self._counter = 0
        self._words: list[int] = []

    def _word(self) -> int:
        if not self._words:
            block = hmac.digest(self._seed, self._label + self._counter.to_bytes(8, "big"), hashlib.sha256)
            self._counter += 1
            self._words = [int.from_bytes(block[i : i + 8], "big") for i in (24, 16, 8, 0)]
        return self._words.pop()

    def below(self, m: int) -> int:
        """Returns an integer in 0 … m−1, each equally likely. `m` from 1 to 2⁶⁴."""
        if not 1 <= m <= WORD:
            raise ValueError(f"m must be from 1 to 2**64, not {m}")
        limit = WORD - WORD % m
        while (word := self._word()) >= limit:
            pass
        return word % m

    def shuffle(self, items: MutableSequence[T]) -> None:
        """Fisher-Yates in place, from the last position down."""
        for i in range(len(items) - 1, 0, -1):
            j = self.below(i + 1)
            items[i], items[j] = items[j], items[i]
