"""The forms in which names, answers, column heads and addresses are compared."""

from __future__ import annotations

import re
import unicodedata

WHOLE_WITH_ZERO = re.compile(r"^-?\d+[.]0{1,2}$")
#: Signs that a keyboard has in one shape and a word processor in several, and signs that nobody can see.
_SAME_SIGNS = str.maketrans(
    dict.fromkeys("\u2018\u2019\u201b\u02bc\u00b4`", "'")
    | dict.fromkeys("\u201c\u201d\u201e\u201f", '"')
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-")
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", None)
)
_SEPARATORS = re.compile(r"[\W_]+")
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[\W_]+(?=\d)")


def fold(text: str) -> str:
    """Returns the form in which names and answers are compared.

    Case, spacing, a spreadsheet's `.0`, loose or joined accents, the shape of quotes and dashes and signs that nobody
    can see don't matter.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(_SAME_SIGNS)
    folded = " ".join(text.split()).casefold()
    return folded.split(".")[0] if WHOLE_WITH_ZERO.match(folded) else folded


def plain(text: str) -> str:
    """Returns `text` without case, accents, punctuation and space: two spellings of one address become equal.

    Between two numbers one mark stays, so that house numbers 1-3 and 13 remain two homes, while 12-A is 12A.
    """
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text.casefold())
        text = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    marked = _BETWEEN_DIGITS.sub("\x1f", text.lower())
    return "/".join(_SEPARATORS.sub("", part) for part in marked.split("\x1f"))
