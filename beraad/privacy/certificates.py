"""Certificates: what was deleted is counted in the transaction that deletes it, so that the count is never wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask import abort
from sqlalchemy import select

from beraad.assemblies.models import Assembly
from beraad.audit import service as audit
from beraad.extensions import db
from beraad.orm import now
from beraad.privacy.models import DeletionCertificate, Occasion
from beraad.web import visitor
from beraad.web.paging import Page, paged


@dataclass(frozen=True)
class CertificateRow:
    """A certificate in the list."""

    id: int
    occasion: Occasion
    counts: Mapping[str, int]
    started_at: datetime
    finished_at: datetime | None

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def add(assembly_id: int | None, run_key: str, code: str, number: int) -> None:
    """Write down that `number` of `code` are deleted in this run; the first time opens its certificate."""
    found = _of_run(run_key)
    if found is None:
        found = DeletionCertificate(assembly_id=assembly_id, occasion=Occasion.TERM, run_key=run_key, counts={})
        db.session.add(found)
    found.counts = {**found.counts, code: found.counts.get(code, 0) + number}
    db.session.flush()


def finish(run_key: str) -> None:
    """The run has ended: close its certificate, if it deleted anything and was not closed before."""
    found = _of_run(run_key)
    if found is not None and found.finished_at is None:
        _close(found, "privacy.retention_carried_out")


def of_request(assembly: Assembly, counts: Mapping[str, int]) -> DeletionCertificate:
    """The certificate of one person's request."""
    made = DeletionCertificate(
        assembly_id=assembly.id,
        occasion=Occasion.REQUEST,
        counts={code: number for code, number in counts.items() if number},
        actor_id=visitor.account_number(),
    )
    db.session.add(made)
    _close(made, "privacy.erased_at_request")
    return made


def issued(assembly_id: int, number: int) -> Page[CertificateRow]:
    """The certificates of a burgerberaad, the newest first."""
    columns = [getattr(DeletionCertificate, name) for name in CertificateRow.__dataclass_fields__]
    chosen = select(*columns).where(DeletionCertificate.assembly_id == assembly_id)
    return paged(chosen.order_by(DeletionCertificate.id.desc()), number, lambda row: CertificateRow(*row))


def certificate(assembly: Assembly, number: int) -> DeletionCertificate:
    """The certificate with this number; 404 when this burgerberaad has no such."""
    found = db.session.get(DeletionCertificate, number)
    if found is None or found.assembly_id != assembly.id:
        abort(404)
    return found


def _close(certificate: DeletionCertificate, action: str) -> None:
    certificate.finished_at = now()
    db.session.flush()
    subject = f"deletion_certificate:{certificate.id}"
    audit.record(action, subject, assembly_id=certificate.assembly_id, **certificate.counts)


def _of_run(run_key: str) -> DeletionCertificate | None:
    return db.session.scalar(select(DeletionCertificate).where(DeletionCertificate.run_key == run_key))
