"""The panel's side: texts, the vote that locks them, withdrawal, the handover and the promised day."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import func, select

from beraad.assemblies.models import Assembly
from beraad.audit.service import record
from beraad.extensions import db
from beraad.orm import now
from beraad.recommendations.errors import (
    AnsweredError,
    DatesOutOfOrderError,
    LockedError,
    NotAdoptedError,
)
from beraad.recommendations.models import Handover, MinorityStatement, Recommendation
from beraad.recommendations.statuses import Decision, Execution

EDITABLE = frozenset(
    {"title", "text", "plain_text", "intent", "rationale", "theme", "horizon", "indicator", "addressee", "portfolio"}
)


def name_of(recommendation: Recommendation) -> str:
    """How the log calls a recommendation."""
    return f"recommendation:{recommendation.id}"


def add_recommendation(assembly: Assembly, title: str, text: str, **values: Any) -> Recommendation:
    """A new draft with the next number; `values` as in `EDITABLE`."""
    last = db.session.scalar(select(func.max(Recommendation.number)).where(Recommendation.assembly_id == assembly.id))
    made = Recommendation(assembly_id=assembly.id, number=(last or 0) + 1, title=title, text=text)
    _set(made, values)
    db.session.add(made)
    db.session.flush()
    record("recommendation.added", name_of(made), assembly_id=assembly.id, number=made.number)
    return made


def edit_recommendation(recommendation: Recommendation, **values: Any) -> None:
    """Change a draft; raises `LockedError` once the panel has voted."""
    if recommendation.locked_at is not None:
        raise LockedError
    _set(recommendation, values)
    db.session.flush()
    record("recommendation.edited", name_of(recommendation), assembly_id=recommendation.assembly_id)


def _set(recommendation: Recommendation, values: dict[str, Any]) -> None:
    unknown = set(values) - EDITABLE - {"title", "text"}
    assert not unknown, unknown
    for name, value in values.items():
        setattr(recommendation, name, value)


def settle_vote(
    recommendation: Recommendation, votes_for: int, votes_against: int, votes_blank: int, threshold: int = 50
) -> None:
    """Record the panel's vote, which locks the text.

    Adopted when the votes for are more than `threshold` percent of the votes for and against.
    """
    if recommendation.locked_at is not None:
        raise LockedError
    recommendation.votes_for = votes_for
    recommendation.votes_against = votes_against
    recommendation.votes_blank = votes_blank
    recommendation.threshold = threshold
    recommendation.adopted = votes_for * 100 > threshold * (votes_for + votes_against)
    recommendation.locked_at = now()
    handover = handover_of(recommendation.assembly_id)
    if handover is not None and recommendation.adopted:
        recommendation.response_due_on = handover.response_due_on
    db.session.flush()
    record(
        "recommendation.voted",
        name_of(recommendation),
        assembly_id=recommendation.assembly_id,
        votes=[votes_for, votes_against, votes_blank],
        adopted=recommendation.adopted,
    )


def add_minority_statement(recommendation: Recommendation, text: str, supporters: int) -> None:
    """Put the view of a part of the panel beside the recommendation."""
    recommendation.minority_statements.append(MinorityStatement(text=text, supporters=supporters))
    db.session.flush()
    record(
        "recommendation.minority_statement_added",
        name_of(recommendation),
        assembly_id=recommendation.assembly_id,
        supporters=supporters,
    )


def withdraw(recommendation: Recommendation, reason: str) -> None:
    """The panel withdraws an adopted recommendation, which it can until there is a response."""
    if not recommendation.adopted:
        raise NotAdoptedError
    if recommendation.decision not in (Decision.NO_RESPONSE, Decision.CONSIDERING):
        raise AnsweredError
    recommendation.decision = Decision.WITHDRAWN
    recommendation.execution = Execution.NOT_APPLICABLE
    recommendation.withdrawal_reason = reason
    db.session.flush()
    record("recommendation.withdrawn", name_of(recommendation), assembly_id=recommendation.assembly_id)


def handover_of(assembly_id: int) -> Handover | None:
    """The handover of the burgerberaad's advice, if it has been."""
    return db.session.scalar(select(Handover).where(Handover.assembly_id == assembly_id))


def hand_over(assembly: Assembly, on: date, to: str, response_due_on: date, mandate: str = "") -> Handover:
    """Record (or correct) the handover; every adopted recommendation gets the promised day of a response."""
    if response_due_on <= on:
        raise DatesOutOfOrderError
    handover = handover_of(assembly.id) or Handover(assembly_id=assembly.id)
    handover.handed_over_on, handover.handed_over_to = on, to
    handover.response_due_on, handover.mandate = response_due_on, mandate
    db.session.add(handover)
    adopted = select(Recommendation).where(Recommendation.assembly_id == assembly.id, Recommendation.adopted.is_(True))
    for recommendation in db.session.scalars(adopted):
        recommendation.response_due_on = response_due_on
    db.session.flush()
    record(
        "recommendation.handed_over",
        f"handover:{handover.id}",
        assembly_id=assembly.id,
        due=response_due_on.isoformat(),
    )
    return handover


def extend_deadline(recommendation: Recommendation, to: date, reason: str) -> None:
    """Put off the promised day of the response, with the reason that everyone reads."""
    current = recommendation.extended_to or recommendation.response_due_on
    if current is None:
        raise NotAdoptedError
    if to <= current:
        raise DatesOutOfOrderError
    recommendation.extended_to, recommendation.extension_reason = to, reason
    db.session.flush()
    record(
        "recommendation.deadline_extended",
        name_of(recommendation),
        assembly_id=recommendation.assembly_id,
        to=to.isoformat(),
    )
