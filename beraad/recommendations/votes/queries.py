"""What pages and verbs ask about votes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import joinedload

from beraad.assemblies.models import Assembly, AssemblyId
from beraad.extensions import db
from beraad.meetings.models import Attendance, Meeting, Presence
from beraad.panel.models import Seat, SeatId, SeatState
from beraad.recommendations.models import Recommendation
from beraad.recommendations.votes.counting import quorum_of
from beraad.recommendations.votes.models import (
    Ballot,
    Choice,
    HandCount,
    HandedIn,
    PaperBallot,
    Purpose,
    VoteRound,
    VoteRoundId,
    VotingRule,
)
from beraad.recruitment.models.registration import Registration
from beraad.web.visitor import AccountId

#: who is noted so takes part in a vote
THERE = (Presence.PRESENT, Presence.PARTLY)


def rule_of(assembly_id: AssemblyId) -> VotingRule | None:
    """Returns the rule of this moment, or None."""
    rules = select(VotingRule).where(VotingRule.assembly_id == assembly_id)
    return db.session.scalar(rules.order_by(VotingRule.version.desc()).limit(1))


def rules(assembly_id: AssemblyId) -> Sequence[VotingRule]:
    """Returns every rule there has been, the newest first."""
    found = select(VotingRule).where(VotingRule.assembly_id == assembly_id)
    return db.session.scalars(found.order_by(VotingRule.version.desc())).all()


def _rounds(*which: ColumnElement[bool]) -> Select[VoteRound]:
    together = joinedload(VoteRound.rule), joinedload(VoteRound.recommendation), joinedload(VoteRound.meeting)
    return select(VoteRound).options(*together).where(*which).order_by(VoteRound.number)


def rounds(assembly: Assembly) -> Sequence[VoteRound]:
    """Returns every round of the burgerberaad, in order."""
    return db.session.scalars(_rounds(VoteRound.assembly_id == assembly.id)).all()


def open_rounds(assembly_id: AssemblyId) -> Sequence[VoteRound]:
    """Returns the rounds that have not been counted."""
    return db.session.scalars(_rounds(VoteRound.assembly_id == assembly_id, VoteRound.counted_at.is_(None))).all()


def rounds_about(assembly_id: AssemblyId, recommendation: Recommendation | None) -> Sequence[VoteRound]:
    """Returns every round about this, or about the advice as a whole, in order."""
    about = VoteRound.recommendation_id == (recommendation.id if recommendation else None)
    return db.session.scalars(_rounds(VoteRound.assembly_id == assembly_id, about)).all()


def round_of(assembly: Assembly, number: int) -> VoteRound:
    """Returns this round of the burgerberaad, or 404."""
    found: VoteRound = db.first_or_404(_rounds(VoteRound.assembly_id == assembly.id, VoteRound.number == number))
    return found


def panel_size(assembly_id: AssemblyId) -> int:
    """How many hold a seat on the panel for sure."""
    held = Seat.assembly_id == assembly_id, Seat.state == SeatState.CONFIRMED
    return db.session.scalar(select(func.count(Seat.id)).where(*held)) or 0


def _there(meeting_id: int | None) -> Select[SeatId]:
    noted = Attendance.meeting_id == meeting_id, Attendance.presence.in_(THERE)
    return select(Attendance.seat_id).where(*noted)


def present_at(meeting: Meeting) -> int:
    """How many of the panel were noted as present at a meeting."""
    seats = Seat.state == SeatState.CONFIRMED, Seat.id.in_(_there(meeting.id))
    return db.session.scalar(select(func.count(Seat.id)).where(*seats)) or 0


def present_in(round_: VoteRound) -> int:
    """How many take part in a round: noted as present, or gone since but with their vote handed in."""
    if round_.present is not None:
        return round_.present
    handed_in = select(HandedIn.seat_id).where(HandedIn.round_id == round_.id)
    is_there = and_(Seat.state == SeatState.CONFIRMED, Seat.id.in_(_there(round_.meeting_id)))
    seats = Seat.assembly_id == round_.assembly_id, or_(Seat.id.in_(handed_in), is_there)
    return db.session.scalar(select(func.count(Seat.id)).where(*seats)) or 0


def has_handed_in(round_id: VoteRoundId, seat_id: SeatId) -> bool:
    """Whether the panellist in this seat has voted."""
    return db.session.get(HandedIn, (round_id, seat_id)) is not None


def handed_in(round_id: VoteRoundId) -> int:
    """How many have voted; not what."""
    return db.session.scalar(select(func.count()).where(HandedIn.round_id == round_id)) or 0


def is_there(round_: VoteRound, seat: Seat) -> bool:
    """Whether the panellist in this seat was noted as present at the meeting of the round."""
    mine = _there(round_.meeting_id).where(Attendance.seat_id == seat.id)
    return db.session.scalar(mine.limit(1)) is not None


def minority_until(recommendation: Recommendation) -> datetime | None:
    """Returns the moment until which a minority can write down its view, or None before the vote."""
    about = VoteRound.recommendation_id == recommendation.id, VoteRound.purpose == Purpose.ADOPT
    last = db.session.scalar(_rounds(*about).order_by(None).order_by(VoteRound.number.desc()).limit(1))
    if last is None or last.counted_at is None:
        return None
    return last.counted_at + timedelta(days=last.rule.minority_days)


def hand_counts(round_id: VoteRoundId) -> Sequence[HandCount]:
    """Returns what was written down by each of those who counted."""
    return db.session.scalars(select(HandCount).where(HandCount.round_id == round_id)).all()


def paper(round_id: VoteRoundId) -> Sequence[PaperBallot]:
    """Returns the ballots on paper, by code."""
    found = select(PaperBallot).where(PaperBallot.round_id == round_id)
    return db.session.scalars(found.order_by(PaperBallot.code)).all()


@dataclass(frozen=True)
class Turnout:
    """Who can vote and who did, while a round is open: no totals."""

    eligible: int
    present: int
    handed_in: int
    #: votes that are needed to decide at all
    quorum: int

    @property
    def to_come(self) -> int:
        return max(0, self.present - self.handed_in)

    @property
    def spare(self) -> int:
        """How many of those present can fall ill before there are too few to decide; below 0: there are too few."""
        return self.present - self.quorum


def turnout(round_: VoteRound) -> Turnout:
    """Returns who takes part in a round."""
    done = round_.cast if round_.is_counted else handed_in(round_.id)
    quorum = quorum_of(round_.eligible, round_.rule.quorum)
    return Turnout(round_.eligible, present_in(round_), done, quorum)


@dataclass(frozen=True)
class OwnRound:
    """A round as one panellist meets it."""

    round: VoteRound
    has_voted: bool


def own_rounds(assembly: Assembly, seat: Seat | None) -> list[OwnRound]:
    """Returns the rounds for the panellist in `seat`, those that are open first."""
    mine = select(HandedIn.round_id).where(HandedIn.seat_id == (seat.id if seat else None))
    voted = set(db.session.scalars(mine))
    found = [OwnRound(one, one.id in voted) for one in rounds(assembly)]
    return sorted(found, key=lambda own: own.round.is_over)


def counted_by(round_id: VoteRoundId, account_id: AccountId) -> HandCount | None:
    """Returns what this person counted, or None."""
    return db.session.get(HandCount, (round_id, account_id))


@dataclass(frozen=True)
class NamedBallot:
    """What somebody voted in an open round."""

    seat: int
    name: str
    choice: Choice


def named_ballots(round_: VoteRound) -> list[NamedBallot]:
    """Returns who voted what in an open round that was counted, by seat; nothing of a secret one."""
    if not round_.is_counted or round_.rule.is_secret:
        return []
    rows = (
        select(Seat.number, func.coalesce(Registration.name, ""), Ballot.choice)
        .join(Seat, Seat.id == Ballot.seat_id)
        .outerjoin(Registration, Registration.id == Seat.registration_id)
        .where(Ballot.round_id == round_.id)
        .order_by(Seat.number)
    )
    return [NamedBallot(*row) for row in db.session.execute(rows)]


def read_by(round_id: VoteRoundId, account_id: AccountId) -> int:
    """How many ballots on paper this person has read."""
    reader = or_(PaperBallot.first_by_id == account_id, PaperBallot.second_by_id == account_id)
    return db.session.scalar(select(func.count()).where(PaperBallot.round_id == round_id, reader)) or 0
