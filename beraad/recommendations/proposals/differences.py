"""What differs between two texts, in words."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Piece:
    """A part of a text that stays, goes (`is_gone`) or comes (`is_new`)."""

    text: str
    is_gone: bool = False
    is_new: bool = False


def pieces(before: str, after: str) -> list[Piece]:
    """Returns how `before` becomes `after`, word by word."""
    return list(_pieces(re.findall(r"\s+|\S+", before), re.findall(r"\s+|\S+", after)))


def _pieces(before: list[str], after: list[str]) -> Iterator[Piece]:
    for what, i, j, k, m in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            yield Piece("".join(before[i:j]))
            continue
        if i < j:
            yield Piece("".join(before[i:j]), is_gone=True)
        if k < m:
            yield Piece("".join(after[k:m]), is_new=True)
