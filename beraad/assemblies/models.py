"""A burgerberaad and who may do what in it."""

from __future__ import annotations

import enum
import secrets
from datetime import date, datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from beraad.accounts.models import Account
from beraad.extensions import db
from beraad.orm import Model, Moment, choice, now


class Role(enum.StrEnum):
    """What somebody is in one burgerberaad."""

    ADMINISTRATOR = "beheerder"
    REGISTRY = "griffie"
    ORGANISER = "organisator"
    FACILITATOR = "gespreksleider"
    OFFICIAL = "ambtenaar"
    EXECUTIVE = "bestuur"
    COUNCILLOR = "raadslid"
    OBSERVER = "waarnemer"
    PANELLIST = "panellid"

    @property
    def label(self) -> str:
        return str(ROLE_LABELS[self])


ROLE_LABELS = {
    Role.ADMINISTRATOR: _l("Beheerder"),
    Role.REGISTRY: _l("Griffie"),
    Role.ORGANISER: _l("Organisator"),
    Role.FACILITATOR: _l("Gespreksleider"),
    Role.OFFICIAL: _l("Ambtenaar"),
    Role.EXECUTIVE: _l("Bestuur"),
    Role.COUNCILLOR: _l("Raadslid"),
    Role.OBSERVER: _l("Waarnemer"),
    Role.PANELLIST: _l("Panellid"),
}


class Phase(enum.StrEnum):
    """Where a burgerberaad is on its road, in order."""

    PREPARATION = "voorbereiding"
    RECRUITMENT = "werving"
    LOTTERY = "loting"
    MEETINGS = "bijeenkomsten"
    ADVICE = "advies"
    FOLLOW_UP = "opvolging"
    CLOSED = "afgesloten"

    @property
    def label(self) -> str:
        return str(PHASE_LABELS[self])


PHASE_LABELS = {
    Phase.PREPARATION: _l("Voorbereiding"),
    Phase.RECRUITMENT: _l("Werving"),
    Phase.LOTTERY: _l("Loting"),
    Phase.MEETINGS: _l("Bijeenkomsten"),
    Phase.ADVICE: _l("Advies"),
    Phase.FOLLOW_UP: _l("Opvolging"),
    Phase.CLOSED: _l("Afgesloten"),
}


class RoomKind(enum.StrEnum):
    """The three parts of the room for influence."""

    FIXED = "staat_vast"
    OPEN = "ligt_open"
    OUTSIDE = "buiten_bevoegdheid"

    @property
    def label(self) -> str:
        return str(ROOM_LABELS[self])


ROOM_LABELS = {
    RoomKind.FIXED: _l("Staat vast"),
    RoomKind.OPEN: _l("Ligt open"),
    RoomKind.OUTSIDE: _l("Buiten bevoegdheid"),
}


class Assembly(Model):
    """A burgerberaad."""

    __tablename__ = "assembly"

    id: Mapped[int] = mapped_column(primary_key=True)
    #: its name in addresses; lower case, digits and hyphens
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    #: the one question the panel is asked
    question: Mapped[str] = mapped_column(Text, default="")
    #: a few sentences for the public page
    summary: Mapped[str] = mapped_column(Text, default="")
    #: the body that asks for advice and answers it
    commissioner: Mapped[str] = mapped_column(String(200), default="")
    #: who carries it out
    organiser: Mapped[str] = mapped_column(String(200), default="")
    contact_name: Mapped[str] = mapped_column(String(200), default="")
    contact_email: Mapped[str] = mapped_column(String(254), default="")
    contact_phone: Mapped[str] = mapped_column(String(40), default="")
    phase: Mapped[Phase] = mapped_column(choice(Phase), default=Phase.PREPARATION)
    seats: Mapped[int]
    #: first and last day on which residents can sign up
    sign_up_opens: Mapped[date | None]
    sign_up_closes: Mapped[date | None]
    #: day of the public draw
    draw_on: Mapped[date | None]
    #: first and last meeting of the panel
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    #: day on which the panel hands over its advice
    advice_on: Mapped[date | None]
    #: day on which the commissioner decides about the advice
    decision_on: Mapped[date | None]
    #: what the panellists get and what is asked of them, for letter and public page
    expectations: Mapped[str] = mapped_column(Text, default="")
    #: what has been studied and decided before
    background: Mapped[str] = mapped_column(Text, default="")
    #: what the commissioner promises beforehand to do with the advice, who promised it and when
    commitment: Mapped[str] = mapped_column(Text, default="")
    commitment_by: Mapped[str] = mapped_column(String(200), default="")
    commitment_on: Mapped[date | None]
    #: visible to the public
    is_public: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    #: another one as soon as anything changes that residents are asked (see `revision`)
    revision: Mapped[str] = mapped_column(String(16), default=lambda: secrets.token_hex(8))

    features: Mapped[list[Feature]] = relationship(
        back_populates="assembly", order_by="(Feature.position, Feature.id)", cascade="all, delete-orphan"
    )
    room: Mapped[list[RoomItem]] = relationship(
        back_populates="assembly", order_by="(RoomItem.position, RoomItem.id)", cascade="all, delete-orphan"
    )

    __table_args__ = (
        CheckConstraint("seats > 0", name="seats_positive"),
        CheckConstraint("sign_up_closes IS NULL OR sign_up_opens <= sign_up_closes", name="sign_up_in_order"),
        CheckConstraint("ends_on IS NULL OR starts_on <= ends_on", name="dates_in_order"),
    )


class RoomItem(Model):
    """One line of the room for influence: what stands fast, lies open, or is for another authority."""

    __tablename__ = "room_item"

    id: Mapped[int] = mapped_column(primary_key=True)
    assembly_id: Mapped[int] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"), index=True)
    kind: Mapped[RoomKind] = mapped_column(choice(RoomKind))
    text: Mapped[str] = mapped_column(Text)
    #: why, or where that has been laid down
    reason: Mapped[str] = mapped_column(Text, default="")
    position: Mapped[int]

    assembly: Mapped[Assembly] = relationship(back_populates="room")


class QuestionVersion(Model):
    """One wording of the question, and how it was looked at. The wording never changes; another one is a new row."""

    __tablename__ = "question_version"

    assembly_id: Mapped[int] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"), primary_key=True)
    #: 1 for the first
    version: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime] = mapped_column(Moment, default=now)
    #: what a good question is, as far as somebody ticked it: values of `questions.Check`
    checks: Mapped[list[str]] = mapped_column(JSON, default=list)
    #: with how many residents it was tried, and what they made of it
    tried_with: Mapped[int] = mapped_column(default=0)
    remarks: Mapped[str] = mapped_column(Text, default="")

    __table_args__ = (CheckConstraint("tried_with >= 0", name="tried_with_not_negative"),)


class AskedOfResidents:
    """What residents are asked: its burgerberaad gets another revision when it changes."""

    def asked_by(self) -> int | None:
        """Number of the burgerberaad; None for a change that is nothing to residents."""
        return self.assembly_id


class Feature(AskedOfResidents, Model):
    """Something asked of everyone who signs up, on which the panel has to mirror the population."""

    __tablename__ = "feature"

    id: Mapped[int] = mapped_column(primary_key=True)
    assembly_id: Mapped[int] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"), index=True)
    #: the column name in files, such as `leeftijd`
    name: Mapped[str] = mapped_column(String(80))
    #: the question as residents read it; the name when empty
    question: Mapped[str] = mapped_column(String(300), default="")
    #: about special personal data, such as origin: answers are sealed, and only the lottery reads them; the last answer
    #: is of who would rather not say
    is_special: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int]

    assembly: Mapped[Assembly] = relationship(back_populates="features")
    answers: Mapped[list[FeatureValue]] = relationship(
        back_populates="feature",
        order_by="(FeatureValue.position, FeatureValue.id)",
        cascade="all, delete-orphan",
        lazy="selectin",
    )

    __table_args__ = (UniqueConstraint("assembly_id", "name"),)


class FeatureValue(AskedOfResidents, Model):
    """One of the answers to a feature."""

    __tablename__ = "feature_value"

    id: Mapped[int] = mapped_column(primary_key=True)
    feature_id: Mapped[int] = mapped_column(ForeignKey("feature.id", ondelete="CASCADE"), index=True)
    value: Mapped[str] = mapped_column(String(120))
    position: Mapped[int]

    feature: Mapped[Feature] = relationship(back_populates="answers")

    __table_args__ = (UniqueConstraint("feature_id", "value"),)

    def asked_by(self) -> int | None:
        feature = self.feature or db.session.get(Feature, self.feature_id)
        return feature.assembly_id if feature is not None else None


class Membership(Model):
    """An account's role in a burgerberaad."""

    __tablename__ = "membership"

    id: Mapped[int] = mapped_column(primary_key=True)
    assembly_id: Mapped[int] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    role: Mapped[Role] = mapped_column(choice(Role))

    account: Mapped[Account] = relationship()
    assembly: Mapped[Assembly] = relationship()

    __table_args__ = (UniqueConstraint("assembly_id", "account_id", "role"),)


class PhaseStart(Model):
    """When a burgerberaad entered a phase. Rows are added, never altered."""

    __tablename__ = "phase_start"

    id: Mapped[int] = mapped_column(primary_key=True)
    assembly_id: Mapped[int] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"), index=True)
    phase: Mapped[Phase] = mapped_column(choice(Phase))
    at: Mapped[datetime] = mapped_column(Moment, default=now)


class ParticipationPlan(Model):
    """One version of the participatieplan. The latest is open for writing until the commissioner has approved it."""

    __tablename__ = "participation_plan"

    id: Mapped[int] = mapped_column(primary_key=True)
    assembly_id: Mapped[int] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"))
    #: 1 for the first
    version: Mapped[int]
    #: why there is a burgerberaad, and which parties are involved
    occasion: Mapped[str] = mapped_column(Text, default="")
    goal: Mapped[str] = mapped_column(Text, default="")
    #: who take part, and in which form
    participants: Mapped[str] = mapped_column(Text, default="")
    #: time, means and organisation
    resources: Mapped[str] = mapped_column(Text, default="")
    #: how contributions are worked up and how is decided
    decision_making: Mapped[str] = mapped_column(Text, default="")
    #: when and how those who contributed hear what was done with it
    feedback: Mapped[str] = mapped_column(Text, default="")
    evaluation: Mapped[str] = mapped_column(Text, default="")
    #: the room for influence as it was when approved: [kind, text, reason] each
    room: Mapped[list[list[str]]] = mapped_column(JSON, default=list)
    #: office that approved it, and the day; empty while it is open
    approved_by: Mapped[str] = mapped_column(String(200), default="")
    approved_on: Mapped[date | None]

    __table_args__ = (
        UniqueConstraint("assembly_id", "version"),
        CheckConstraint("version > 0", name="version_positive"),
    )
