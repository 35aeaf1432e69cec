"""The vote that locks a text, the views of a minority, and withdrawal."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from beraad.acts import service as acts
from beraad.audit import service as audit
from beraad.orm import now
from beraad.recommendations.errors import AnsweredError, LockedError, NotAdoptedError
from beraad.recommendations.models import MinorityStatement, Recommendation
from beraad.recommendations.queries import handover_of
from beraad.recommendations.statuses import Decision, Execution


@dataclass(frozen=True)
class VoteData:
    """Numbers of votes, and the percentage of the votes for and against that must be exceeded."""

    votes_for: int
    votes_against: int
    votes_blank: int
    threshold: int = 50

    @property
    def is_adopted(self) -> bool:
        return self.votes_for * 100 > self.threshold * (self.votes_for + self.votes_against)


def settle_vote(recommendation: Recommendation, data: VoteData) -> None:
    """Record the panel's vote, which locks the text. Raises LockedError if it has voted already."""
    if recommendation.locked_at is not None:
        raise LockedError
    for name, value in asdict(data).items():
        setattr(recommendation, name, value)
    recommendation.adopted = data.is_adopted
    recommendation.locked_at = now()
    handover = handover_of(recommendation.assembly_id)
    if handover is not None and recommendation.adopted:
        recommendation.response_due_on = handover.response_due_on
    votes = [data.votes_for, data.votes_against, data.votes_blank]
    _record("voted", recommendation, votes=votes, adopted=recommendation.adopted)


def add_minority_statement(recommendation: Recommendation, text: str, supporters: int) -> None:
    """Put the view of a part of the panel beside the recommendation."""
    recommendation.minority_statements.append(MinorityStatement(text=text, supporters=supporters))
    _record("minority_statement_added", recommendation, supporters=supporters)


def require_to_withdraw(recommendation: Recommendation) -> None:
    """Raises NotAdoptedError, or AnsweredError after a response."""
    if not recommendation.adopted:
        raise NotAdoptedError
    if not recommendation.is_unanswered:
        raise AnsweredError


def withdraw(recommendation: Recommendation, reason: str) -> None:
    """Let the panel withdraw an adopted recommendation. Raises NotAdoptedError, or AnsweredError after a response."""
    require_to_withdraw(recommendation)
    recommendation.decision = Decision.WITHDRAWN
    recommendation.execution = Execution.NOT_APPLICABLE
    recommendation.withdrawal_reason = reason
    for response in recommendation.responses:
        acts.close(response)
    _record("withdrawn", recommendation)


def _record(event: str, recommendation: Recommendation, **details: Any) -> None:
    audit.record(f"recommendations.{event}", recommendation, assembly_id=recommendation.assembly_id, **details)
