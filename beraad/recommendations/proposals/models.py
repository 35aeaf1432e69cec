"""How a text came about: its versions, amendments, remarks of others, and where it grew from."""

from __future__ import annotations

from datetime import datetime
from typing import NewType

from flask_babel import lazy_gettext as _l
from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint, event
from sqlalchemy.orm import Mapped, mapped_column, relationship

from beraad.choices import LabelledEnum
from beraad.lottery.models import refuse_change
from beraad.meetings.models import Meeting, MeetingId
from beraad.orm import Model, Moment, choice, now
from beraad.recommendations.models import Recommendation, RecommendationId
from beraad.recommendations.proposals.differences import Piece, pieces
from beraad.web.visitor import AccountId

AmendmentId = NewType("AmendmentId", int)


class WrittenBy(LabelledEnum):
    """Who wrote something; never a name."""

    PANELLIST = "panellid", _l("Een panellid")
    TABLE = "tafel", _l("Een tafel")
    ORGANISER = "organisator", _l("De organisatie, namens het panel")


class AmendmentState(LabelledEnum):
    """What the panel did with an amendment."""

    OPEN = "open", _l("Het panel beslist nog"), "info"
    TAKEN_OVER = "overgenomen", _l("Overgenomen"), "success"
    VOTED_DOWN = "niet_overgenomen", _l("Niet overgenomen")
    OUTDATED = "achterhaald", _l("Achterhaald: de tekst is intussen anders")


class Remarker(LabelledEnum):
    """Who makes a remark."""

    OFFICIAL = "ambtenaar", _l("Ambtenaar")
    EXPERT = "deskundige", _l("Deskundige")
    PANEL = "panel", _l("Panellid")


class OriginKind(LabelledEnum):
    """What a proposal grew from."""

    NOTE = "aantekening", _l("Aantekening van een tafel")
    QUESTION = "vraag", _l("Kennisvraag")
    DOCUMENT = "stuk", _l("Stuk")
    PROPOSAL = "voorstel", _l("Ander voorstel")


class Wording(Model):
    """The words of a recommendation at one moment. Added, never altered."""

    __tablename__ = "recommendation_version"

    recommendation_id: Mapped[RecommendationId] = mapped_column(
        ForeignKey("recommendation.id", ondelete="CASCADE"), primary_key=True
    )
    #: 1 for the first
    version: Mapped[int] = mapped_column(primary_key=True)
    #: each column of `RecommendationData`, as JSON
    words: Mapped[dict[str, str | None]] = mapped_column(JSON)
    written_by: Mapped[WrittenBy] = mapped_column(choice(WrittenBy))
    #: why it differs from the one before
    reason: Mapped[str] = mapped_column(Text, default="")
    written_at: Mapped[datetime] = mapped_column(Moment, default=now)

    __table_args__ = (CheckConstraint("version > 0", name="counted_from_one"),)


class Amendment(Model):
    """Another text that somebody proposes. The panel decides; until then nothing changes."""

    __tablename__ = "amendment"

    id: Mapped[AmendmentId] = mapped_column(primary_key=True)
    recommendation_id: Mapped[RecommendationId] = mapped_column(ForeignKey("recommendation.id", ondelete="CASCADE"))
    #: number within the recommendation
    number: Mapped[int]
    #: the version that it changes
    version: Mapped[int]
    before: Mapped[str] = mapped_column(Text)
    after: Mapped[str] = mapped_column(Text)
    why: Mapped[str] = mapped_column(Text)
    written_by: Mapped[WrittenBy] = mapped_column(choice(WrittenBy))
    state: Mapped[AmendmentState] = mapped_column(choice(AmendmentState), default=AmendmentState.OPEN)
    written_at: Mapped[datetime] = mapped_column(Moment, default=now)

    recommendation: Mapped[Recommendation] = relationship()

    @property
    def pieces(self) -> list[Piece]:
        """How the one text becomes the other, word by word."""
        return pieces(self.before, self.after)

    __table_args__ = (
        UniqueConstraint("recommendation_id", "number"),
        CheckConstraint("before <> after", name="changes_something"),
    )


class Remark(Model):
    """What an official or an expert says of a proposal before the vote, or what a panellist misses in it."""

    __tablename__ = "proposal_remark"

    id: Mapped[int] = mapped_column(primary_key=True)
    recommendation_id: Mapped[RecommendationId] = mapped_column(
        ForeignKey("recommendation.id", ondelete="CASCADE"), index=True
    )
    remarker: Mapped[Remarker] = mapped_column(choice(Remarker))
    #: their function, such as a department; empty for a panellist
    capacity: Mapped[str] = mapped_column(String(200), default="")
    #: the version that it is about
    version: Mapped[int]
    #: what can and cannot be done; of a panellist: what is missing
    text: Mapped[str] = mapped_column(Text)
    #: of a panellist: what would help to agree
    help_needed: Mapped[str] = mapped_column(Text, default="")
    #: account that wrote it down; None once it is gone, and for a panellist
    written_by_id: Mapped[AccountId | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    written_at: Mapped[datetime] = mapped_column(Moment, default=now)

    __table_args__ = (
        CheckConstraint("remarker = 'panel' OR capacity <> ''", name="function_is_said"),
        CheckConstraint("remarker <> 'panel' OR written_by_id IS NULL", name="panel_without_names"),
    )


class Origin(Model):
    """What a proposal grew from."""

    __tablename__ = "proposal_origin"

    id: Mapped[int] = mapped_column(primary_key=True)
    recommendation_id: Mapped[RecommendationId] = mapped_column(
        ForeignKey("recommendation.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[OriginKind] = mapped_column(choice(OriginKind))
    #: what people call it: "tafel 3, tweede dag", the title of a document
    title: Mapped[str] = mapped_column(String(200), default="")
    #: another proposal of the same burgerberaad
    proposal_id: Mapped[RecommendationId | None] = mapped_column(
        ForeignKey("recommendation.id", ondelete="CASCADE"), index=True
    )
    #: the meeting at which it was said
    meeting_id: Mapped[MeetingId | None] = mapped_column(ForeignKey("meeting.id", ondelete="SET NULL"))

    proposal: Mapped[Recommendation | None] = relationship(foreign_keys=[proposal_id])
    meeting: Mapped[Meeting | None] = relationship()

    __table_args__ = (
        CheckConstraint("(kind = 'voorstel') = (proposal_id IS NOT NULL)", name="proposal_is_named"),
        CheckConstraint("kind = 'voorstel' OR title <> ''", name="other_has_title"),
        CheckConstraint("proposal_id <> recommendation_id", name="from_another"),
    )


for append_only in (Wording, Remark):
    event.listen(append_only, "before_update", refuse_change)
