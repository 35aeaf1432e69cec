"""The scheme, travel costs that were claimed, and lists of payments. Amounts are whole cents."""

from __future__ import annotations

from datetime import datetime
from typing import NewType

from flask_babel import lazy_gettext as _l
from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from beraad.assemblies.models import AssemblyId
from beraad.choices import LabelledEnum
from beraad.meetings.models import Meeting, MeetingId
from beraad.orm import Model, Moment, choice, now
from beraad.panel.models import Seat, SeatId
from beraad.web.visitor import AccountId

PaymentListId = NewType("PaymentListId", int)


class AllowanceScheme(Model):
    """What a panellist of one burgerberaad gets."""

    __tablename__ = "allowance_scheme"

    assembly_id: Mapped[AssemblyId] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"), primary_key=True)
    #: for a meeting at which somebody was present
    meeting_cents: Mapped[int]
    #: part of that for whoever was there part of the time, in per cent
    partly_percent: Mapped[int] = mapped_column(default=100)
    #: for each kilometre by car or bicycle; 0: not paid
    km_cents: Mapped[int] = mapped_column(default=0)
    #: whether the price of a ticket, a taxi or parking is paid
    pays_actual: Mapped[bool] = mapped_column(default=False)
    changed_at: Mapped[datetime] = mapped_column(Moment, default=now)

    __table_args__ = (
        CheckConstraint("meeting_cents >= 0 AND km_cents >= 0", name="amounts_not_negative"),
        CheckConstraint("partly_percent >= 0 AND partly_percent <= 100", name="partly_is_a_part"),
    )


class TravelKind(LabelledEnum):
    """How travel costs are calculated."""

    DISTANCE = "kilometers", _l("Met eigen vervoer, per kilometer")
    ACTUAL = "werkelijk", _l("Kaartje, taxi of parkeren, wat het kostte")


class TravelClaim(Model):
    """What a panellist claims for the journey to a meeting and back."""

    __tablename__ = "travel_claim"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[MeetingId] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    seat_id: Mapped[SeatId] = mapped_column(ForeignKey("seat.id", ondelete="CASCADE"), index=True)
    kind: Mapped[TravelKind] = mapped_column(choice(TravelKind))
    #: there and back; 0 when the price is claimed
    kilometres: Mapped[int] = mapped_column(default=0)
    #: the price; 0 when kilometres are claimed
    cents: Mapped[int] = mapped_column(default=0)
    claimed_at: Mapped[datetime] = mapped_column(Moment, default=now)

    __table_args__ = (
        UniqueConstraint("meeting_id", "seat_id"),
        CheckConstraint(
            "(kind = 'kilometers' AND kilometres > 0 AND cents = 0) OR "
            "(kind = 'werkelijk' AND cents > 0 AND kilometres = 0)",
            name="one_way_of_reckoning",
        ),
    )


class ListState(LabelledEnum):
    """What has been done with the payments on a list."""

    TO_PAY = "te_betalen", _l("Te betalen, nog niet goedgekeurd"), "warning"
    APPROVED = "goedgekeurd", _l("Goedgekeurd"), "info"
    PAID = "betaald", _l("Betaald"), "success"


class PaymentList(Model):
    """Payments that go to the bank together; drawn up by one official and approved by another."""

    __tablename__ = "payment_list"

    id: Mapped[PaymentListId] = mapped_column(primary_key=True)
    assembly_id: Mapped[AssemblyId] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"))
    #: 1, 2, 3 … within the burgerberaad
    number: Mapped[int]
    state: Mapped[ListState] = mapped_column(choice(ListState), default=ListState.TO_PAY)
    drawn_up_at: Mapped[datetime] = mapped_column(Moment, default=now)
    drawn_up_by_id: Mapped[AccountId | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    approved_at: Mapped[datetime | None] = mapped_column(Moment)
    approved_by_id: Mapped[AccountId | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    paid_at: Mapped[datetime | None] = mapped_column(Moment)
    paid_by_id: Mapped[AccountId | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))

    lines: Mapped[list[PaymentLine]] = relationship(
        back_populates="list", order_by="PaymentLine.id", cascade="all, delete-orphan"
    )

    __table_args__ = (
        UniqueConstraint("assembly_id", "number"),
        CheckConstraint("approved_by_id <> drawn_up_by_id", name="approved_by_another"),
        CheckConstraint("(state = 'te_betalen') = (approved_at IS NULL)", name="approved_at_a_moment"),
        CheckConstraint("(state = 'betaald') = (paid_at IS NOT NULL)", name="paid_at_a_moment"),
    )


class LineKind(LabelledEnum):
    """What a payment is for."""

    MEETING = "bijeenkomst", _l("Bijeenkomst")
    TRAVEL = "reis", _l("Reiskosten")


class PaymentLine(Model):
    """One amount for one person in one seat and one meeting. There is never a second one for the same."""

    __tablename__ = "payment_line"

    id: Mapped[int] = mapped_column(primary_key=True)
    list_id: Mapped[PaymentListId] = mapped_column(ForeignKey("payment_list.id", ondelete="CASCADE"), index=True)
    meeting_id: Mapped[MeetingId] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    seat_id: Mapped[SeatId] = mapped_column(ForeignKey("seat.id", ondelete="CASCADE"), index=True)
    kind: Mapped[LineKind] = mapped_column(choice(LineKind))
    cents: Mapped[int]

    list: Mapped[PaymentList] = relationship(back_populates="lines")
    meeting: Mapped[Meeting] = relationship()
    seat: Mapped[Seat] = relationship()

    __table_args__ = (
        UniqueConstraint("meeting_id", "seat_id", "kind"),
        CheckConstraint("cents > 0", name="amount_positive"),
    )
