"""The votes of the demonstration: raised hands at the fourth meeting, counted by two people."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select, update

from beraad.assemblies.models import Assembly, Role
from beraad.demo.staff import Team
from beraad.extensions import db
from beraad.meetings.models import Meeting
from beraad.orm import now
from beraad.recommendations.advice import service as advice
from beraad.recommendations.models import Recommendation
from beraad.recommendations.votes import casting, closing, queries, service
from beraad.recommendations.votes.casting import CountData
from beraad.recommendations.votes.models import Purpose, VoteRound, VotingRule, Way
from beraad.recommendations.votes.service import RoundData, RuleData

MEETING = 4


def publish_rule(assembly: Assembly, data: RuleData) -> None:
    """How the panel decides, long before it does."""
    service.publish_rule(assembly, data)


def sign_off(team: Team, assembly: Assembly) -> None:
    """The panel votes for the words of the whole advice."""
    report = advice.compose(assembly)
    hold(team, assembly, None, Purpose.SIGN_OFF, (39, 0, 1), report.sha256)


def hold(
    team: Team,
    assembly: Assembly,
    recommendation: Recommendation | None,
    purpose: Purpose,
    votes: tuple[int, int, int],
    text: str = "",
) -> None:
    """A round in which `votes`, for, against and blank, were counted; fewer if fewer were there."""
    meeting = _meeting(assembly)
    data = RoundData(purpose, Way.TABLE, now() + timedelta(hours=1), text)
    round_ = service.open_round(assembly, recommendation, meeting, data)
    counted = CountData(*_fitted(votes, queries.present_at(meeting)))
    for role in (Role.REGISTRY, Role.ORGANISER):
        casting.write_count(round_, team[role].id, counted)
    closing.count(round_)


def place_in_time(assembly: Assembly) -> None:
    """The rounds were held at the meeting, and the rule was there before the first one."""
    meeting = _meeting(assembly)
    published = meeting.starts_at - timedelta(days=28)
    rounds = update(VoteRound).where(VoteRound.assembly_id == assembly.id)
    db.session.execute(
        rounds.values(
            rule_published_at=published,
            opened_at=meeting.starts_at,
            closes_at=meeting.ends_at,
            counted_at=meeting.ends_at,
        )
    )
    rules = update(VotingRule).where(VotingRule.assembly_id == assembly.id)
    db.session.execute(rules.values(published_at=published))


def _meeting(assembly: Assembly) -> Meeting:
    chosen = select(Meeting).where(Meeting.assembly_id == assembly.id, Meeting.number == MEETING)
    return db.session.scalars(chosen).one()


def _fitted(votes: tuple[int, int, int], present: int) -> tuple[int, int, int]:
    """The same shares, of no more votes than people."""
    total = sum(votes)
    if total <= present:
        return votes
    votes_for, blank = votes[0] * present // total, votes[2] * present // total
    return votes_for, present - votes_for - blank, blank
