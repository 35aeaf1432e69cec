"""The panel's side: texts, the vote that locks them, withdrawal, the handover and the promised day."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from beraad.acts import service as acts
from beraad.assemblies.models import Assembly
from beraad.audit import service as audit
from beraad.extensions import db
from beraad.orm import now
from beraad.recommendations.errors import AnsweredError, DatesOutOfOrderError, LockedError, NotAdoptedError
from beraad.recommendations.models import Handover, MinorityStatement, Recommendation
from beraad.recommendations.queries import handover_of
from beraad.recommendations.statuses import Decision, Execution, Horizon


@dataclass(frozen=True)
class RecommendationData:
    """The text of a recommendation; see the columns of `Recommendation`. Only title and text are required."""

    title: str
    text: str
    plain_text: str = ""
    intent: str = ""
    rationale: str = ""
    theme: str = ""
    horizon: Horizon | None = None
    indicator: str = ""
    addressee: str = ""
    portfolio: str = ""


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


@dataclass(frozen=True)
class HandoverData:
    """Day and receiver of the advice, the promised day of the response, and the decision in which it was promised."""

    handed_over_on: date
    handed_over_to: str
    response_due_on: date
    mandate: str = ""


def add_recommendation(assembly: Assembly, data: RecommendationData) -> Recommendation:
    """Add a draft with the next number."""
    last = db.session.scalar(select(func.max(Recommendation.number)).where(Recommendation.assembly_id == assembly.id))
    recommendation = Recommendation(assembly_id=assembly.id, number=(last or 0) + 1, **asdict(data))
    db.session.add(recommendation)
    db.session.flush()
    audit.record("recommendations.added", recommendation, assembly_id=assembly.id, number=recommendation.number)
    return recommendation


def edit_recommendation(recommendation: Recommendation, data: RecommendationData) -> None:
    """Change a draft. Raises LockedError once the panel has voted."""
    if recommendation.locked_at is not None:
        raise LockedError
    for name, value in asdict(data).items():
        setattr(recommendation, name, value)
    _record("edited", recommendation)


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


def hand_over(assembly: Assembly, data: HandoverData) -> Handover:
    """Record or correct the handover; every adopted recommendation gets the promised day of a response.

    Raises DatesOutOfOrderError if that day does not lie after the handover.
    """
    if data.response_due_on <= data.handed_over_on:
        raise DatesOutOfOrderError
    handover = handover_of(assembly.id) or Handover(assembly_id=assembly.id)
    for name, value in asdict(data).items():
        setattr(handover, name, value)
    db.session.add(handover)
    adopted = select(Recommendation).where(Recommendation.assembly_id == assembly.id, Recommendation.adopted.is_(True))
    for recommendation in db.session.scalars(adopted):
        recommendation.response_due_on = data.response_due_on
    db.session.flush()
    due = data.response_due_on.isoformat()
    audit.record("recommendations.handed_over", handover, assembly_id=assembly.id, due=due)
    return handover


def require_later(recommendation: Recommendation, extended_to: date) -> date:
    """Returns the promised day. Raises NotAdoptedError if there is none, DatesOutOfOrderError if it is not earlier."""
    due_on = recommendation.due_on
    if due_on is None:
        raise NotAdoptedError
    if extended_to <= due_on:
        raise DatesOutOfOrderError
    return due_on


def extend_deadline(recommendation: Recommendation, extended_to: date, reason: str) -> None:
    """Put off the promised day of the response, with the reason that everyone reads.

    Raises NotAdoptedError if no day was promised, DatesOutOfOrderError if the new day is not later.
    """
    require_later(recommendation, extended_to)
    recommendation.extended_to, recommendation.extension_reason = extended_to, reason
    _record("deadline_extended", recommendation, to=extended_to.isoformat())


def _record(event: str, recommendation: Recommendation, **details: Any) -> None:
    audit.record(f"recommendations.{event}", recommendation, assembly_id=recommendation.assembly_id, **details)
