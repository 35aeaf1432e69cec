"""How a formal response came about: who wrote what."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from beraad.accounts.models import Account
from beraad.orm import Model, Moment, choice, now
from beraad.recommendations.models import FormalResponse, ResponseId
from beraad.recommendations.statuses import Decision
from beraad.web.visitor import AccountId


class ResponseEdit(Model):
    """A draft as somebody saved it. Added, never changed: whoever stands in one of them can't publish the response."""

    __tablename__ = "response_edit"

    id: Mapped[int] = mapped_column(primary_key=True)
    response_id: Mapped[ResponseId] = mapped_column(ForeignKey("formal_response.id", ondelete="CASCADE"))
    #: 1 for the first text, counted up
    number: Mapped[int]
    author_id: Mapped[AccountId | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    #: the role in which they wrote
    author_role: Mapped[str] = mapped_column(String(40), default="")
    decision: Mapped[Decision] = mapped_column(choice(Decision))
    #: field → text, as far as there was any; days as ISO 8601
    content: Mapped[dict[str, str]] = mapped_column(JSON)
    saved_at: Mapped[datetime] = mapped_column(Moment, default=now)

    author: Mapped[Account | None] = relationship()
    response: Mapped[FormalResponse] = relationship()

    __table_args__ = (
        UniqueConstraint("response_id", "number"),
        CheckConstraint("number > 0", name="number_positive"),
    )
