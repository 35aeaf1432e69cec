"""The texts: a draft is added, and changed until the panel has voted."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from sqlalchemy import func, select

from beraad.assemblies.models import Assembly
from beraad.audit import service as audit
from beraad.extensions import db
from beraad.recommendations.errors import LockedError
from beraad.recommendations.models import Recommendation
from beraad.recommendations.statuses import Horizon


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
    audit.record("recommendations.edited", recommendation, assembly_id=recommendation.assembly_id)
