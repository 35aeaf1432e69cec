"""How easily a text reads, in two figures that a writer can do something about.

The measure is our own house rule, sentences of at most twenty words; it says nothing about a language level such as
B1. A heading or a list item counts as a sentence.

Our own: textstat and its like compute formulas for a level of reading, most of them for English; we count.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

LONGEST_SENTENCE = 20
_WORD = re.compile(r"\w[\w'’-]*")
#: the end of a sentence: a mark followed by space, or the end of a line
_END = re.compile(r"[.!?]+(?:\s|$)|\n+")
#: the address inside a Markdown link, which nobody reads
_ADDRESS = re.compile(r"\]\([^)]*\)")


@dataclass(frozen=True)
class Readability:
    """Counts of words and sentences, the mean length of a sentence in words, and how many are too long."""

    words: int
    sentences: int
    mean_length: float
    too_long: int

    @property
    def minutes(self) -> int:
        """Time to read at 150 words a minute, in whole minutes, at least 1."""
        return max(1, round(self.words / 150))


def measure(text: str) -> Readability | None:
    """Returns the figures of a Markdown text, or None if there are no words in it."""
    lengths = [len(_WORD.findall(part)) for part in _END.split(_ADDRESS.sub("]", text))]
    lengths = [length for length in lengths if length]
    if not lengths:
        return None
    words = sum(lengths)
    too_long = sum(length > LONGEST_SENTENCE for length in lengths)
    return Readability(words, len(lengths), round(words / len(lengths), 1), too_long)
