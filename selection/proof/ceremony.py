"""Where the seed of a public draw comes from: one hash over fields that no single person chose, for anyone to repeat.

    seed = SHA-256( ℓ(t) ‖ t ‖ ℓ(r) ‖ r ‖ ℓ(p) ‖ p ‖ ℓ(d) ‖ d ‖ ℓ(b) ‖ b )      ℓ: length, four bytes, big-endian

with t the text `beraad-seed/2`, r the root of the frozen list and p its SHA-256, both in hexadecimal, d the digits
drawn by hand, and b the randomness of a drand round in hexadecimal; d and b may be empty. The randomness is the SHA-256
of the round's signature. The list is the canonical JSON of `frozen_list`: its hash, published before the digits were
drawn, proves that the record is about the same people, answers, quotas, seats and rule.

The signature itself is not checked here: that takes the curve BLS12-381, which the standard library lacks.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from selection.proof.findings import Finding
from selection.proof.record import Record

SEED_FORMAT = "beraad-seed/2"
LIST_FORMAT = "beraad-pool/1"
#: With quotas on two features together.
PAIRS_LIST_FORMAT = "beraad-pool/2"
#: The drand chain "quicknet": a signature every three seconds.
CHAIN = "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971"


def seed_of(root: str, list_sha256: str, digits: str, randomness: str = "") -> str:
    """Returns the seed (hex) that follows from these fields."""
    fields = [text.encode() for text in (SEED_FORMAT, root, list_sha256, digits, randomness)]
    return _sha256(b"".join(len(field).to_bytes(4, "big") + field for field in fields))


def randomness_of(signature: str) -> str:
    """Returns the randomness (hex) of the drand round with this signature (hex)."""
    return _sha256(bytes.fromhex(signature))


def frozen_list(
    name: str,
    seats: int,
    rule: str,
    tickets: int,
    quotas: Mapping[str, Any],
    people: Mapping[str, Any],
    households: Mapping[str, int] | None,
    pairs: Mapping[str, Any] | None = None,
) -> bytes:
    """Returns the bytes of the frozen list.

    `quotas`: feature → value → [min, max]; `people`: id → answers by sorted feature; `pairs`: as in a record, if any.
    """
    document = {
        "format": PAIRS_LIST_FORMAT if pairs else LIST_FORMAT,
        "assembly": name,
        "seats": seats,
        "rule": rule,
        "tickets": tickets,
        "quotas": quotas,
        "people": people,
        "households": households,
        **({"pairs": pairs} if pairs else {}),
    }
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def of_record(record: Record) -> bytes:
    """Returns the frozen list that a record with a `ceremony` claims to be about."""
    return frozen_list(
        record["ceremony"]["assembly"],
        record["seats"],
        record["rule"],
        len(record["tickets"]),
        record["categories"],
        record["answers"],
        record.get("households"),
        record.get("pairs"),
    )


def check(record: Record) -> Iterator[Finding]:
    """Checks that list, randomness and seed follow from each other. Yields nothing for a record without a ceremony."""
    if "ceremony" not in record:
        return
    yield from check_list(record)
    yield from check_seed(record)


def check_list(record: Record) -> Iterator[Finding]:
    """Checks that the frozen list is the one that the record is about."""
    ceremony = record["ceremony"]
    computed = _sha256(of_record(record))
    if ceremony["list_sha256"] != computed:
        yield Finding("frozen_list", {"given": ceremony["list_sha256"], "computed": computed})
    for field in ("must", "must_not"):
        for person in record[field]:
            yield Finding("frozen_must", {"person": person, "field": field})


def check_seed(record: Record) -> Iterator[Finding]:
    """Checks that the seed follows from root, list, digits and drand round."""
    ceremony = record["ceremony"]
    beacon, randomness = ceremony["beacon"], ""
    if beacon is not None:
        randomness = randomness_of(beacon["signature"])
        if beacon["randomness"] != randomness:
            yield Finding("randomness", {"given": beacon["randomness"], "computed": randomness})
    seed = seed_of(ceremony["root"], ceremony["list_sha256"], ceremony["digits"], randomness)
    if record["seed"] != seed:
        yield Finding("seed", {"given": record["seed"], "computed": seed})


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
