"""The public part of a record that is otherwise open for inspection only: tickets and numbers, but no answers.

It shows that panels and seed are those that were announced, and that no ticket was added. Quotas and chances are
checked where the whole record, whose hash it has, is open.
"""

from __future__ import annotations

from collections.abc import Iterator

from selection.model.seed import SeedStream
from selection.proof import ceremony, panels
from selection.proof.findings import Finding
from selection.proof.record import TICKETS_FORMAT, Record, sealed

#: The fields that the public part shares with the whole record.
SAME = ("ceremony", "panels", "people", "rule", "seats", "seed", "tickets")


def public_part(record: Record, record_sha256: str, place: str) -> bytes:
    """Returns the canonical bytes of the public part.

    `record_sha256`: of the file of the whole record; `place`: where, and with whom, that can be inspected.
    """
    common = {field: record[field] for field in SAME}
    return sealed({**common, "format": TICKETS_FORMAT, "record_sha256": record_sha256, "inspection": place})


def check(record: Record) -> Iterator[Finding]:
    """Checks that panels, tickets and seed are consistent."""
    if record["people"] != sorted(set(record["people"])):
        yield Finding("people", {})
    yield from ceremony.check_seed(record)
    yield from panels.people_of(record)
    if in_order(record) is None:
        yield Finding("tickets", {})


def in_order(record: Record) -> list[int] | None:
    """Returns the tickets, or None unless they are indices of panels in the order that follows from the seed."""
    tickets: list[int] = record["tickets"]
    expected = sorted(tickets)
    SeedStream(bytes.fromhex(record["seed"]), "tickets").shuffle(expected)
    return tickets if tickets and max(tickets) < len(record["panels"]) and expected == tickets else None


def missing(record: Record, announced: bool) -> Iterator[Finding]:
    """Yields what this part can't show."""
    yield Finding("inspection", {"place": record["inspection"]})
    if not announced:
        yield Finding("not_announced", {})
