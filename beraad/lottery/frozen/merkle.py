"""A tree of hashes over the frozen pool: one root for all, and a short proof for each that they are in it.

    salt_i = HMAC-SHA256(key, id_i)                 first 16 bytes; the key stays with the draw
    leaf_i = SHA-256(0x00 ‖ salt_i ‖ canonical JSON of [id_i, answers_i])
    node   = SHA-256(0x01 ‖ left ‖ right)           the last of an odd row moves up unchanged

Leaves stand in the order of the sorted ids. Without the salt nobody can try out ids and answers against a proof; the
two first bytes keep a leaf from passing for a node (RFC 6962 §2.1).
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from beraad.lottery.snapshot import canonical

SALT_SIZE = 16


@dataclass(frozen=True)
class Proof:
    """That one person is in the tree. `path`: from the leaf up, ("left" or "right", hash of the neighbour there)."""

    person: str
    answers: tuple[str, ...]
    salt: str
    leaf: str
    path: tuple[tuple[str, str], ...]
    root: str


def salt(key: bytes, person: str) -> bytes:
    """Keeps others from trying out answers of `person` against a proof."""
    return hmac.digest(key, person.encode(), hashlib.sha256)[:SALT_SIZE]


def leaf_hash(salt_of_person: bytes, person: str, answers: Sequence[str]) -> bytes:
    """The leaf of one person in the tree."""
    return hashlib.sha256(b"\x00" + salt_of_person + canonical([person, list(answers)])).digest()


def _rows(leaves: list[bytes]) -> list[list[bytes]]:
    """The tree from the leaves up to the root, row by row."""
    rows = [leaves]
    while len(rows[-1]) > 1:
        row = rows[-1]
        above = [hashlib.sha256(b"\x01" + row[i] + row[i + 1]).digest() for i in range(0, len(row) - 1, 2)]
        if len(row) % 2:
            above.append(row[-1])
        rows.append(above)
    return rows


def _leaves(people: Mapping[str, Sequence[str]], key: bytes) -> list[bytes]:
    return [leaf_hash(salt(key, person), person, people[person]) for person in sorted(people)]


def root(people: Mapping[str, Sequence[str]], key: bytes) -> str:
    """The root (hex) over `people`: id → answers. At least one person."""
    return _rows(_leaves(people, key))[-1][0].hex()


def prove(people: Mapping[str, Sequence[str]], key: bytes, person: str) -> Proof:
    """The proof that `person` is in the tree over `people`."""
    leaves = _leaves(people, key)
    position = sorted(people).index(person)
    rows = _rows(leaves)
    path, i = [], position
    for row in rows[:-1]:
        neighbour = i ^ 1
        if neighbour < len(row):
            path.append(("left" if neighbour < i else "right", row[neighbour].hex()))
        i //= 2
    return Proof(
        person=person,
        answers=tuple(people[person]),
        salt=salt(key, person).hex(),
        leaf=leaves[position].hex(),
        path=tuple(path),
        root=rows[-1][0].hex(),
    )
