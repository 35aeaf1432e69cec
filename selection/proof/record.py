"""The published record of a lottery: written as canonical JSON, the same bytes for the same lottery, and read again.

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

#: Numbers in a record are below this.
LARGEST = 1e9

#: The formats written: without quotas on two features together, and with them.
FORMAT = "selection-lottery/2"
PAIRS_FORMAT = "selection-lottery/3"
#: An old format that is still read, and judged by the evidence it has.
FIRST_FORMAT = "selection-lottery/1"
#: The public part of a record that is open for inspection only (`inspection`).
TICKETS_FORMAT = "selection-tickets/1"
FORMATS = (FORMAT, PAIRS_FORMAT, FIRST_FORMAT, TICKETS_FORMAT)
Record = dict[str, Any]


def dumps(record: Record) -> bytes:
    """Returns the canonical bytes of a record."""
    text = json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return text.encode() + b"\n"


def loads(data: bytes, name: str = "record") -> Record:
    """Reads a record from bytes. Raises InputError if they are not JSON or not of a known format."""
    try:
        record = json.loads(data.decode("utf-8-sig"), parse_constant=_no_constant)
        dumps(record)  # lone surrogates and infinite numbers can be read but not written
    except (ValueError, RecursionError) as error:
        raise InputError("not_a_record", file=name, reason="it is not JSON") from error
    if not isinstance(record, dict) or record.get("format") not in FORMATS:
        raise InputError("not_a_record", file=name, reason=f'"format" is not "{FORMAT}"')
    return record


def _no_constant(text: str) -> float:
    raise ValueError(text)


def seal(record: Record) -> Record:
    """Returns the record with its own hash."""
    return {**record, "sha256": _own_hash(*around_hash(record))}


def sealed(record: Record) -> bytes:
    """Returns `dumps(seal(record))`, but serialises each field only once."""
    before, after = around_hash(record)
    return joined(before, fields({"sha256": _own_hash(before, after)}, bool), after)


def _own_hash(before: bytes, after: bytes) -> str:
    return hashlib.sha256(joined(before, after)).hexdigest()


def around_hash(record: Record) -> tuple[bytes, bytes]:
    """Returns the canonical fields before and after the record's own hash."""
    return fields(record, lambda key: key < "sha256"), fields(record, lambda key: key > "sha256")


def fields(record: Record, wants: Callable[[str], bool]) -> bytes:
    """Returns the canonical fields whose name `wants` accepts, without the braces of an object."""
    return dumps({key: value for key, value in record.items() if wants(key)})[1:-2]


def joined(*parts: bytes) -> bytes:
    """Returns the canonical bytes of an object with these `fields`."""
    return b"{" + b",".join(part for part in parts if part) + b"}\n"


def decimal(units: int) -> float:
    """Returns a whole number of 1/UNIT as the float whose shortest form is that decimal."""
    return units / UNIT


def units(number: object) -> int | None:
    """Returns `number` in 1/UNIT, or None unless it is a number of at most twelve decimals."""
    if isinstance(number, bool) or not isinstance(number, int | float) or not abs(number) < LARGEST:
        return None
    whole = round(number * UNIT)
    return whole if whole / UNIT == number else None
