"""One table: forms that were sent, each of which makes one thing however often it comes."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from beraad.orm import Model, Moment, now


class SentForm(Model):
    """A form that did its work. It does not say whose form it was, nor what was in it."""

    __tablename__ = "sent_form"

    id: Mapped[int] = mapped_column(primary_key=True)
    #: fingerprint of the form's own key, its address and who sent it
    key: Mapped[str] = mapped_column(String(64), unique=True)
    #: fingerprint of what was in it
    content: Mapped[str] = mapped_column(String(64))
    #: the address to which it led, readable only with the application's secret
    sealed_location: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime] = mapped_column(Moment, default=now, index=True)
