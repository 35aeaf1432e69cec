"""Until when personal data of the recruitment are kept, and what was deleted."""

from __future__ import annotations

import enum
from datetime import date, datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from beraad.extensions import db
from beraad.orm import Moment, choice


class Kept(enum.StrEnum):
    """What is kept for a time."""

    SAMPLE = "steekproef"
    POOL = "aanmeldingen"

    @property
    def label(self) -> str:
        return str(KEPT_LABELS[self])


KEPT_LABELS = {
    Kept.SAMPLE: _l("De steekproef uit het bevolkingsregister"),
    Kept.POOL: _l("Gegevens van mensen die geen plaats in het panel hebben"),
}


class RetentionTerm(db.Model):
    """The last day on which something is kept; after it has been deleted, the certificate of that."""

    __tablename__ = "retention_term"

    assembly_id: Mapped[int] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"), primary_key=True)
    kept: Mapped[Kept] = mapped_column(choice(Kept), primary_key=True)
    until: Mapped[date]
    #: when it was deleted
    done_at: Mapped[datetime | None] = mapped_column(Moment)
    #: what was deleted: table or kind of data → number
    deleted: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
