"""What pages, files and feeds ask about recommendations: the same rows for all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask import abort
from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from beraad.assemblies.models import Assembly
from beraad.days import day_of, today
from beraad.extensions import db
from beraad.orm import now
from beraad.recommendations.models import FormalResponse, Recommendation, Update
from beraad.recommendations.statuses import DECISION_LABELS, Decision, Execution

#: without an update for this long, work that is under way counts as silent
SILENCE = timedelta(days=122)
UNDER_WAY = frozenset({Execution.NOT_STARTED, Execution.PREPARING, Execution.IN_PROGRESS, Execution.DELAYED})
UNANSWERED = frozenset({Decision.NO_RESPONSE, Decision.CONSIDERING})


@dataclass(frozen=True)
class TrackerRow:
    """One recommendation as the tracker shows it."""

    number: int
    title: str
    theme: str
    addressee: str
    portfolio: str
    decision: Decision
    execution: Execution
    #: day by which a response is promised, as last put off
    due_on: date | None
    is_extended: bool
    is_late: bool
    is_silent: bool
    #: the reason in the last published response
    reason: str
    last_update_on: date | None
    last_update: str
    next_on: date | None


def tracker(assembly: Assembly, *, adopted_only: bool = True) -> tuple[TrackerRow, ...]:
    """All recommendations of a burgerberaad by number, in one select."""
    answered = (
        select(FormalResponse.recommendation_id, func.max(FormalResponse.version).label("version"))
        .where(FormalResponse.published_at.is_not(None))
        .group_by(FormalResponse.recommendation_id)
        .subquery()
    )
    last = (
        select(Update.recommendation_id, func.max(Update.id).label("id")).group_by(Update.recommendation_id).subquery()
    )
    question = (
        select(Recommendation, FormalResponse.reason, FormalResponse.published_at, Update)
        .outerjoin(answered, answered.c.recommendation_id == Recommendation.id)
        .outerjoin(
            FormalResponse,
            (FormalResponse.recommendation_id == Recommendation.id) & (FormalResponse.version == answered.c.version),
        )
        .outerjoin(last, last.c.recommendation_id == Recommendation.id)
        .outerjoin(Update, Update.id == last.c.id)
        .where(Recommendation.assembly_id == assembly.id)
        .order_by(Recommendation.number)
    )
    if adopted_only:
        question = question.where(Recommendation.adopted.is_(True))
    on = today()
    return tuple(_row(*found, on) for found in db.session.execute(question).all())


def is_late(recommendation: Recommendation) -> bool:
    """Whether the promised day has passed without a response."""
    due = recommendation.extended_to or recommendation.response_due_on
    return recommendation.decision in UNANSWERED and due is not None and due < today()


def _row(
    recommendation: Recommendation, reason: str | None, answered_at: datetime | None, update: Update | None, on: date
) -> TrackerRow:
    due = recommendation.extended_to or recommendation.response_due_on
    heard = update.on if update else (day_of(answered_at) if answered_at else None)
    return TrackerRow(
        number=recommendation.number,
        title=recommendation.title,
        theme=recommendation.theme,
        addressee=recommendation.addressee,
        portfolio=recommendation.portfolio,
        decision=recommendation.decision,
        execution=recommendation.execution,
        due_on=due,
        is_extended=recommendation.extended_to is not None,
        is_late=is_late(recommendation),
        is_silent=recommendation.execution in UNDER_WAY and heard is not None and heard < on - SILENCE,
        reason=reason or "",
        last_update_on=update.on if update else None,
        last_update=update.text if update else "",
        next_on=update.next_on if update else None,
    )


def find(assembly: Assembly, number: int, *, adopted_only: bool = False) -> Recommendation:
    """The recommendation with its responses, updates and evidence; 404 when the burgerberaad has none such."""
    found = db.session.scalar(
        select(Recommendation)
        .options(
            selectinload(Recommendation.responses),
            selectinload(Recommendation.updates).selectinload(Update.evidence),
            selectinload(Recommendation.minority_statements),
        )
        .where(Recommendation.assembly_id == assembly.id, Recommendation.number == number)
    )
    if found is None or (adopted_only and not found.adopted):
        abort(404)
    return found


def find_response(recommendation: Recommendation, version: int) -> FormalResponse:
    """A version of the response; 404 when there is none such."""
    found = next((response for response in recommendation.responses if response.version == version), None)
    if found is None:
        abort(404)
    return found


def published_responses(recommendation: Recommendation) -> list[FormalResponse]:
    """The published versions, the newest first."""
    return [r for r in reversed(recommendation.responses) if r.published_at is not None]


@dataclass(frozen=True)
class Count:
    """How many recommendations stand at a decision."""

    label: str
    number: int


def counts(rows: Sequence[TrackerRow]) -> tuple[Count, ...]:
    """Number of recommendations per decision, in the order of the road; only those that occur."""
    found = Counter(row.decision for row in rows)
    return tuple(Count(str(label), found[decision]) for decision, label in DECISION_LABELS.items() if found[decision])


@dataclass(frozen=True)
class NewsItem:
    """Something that was published about a recommendation."""

    at: datetime
    number: int
    title: str
    kind: str
    status: str
    text: str


def news(assembly: Assembly, limit: int = 50) -> tuple[NewsItem, ...]:
    """The latest published responses and updates, the newest first; two selects."""
    adopted = (Recommendation.assembly_id == assembly.id) & Recommendation.adopted.is_(True)
    responses = db.session.execute(
        select(FormalResponse, Recommendation)
        .join(Recommendation)
        .where(adopted, FormalResponse.published_at.is_not(None))
        .order_by(FormalResponse.published_at.desc(), FormalResponse.id.desc())
        .limit(limit)
    ).all()
    updates = db.session.execute(
        select(Update, Recommendation).join(Recommendation).where(adopted).order_by(Update.id.desc()).limit(limit)
    ).all()
    items = [
        NewsItem(
            response.published_at or now(), of.number, of.title, "response", response.decision.label, response.reason
        )
        for response, of in responses
    ] + [
        NewsItem(update.created_at, of.number, of.title, "update", update.after.label, update.text)
        for update, of in updates
    ]
    return tuple(sorted(items, key=lambda item: item.at, reverse=True)[:limit])
