"""Sign-ups that look alike, and what the griffie found about them."""

from __future__ import annotations

import enum
from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from beraad.choices import LabelledEnum
from beraad.orm import Model, Moment, choice, now
from beraad.recruitment.models.registration import RegistrationId


class Sign(LabelledEnum):
    """Something that is equal in two sign-ups."""

    EMAIL = "e-mail", _l("Zelfde e-mailadres")
    PHONE = "telefoon", _l("Zelfde telefoonnummer")
    NAME = "naam", _l("Zelfde naam en geboortejaar")
    ADDRESS = "adres", _l("Zelfde adres")


class DuplicateVerdict(enum.StrEnum):
    """What the griffie found when two sign-ups looked alike."""

    DIFFERENT = "verschillend"
    SAME = "dezelfde"


class DuplicateReview(Model):
    """Two sign-ups that looked alike, and what they turned out to be."""

    __tablename__ = "duplicate_review"

    #: the earlier and the later sign-up of the two
    first_id: Mapped[RegistrationId] = mapped_column(
        ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True
    )
    second_id: Mapped[RegistrationId] = mapped_column(
        ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    verdict: Mapped[DuplicateVerdict] = mapped_column(choice(DuplicateVerdict))
    decided_at: Mapped[datetime] = mapped_column(Moment, default=now)

    __table_args__ = (CheckConstraint("first_id < second_id", name="pair_in_order"),)


class GroupReview(Model):
    """A sign-up that shared a value with others and was judged to be a different person."""

    __tablename__ = "duplicate_group_review"

    registration_id: Mapped[RegistrationId] = mapped_column(
        ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True
    )
    #: what the group had in common
    sign: Mapped[Sign] = mapped_column(choice(Sign), primary_key=True)
    decided_at: Mapped[datetime] = mapped_column(Moment, default=now)
