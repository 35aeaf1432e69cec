"""A burgerberaad and who may do what in it."""

from __future__ import annotations

import secrets
from datetime import date, datetime
from typing import TYPE_CHECKING, NewType, Self

from flask_babel import lazy_gettext as _l
from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from beraad.accounts.models import Account
from beraad.choices import LabelledEnum
from beraad.extensions import db
from beraad.orm import Model, Moment, choice, now
from beraad.web.visitor import AccountId

AssemblyId = NewType("AssemblyId", int)
RoomItemId = NewType("RoomItemId", int)
FeatureId = NewType("FeatureId", int)
FeatureValueId = NewType("FeatureValueId", int)


class Role(LabelledEnum):
    """The role of an account in one burgerberaad."""

    ADMINISTRATOR = "beheerder", _l("Beheerder")
    REGISTRY = "griffie", _l("Griffie")
    ORGANISER = "organisator", _l("Organisator")
    FACILITATOR = "gespreksleider", _l("Gespreksleider")
    OFFICIAL = "ambtenaar", _l("Ambtenaar")
    EXECUTIVE = "bestuur", _l("Bestuur")
    COUNCILLOR = "raadslid", _l("Raadslid")
    OBSERVER = "waarnemer", _l("Waarnemer")
    PANELLIST = "panellid", _l("Panellid")


class Phase(LabelledEnum):
    """Where a burgerberaad is on its way, in order."""

    PREPARATION = "voorbereiding", _l("Voorbereiding")
    RECRUITMENT = "werving", _l("Werving")
    LOTTERY = "loting", _l("Loting")
    MEETINGS = "bijeenkomsten", _l("Bijeenkomsten")
    ADVICE = "advies", _l("Advies")
    FOLLOW_UP = "opvolging", _l("Opvolging")
    CLOSED = "afgesloten", _l("Afgesloten")

    @property
    def following(self) -> Phase:
        """The phase after this one, or the last."""
        order = list(Phase)
        return order[min(order.index(self) + 1, len(order) - 1)]


class RoomKind(LabelledEnum):
    """The parts of the room for influence (speelruimte), in the order in which every page and letter shows them.

    A member is written: stored code, label of a page, heading in a letter. Nothing else names the kinds.
    """

    heading: str

    FIXED = "staat_vast", _l("Staat vast"), _l("Dit staat al vast")
    OPEN = "ligt_open", _l("Ligt open"), _l("Hierover denkt u mee")
    OUTSIDE = "buiten_bevoegdheid", _l("Buiten bevoegdheid"), _l("Hier gaat een ander over")

    def __new__(cls, code: str, label: str, heading: str) -> Self:
        member = str.__new__(cls, code)
        member._value_ = code
        member.label, member.heading = label, heading
        return member


class Check(LabelledEnum):
    """What makes a good question."""

    SINGLE = "een_vraag", _l("Het is één vraag, geen twee.")
    NEUTRAL = "neutraal", _l("De vraag stuurt niet naar een antwoord.")
    AUTHORITY = "bevoegd", _l("De opdrachtgever besluit er zelf over.")
    PLAIN = "gewone_taal", _l("Iemand die er niets van weet, begrijpt de vraag.")


class Assembly(Model):
    """A burgerberaad."""

    __tablename__ = "assembly"

    id: Mapped[AssemblyId] = mapped_column(primary_key=True)
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
    #: when the list of the real draw was frozen: from then on nobody comes into it. None while no list is frozen
    pool_frozen_at: Mapped[datetime | None] = mapped_column(Moment)
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
    #: number of the decision in which it was promised
    commitment_document: Mapped[str] = mapped_column(String(300), default="")
    #: when the commissioner may deviate from the advice, said beforehand
    criteria: Mapped[str] = mapped_column(Text, default="")
    #: visible to the public
    is_public: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    #: another one as soon as anything changes that residents are asked (see `revision`)
    revision: Mapped[str] = mapped_column(String(16), default=lambda: secrets.token_hex(8))
    #: how many versions of what is promised there are; letters and sign-ups name it
    edition: Mapped[int] = mapped_column(default=0)

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
    """One line of the room for influence: what is fixed, open, or someone else's to decide."""

    __tablename__ = "room_item"

    id: Mapped[RoomItemId] = mapped_column(primary_key=True)
    assembly_id: Mapped[AssemblyId] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"), index=True)
    kind: Mapped[RoomKind] = mapped_column(choice(RoomKind))
    text: Mapped[str] = mapped_column(Text)
    #: why, or where that was decided
    reason: Mapped[str] = mapped_column(Text, default="")
    position: Mapped[int]

    assembly: Mapped[Assembly] = relationship(back_populates="room")


class QuestionVersion(Model):
    """One wording of the question, and how it was checked. The wording never changes; another one is a new row."""

    __tablename__ = "question_version"

    assembly_id: Mapped[AssemblyId] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"), primary_key=True)
    #: 1 for the first
    version: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime] = mapped_column(Moment, default=now)
    #: stored codes of the `Check`s that are ticked
    checks: Mapped[list[str]] = mapped_column(JSON, default=list)
    #: with how many residents it was tried, and what they made of it
    tried_with: Mapped[int] = mapped_column(default=0)
    remarks: Mapped[str] = mapped_column(Text, default="")

    __table_args__ = (CheckConstraint("tried_with >= 0", name="tried_with_not_negative"),)


class AskedOfResidents:
    """What residents are asked: its burgerberaad gets another revision when it changes."""

    if TYPE_CHECKING:
        assembly_id: Mapped[AssemblyId]

    def asked_by(self) -> AssemblyId | None:
        """Returns the key of the burgerberaad, or None for a change that is nothing to residents."""
        return self.assembly_id


class Feature(AskedOfResidents, Model):
    """Something asked of everyone who signs up, on which the panel has to mirror the population."""

    __tablename__ = "feature"

    id: Mapped[FeatureId] = mapped_column(primary_key=True)
    assembly_id: Mapped[AssemblyId] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"), index=True)
    #: the column name in files, such as `leeftijd`
    name: Mapped[str] = mapped_column(String(80))
    #: the question as residents read it; the name when empty
    question: Mapped[str] = mapped_column(String(300), default="")
    #: shown below the question, such as which schools are meant; may be empty
    explanation: Mapped[str] = mapped_column(String(500), default="")
    #: about special personal data, such as origin: answers are sealed, and only the lottery reads them; the last
    #: answer is for people who would rather not say
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

    id: Mapped[FeatureValueId] = mapped_column(primary_key=True)
    feature_id: Mapped[FeatureId] = mapped_column(ForeignKey("feature.id", ondelete="CASCADE"), index=True)
    value: Mapped[str] = mapped_column(String(120))
    position: Mapped[int]

    feature: Mapped[Feature] = relationship(back_populates="answers")

    __table_args__ = (UniqueConstraint("feature_id", "value"),)

    def asked_by(self) -> AssemblyId | None:
        feature = self.feature or db.session.get(Feature, self.feature_id)
        return feature.assembly_id if feature is not None else None


class Membership(Model):
    """An account's role in a burgerberaad."""

    __tablename__ = "membership"

    id: Mapped[int] = mapped_column(primary_key=True)
    assembly_id: Mapped[AssemblyId] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"))
    account_id: Mapped[AccountId] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    role: Mapped[Role] = mapped_column(choice(Role))

    account: Mapped[Account] = relationship()
    assembly: Mapped[Assembly] = relationship()

    __table_args__ = (UniqueConstraint("assembly_id", "account_id", "role"),)


class PhaseStart(Model):
    """When a burgerberaad entered a phase. Rows are added, never altered."""

    __tablename__ = "phase_start"

    id: Mapped[int] = mapped_column(primary_key=True)
    assembly_id: Mapped[AssemblyId] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"), index=True)
    phase: Mapped[Phase] = mapped_column(choice(Phase))
    started_at: Mapped[datetime] = mapped_column(Moment, default=now)
    #: codes of `gates.Gap` that were missing then, and why it went on all the same
    gaps: Mapped[list[str]] = mapped_column(JSON, default=list)
    despite: Mapped[str] = mapped_column(Text, default="")


class ParticipationPlan(Model):
    """One version of the participatieplan. The latest is open for writing until the commissioner has approved it."""

    __tablename__ = "participation_plan"

    id: Mapped[int] = mapped_column(primary_key=True)
    assembly_id: Mapped[AssemblyId] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"))
    #: 1 for the first
    version: Mapped[int]
    #: why there is a burgerberaad, and which parties are involved
    occasion: Mapped[str] = mapped_column(Text, default="")
    goal: Mapped[str] = mapped_column(Text, default="")
    #: who takes part, and in which form
    participants: Mapped[str] = mapped_column(Text, default="")
    #: time, money and organisation
    resources: Mapped[str] = mapped_column(Text, default="")
    #: how contributions are processed and how the decision is made
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
