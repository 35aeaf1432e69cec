"""Whether a record has the required fields, each of the right type; not whether they are true."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from selection.proof.ceremony import CHAIN
from selection.proof.findings import Finding
from selection.proof.record import FIRST_FORMAT, FORMAT, LARGEST, PAIRS_FORMAT, TICKETS_FORMAT, Record

#: The deepest nesting of splits that is read.
DEEPEST = 400

Test = Callable[[object], bool]
RULES = ("leximin", "maximin", "nash", "goldilocks")


def _text(value: object) -> bool:
    return isinstance(value, str)


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < LARGEST


def _number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _truth(value: object) -> bool:
    return isinstance(value, bool)


def _hex(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch(r"([0-9a-f]{2})+", value) is not None


def _list(test: Test) -> Test:
    return lambda value: isinstance(value, list) and all(test(item) for item in value)


def _texts(value: object) -> bool:
    return isinstance(value, list) and set(map(type, value)) <= {str}


def _map(test: Test) -> Test:
    return lambda value: isinstance(value, dict) and all(test(item) for item in value.values())


def _quota(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(map(_whole, value)) and value[0] <= value[1]


def _pairs(value: object) -> bool:
    """Feature → feature → value → value → quota; no mapping is empty."""
    return _filled(_filled(_filled(_filled(_quota))))(value)


def _filled(test: Test) -> Test:
    return lambda value: bool(value) and _map(test)(value)


def _multiplier(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2 and _whole(value[0]) and _number(value[1])


def _level(value: object) -> bool:
    """Multipliers, or a split with its weights."""
    if not isinstance(value, dict) or not _number(value.get("at")):
        return False
    if ("weights" in value) != ("split" in value) or not _map(_number)(value.get("weights", {})):
        return False
    return _tree({key: part for key, part in value.items() if key not in ("at", "weights")}, DEEPEST)


def _weighted(value: object) -> bool:
    """A proof in the first format."""
    if not isinstance(value, dict) or not _map(_number)(value.get("weights")):
        return False
    return _tree({key: part for key, part in value.items() if key != "weights"}, DEEPEST)


def _tree(value: object, depth: int) -> bool:
    if not isinstance(value, dict) or depth == 0:
        return False
    if set(value) == {"multipliers"}:
        return _leaf(value)
    if set(value) != {"split"} or not isinstance(value["split"], list) or len(value["split"]) != 4:
        return False
    person, limit, low, high = value["split"]
    return _text(person) and _whole(limit) and _tree(low, depth - 1) and _tree(high, depth - 1)


def _leaf(value: object) -> bool:
    return isinstance(value, dict) and set(value) == {"multipliers"} and _list(_multiplier)(value["multipliers"])


def _objective(value: object) -> bool:
    if not isinstance(value, dict) or not all(_map(_number)(value.get(side)) for side in ("low", "high")):
        return False
    return _tree({key: part for key, part in value.items() if key not in ("low", "high")}, DEEPEST)


def _certificate(value: object) -> bool:
    return (
        isinstance(value, dict)
        and set(value) == {"excluded", "levels", "objective", "tickets"}
        and (value["objective"] is None or _objective(value["objective"]))
        and _list(_level)(value["levels"])
        and _map(lambda tree: _tree(tree, DEEPEST))(value["excluded"])
        and _leaf(value["tickets"])
    )


def _first_certificate(value: object) -> bool:
    """The certificate of the first format."""
    return (
        isinstance(value, dict)
        and set(value) == {"every_level", "excluded", "levels", "objective", "tickets"}
        and (value["objective"] is None or _objective(value["objective"]))
        and _truth(value["every_level"])
        and _list(_weighted)(value["levels"])
        and _map(_weighted)(value["excluded"])
        and _leaf(value["tickets"])
    )


def _hash(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch(r"[0-9a-f]{64}", value) is not None


def _digits(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch(r"([0-9]{10})?", value) is not None


def _beacon(value: object) -> bool:
    return (
        isinstance(value, dict)
        and set(value) == {"chain", "randomness", "round", "signature"}
        and value["chain"] == CHAIN
        and _whole(value["round"])
        and value["round"] > 0
        and _hash(value["randomness"])
        and isinstance(value["signature"], str)
        and re.fullmatch(r"[0-9a-f]{96}", value["signature"]) is not None
    )


def _ceremony(value: object) -> bool:
    return (
        isinstance(value, dict)
        and set(value) == {"assembly", "beacon", "digits", "list_sha256", "root"}
        and _text(value["assembly"])
        and (value["beacon"] is None or _beacon(value["beacon"]))
        and _digits(value["digits"])
        and _hash(value["list_sha256"])
        and _hash(value["root"])
    )


#: The fields that a record of any format has.
COMMON: dict[str, Test] = {
    "format": _text,
    "seats": _whole,
    "rule": lambda value: value in RULES,
    "seed": _hex,
    "people": _texts,
    "panels": _list(_texts),
    "tickets": _list(_whole),
    "sha256": _hash,
}
LOTTERY: dict[str, Test] = {
    **COMMON,
    "categories": _map(_map(_quota)),
    "answers": _map(_texts),
    "must": _texts,
    "must_not": _texts,
    "probabilities": _list(_number),
    "chances": _map(_number),
    "ticket_chances": _map(_number),
    "ticket_change": _number,
    "ticket_change_bound": _number,
    "minimum": _number,
    "upper_bound": _number,
    "gap": _number,
    "rule_gap": _number,
    "complete": _truth,
    "cannot_be_selected": _texts,
    "certificate": _certificate,
    "input_sha256": _hash,
    "software": _map(_text),
}
MAY: dict[str, Test] = {"households": _map(_whole), "spread": _truth, "ceremony": _ceremony}
#: format → required and optional fields
FIELDS: dict[str, tuple[dict[str, Test], dict[str, Test]]] = {
    FORMAT: (LOTTERY, MAY),
    PAIRS_FORMAT: ({**LOTTERY, "pairs": _pairs}, MAY),
    FIRST_FORMAT: ({**LOTTERY, "certificate": _first_certificate}, {**MAY, "level_gaps": _list(_number)}),
    TICKETS_FORMAT: ({**COMMON, "record_sha256": _hash, "ceremony": _ceremony, "inspection": _text}, {}),
}


def shape(record: Record) -> Iterator[Finding]:
    """Yields a finding for each field that is missing, unknown or of the wrong type."""
    if not isinstance(record.get("format"), str) or record["format"] not in FIELDS:
        yield Finding("shape", {"field": "format"})
        return
    must, may = FIELDS[record["format"]]
    for field, test in must.items():
        if field not in record or not test(record[field]):
            yield Finding("shape", {"field": field})
    for field, value in record.items():
        if field in may:
            if not may[field](value):
                yield Finding("shape", {"field": field})
        elif field not in must:
            yield Finding("unknown_field", {"field": field})
