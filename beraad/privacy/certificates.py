"""Certificates: what was deleted is counted in the transaction that deletes it, so the count is never wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from beraad.assemblies.models import Assembly, AssemblyId
from beraad.audit import service as audit
from beraad.extensions import db
from beraad.orm import now
from beraad.privacy.models import CertificateId, DeletionCertificate, Occasion
from beraad.web import visitor
from beraad.web.lists.declared import Column, Listing, choices


@dataclass(frozen=True)
class CertificateRow:
    """A certificate in the list."""

    id: CertificateId
    occasion: Occasion
    counts: Mapping[str, int]
    started_at: datetime
    finished_at: datetime | None

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def add(assembly_id: AssemblyId | None, run_key: str, code: str, number: int) -> None:
    """Write down that `number` of `code` are deleted in this run; the first time opens its certificate."""
    certificate = _of_run(run_key)
    if certificate is None:
        certificate = DeletionCertificate(assembly_id=assembly_id, occasion=Occasion.TERM, run_key=run_key, counts={})
        db.session.add(certificate)
    certificate.counts = {**certificate.counts, code: certificate.counts.get(code, 0) + number}
    db.session.flush()


def finish(run_key: str) -> None:
    """Close the certificate of a run that has ended, if it deleted anything and was not closed before."""
    certificate = _of_run(run_key)
    if certificate is not None and certificate.finished_at is None:
        _close(certificate, "privacy.retention_carried_out")


def of_request(assembly: Assembly, counts: Mapping[str, int]) -> DeletionCertificate:
    """Make the certificate of one person's request."""
    certificate = DeletionCertificate(
        assembly_id=assembly.id,
        occasion=Occasion.REQUEST,
        counts={code: number for code, number in counts.items() if number},
        actor_id=visitor.current_account_id(),
    )
    db.session.add(certificate)
    _close(certificate, "privacy.erased_at_request")
    return certificate


def issued(assembly: Assembly) -> Listing[CertificateRow]:
    """The certificates of a burgerberaad, the newest first."""
    columns = [getattr(DeletionCertificate, field.name) for field in fields(CertificateRow)]
    return Listing(
        endpoint="privacy.overview",
        name="verwijderbewijzen",
        rows=select(*columns).where(DeletionCertificate.assembly_id == assembly.id),
        made=lambda results: [CertificateRow(*row) for row in results],
        usual=(DeletionCertificate.id.desc(),),
        usual_label=_l("Nieuwste eerst"),
        columns=[
            Column("nummer", _l("Nummer"), lambda row: row.id, DeletionCertificate.id),
            Column("wanneer", _l("Wanneer"), lambda row: row.started_at, DeletionCertificate.started_at),
            Column("waarom", _l("Waarom"), lambda row: row.occasion, DeletionCertificate.occasion),
            Column("gewist", _l("Gewist"), lambda row: row.total, is_figure=True),
        ],
        filters=[choices("waarom", _l("Waarom"), Occasion, lambda why: DeletionCertificate.occasion == why)],
        empty=_l("Er is nog niets gewist."),
    )


def certificate(assembly: Assembly, certificate_id: CertificateId) -> DeletionCertificate:
    """Returns a certificate of this burgerberaad, or 404."""
    row: DeletionCertificate = db.first_or_404(
        select(DeletionCertificate).where(
            DeletionCertificate.assembly_id == assembly.id, DeletionCertificate.id == certificate_id
        )
    )
    return row


def _close(certificate: DeletionCertificate, action: str) -> None:
    certificate.finished_at = now()
    db.session.flush()
    audit.record(action, certificate, assembly_id=certificate.assembly_id, **certificate.counts)


def _of_run(run_key: str) -> DeletionCertificate | None:
    return db.session.scalar(select(DeletionCertificate).where(DeletionCertificate.run_key == run_key))
