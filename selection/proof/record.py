"""The published record of a lottery: canonical JSON, the same bytes for the same lottery, and back.

Keys sorted, no spare whitespace, UTF-8, one newline at the end. Probabilities and chances are decimals of at most
twelve digits. `sha256` is the hash of the canonical bytes of everything else.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import Any

from selection.model.errors import InputError
from selection.model.tolerances import UNIT

#: Numbers in a record are smaller than this.
LARGEST = 1e9

#: What is written: without quotas on two features together, and with them.
FORMAT = "selection-lottery/2"
PAIRS_FORMAT = "selection-lottery/3"
#: Read as well, and judged by the evidence that it has.
FIRST_FORMAT = "selection-lottery/1"
#: The public part of a record that is open for inspection only (`inspection`).
TICKETS_FORMAT = "selection-tickets/1"
FORMATS = (FORMAT, PAIRS_FORMAT, FIRST_FORMAT, TICKETS_FORMAT)
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
    if not isinstance(record, dict) or record.get("format") not in FORMATS:
        raise InputError("not_a_record", file=name, reason=f'"format" is not "{FORMAT}"')
    return record


def _no_constant(text: str) -> float:
    raise ValueError(text)


def seal(record: Record) -> Record:
    """The record with its own hash."""
    return {**record, "sha256": _own_hash(*around_hash(record))}


def sealed(record: Record) -> bytes:
    """The canonical bytes of the record with its own hash, `dumps(seal(record))`: each field is written once."""
    before, after = around_hash(record)
    return joined(before, fields({"sha256": _own_hash(before, after)}, bool), after)


def _own_hash(before: bytes, after: bytes) -> str:
    return hashlib.sha256(joined(before, after)).hexdigest()


def around_hash(record: Record) -> tuple[bytes, bytes]:
    """The canonical fields before and after the record's own hash."""
    return fields(record, lambda key: key < "sha256"), fields(record, lambda key: key > "sha256")


def fields(record: Record, wants: Callable[[str], bool]) -> bytes:
    """The canonical fields that are chosen by their name, without the braces of an object."""
    return dumps({key: value for key, value in record.items() if wants(key)})[1:-2]


def joined(*parts: bytes) -> bytes:
    """The canonical bytes of an object with these `fields`."""
    return b"{" + b",".join(part for part in parts if part) + b"}\n"


def decimal(units: int) -> float:
    """A whole number of 1/UNIT as the number whose shortest text is that decimal."""
    return units / UNIT


def units(number: object) -> int | None:
    """The other way; None when it isn't a number of at most twelve decimals."""
    if isinstance(number, bool) or not isinstance(number, int | float) or not abs(number) < LARGEST:
        return None
    whole = round(number * UNIT)
    return whole if whole / UNIT == number else None
