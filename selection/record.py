"""The published record of a lottery: canonical JSON, the same bytes for the same lottery, and back.

Keys sorted, no spare whitespace, UTF-8, one newline at the end. Probabilities and chances are decimals of at most
twelve digits. `sha256` is the hash of the canonical bytes of everything else.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from selection.errors import InputError
from selection.tolerances import UNIT

#: Numbers in a record are smaller than this.
LARGEST = 1e9

FORMAT = "selection-lottery/1"
Record = dict[str, Any]


def dumps(record: Record) -> bytes:
    """The canonical bytes of a record."""
    text = json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return text.encode() + b"\n"


def loads(data: bytes, name: str = "record") -> Record:
    """A record from bytes. Raises InputError when it isn't JSON or not of this format."""
    try:
        record = json.loads(data.decode("utf-8-sig"), parse_constant=_no_constant)
        dumps(record)  # half a character and numbers beyond all bounds can be read and not be written
    except (ValueError, RecursionError) as error:
        raise InputError("not_a_record", file=name, reason="it is not JSON") from error
    if not isinstance(record, dict) or record.get("format") != FORMAT:
        raise InputError("not_a_record", file=name, reason=f'"format" is not "{FORMAT}"')
    return record


def _no_constant(text: str) -> float:
    raise ValueError(text)


def seal(record: Record) -> Record:
    """The record with its own hash."""
    bare = {key: value for key, value in record.items() if key != "sha256"}
    return {**bare, "sha256": hashlib.sha256(dumps(bare)).hexdigest()}


def decimal(units: int) -> float:
    """A whole number of 1/UNIT as the number whose shortest text is that decimal."""
    return units / UNIT


def units(number: object) -> int | None:
    """The other way; None when it isn't a number of at most twelve decimals."""
    if isinstance(number, bool) or not isinstance(number, int | float) or not abs(number) < LARGEST:
        return None
    whole = round(number * UNIT)
    return whole if whole / UNIT == number else None
