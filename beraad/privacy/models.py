"""The terms that a burgerberaad promised, and the certificates of what was deleted."""

from __future__ import annotations

from datetime import datetime
from typing import NewType

from flask_babel import lazy_gettext as _l
from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from beraad.assemblies.models import AssemblyId
from beraad.choices import LabelledEnum
from beraad.orm import Model, Moment, choice, now
from beraad.privacy.kinds import Kind
from beraad.web.visitor import AccountId

CertificateId = NewType("CertificateId", int)


class RetentionTerm(Model):
    """How long one kind of data is kept, with who said so and why. Rows are added; the latest counts."""

    __tablename__ = "privacy_term"

    id: Mapped[int] = mapped_column(primary_key=True)
    assembly_id: Mapped[AssemblyId] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"), index=True)
    kind: Mapped[Kind] = mapped_column(choice(Kind))
    #: days after the start that belongs to the kind
    days: Mapped[int]
    #: why it differs from the one before; empty for the term that was set when recruitment started
    reason: Mapped[str] = mapped_column(Text, default="")
    set_by_id: Mapped[AccountId | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    set_at: Mapped[datetime] = mapped_column(Moment, default=now)

    __table_args__ = (CheckConstraint("days >= 0", name="days_not_negative"),)


class Occasion(LabelledEnum):
    """Why something was deleted."""

    TERM = "termijn", _l("De bewaartermijn was voorbij")
    REQUEST = "verzoek", _l("Iemand vroeg erom")


class DeletionCertificate(Model):
    """What was deleted in one go: kinds and numbers, nothing about who it was."""

    __tablename__ = "deletion_certificate"

    id: Mapped[CertificateId] = mapped_column(primary_key=True)
    #: empty for what belongs to the site itself
    assembly_id: Mapped[AssemblyId | None] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"), index=True)
    occasion: Mapped[Occasion] = mapped_column(choice(Occasion))
    #: names one run, also if it was interrupted and resumed; empty for a request
    run_key: Mapped[str | None] = mapped_column(String(80), unique=True)
    #: code of the kind (or, for a request, of the table) → number deleted; grows with each chunk
    counts: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    #: number of the account that asked for it; empty for the daily job
    actor_id: Mapped[AccountId | None]
    started_at: Mapped[datetime] = mapped_column(Moment, default=now)
    #: empty while it goes on
    finished_at: Mapped[datetime | None] = mapped_column(Moment)
