"""Seats with everyone who ever held them, and what the people in them need."""

from __future__ import annotations

from datetime import date, datetime
from typing import NewType

from flask_babel import lazy_gettext as _l
from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint, event
from sqlalchemy.orm import Mapped, mapped_column, relationship

from beraad.accounts.models import Account
from beraad.assemblies.models import Assembly, AssemblyId
from beraad.choices import LabelledEnum
from beraad.days import today
from beraad.lottery.models import refuse_change
from beraad.orm import Model, Moment, choice, now
from beraad.recruitment.models.registration import Registration, RegistrationId
from beraad.telling.ways import ContactBy
from beraad.web.visitor import AccountId

SeatId = NewType("SeatId", int)
ReserveListId = NewType("ReserveListId", int)


class SeatState(LabelledEnum):
    """Where somebody is with the seat that was drawn for them."""

    DRAWN = "geloot", _l("Geloot, nog niet gevraagd")
    INVITED = "gevraagd", _l("Gevraagd"), "info"
    CONFIRMED = "bevestigd", _l("Bevestigd"), "success"
    DECLINED = "afgezegd", _l("Afgezegd"), "warning"
    DROPPED_OUT = "uitgevallen", _l("Uitgevallen"), "warning"
    REPLACED = "vervangen", _l("Vervangen")


#: somebody in one of these states holds the seat
HOLDING = (SeatState.DRAWN, SeatState.INVITED, SeatState.CONFIRMED)
#: a seat in one of these states is empty and waits for a replacement
EMPTY = (SeatState.DECLINED, SeatState.DROPPED_OUT)


class AnsweredBy(LabelledEnum):
    """How an answer came in."""

    LINK = "link", _l("Zelf, via internet")
    PHONE = "telefoon", _l("Per telefoon")
    POST = "post", _l("Per post")
    OFFICE = "kantoor", _l("Door de griffie")


class Cause(LabelledEnum):
    """Why somebody said no or stopped, in a word that can be counted."""

    TIME = "geen_tijd", _l("Geen tijd")
    WORK = "werk", _l("Werk of studie")
    CARE = "zorg", _l("Zorg voor kinderen of anderen")
    HEALTH = "gezondheid", _l("Gezondheid")
    MOVED = "verhuisd", _l("Verhuisd")
    NOT_FOR_ME = "past_niet", _l("Het past niet")
    NO_ANSWER = "geen_antwoord", _l("Geen antwoord voor de laatste dag")
    OTHER = "anders", _l("Een andere reden")
    UNTOLD = "niet_verteld", _l("Niet verteld")


class Seat(Model):
    """One person's turn in one seat of the panel."""

    __tablename__ = "seat"

    id: Mapped[SeatId] = mapped_column(primary_key=True)
    assembly_id: Mapped[AssemblyId] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"))
    #: the place on the panel, from 1; the same for all who held it
    number: Mapped[int]
    #: 1 for who was drawn, 2 for the first replacement, and so on
    turn: Mapped[int] = mapped_column(default=1)
    #: who it is; None once that person's data have been deleted
    registration_id: Mapped[RegistrationId | None] = mapped_column(ForeignKey("registration.id", ondelete="SET NULL"))
    #: the name of this person in the draw
    pool_id: Mapped[str] = mapped_column(String(80))
    state: Mapped[SeatState] = mapped_column(choice(SeatState), default=SeatState.DRAWN)
    asked_at: Mapped[datetime | None] = mapped_column(Moment)
    #: the way by which this person is asked, as it was when they were
    asked_by: Mapped[ContactBy | None] = mapped_column(choice(ContactBy))
    #: when the mail was queued, the letter posted or the call made; None while somebody still has to do that
    told_at: Mapped[datetime | None] = mapped_column(Moment)
    #: last day to answer
    answer_by: Mapped[date | None]
    reminded_at: Mapped[datetime | None] = mapped_column(Moment)
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    #: SHA-256 of the token in the link that opens the answer page
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    #: the token itself, sealed, for a reminder
    sealed_token: Mapped[bytes | None] = mapped_column(LargeBinary)
    #: the account with which the panellist signs in
    account_id: Mapped[AccountId | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    #: what this person needs to take part, sealed (see `needs.service.Needs`)
    sealed_needs: Mapped[bytes | None] = mapped_column(LargeBinary)
    #: bank account for the allowance, sealed (see `needs.bank.Bank`)
    sealed_bank: Mapped[bytes | None] = mapped_column(LargeBinary)
    #: False: wants none, for instance because of a benefit; None: not asked yet
    wants_allowance: Mapped[bool | None]

    assembly: Mapped[Assembly] = relationship()
    registration: Mapped[Registration | None] = relationship()
    account: Mapped[Account | None] = relationship()

    @property
    def is_late(self) -> bool:
        """Whether the last day to answer has passed."""
        return self.answer_by is not None and today() > self.answer_by

    @property
    def may_return(self) -> bool:
        """Whether somebody who said no can still change their mind by the link."""
        return self.state is SeatState.DECLINED and not self.is_late

    @property
    def takes_answers(self) -> bool:
        """Whether an official can still write down an answer of this person."""
        return self.state in (*HOLDING, SeatState.DECLINED)

    __table_args__ = (
        UniqueConstraint("assembly_id", "number", "turn"),
        #: nobody sits twice, also when two officials offer the same reserve a seat at the same moment
        UniqueConstraint("assembly_id", "pool_id"),
        Index(
            "uq_seat_held_once",
            "assembly_id",
            "number",
            unique=True,
            sqlite_where=state.in_(HOLDING),
            postgresql_where=state.in_(HOLDING),
        ),
        #: two people with one mailbox are two people
        Index("uq_seat_holder", "assembly_id", "account_id", unique=True),
        CheckConstraint("number > 0 AND turn > 0", name="counted_from_one"),
        CheckConstraint("state <> 'bevestigd' OR answered_at IS NOT NULL", name="confirmed_at_a_moment"),
    )


class SeatEvent(Model):
    """One line in the history of a seat. Rows are added, never altered."""

    __tablename__ = "seat_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    seat_id: Mapped[SeatId] = mapped_column(ForeignKey("seat.id", ondelete="CASCADE"), index=True)
    recorded_at: Mapped[datetime] = mapped_column(Moment, default=now)
    #: account; None for the public, a command or a job
    actor_id: Mapped[AccountId | None]
    state: Mapped[SeatState] = mapped_column(choice(SeatState))
    #: how the answer came in; None if there was none
    way: Mapped[AnsweredBy | None] = mapped_column(choice(AnsweredBy, "way"))
    #: why; None if nobody left
    cause: Mapped[Cause | None] = mapped_column(choice(Cause))
    #: the day on which it happened, if that was before it was written down
    happened_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(Text, default="")


class ReserveList(Model):
    """Reserves chosen for the expected drop-out; the last list counts."""

    __tablename__ = "reserve_list"

    id: Mapped[ReserveListId] = mapped_column(primary_key=True)
    assembly_id: Mapped[AssemblyId] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"), index=True)
    made_at: Mapped[datetime] = mapped_column(Moment, default=now)
    made_by_id: Mapped[AccountId | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    #: the chance that somebody leaves, in per cent; not used if a file says it
    leave_percent: Mapped[int]
    #: name of the file with factors from earlier assemblies; empty: everyone has the chance above
    source: Mapped[str] = mapped_column(String(200), default="")
    #: hexadecimal; with the frozen pool and the panel of that moment it leads to the same list again
    seed: Mapped[str] = mapped_column(String(64))
    #: share of quotas still met with these reserves, with a list drawn by lot, with none; and people leaving on average
    met: Mapped[float]
    met_random: Mapped[float]
    met_without: Mapped[float]
    leaving: Mapped[float]

    reserves: Mapped[list[Reserve]] = relationship(order_by="Reserve.rank", cascade="all, delete-orphan")


class Reserve(Model):
    """Somebody who is asked before others when a seat falls empty."""

    __tablename__ = "reserve"

    id: Mapped[int] = mapped_column(primary_key=True)
    list_id: Mapped[ReserveListId] = mapped_column(ForeignKey("reserve_list.id", ondelete="CASCADE"))
    #: from 1, the most useful first
    rank: Mapped[int]
    #: the name of this person in the draw
    pool_id: Mapped[str] = mapped_column(String(80))

    __table_args__ = (UniqueConstraint("list_id", "rank"), UniqueConstraint("list_id", "pool_id"))


event.listen(SeatEvent, "before_update", refuse_change)
