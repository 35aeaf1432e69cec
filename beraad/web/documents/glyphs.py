"""Characters that none of the typesetter's fonts has: named where somebody types them, replaced where they are printed.

PDF/UA-1 asks for a glyph of every character, so without this one name in a script that we have no font for would
stop a whole file of letters.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

import typst

#: printed in place of a character that no font has
STAND_IN = "\u25a1"
#: words of nothing but Latin letters, digits and their marks; every font has those
_USUAL = re.compile(r"[\x20-\x7e\xa0-\u017f]*")
_PROBE = b'#set document(title: "probe")\n#json(bytes(sys.inputs.text))'
_JOINER = "\u200d"


def printable(data: Any) -> Any:
    """Returns `data` (as JSON has it) with a stand-in for each character in its texts that can't be printed."""
    unknown = missing(_texts(data))
    return _replaced(data, unknown) if unknown else data


def missing(texts: Iterable[str]) -> tuple[str, ...]:
    """Returns the characters, with the marks on them, that no font has; each once, in order of appearance."""
    words = {word: None for text in texts if not _USUAL.fullmatch(text) for word in text.split()}
    unusual = [word for word in words if not _USUAL.fullmatch(word)]
    clusters = {cluster: None for word in _unprinted(unusual) for cluster in _clusters(word)}
    return tuple(_unprinted([cluster for cluster in clusters if not _USUAL.fullmatch(cluster)]))


def _unprinted(texts: Sequence[str]) -> list[str]:
    """Returns those that can't be printed. All are tried together first: mostly there is none."""
    if not texts or _can_print(" ".join(texts)):
        return []
    if len(texts) == 1:
        return list(texts)
    half = len(texts) // 2
    return _unprinted(texts[:half]) + _unprinted(texts[half:])


@lru_cache(maxsize=1000)
def _can_print(text: str) -> bool:
    try:
        typst.compile(
            _PROBE,
            ignore_system_fonts=True,
            sys_inputs={"text": json.dumps(text)},
            format="pdf",
            pdf_standards=["ua-1"],
        )
    except typst.TypstError:
        return False
    return True


def _clusters(word: str) -> list[str]:
    """Returns what a reader takes for one character each: a letter with its accents, a picture with its colour."""
    clusters: list[str] = []
    for sign in word:
        is_mark = unicodedata.category(sign) in ("Mn", "Me", "Mc", "Cf", "Sk") and not sign.isascii()
        if clusters and (is_mark or clusters[-1].endswith(_JOINER)):
            clusters[-1] += sign
        else:
            clusters.append(sign)
    return clusters


def _texts(data: Any) -> list[str]:
    if isinstance(data, str):
        return [data]
    parts = data.values() if isinstance(data, dict) else data if isinstance(data, list | tuple) else ()
    return [text for part in parts for text in _texts(part)]


def _replaced(data: Any, unknown: Sequence[str]) -> Any:
    if isinstance(data, str):
        pattern = "|".join(re.escape(sign) for sign in sorted(unknown, key=len, reverse=True))
        return data if _USUAL.fullmatch(data) else re.sub(pattern, STAND_IN, data)
    if isinstance(data, dict):
        return {name: _replaced(part, unknown) for name, part in data.items()}
    return [_replaced(part, unknown) for part in data] if isinstance(data, list | tuple) else data
