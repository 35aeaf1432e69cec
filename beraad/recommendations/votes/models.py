"""The rule of voting, the rounds in which the panel votes, and what has been handed in.

A secret round keeps no ballots: who handed in stands in `HandedIn`, and `Tally` rises. When it is counted the totals
go to the round and both are deleted. An open round keeps a `Ballot` of each seat.
"""

from __future__ import annotations

from datetime import datetime
from typing import NewType

from flask_babel import lazy_gettext as _l
from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, event
from sqlalchemy.orm import Mapped, mapped_column, relationship

from beraad.assemblies.models import AssemblyId
from beraad.choices import LabelledEnum
from beraad.lottery.models import refuse_change
from beraad.meetings.models import Meeting, MeetingId
from beraad.orm import Model, Moment, choice, now
from beraad.panel.models import SeatId
from beraad.recommendations.models import Recommendation, RecommendationId
from beraad.web.visitor import AccountId

VotingRuleId = NewType("VotingRuleId", int)
VoteRoundId = NewType("VoteRoundId", int)


class ShareOf(LabelledEnum):
    """Of what the votes for have to be more than the threshold."""

    CAST = "uitgebracht", _l("De stemmen voor en tegen")
    PRESENT = "aanwezig", _l("Alle panelleden die er zijn")
    ALL = "alle", _l("Alle panelleden, ook wie er niet is")


class Purpose(LabelledEnum):
    """What the panel decides in a round."""

    ADOPT = "aannemen", _l("Aannemen")
    AMEND = "wijzigen", _l("Wijziging overnemen")
    MINORITY = "minderheid", _l("Minderheidsstandpunt steunen")
    WITHDRAW = "intrekken", _l("Intrekken")
    SIGN_OFF = "vaststellen", _l("Advies vaststellen")


class Way(LabelledEnum):
    """How votes are cast in a round."""

    PAGES = "eigen_pagina", _l("Ieder op de eigen pagina")
    PAPER = "papier", _l("Op papier, met een code")
    TABLE = "zaal", _l("In de zaal, geteld door twee mensen")
    ELSEWHERE = "elders", _l("Met een ander stemsysteem")


#: two people count, and write down the same
COUNTED_BY_TWO = frozenset({Way.TABLE, Way.ELSEWHERE})


class Choice(LabelledEnum):
    """What somebody votes."""

    FOR = "voor", _l("Voor")
    AGAINST = "tegen", _l("Tegen")
    BLANK = "blanco", _l("Blanco")


class Outcome(LabelledEnum):
    """What came out of a round."""

    ADOPTED = "aangenomen", _l("Aangenomen"), "success"
    REJECTED = "verworpen", _l("Verworpen"), "error"
    NO_QUORUM = "geen_quorum", _l("Te weinig stemmen"), "warning"
    VOID = "ongeldig", _l("Ongeldig: de aantallen kloppen niet"), "warning"


class VotingRule(Model):
    """How the panel decides. Public from its first moment, never altered; another rule is a new row."""

    __tablename__ = "voting_rule"

    id: Mapped[VotingRuleId] = mapped_column(primary_key=True)
    assembly_id: Mapped[AssemblyId] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"))
    #: 1 for the first
    version: Mapped[int]
    #: more than this part of `share_of` has to be for, in percent
    threshold: Mapped[int]
    share_of: Mapped[ShareOf] = mapped_column(choice(ShareOf))
    #: part of the panel that has to hand in a vote, in percent
    quorum: Mapped[int]
    is_secret: Mapped[bool]
    #: how often the panel votes on one thing at most, mistakes aside
    most_rounds: Mapped[int]
    #: days after the vote in which a minority can write down its view
    minority_days: Mapped[int]
    #: why it differs from the one before; empty for the first
    reason: Mapped[str] = mapped_column(Text, default="")
    published_at: Mapped[datetime] = mapped_column(Moment, default=now)
    published_by_id: Mapped[AccountId | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))

    __table_args__ = (
        UniqueConstraint("assembly_id", "version"),
        CheckConstraint("threshold BETWEEN 1 AND 99", name="threshold_is_percentage"),
        CheckConstraint("quorum BETWEEN 1 AND 100", name="quorum_is_percentage"),
        CheckConstraint("most_rounds BETWEEN 1 AND 9 AND minority_days >= 0", name="counted_from_one"),
        CheckConstraint("version = 1 OR reason <> ''", name="changed_with_reason"),
    )


class VoteRound(Model):
    """One vote of the panel, from its opening to its result."""

    __tablename__ = "vote_round"

    id: Mapped[VoteRoundId] = mapped_column(primary_key=True)
    assembly_id: Mapped[AssemblyId] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"))
    #: 1 for the first vote of the burgerberaad; people speak of "stemming 3"
    number: Mapped[int]
    purpose: Mapped[Purpose] = mapped_column(choice(Purpose))
    #: what it is about; None for the advice as a whole
    recommendation_id: Mapped[RecommendationId | None] = mapped_column(
        ForeignKey("recommendation.id", ondelete="CASCADE"), index=True
    )
    #: key of the amendment, for a vote about one
    amendment_id: Mapped[int | None]
    #: the words that are voted on: of a minority, the reason of a withdrawal, the fingerprint of the advice
    text: Mapped[str] = mapped_column(Text, default="")
    rule_id: Mapped[VotingRuleId] = mapped_column(ForeignKey("voting_rule.id", ondelete="CASCADE"))
    #: moment at which everyone could read the rule
    rule_published_at: Mapped[datetime] = mapped_column(Moment)
    way: Mapped[Way] = mapped_column(choice(Way))
    #: whose attendance says who may vote; None for a vote of before there were rounds
    meeting_id: Mapped[MeetingId | None] = mapped_column(ForeignKey("meeting.id", ondelete="SET NULL"))
    #: 1 for the first vote on this, and why it is held again
    turn: Mapped[int] = mapped_column(default=1)
    why_again: Mapped[str] = mapped_column(Text, default="")
    opened_at: Mapped[datetime] = mapped_column(Moment, default=now)
    opened_by_id: Mapped[AccountId | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    closes_at: Mapped[datetime] = mapped_column(Moment)
    counted_at: Mapped[datetime | None] = mapped_column(Moment)
    #: the panel, and those of them who were there
    eligible: Mapped[int]
    present: Mapped[int | None]
    votes_for: Mapped[int | None]
    votes_against: Mapped[int | None]
    votes_blank: Mapped[int | None]
    #: of a vote on paper, beside those counted: given out, not wanted, spoiled (and why), not returned
    handed_out: Mapped[int | None]
    declined: Mapped[int | None]
    spoiled: Mapped[int | None]
    spoiled_why: Mapped[str] = mapped_column(Text, default="")
    not_returned: Mapped[int | None]
    #: by how many ballots the numbers do not add up
    difference: Mapped[int] = mapped_column(default=0)
    outcome: Mapped[Outcome | None] = mapped_column(choice(Outcome))
    #: file with the result of another voting system: its SHA-256 and its kind
    file_sha256: Mapped[str] = mapped_column(String(64), default="")
    file_kind: Mapped[str] = mapped_column(String(10), default="")

    rule: Mapped[VotingRule] = relationship()
    recommendation: Mapped[Recommendation | None] = relationship()
    meeting: Mapped[Meeting | None] = relationship()

    __table_args__ = (
        UniqueConstraint("assembly_id", "number"),
        Index(
            "uq_vote_round_open_once",
            "recommendation_id",
            unique=True,
            sqlite_where=counted_at.is_(None),
            postgresql_where=counted_at.is_(None),
        ),
        CheckConstraint("rule_published_at <= opened_at", name="rule_before_round"),
        CheckConstraint("closes_at >= opened_at", name="closes_after_opening"),
        CheckConstraint("turn = 1 OR why_again <> ''", name="again_with_reason"),
        CheckConstraint("(counted_at IS NULL) = (outcome IS NULL)", name="counted_with_outcome"),
        CheckConstraint("votes_for >= 0 AND votes_against >= 0 AND votes_blank >= 0", name="votes_not_negative"),
        CheckConstraint("votes_for + votes_against + votes_blank <= present", name="no_more_votes_than_present"),
        CheckConstraint("present <= eligible", name="no_more_present_than_panel"),
        CheckConstraint("spoiled IS NULL OR spoiled = 0 OR spoiled_why <> ''", name="spoiled_with_reason"),
    )

    @property
    def is_counted(self) -> bool:
        return self.counted_at is not None

    @property
    def is_over(self) -> bool:
        """Whether nobody can vote any more, counted or not."""
        return self.is_counted or now() >= self.closes_at

    @property
    def cast(self) -> int:
        """How many votes were counted, blank ones too."""
        return (self.votes_for or 0) + (self.votes_against or 0) + (self.votes_blank or 0)


class HandedIn(Model):
    """The panellist in a seat has voted in a round that is open."""

    __tablename__ = "vote_handed_in"

    round_id: Mapped[VoteRoundId] = mapped_column(ForeignKey("vote_round.id", ondelete="CASCADE"), primary_key=True)
    seat_id: Mapped[SeatId] = mapped_column(ForeignKey("seat.id", ondelete="CASCADE"), primary_key=True)


class Tally(Model):
    """How many voted what in a secret round that is open. Nobody reads it before the round is counted."""

    __tablename__ = "vote_tally"

    round_id: Mapped[VoteRoundId] = mapped_column(ForeignKey("vote_round.id", ondelete="CASCADE"), primary_key=True)
    choice: Mapped[Choice] = mapped_column(choice(Choice), primary_key=True)
    votes: Mapped[int] = mapped_column(default=0)

    __table_args__ = (CheckConstraint("votes >= 0", name="votes_not_negative"),)


class Ballot(Model):
    """What the panellist in a seat voted in an open (not secret) round. Added, never altered."""

    __tablename__ = "vote_ballot"

    round_id: Mapped[VoteRoundId] = mapped_column(ForeignKey("vote_round.id", ondelete="CASCADE"), primary_key=True)
    seat_id: Mapped[SeatId] = mapped_column(ForeignKey("seat.id", ondelete="CASCADE"), primary_key=True)
    choice: Mapped[Choice] = mapped_column(choice(Choice))


class PaperBallot(Model):
    """A ballot on paper by its code, as two people read it. Deleted when the round is counted; the paper is kept."""

    __tablename__ = "vote_paper"

    round_id: Mapped[VoteRoundId] = mapped_column(ForeignKey("vote_round.id", ondelete="CASCADE"), primary_key=True)
    code: Mapped[str] = mapped_column(String(12), primary_key=True)
    first: Mapped[Choice | None] = mapped_column(choice(Choice, "first"))
    first_by_id: Mapped[AccountId | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    second: Mapped[Choice | None] = mapped_column(choice(Choice, "second"))
    second_by_id: Mapped[AccountId | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))

    __table_args__ = (CheckConstraint("first_by_id <> second_by_id", name="read_by_two"),)


class HandCount(Model):
    """What one of two people counted: raised hands, the result of another system, or what became of the paper."""

    __tablename__ = "vote_hand_count"

    round_id: Mapped[VoteRoundId] = mapped_column(ForeignKey("vote_round.id", ondelete="CASCADE"), primary_key=True)
    account_id: Mapped[AccountId] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    votes_for: Mapped[int] = mapped_column(default=0)
    votes_against: Mapped[int] = mapped_column(default=0)
    votes_blank: Mapped[int] = mapped_column(default=0)
    handed_out: Mapped[int] = mapped_column(default=0)
    declined: Mapped[int] = mapped_column(default=0)
    spoiled: Mapped[int] = mapped_column(default=0)
    spoiled_why: Mapped[str] = mapped_column(Text, default="")


for append_only in (VotingRule, Ballot):
    event.listen(append_only, "before_update", refuse_change)
