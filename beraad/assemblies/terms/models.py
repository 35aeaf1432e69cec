"""Terms: what was set for a burgerberaad, the days that follow from it, and each later day with its reason."""

from __future__ import annotations

from datetime import date, datetime
from typing import NewType, Self

from flask_babel import lazy_gettext as _l
from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from beraad.assemblies.models import Assembly, AssemblyId, Role
from beraad.choices import LabelledEnum
from beraad.days import today
from beraad.orm import Model, Moment, choice, now
from beraad.web.visitor import AccountId

TermId = NewType("TermId", int)


class TermKind(LabelledEnum):
    """What has to have happened by a day, with how long it takes unless set otherwise, and at most."""

    months: bool
    default: int
    most: int

    RECEIPT = "ontvangstbevestiging", _l("Ontvangst bevestigen aan het panel"), False, 2, 8
    FIRST_FEEDBACK = "eerste_terugkoppeling", _l("Eerste terugkoppeling"), True, 3, 6
    RESPONSE = "bestuurlijke_reactie", _l("Reactie op elke aanbeveling"), True, 4, 6
    TREATMENT = "behandeling", _l("Behandeling in raad of Staten"), True, 6, 12
    FEEDBACK_SESSION = "terugkoppelsessie", _l("Gesprek met het panel over de reactie"), False, 24, 52
    PROGRESS = "voortgangsrapportage", _l("Bericht over de voortgang"), True, 4, 6
    CLOSING_MEETING = "slotbijeenkomst", _l("Slotbijeenkomst"), True, 12, 24
    EFFECT = "effectmeting", _l("Meten wat het heeft opgeleverd"), True, 24, 48

    def __new__(cls, code: str, label: str, months: bool, default: int, most: int) -> Self:
        member = str.__new__(cls, code)
        member._value_ = code
        member.label, member.tone = label, "neutral"
        member.months, member.default, member.most = months, default, most
        return member


class TermSetting(Model):
    """How long one kind of thing takes in a burgerberaad, where that differs from the default."""

    __tablename__ = "term_setting"

    assembly_id: Mapped[AssemblyId] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[TermKind] = mapped_column(choice(TermKind), primary_key=True)
    #: in months, or weeks where the kind says so; counted from the handover
    length: Mapped[int]

    assembly: Mapped[Assembly] = relationship()

    __table_args__ = (CheckConstraint("length > 0", name="length_positive"),)


class Term(Model):
    """A day by which something was promised. The first day is never overwritten."""

    __tablename__ = "term"

    id: Mapped[TermId] = mapped_column(primary_key=True)
    assembly_id: Mapped[AssemblyId] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"))
    kind: Mapped[TermKind] = mapped_column(choice(TermKind))
    due_on: Mapped[date]
    #: the day on which it was done
    met_on: Mapped[date | None]

    assembly: Mapped[Assembly] = relationship()
    extensions: Mapped[list[TermExtension]] = relationship(
        order_by="TermExtension.id", cascade="all, delete-orphan", lazy="selectin"
    )

    __table_args__ = (UniqueConstraint("assembly_id", "kind"),)

    @property
    def last_day(self) -> date:
        """The day as last extended."""
        return self.extensions[-1].extended_to if self.extensions else self.due_on

    @property
    def days_late(self) -> int:
        """How many days after the last day it was done, or it is now; 0 if it is in time."""
        return max(0, ((self.met_on or today()) - self.last_day).days)


class TermExtension(Model):
    """A later day for a term, with the reason that everyone reads. Rows are added, never altered."""

    __tablename__ = "term_extension"

    id: Mapped[int] = mapped_column(primary_key=True)
    term_id: Mapped[TermId] = mapped_column(ForeignKey("term.id", ondelete="CASCADE"), index=True)
    extended_to: Mapped[date]
    reason: Mapped[str] = mapped_column(Text)
    #: the decision in which it was granted; may be empty
    document: Mapped[str] = mapped_column(String(300), default="")
    granted_at: Mapped[datetime] = mapped_column(Moment, default=now)
    granted_by_id: Mapped[AccountId | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    granted_role: Mapped[Role | None] = mapped_column(choice(Role, "granted_role"))

    __table_args__ = (CheckConstraint("reason <> ''", name="extension_has_reason"),)
