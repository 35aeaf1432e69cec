"""The public part of a record that is open for inspection only: tickets and numbers, and none of the answers.

Whoever has it sees that panels and seed are those that were announced, and that no ticket was added. Quotas and chances
are checked where the whole record is open, of which it has the hash.
"""

from __future__ import annotations

from collections.abc import Iterator

from selection.model.seed import SeedStream
from selection.proof import ceremony, panels
from selection.proof.findings import Finding
from selection.proof.record import TICKETS_FORMAT, Record, sealed

#: The fields that the public part has in common with the whole record.
SAME = ("ceremony", "panels", "people", "rule", "seats", "seed", "tickets")


def public_part(record: Record, record_sha256: str, place: str) -> bytes:
    """The canonical bytes of the public part; `record_sha256`: of the file; `place`: where and with whom it is open."""
    common = {field: record[field] for field in SAME}
    return sealed({**common, "format": TICKETS_FORMAT, "record_sha256": record_sha256, "inspection": place})


def check(record: Record) -> Iterator[Finding]:
    """Whether panels, tickets and seed fit each other."""
    if record["people"] != sorted(set(record["people"])):
        yield Finding("people", {})
    yield from ceremony.check_seed(record)
    yield from panels.people_of(record)
    if in_order(record) is None:
        yield Finding("tickets", {})


def in_order(record: Record) -> list[int] | None:
    """The tickets, None when they aren't whole numbers of panels in the order that the seed gives."""
    tickets: list[int] = record["tickets"]
    expected = sorted(tickets)
    SeedStream(bytes.fromhex(record["seed"]), "tickets").shuffle(expected)
    return tickets if tickets and max(tickets) < len(record["panels"]) and expected == tickets else None


def missing(record: Record, announced: bool) -> Iterator[Finding]:
    """What this part doesn't show."""
    yield Finding("inspection", {"place": record["inspection"]})
    if not announced:
        yield Finding("not_announced", {})
