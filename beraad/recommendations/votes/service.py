"""The rule of voting, and opening a round under it. `casting` takes votes in, `closing` counts them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from beraad.assemblies.models import Assembly
from beraad.audit import service as audit
from beraad.extensions import db
from beraad.meetings.models import Meeting
from beraad.orm import now
from beraad.recommendations.errors import HandedOverAlreadyError, NotAdoptedError
from beraad.recommendations.models import Recommendation
from beraad.recommendations.proposals.service import require_open
from beraad.recommendations.queries import handover_of, require_to_withdraw
from beraad.recommendations.votes import queries
from beraad.recommendations.votes.errors import (
    DecidedError,
    MinorityClosedError,
    NobodyPresentError,
    NoMoreRoundsError,
    NoPanelError,
    NoRuleError,
    RoundOpenError,
    RuleInUseError,
)
from beraad.recommendations.votes.models import Outcome, Purpose, ShareOf, VoteRound, VotingRule, Way
from beraad.web.visitor import current_account_id

#: other words are another question
IN_WORDS = frozenset({Purpose.MINORITY, Purpose.SIGN_OFF})


@dataclass(frozen=True)
class RuleData:
    """How the panel decides; see the columns of `VotingRule`."""

    threshold: int = 50
    share_of: ShareOf = ShareOf.CAST
    quorum: int = 50
    is_secret: bool = True
    most_rounds: int = 2
    minority_days: int = 7
    reason: str = ""


@dataclass(frozen=True)
class RoundData:
    """What the panel votes on, and how; see the columns of `VoteRound`."""

    purpose: Purpose
    way: Way
    closes_at: datetime
    #: the words that are voted on, where they are not the text of the recommendation
    text: str = ""
    #: why the panel votes on it again
    why_again: str = ""
    amendment_id: int | None = None


def publish_rule(assembly: Assembly, data: RuleData) -> VotingRule:
    """Publish how the panel decides, in place of the rule before it.

    Raises RuleInUseError while a round is open, or HandedOverAlreadyError.
    """
    if handover_of(assembly.id) is not None:
        raise HandedOverAlreadyError
    if queries.open_rounds(assembly.id):
        raise RuleInUseError
    last = queries.rule_of(assembly.id)
    rule = VotingRule(
        assembly_id=assembly.id,
        version=last.version + 1 if last else 1,
        published_by_id=current_account_id(),
        **asdict(data),
    )
    db.session.add(rule)
    db.session.flush()
    audit.record("recommendations.rule_published", rule, assembly_id=assembly.id, threshold=rule.threshold)
    return rule


def open_round(
    assembly: Assembly, recommendation: Recommendation | None, meeting: Meeting, data: RoundData
) -> VoteRound:
    """Open a round in which those who are at `meeting` vote; the text they vote on no longer changes.

    Raises NoRuleError, NoPanelError, NobodyPresentError, RoundOpenError, what `_require_undecided` raises, or
    HandedOverAlreadyError.
    """
    rule = queries.rule_of(assembly.id)
    if rule is None:
        raise NoRuleError
    eligible, present = queries.panel_size(assembly.id), queries.present_at(meeting)
    if not eligible:
        raise NoPanelError
    if not present:
        raise NobodyPresentError
    _require_votable(assembly, recommendation, data)
    earlier = _require_undecided(assembly, rule, recommendation, data)
    last = db.session.scalar(select(func.max(VoteRound.number)).where(VoteRound.assembly_id == assembly.id))
    opened = VoteRound(
        assembly_id=assembly.id,
        number=(last or 0) + 1,
        recommendation_id=recommendation.id if recommendation else None,
        rule=rule,
        rule_published_at=rule.published_at,
        meeting_id=meeting.id,
        turn=len(earlier) + 1,
        opened_at=now(),
        opened_by_id=current_account_id(),
        eligible=eligible,
        **asdict(data),
    )
    if recommendation is not None:
        recommendation.locked_at = recommendation.locked_at or opened.opened_at
        if data.purpose is Purpose.ADOPT:
            recommendation.adopted = None
    db.session.add(opened)
    db.session.flush()
    audit.record("recommendations.round_opened", opened, assembly_id=assembly.id, number=opened.number, present=present)
    return opened


def _require_votable(assembly: Assembly, recommendation: Recommendation | None, data: RoundData) -> None:
    """The panel of this burgerberaad can decide about this now."""
    assert recommendation is None or recommendation.assembly_id == assembly.id, "of another panel"
    if data.purpose is Purpose.WITHDRAW:
        assert recommendation is not None
        require_to_withdraw(recommendation)
        return
    if handover_of(assembly.id) is not None:
        raise HandedOverAlreadyError
    if data.purpose is Purpose.AMEND:
        assert recommendation is not None
        require_open(recommendation)
    if data.purpose is Purpose.MINORITY:
        assert recommendation is not None
        _require_minority_open(recommendation)


def _require_minority_open(recommendation: Recommendation) -> None:
    if recommendation.adopted is None:
        raise NotAdoptedError
    until = queries.minority_until(recommendation)
    if until is None or now() > until:
        raise MinorityClosedError


def _require_undecided(
    assembly: Assembly, rule: VotingRule, recommendation: Recommendation | None, data: RoundData
) -> list[VoteRound]:
    """Returns the earlier rounds on the same thing.

    Raises RoundOpenError, DecidedError without the reason for another round, or NoMoreRoundsError.
    """
    about = queries.rounds_about(assembly.id, recommendation)
    if any(not one.is_counted for one in about):
        raise RoundOpenError
    same = [one for one in about if _key(one) == (data.purpose, data.amendment_id, _words(data))]
    if same and not data.why_again:
        raise DecidedError
    counted = [one for one in same if one.outcome in (Outcome.ADOPTED, Outcome.REJECTED)]
    if len(counted) >= rule.most_rounds:
        raise NoMoreRoundsError
    return same


def _key(one: VoteRound) -> tuple[Any, ...]:
    return one.purpose, one.amendment_id, one.text if one.purpose in IN_WORDS else ""


def _words(data: RoundData) -> str:
    return data.text if data.purpose in IN_WORDS else ""
