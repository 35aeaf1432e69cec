"""What all rooms ask: one recommendation, the handover of its advice, and the versions of its response."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import exists, func, select
from sqlalchemy.orm import selectinload

from beraad.assemblies.models import Assembly, AssemblyId
from beraad.extensions import db
from beraad.meetings.models import Meeting, Status
from beraad.recommendations.errors import AnsweredError, NotAdoptedError
from beraad.recommendations.models import FormalResponse, Handover, Recommendation, Update
from beraad.recommendations.statuses import Decision

_handed_over = exists().where(Handover.assembly_id == Recommendation.assembly_id)


def recommendation(assembly: Assembly, number: int, *, is_public: bool = False) -> Recommendation:
    """Returns the recommendation with its responses, updates and evidence, or 404.

    `is_public`: only what everyone may read, which is all that was voted on once the advice has been handed over.
    """
    statement = (
        select(Recommendation)
        .options(
            selectinload(Recommendation.responses),
            selectinload(Recommendation.updates).selectinload(Update.evidence),
            selectinload(Recommendation.minority_statements),
        )
        .where(Recommendation.assembly_id == assembly.id, Recommendation.number == number)
    )
    if is_public:
        statement = statement.where(Recommendation.adopted.is_not(None), _handed_over)
    recommendation: Recommendation = db.first_or_404(statement)
    return recommendation


def every(assembly: Assembly) -> Sequence[Recommendation]:
    """Returns every proposal and recommendation, by number."""
    mine = select(Recommendation).where(Recommendation.assembly_id == assembly.id)
    return db.session.scalars(mine.order_by(Recommendation.number)).all()


def meetings(assembly: Assembly) -> Sequence[Meeting]:
    """Returns the meetings at which the panel can have met, the last first."""
    mine = Meeting.assembly_id == assembly.id, Meeting.status != Status.CANCELLED
    return db.session.scalars(select(Meeting).where(*mine).order_by(Meeting.starts_at.desc())).all()


def undecided(assembly: Assembly) -> Sequence[Recommendation]:
    """Returns what the panel has not decided about, by number."""
    mine = Recommendation.assembly_id == assembly.id, Recommendation.adopted.is_(None)
    return db.session.scalars(select(Recommendation).where(*mine).order_by(Recommendation.number)).all()


def response(recommendation: Recommendation, version: int) -> FormalResponse:
    """Returns this version of the response, or 404."""
    response: FormalResponse = db.first_or_404(
        select(FormalResponse).where(
            FormalResponse.recommendation_id == recommendation.id, FormalResponse.version == version
        )
    )
    return response


def standing(assembly_id: AssemblyId) -> int:
    """How many recommendations the panel adopted and did not withdraw."""
    adopted = Recommendation.assembly_id == assembly_id, Recommendation.adopted.is_(True)
    return db.session.scalar(select(func.count()).where(*adopted, Recommendation.decision != Decision.WITHDRAWN)) or 0


def draft_of(recommendation: Recommendation) -> FormalResponse | None:
    """Returns the response that is being prepared, or None."""
    return next((response for response in recommendation.responses if not response.is_published), None)


def published_responses(recommendation: Recommendation) -> list[FormalResponse]:
    """Returns the published versions, the newest first."""
    return [response for response in reversed(recommendation.responses) if response.is_published]


def handover_of(assembly_id: AssemblyId) -> Handover | None:
    """Returns the handover of the advice, or None if it has not been handed over."""
    return db.session.scalar(select(Handover).where(Handover.assembly_id == assembly_id))


def require_to_withdraw(recommendation: Recommendation) -> None:
    """Raises NotAdoptedError, or AnsweredError after a response."""
    if not recommendation.adopted or recommendation.decision is Decision.WITHDRAWN:
        raise NotAdoptedError
    if not recommendation.is_unanswered:
        raise AnsweredError
