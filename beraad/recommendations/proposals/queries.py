"""What pages ask about how a text came about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from beraad.extensions import db
from beraad.recommendations.models import Recommendation
from beraad.recommendations.proposals.models import Amendment, Origin, Remark, Remarker, Wording


def versions(recommendation: Recommendation) -> Sequence[Wording]:
    """Returns every wording, the newest first."""
    mine = select(Wording).where(Wording.recommendation_id == recommendation.id)
    return db.session.scalars(mine.order_by(Wording.version.desc())).all()


def last_version(recommendation: Recommendation) -> Wording:
    """Returns the wording of this moment."""
    mine = select(Wording).where(Wording.recommendation_id == recommendation.id)
    return db.session.scalars(mine.order_by(Wording.version.desc()).limit(1)).one()


def amendments(recommendation: Recommendation) -> Sequence[Amendment]:
    """Returns what was proposed to change, in order."""
    mine = select(Amendment).where(Amendment.recommendation_id == recommendation.id)
    return db.session.scalars(mine.order_by(Amendment.number)).all()


def amendment(recommendation: Recommendation, number: int) -> Amendment:
    """Returns this amendment, or 404."""
    mine = Amendment.recommendation_id == recommendation.id, Amendment.number == number
    found: Amendment = db.first_or_404(select(Amendment).where(*mine))
    return found


def remarks(recommendation: Recommendation, *, is_public: bool = False) -> Sequence[Remark]:
    """Returns what others and, unless `is_public`, panellists said of it, in order."""
    found = select(Remark).where(Remark.recommendation_id == recommendation.id)
    if is_public:
        found = found.where(Remark.remarker != Remarker.PANEL)
    return db.session.scalars(found.order_by(Remark.id)).all()


def origins(recommendation: Recommendation) -> Sequence[Origin]:
    """Returns what it grew from."""
    found = select(Origin).options(joinedload(Origin.proposal), joinedload(Origin.meeting))
    return db.session.scalars(found.where(Origin.recommendation_id == recommendation.id).order_by(Origin.id)).all()


def grown_from(recommendation: Recommendation) -> Sequence[Recommendation]:
    """Returns the proposals that grew from this one, by number."""
    grown = select(Origin.recommendation_id).where(Origin.proposal_id == recommendation.id)
    found = select(Recommendation).where(Recommendation.id.in_(grown))
    return db.session.scalars(found.order_by(Recommendation.number)).all()


@dataclass(frozen=True)
class Making:
    """How a text came about, as a page shows it."""

    versions: Sequence[Wording]
    amendments: Sequence[Amendment]
    remarks: Sequence[Remark]
    origins: Sequence[Origin]
    led_to: Sequence[Recommendation]


def making(recommendation: Recommendation, *, is_public: bool = False) -> Making:
    """Returns how the text came about; for everyone without what panellists said."""
    return Making(
        versions(recommendation),
        amendments(recommendation),
        remarks(recommendation, is_public=is_public),
        origins(recommendation),
        grown_from(recommendation),
    )
