"""Random words by the block, for computations that need millions of them; the same from the same seed everywhere.

    key = HMAC-SHA256(seed, label)        block_c = SHAKE-256(key ‖ c)        c = 0, 1, 2, … as eight bytes, big-endian

Words are the bytes of the blocks in order, little-endian. `SeedStream` is for what citizens repeat by hand; this is for
walks whose every proposal is as likely as its opposite, whatever the distribution of the words.
"""

from __future__ import annotations

import hashlib
import hmac

import numpy as np
from numpy.typing import NDArray

from selection.solving.polytope import Ints

Bits = NDArray[np.uint64]

#: The smallest block, in bytes: large enough that hashing costs no more than the bytes themselves.
BLOCK = 1 << 20


class Words:
    """Words drawn from `seed` for one purpose, the `label`."""

    def __init__(self, seed: bytes, label: str) -> None:
        self._key = hmac.digest(seed, label.encode(), hashlib.sha256)
        self._counter = 0
        self._block, self._used = b"", 0

    def _bytes(self, size: int) -> bytes:
        if self._used + size > len(self._block):
            block = hashlib.shake_256(self._key + self._counter.to_bytes(8, "big"))
            self._counter += 1
            self._block, self._used = self._block[self._used :] + block.digest(max(size, BLOCK)), 0
        self._used += size
        return self._block[self._used - size : self._used]

    def words(self, shape: tuple[int, ...], bits: int = 64) -> Bits:
        """Returns words of 16, 32 or 64 bits, as 64-bit integers."""
        drawn = np.frombuffer(self._bytes(int(np.prod(shape)) * bits // 8), f"<u{bits // 8}")
        return drawn.astype(np.uint64).reshape(shape)

    def below(self, m: int) -> int:
        """Returns an integer in 0 … m−1, m ≤ 2³²; some are likelier than others by less than one in 2³²."""
        return int(self.words((1,))[0]) % m

    def order(self, n: int) -> Ints:
        """Returns a random order of n things."""
        return np.argsort(self.words((n,)), kind="stable")
