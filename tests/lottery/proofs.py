"""Checks a proof of membership as somebody else's software would, from the description in `merkle` alone."""

from __future__ import annotations

import hashlib
import json

from beraad.lottery.frozen.merkle import Proof


def holds(proof: Proof) -> bool:
    """Whether `proof` leads from this person with these answers to its root."""
    content = json.dumps([proof.person, list(proof.answers)], separators=(",", ":"), ensure_ascii=False).encode()
    node = hashlib.sha256(b"\x00" + bytes.fromhex(proof.salt) + content).digest()
    if node.hex() != proof.leaf:
        return False
    for side, neighbour in proof.path:
        other = bytes.fromhex(neighbour)
        node = hashlib.sha256(b"\x01" + (other + node if side == "left" else node + other)).digest()
    return node.hex() == proof.root
