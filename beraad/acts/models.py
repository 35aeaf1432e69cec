"""Acts that wait for a second official, and how that went."""

from __future__ import annotations

from datetime import datetime
from typing import NewType

from flask_babel import lazy_gettext as _l
from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from beraad.accounts.models import Account
from beraad.choices import LabelledEnum
from beraad.orm import Model, Moment, choice, now
from beraad.web.visitor import AccountId

ProposalId = NewType("ProposalId", int)


class ProposalState(LabelledEnum):
    """Where a proposal is; all but the first are its end."""

    OPEN = "open", _l("Wacht op een collega")
    APPROVED = "goedgekeurd", _l("Goedgekeurd")
    WITHDRAWN = "ingetrokken", _l("Ingetrokken")
    REPLACED = "vervangen", _l("Opnieuw voorgelegd")


class Proposal(Model):
    """An act that one official proposed, with the fingerprint of the page that they saw."""

    __tablename__ = "act_proposal"

    id: Mapped[ProposalId] = mapped_column(primary_key=True)
    assembly_id: Mapped[int] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"), index=True)
    #: key of the act, and the row that it is about as the log names it
    act: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(120))
    #: the numbers that were shown, and fingerprints of the rest; see `service.values_of`
    shown: Mapped[dict[str, int | str]] = mapped_column(JSON)
    fingerprint: Mapped[str] = mapped_column(String(64))
    state: Mapped[ProposalState] = mapped_column(choice(ProposalState), default=ProposalState.OPEN)
    #: None for a command
    proposed_by_id: Mapped[AccountId | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    proposed_at: Mapped[datetime] = mapped_column(Moment, default=now)
    approved_by_id: Mapped[AccountId | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    ended_at: Mapped[datetime | None] = mapped_column(Moment)

    proposed_by: Mapped[Account | None] = relationship(foreign_keys=[proposed_by_id])

    __table_args__ = (
        Index(
            "ix_act_proposal_open",
            "act",
            "subject",
            unique=True,
            sqlite_where=state == ProposalState.OPEN,
            postgresql_where=state == ProposalState.OPEN,
        ),
        CheckConstraint("approved_by_id IS NULL OR approved_by_id <> proposed_by_id", name="four_eyes"),
        CheckConstraint("(state = 'open') = (ended_at IS NULL)", name="ended_at_a_moment"),
        CheckConstraint("approved_by_id IS NULL OR state = 'goedgekeurd'", name="approved_by_somebody"),
    )
