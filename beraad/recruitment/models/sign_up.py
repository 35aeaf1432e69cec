"""What a burgerberaad asks when people sign up besides its features, and what they answered."""

from __future__ import annotations

from datetime import date, datetime
from typing import NewType

from flask_babel import lazy_gettext as _l
from sqlalchemy import JSON, CheckConstraint, ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from beraad.assemblies.models import AskedOfResidents, AssemblyId, FeatureId
from beraad.choices import LabelledEnum
from beraad.orm import Model, Moment, choice, now
from beraad.recruitment import minimum_age
from beraad.recruitment.models.registration import Registration, RegistrationId
from beraad.recruitment.models.waves import MOST_TRIES
from beraad.web.visitor import AccountId

ExtraQuestionId = NewType("ExtraQuestionId", int)
ConsentTextId = NewType("ConsentTextId", int)
MINIMUM_AGE_RANGE = f"minimum_age >= {minimum_age.NONE} AND minimum_age <= {minimum_age.HIGHEST}"


class QuestionKind(LabelledEnum):
    """How an extra question is answered."""

    CHOICE = "keuze", _l("Kiezen uit antwoorden")
    YES_NO = "ja_nee", _l("Ja of nee")
    TEXT = "tekst", _l("Een korte tekst")


class Purpose(LabelledEnum):
    """What people agree to; each has a text of its own."""

    DRAW = "loting", _l("Meedoen aan de loting")
    #: for people who can't be drawn: they agree to hear of it
    THINK_ALONG = "meedenken", _l("Berichten zonder loting")
    NEEDS = "behoeften", _l("Vertellen wat iemand nodig heeft")
    SPECIAL = "herkomst", _l("Vertellen over herkomst")


class ParentAsk(LabelledEnum):
    """What is asked of a parent or guardian of somebody who is under eighteen when the panel first meets."""

    NOTHING = "niets", _l("Niets")
    NAME = "naam", _l("Een naam, en dat de ouder het goed vindt")
    NAME_AND_PHONE = "naam_telefoon", _l("Een naam en een telefoonnummer, en dat de ouder het goed vindt")


class SignUpSettings(AskedOfResidents, Model):
    """What is asked and of whom, in one burgerberaad; without a row nothing extra is asked."""

    __tablename__ = "sign_up_settings"

    assembly_id: Mapped[AssemblyId] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"), primary_key=True)
    #: see `recruitment.minimum_age`
    minimum_age: Mapped[int] = mapped_column(default=minimum_age.DEFAULT)
    #: ask on which days of the meetings people can come
    asks_days: Mapped[bool] = mapped_column(default=False)
    #: days of the meetings as ISO dates, for as long as the programme has none
    days: Mapped[list[str]] = mapped_column(JSON, default=list)
    #: ask what people need to take part
    asks_needs: Mapped[bool] = mapped_column(default=False)
    #: what a parent of a minor is asked
    parent_asks: Mapped[ParentAsk] = mapped_column(choice(ParentAsk), default=ParentAsk.NOTHING)

    __table_args__ = (CheckConstraint(MINIMUM_AGE_RANGE, name="age_of_people"),)


class OpenLinkSwitch(AskedOfResidents, Model):
    """The link for everyone was opened or closed. Rows are added, never altered; the last one counts."""

    __tablename__ = "open_link_switch"

    id: Mapped[int] = mapped_column(primary_key=True)
    assembly_id: Mapped[AssemblyId] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"), index=True)
    is_open: Mapped[bool]
    #: whether people who signed up through it can be drawn
    counts: Mapped[bool]
    #: why, in words of the organiser
    reason: Mapped[str] = mapped_column(Text)
    switched_at: Mapped[datetime] = mapped_column(Moment, default=now)
    by_id: Mapped[AccountId | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))


class ExtraQuestion(AskedOfResidents, Model):
    """A question of the organiser's own, besides the features."""

    __tablename__ = "extra_question"

    id: Mapped[ExtraQuestionId] = mapped_column(primary_key=True)
    assembly_id: Mapped[AssemblyId] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"), index=True)
    kind: Mapped[QuestionKind] = mapped_column(choice(QuestionKind))
    #: as residents read it
    text: Mapped[str] = mapped_column(String(300))
    is_required: Mapped[bool] = mapped_column(default=False)
    #: answers to choose from, for a choice
    choices: Mapped[list[str]] = mapped_column(JSON, default=list)
    position: Mapped[int]

    __table_args__ = (CheckConstraint("position > 0", name="position_positive"),)


class ExtraReply(Model):
    """A person's answer to an extra question."""

    __tablename__ = "extra_reply"

    registration_id: Mapped[RegistrationId] = mapped_column(
        ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True
    )
    question_id: Mapped[ExtraQuestionId] = mapped_column(
        ForeignKey("extra_question.id", ondelete="CASCADE"), primary_key=True
    )
    text: Mapped[str] = mapped_column(Text)


class DayReply(Model):
    """Whether a person can come on the day of a meeting; no row if they don't know."""

    __tablename__ = "day_reply"

    registration_id: Mapped[RegistrationId] = mapped_column(
        ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True
    )
    day: Mapped[date] = mapped_column(primary_key=True)
    can_come: Mapped[bool]


class SealedNeeds(Model):
    """What a person needs to take part, sealed (see `needs.Needs`)."""

    __tablename__ = "sealed_needs"

    registration_id: Mapped[RegistrationId] = mapped_column(
        ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True
    )
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class SealedAnswer(Model):
    """A person's answer to a special feature, sealed; only the lottery opens it."""

    __tablename__ = "sealed_answer"

    registration_id: Mapped[RegistrationId] = mapped_column(
        ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True
    )
    feature_id: Mapped[FeatureId] = mapped_column(ForeignKey("feature.id", ondelete="CASCADE"), primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class ParentConsent(Model):
    """A parent or guardian agrees that a minor takes part."""

    __tablename__ = "parent_consent"

    registration_id: Mapped[RegistrationId] = mapped_column(
        ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True
    )
    name: Mapped[str] = mapped_column(String(200))
    #: empty if it was not asked
    phone: Mapped[str] = mapped_column(String(40), default="")
    agreed_at: Mapped[datetime] = mapped_column(Moment, default=now)


class ConsentText(AskedOfResidents, Model):
    """One version of what people agree to. Rows are added, never altered; the last version counts."""

    __tablename__ = "consent_text"

    id: Mapped[ConsentTextId] = mapped_column(primary_key=True)
    assembly_id: Mapped[AssemblyId] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"))
    purpose: Mapped[Purpose] = mapped_column(choice(Purpose))
    #: 1 for the first
    version: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(Moment, default=now)

    __table_args__ = (
        UniqueConstraint("assembly_id", "purpose", "version"),
        CheckConstraint("version > 0", name="version_positive"),
    )

    def asked_by(self) -> AssemblyId | None:
        # the first version holds the words that were shown already
        return self.assembly_id if self.version > 1 else None


class Consent(Model):
    """Somebody agreed to a text."""

    __tablename__ = "consent"

    registration_id: Mapped[RegistrationId] = mapped_column(
        ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True
    )
    text_id: Mapped[ConsentTextId] = mapped_column(ForeignKey("consent_text.id", ondelete="CASCADE"), primary_key=True)
    #: code of the language in which they read it
    language: Mapped[str] = mapped_column(String(8))
    agreed_at: Mapped[datetime] = mapped_column(Moment, default=now)

    text: Mapped[ConsentText] = relationship()


class ReturnCode(Model):
    """The code with which a person without a letter returns to their sign-up."""

    __tablename__ = "return_code"

    registration_id: Mapped[RegistrationId] = mapped_column(
        ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True
    )
    #: first four characters of the code; no letter of any burgerberaad has them
    selector: Mapped[str] = mapped_column(String(4), unique=True)
    #: Argon2id over the other eight characters
    secret_hash: Mapped[str] = mapped_column(String(100))
    #: the whole code, sealed, for as long as the office has to pass it on: until it is used
    sealed_code: Mapped[bytes | None] = mapped_column(LargeBinary)
    #: wrong tries since the last right one
    tries: Mapped[int] = mapped_column(default=0)
    #: SHA-256 (hex) of the number of the visit in which the sign-up was made: pressing twice signs nobody up twice
    visit_key: Mapped[str | None] = mapped_column(String(64), unique=True)

    registration: Mapped[Registration] = relationship()

    @property
    def seal_name(self) -> str:
        """The row to which the sealed code is bound."""
        return f"return_code:{self.selector}"

    __table_args__ = (CheckConstraint(f"tries >= 0 AND tries <= {MOST_TRIES}", name="tries_counted"),)


class Translation(AskedOfResidents, Model):
    """A text of one burgerberaad that residents read, in another language.

    Found by what it says in Dutch: when that changes, the translation no longer counts.
    """

    __tablename__ = "sign_up_translation"

    assembly_id: Mapped[AssemblyId] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"), primary_key=True)
    language: Mapped[str] = mapped_column(String(8), primary_key=True)
    #: SHA-256 (hex) of the Dutch text
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    text: Mapped[str] = mapped_column(Text)
