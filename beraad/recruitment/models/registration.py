"""The people who signed up."""

from __future__ import annotations

from datetime import datetime
from typing import NewType

from flask_babel import lazy_gettext as _l
from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from beraad.assemblies.models import Assembly, AssemblyId, Feature, FeatureId, FeatureValue, FeatureValueId
from beraad.choices import LabelledEnum
from beraad.orm import Model, Moment, choice, now
from beraad.recruitment.models.waves import Invitation, InvitationId
from beraad.telling.ways import ContactBy

RegistrationId = NewType("RegistrationId", int)


class Channel(LabelledEnum):
    """The way by which somebody signed up."""

    LETTER = "brief", _l("Met de code uit de brief")
    PAPER = "papier", _l("Op papier")
    PHONE = "telefoon", _l("Per telefoon")
    OPEN_LINK = "open_link", _l("Via de open link")
    IMPORT = "import", _l("Uit een bestand")


class RegistrationState(LabelledEnum):
    """Whether somebody takes part in the draw."""

    SIGNED_UP = "aangemeld", _l("Aangemeld"), "success"
    WITHDRAWN = "ingetrokken", _l("Ingetrokken")
    DOUBLE = "dubbel", _l("Dubbel"), "warning"


class Registration(Model):
    """Somebody who signed up for the draw."""

    __tablename__ = "registration"

    id: Mapped[RegistrationId] = mapped_column(primary_key=True)
    assembly_id: Mapped[AssemblyId] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"))
    #: the name of this person in the draw and in files; says nothing about who it is
    pool_id: Mapped[str] = mapped_column(String(80))
    channel: Mapped[Channel] = mapped_column(choice(Channel))
    state: Mapped[RegistrationState] = mapped_column(
        choice(RegistrationState), default=RegistrationState.SIGNED_UP, index=True
    )
    #: the letter that was answered; one letter, one sign-up
    invitation_id: Mapped[InvitationId | None] = mapped_column(
        ForeignKey("invitation.id", ondelete="SET NULL"), unique=True
    )
    name: Mapped[str] = mapped_column(String(200), default="")
    #: street and house number, and a second line if the address has one
    address_line1: Mapped[str] = mapped_column(String(200), default="")
    address_line2: Mapped[str] = mapped_column(String(200), default="")
    #: as `1234 AB`
    postcode: Mapped[str] = mapped_column(String(10), default="")
    place: Mapped[str] = mapped_column(String(100), default="")
    #: in lower case
    email: Mapped[str] = mapped_column(String(254), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    birth_year: Mapped[int | None]
    #: the same for everyone at one address; empty when the address is not known
    household: Mapped[str | None] = mapped_column(String(64))
    contact_by: Mapped[ContactBy] = mapped_column(choice(ContactBy), default=ContactBy.POST)
    #: code of the language in which this person wants to read
    language: Mapped[str] = mapped_column(String(8), default="nl")
    #: columns of an imported file for which there is no field here: name → text
    extra: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    #: which edition of what was promised stood then, see `assemblies.promises`; 0 if nothing was public
    promised_edition: Mapped[int] = mapped_column(default=0)
    #: when consent was given for the use of the answers
    consented_at: Mapped[datetime | None] = mapped_column(Moment)
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    changed_at: Mapped[datetime | None] = mapped_column(Moment)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)

    assembly: Mapped[Assembly] = relationship()
    invitation: Mapped[Invitation | None] = relationship()
    answers: Mapped[list[RegistrationAnswer]] = relationship(
        back_populates="registration",
        order_by="RegistrationAnswer.feature_id",
        cascade="all, delete-orphan",
        passive_deletes=True,
    )

    __table_args__ = (
        UniqueConstraint("assembly_id", "pool_id"),
        Index("ix_registration_household", "assembly_id", "household"),
        CheckConstraint("(state = 'ingetrokken') = (withdrawn_at IS NOT NULL)", name="withdrawn_at_a_moment"),
    )


class RegistrationAnswer(Model):
    """What somebody answered to one of the features."""

    __tablename__ = "registration_answer"

    registration_id: Mapped[RegistrationId] = mapped_column(
        ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True
    )
    feature_id: Mapped[FeatureId] = mapped_column(ForeignKey("feature.id"), primary_key=True)
    feature_value_id: Mapped[FeatureValueId] = mapped_column(ForeignKey("feature_value.id"), index=True)

    registration: Mapped[Registration] = relationship(back_populates="answers")
    feature: Mapped[Feature] = relationship()
    value: Mapped[FeatureValue] = relationship()
