"""Recompute everything from a published record, with the standard library and exact fractions alone.

Nothing in the record is believed: profiles, constraints, chances, tickets and the bound are computed again from the
answers, quotas and panels, and compared.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from selection.model.problem import Problem
from selection.proof.findings import Finding
from selection.proof.recompute import recompute
from selection.proof.record import Record, around_hash, fields, joined, loads
from selection.proof.record_shape import shape


@dataclass(frozen=True)
class Verification:
    """`ok` when there are no findings."""

    findings: tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        return not self.findings


def verify(record: bytes | Record, problem: Problem | None = None, data: bytes | None = None) -> Verification:
    """Check a record, and with `problem` that it is about exactly those people and quotas.

    `data`: the bytes that `record` was read from, when it has been read already. Raises InputError only when the bytes
    are no record at all.
    """
    if isinstance(record, bytes):
        data, record = record, loads(record)
    findings = list(_own_hash(record, data))
    wrong = list(shape(record))
    findings.extend(wrong)
    if not wrong:
        findings.extend(recompute(record, problem))
    return Verification(tuple(findings))


def _own_hash(record: Record, data: bytes | None) -> Iterator[Finding]:
    """Whether the record is sealed with its hash, and `data` is its canonical form: each field is written once."""
    before, after = around_hash(record)
    seal = fields(record, lambda key: key == "sha256")
    computed, given = hashlib.sha256(joined(before, after)).hexdigest(), record.get("sha256")
    if given != computed:
        yield Finding("hash", {"given": given, "computed": computed})
    if data is not None and data != joined(before, seal, after):
        yield Finding("not_canonical", {})
