"""Recommendations, responses, updates with evidence, and the days that were promised."""

from __future__ import annotations

from datetime import date, datetime
from typing import NewType

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint, or_
from sqlalchemy.orm import Mapped, mapped_column, relationship

from beraad.assemblies.models import AssemblyId
from beraad.days import day_of
from beraad.orm import Model, Moment, choice, now
from beraad.recommendations.statuses import UNANSWERED, Decision, EvidenceKind, Execution, Horizon, ReasonCategory
from beraad.web.visitor import AccountId

RecommendationId = NewType("RecommendationId", int)
ResponseId = NewType("ResponseId", int)
UpdateId = NewType("UpdateId", int)


class Handover(Model):
    """The panel's advice as a whole, handed over to the body that has to answer it."""

    __tablename__ = "handover"

    id: Mapped[int] = mapped_column(primary_key=True)
    assembly_id: Mapped[AssemblyId] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"), unique=True)
    handed_over_on: Mapped[date]
    #: the body that received it
    handed_over_to: Mapped[str] = mapped_column(String(200))
    #: the decision in which that body promised an answer
    mandate: Mapped[str] = mapped_column(String(300), default="")
    #: the promised day of the formal response
    response_due_on: Mapped[date]

    __table_args__ = (CheckConstraint("response_due_on > handed_over_on", name="due_after_handover"),)


def days_late(promised_for: date | None, until: date | None) -> int:
    """Days from the promised day to `until`; 0 if that is in time, or if one of the two is not known."""
    return max((until - promised_for).days, 0) if promised_for and until else 0


class Recommendation(Model):
    """One recommendation. Its text can change until the panel votes; then it is locked."""

    __tablename__ = "recommendation"

    id: Mapped[RecommendationId] = mapped_column(primary_key=True)
    assembly_id: Mapped[AssemblyId] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"))
    #: number within the burgerberaad, in addresses and in speech
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    #: the same in short and simple words
    plain_text: Mapped[str] = mapped_column(Text, default="")
    #: what the panel wants to reach with it
    intent: Mapped[str] = mapped_column(Text, default="")
    rationale: Mapped[str] = mapped_column(Text, default="")
    theme: Mapped[str] = mapped_column(String(80), default="")
    horizon: Mapped[Horizon | None] = mapped_column(choice(Horizon))
    #: what the panel will look at to see whether it works
    indicator: Mapped[str] = mapped_column(Text, default="")
    #: the body that has to answer
    addressee: Mapped[str] = mapped_column(String(200), default="")
    #: the office (not the person) that is responsible for the work
    portfolio: Mapped[str] = mapped_column(String(200), default="")
    #: moment at which the panel began to vote; from then on the text no longer changes
    locked_at: Mapped[datetime | None] = mapped_column(Moment)
    #: what the last counted vote decided; None before it. What was voted down stays on record, and public
    adopted: Mapped[bool | None]
    #: the older advice, or that of a panel drawn elsewhere, from which it was taken over; empty if this panel decided
    taken_over_from: Mapped[str] = mapped_column(String(300), default="")
    #: the document of that advice: its SHA-256 and its kind
    taken_over_sha256: Mapped[str] = mapped_column(String(64), default="")
    taken_over_kind: Mapped[str] = mapped_column(String(10), default="")
    #: where it stands now on each axis; responses and updates hold the history
    decision: Mapped[Decision] = mapped_column(choice(Decision), default=Decision.NO_RESPONSE)
    execution: Mapped[Execution] = mapped_column(choice(Execution), default=Execution.NOT_APPLICABLE)
    #: day by which a formal response was promised, and the later day to which it was put off
    response_due_on: Mapped[date | None]
    extended_to: Mapped[date | None]
    extension_reason: Mapped[str] = mapped_column(Text, default="")
    #: why the panel withdrew it
    withdrawal_reason: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)

    minority_statements: Mapped[list[MinorityStatement]] = relationship(
        order_by="MinorityStatement.id", cascade="all, delete-orphan"
    )
    responses: Mapped[list[FormalResponse]] = relationship(
        back_populates="recommendation", order_by="FormalResponse.version", cascade="all, delete-orphan"
    )
    updates: Mapped[list[Update]] = relationship(
        back_populates="recommendation", order_by="Update.id", cascade="all, delete-orphan"
    )

    __table_args__ = (
        UniqueConstraint("assembly_id", "number"),
        CheckConstraint("number > 0", name="number_positive"),
        CheckConstraint("extended_to IS NULL OR extension_reason <> ''", name="extension_has_reason"),
        CheckConstraint("taken_over_from = '' OR taken_over_sha256 <> ''", name="taken_over_with_document"),
    )

    @property
    def due_on(self) -> date | None:
        """The day by which a response is promised, as last put off."""
        return self.extended_to or self.response_due_on

    @property
    def is_unanswered(self) -> bool:
        return self.decision in UNANSWERED


class MinorityStatement(Model):
    """The view of a part of the panel, beside the recommendation. No names."""

    __tablename__ = "minority_statement"

    id: Mapped[int] = mapped_column(primary_key=True)
    recommendation_id: Mapped[RecommendationId] = mapped_column(
        ForeignKey("recommendation.id", ondelete="CASCADE"), index=True
    )
    text: Mapped[str] = mapped_column(Text)
    #: how many panellists support it
    supporters: Mapped[int]

    __table_args__ = (CheckConstraint("supporters > 0", name="supporters_positive"),)


class FormalResponse(Model):
    """The answer of the addressed body. A draft can change; a published one can only be followed by a new version."""

    __tablename__ = "formal_response"

    id: Mapped[ResponseId] = mapped_column(primary_key=True)
    recommendation_id: Mapped[RecommendationId] = mapped_column(ForeignKey("recommendation.id", ondelete="CASCADE"))
    version: Mapped[int]
    decision: Mapped[Decision] = mapped_column(choice(Decision))
    reason: Mapped[str] = mapped_column(Text)
    reason_category: Mapped[ReasonCategory | None] = mapped_column(choice(ReasonCategory))
    #: what will be done differently because of this advice; for a study: the question it answers
    what_changes: Mapped[str] = mapped_column(Text, default="")
    #: what is not adopted
    not_done: Mapped[str] = mapped_column(Text, default="")
    #: the office that does the study
    owner: Mapped[str] = mapped_column(String(200), default="")
    #: what is offered instead
    alternative: Mapped[str] = mapped_column(Text, default="")
    #: existing policy that covers it, and the day on which that was adopted
    reference: Mapped[str] = mapped_column(String(300), default="")
    reference_date: Mapped[date | None]
    #: to which body it was sent on
    forwarded_to: Mapped[str] = mapped_column(String(200), default="")
    costs: Mapped[str] = mapped_column(String(300), default="")
    planned_start: Mapped[date | None]
    #: planned end of the work or the study, or the day by which the other body is asked to reply
    planned_end: Mapped[date | None]
    #: the body that decided, and when
    body: Mapped[str] = mapped_column(String(200))
    decided_on: Mapped[date]
    document_url: Mapped[str] = mapped_column(String(500), default="")
    #: number of the decision in which a body that meets decided
    decision_number: Mapped[str] = mapped_column(String(80), default="")
    #: moment from which the body has decided: its member or secretary signed, or a second of the griffie checked the
    #: decision that a first one recorded; empty again when the text changes
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    signed_by_id: Mapped[AccountId | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    recorded_by_id: Mapped[AccountId | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    checked_by_id: Mapped[AccountId | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    #: why whoever decides sent the text back; empty again when it is saved
    remark: Mapped[str] = mapped_column(Text, default="")
    #: who wrote last; `ResponseEdit` holds everyone who did
    prepared_by_id: Mapped[AccountId | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    published_at: Mapped[datetime | None] = mapped_column(Moment)
    #: the day for which the first response was promised, as it was when that was published; empty on later versions
    promised_for: Mapped[date | None]
    published_by_id: Mapped[AccountId | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))

    recommendation: Mapped[Recommendation] = relationship(back_populates="responses")

    __table_args__ = (
        UniqueConstraint("recommendation_id", "version"),
        CheckConstraint("published_by_id <> prepared_by_id", name="four_eyes"),
        CheckConstraint("checked_by_id <> recorded_by_id", name="checked_by_another"),
    )

    @property
    def is_published(self) -> bool:
        return self.published_at is not None

    @property
    def published_on(self) -> date | None:
        return day_of(self.published_at) if self.published_at else None

    @property
    def days_late(self) -> int:
        """Days between the promise and the publication; 0 if it was in time, or if nothing was promised."""
        return days_late(self.promised_for, self.published_on)


class Update(Model):
    """One message about the progress. Added, never changed."""

    __tablename__ = "progress_update"

    id: Mapped[UpdateId] = mapped_column(primary_key=True)
    recommendation_id: Mapped[RecommendationId] = mapped_column(
        ForeignKey("recommendation.id", ondelete="CASCADE"), index=True
    )
    #: the day it is about
    happened_on: Mapped[date] = mapped_column("on")
    before: Mapped[Execution] = mapped_column(choice(Execution, "before"))
    after: Mapped[Execution] = mapped_column(choice(Execution, "after"))
    text: Mapped[str] = mapped_column(Text)
    #: what comes next, and when
    next_step: Mapped[str] = mapped_column(Text, default="")
    next_on: Mapped[date | None]
    #: how much of it is done, as in 3 of 31
    parts_done: Mapped[int | None]
    parts_of: Mapped[int | None]
    #: the body that stopped the work
    body: Mapped[str] = mapped_column(String(200), default="")
    #: what was to come of it, and what did
    expected: Mapped[str] = mapped_column(Text, default="")
    observed: Mapped[str] = mapped_column(Text, default="")
    #: the role of its author, which is what others read
    author_role: Mapped[str] = mapped_column(String(40))
    author_id: Mapped[AccountId | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    #: whether the status waits for the griffie to confirm it; until then the one before it stands
    is_proposal: Mapped[bool] = mapped_column(default=False)
    confirmed_at: Mapped[datetime | None] = mapped_column(Moment)
    confirmed_by_id: Mapped[AccountId | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)

    recommendation: Mapped[Recommendation] = relationship(back_populates="updates")
    evidence: Mapped[list[Evidence]] = relationship(order_by="Evidence.id", cascade="all, delete-orphan")

    __table_args__ = (
        CheckConstraint("confirmed_by_id <> author_id", name="confirmed_by_another"),
        CheckConstraint("parts_done BETWEEN 0 AND parts_of", name="parts_of_a_whole"),
    )

    @property
    def is_waiting(self) -> bool:
        """Whether the griffie has not confirmed yet what it reports."""
        return self.is_proposal and self.confirmed_at is None


class Evidence(Model):
    """Something that shows what an update says."""

    __tablename__ = "evidence"

    id: Mapped[int] = mapped_column(primary_key=True)
    update_id: Mapped[UpdateId] = mapped_column(ForeignKey("progress_update.id", ondelete="CASCADE"), index=True)
    kind: Mapped[EvidenceKind] = mapped_column(choice(EvidenceKind))
    title: Mapped[str] = mapped_column(String(200))
    url: Mapped[str] = mapped_column(String(500), default="")
    dated_on: Mapped[date | None] = mapped_column("on")
    #: the copy that we keep: its SHA-256 and its kind; empty for what was reported before copies were kept
    file_sha256: Mapped[str] = mapped_column(String(64), default="")
    file_kind: Mapped[str] = mapped_column(String(10), default="")


#: updates that everyone reads: what waits for the griffie is not among them
SHOWN = or_(Update.is_proposal.is_(False), Update.confirmed_at.is_not(None))
