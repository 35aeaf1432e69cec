"""The verdict on a published record, with the standard library and exact fractions only.

Nothing in the record is trusted: profiles, constraints, chances, tickets and bounds are computed again from the
answers, quotas and panels, and compared; what the rule claims must follow from the certificate.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from selection.model.problem import Problem
from selection.proof import inspection
from selection.proof.evidence import Evidence
from selection.proof.findings import Finding
from selection.proof.recompute import recompute
from selection.proof.record import TICKETS_FORMAT, Record, around_hash, dumps, fields, joined, loads
from selection.proof.record_shape import shape


class Verdict(Enum):
    """Whether a record is a lottery by its rule, and whether that is proven.

    MATCHES: for the public part of a record that is open for inspection only.
    """

    PROVEN = "proven"
    UNPROVEN = "valid but not proven"
    MATCHES = "matches what was announced"
    WRONG = "wrong"


@dataclass(frozen=True)
class Announced:
    """What was announced before the draw, in hexadecimal. `fingerprints`: of the file, frozen list or problem."""

    root: str | None = None
    fingerprints: tuple[str, ...] = ()


@dataclass(frozen=True)
class Verification:
    """`findings`: what is wrong. `missing`: what it lacks to be proven. `evidence`: figures; None if not computed."""

    verdict: Verdict
    findings: tuple[Finding, ...]
    missing: tuple[Finding, ...] = ()
    evidence: Evidence | None = None

    @property
    def ok(self) -> bool:
        """Whether the lottery is proven to be the one that its rule asks for."""
        return self.verdict is Verdict.PROVEN

    @property
    def valid(self) -> bool:
        """Whether nothing is wrong with the record."""
        return not self.findings


def verify(
    record: bytes | Record,
    problem: Problem | None = None,
    data: bytes | None = None,
    announced: Announced | None = None,
) -> Verification:
    """Checks a record, and if `problem` is given, that it is about exactly those people and quotas.

    `data`: the bytes that `record` was read from, if it has been read already. Raises InputError if the bytes are not a
    record.
    """
    if isinstance(record, bytes):
        data, record = record, loads(record)
    announced = announced or Announced()
    findings = list(_own_hash(record, data))
    wrong = list(shape(record))
    findings.extend(wrong)
    if wrong:
        return Verification(Verdict.WRONG, tuple(findings))
    data = dumps(record) if data is None else data
    findings.extend(_announced(record, data, announced))
    if record["format"] == TICKETS_FORMAT:
        file = hashlib.sha256(data).hexdigest()
        return _inspected(record, findings, file in map(_hex, announced.fingerprints))
    steps, evidence = recompute(record, problem), None
    try:
        while True:
            findings.append(next(steps))
    except StopIteration as end:
        evidence = end.value
    if findings or evidence is None:
        return Verification(Verdict.WRONG, tuple(findings))
    verdict = Verdict.UNPROVEN if evidence.missing else Verdict.PROVEN
    return Verification(verdict, (), evidence.missing, evidence)


def _inspected(record: Record, findings: list[Finding], file_announced: bool) -> Verification:
    """Returns the verdict on the public part of a record."""
    findings = [*findings, *inspection.check(record)]
    if findings:
        return Verification(Verdict.WRONG, tuple(findings))
    return Verification(Verdict.MATCHES, (), tuple(inspection.missing(record, file_announced)))


def _own_hash(record: Record, data: bytes | None) -> Iterator[Finding]:
    """Checks the record's own hash, and that `data` is its canonical form. Serialises each field only once."""
    before, after = around_hash(record)
    seal = fields(record, lambda key: key == "sha256")
    computed, stored = hashlib.sha256(joined(before, after)).hexdigest(), record.get("sha256")
    if stored != computed:
        yield Finding("hash", {"given": stored, "computed": computed})
    if data is not None and data != joined(before, seal, after):
        yield Finding("not_canonical", {})


def _announced(record: Record, data: bytes, announced: Announced) -> Iterator[Finding]:
    """Checks that root and fingerprints are those that were announced."""
    ceremony = record.get("ceremony") or {"root": "–", "list_sha256": "–"}
    if announced.root and ceremony["root"] != _hex(announced.root):
        yield Finding("announced_root", {"given": ceremony["root"], "announced": announced.root})
    file, listed = hashlib.sha256(data).hexdigest(), ceremony["list_sha256"]
    for fingerprint in announced.fingerprints:
        if _hex(fingerprint) not in (file, listed, record.get("input_sha256")):
            yield Finding("announced_fingerprint", {"announced": fingerprint, "file": file, "list": listed})


def _hex(text: str) -> str:
    return "".join(text.split()).lower()
