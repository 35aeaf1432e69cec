"""What all rooms ask: one recommendation, the handover of its advice, and the versions of its response."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from beraad.assemblies.models import Assembly, AssemblyId
from beraad.extensions import db
from beraad.recommendations.models import FormalResponse, Handover, Recommendation, Update
from beraad.recommendations.statuses import Decision


def recommendation(assembly: Assembly, number: int, *, adopted_only: bool = False) -> Recommendation:
    """Returns the recommendation with its responses, updates and evidence, or 404."""
    statement = (
        select(Recommendation)
        .options(
            selectinload(Recommendation.responses),
            selectinload(Recommendation.updates).selectinload(Update.evidence),
            selectinload(Recommendation.minority_statements),
        )
        .where(Recommendation.assembly_id == assembly.id, Recommendation.number == number)
    )
    if adopted_only:
        statement = statement.where(Recommendation.adopted.is_(True))
    recommendation: Recommendation = db.first_or_404(statement)
    return recommendation


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
