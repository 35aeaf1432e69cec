"""The texts: a proposal is started, changed, amended and remarked upon until the panel votes. Every wording is kept."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import Enum
from typing import Any

from sqlalchemy import func, select

from beraad.assemblies.models import Assembly
from beraad.audit import service as audit
from beraad.extensions import db
from beraad.meetings.models import Meeting
from beraad.recommendations.errors import HandedOverAlreadyError, LockedError
from beraad.recommendations.models import Recommendation
from beraad.recommendations.proposals import queries
from beraad.recommendations.proposals.errors import AmendmentClosedError, NothingChangedError
from beraad.recommendations.proposals.models import (
    Amendment,
    AmendmentState,
    Origin,
    OriginKind,
    Remark,
    Remarker,
    Wording,
    WrittenBy,
)
from beraad.recommendations.queries import handover_of
from beraad.recommendations.statuses import Horizon
from beraad.web.visitor import AccountId


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


def add_recommendation(
    assembly: Assembly, data: RecommendationData, written_by: WrittenBy = WrittenBy.ORGANISER
) -> Recommendation:
    """Start a proposal with the next number. Raises HandedOverAlreadyError."""
    if handover_of(assembly.id) is not None:
        raise HandedOverAlreadyError
    last = db.session.scalar(select(func.max(Recommendation.number)).where(Recommendation.assembly_id == assembly.id))
    recommendation = Recommendation(assembly_id=assembly.id, number=(last or 0) + 1, **asdict(data))
    db.session.add(recommendation)
    db.session.flush()
    _keep_version(recommendation, written_by)
    _record("added", recommendation, number=recommendation.number)
    return recommendation


def edit_recommendation(
    recommendation: Recommendation,
    data: RecommendationData,
    written_by: WrittenBy = WrittenBy.ORGANISER,
    reason: str = "",
) -> None:
    """Change a proposal; its earlier wording is kept.

    Raises LockedError once the panel votes, or HandedOverAlreadyError.
    """
    require_open(recommendation)
    for name, value in asdict(data).items():
        setattr(recommendation, name, value)
    db.session.flush()
    if _words(recommendation) == queries.last_version(recommendation).words:
        return
    _keep_version(recommendation, written_by, reason)
    _record("edited", recommendation)


def amend(recommendation: Recommendation, text: str, why: str, written_by: WrittenBy) -> Amendment:
    """Propose another text, beside the one it would replace.

    Raises LockedError, HandedOverAlreadyError or NothingChangedError.
    """
    require_open(recommendation)
    if text == recommendation.text:
        raise NothingChangedError
    mine = Amendment.recommendation_id == recommendation.id
    amendment = Amendment(
        recommendation=recommendation,
        number=(db.session.scalar(select(func.max(Amendment.number)).where(mine)) or 0) + 1,
        version=queries.last_version(recommendation).version,
        before=recommendation.text,
        after=text,
        why=why,
        written_by=written_by,
    )
    db.session.add(amendment)
    db.session.flush()
    _record("amended", recommendation, amendment=amendment.number)
    return amendment


def decide_amendment(amendment: Amendment, is_taken_over: bool) -> None:
    """Do what the panel decided about an amendment: its text becomes the next version, or nothing changes.

    Other open amendments of a text that changed are outdated. Raises AmendmentClosedError.
    """
    if amendment.state is not AmendmentState.OPEN:
        raise AmendmentClosedError
    recommendation = amendment.recommendation
    if not is_taken_over:
        amendment.state = AmendmentState.VOTED_DOWN
        return
    for other in queries.amendments(recommendation):
        if other.state is AmendmentState.OPEN:
            other.state = AmendmentState.OUTDATED
    amendment.state = AmendmentState.TAKEN_OVER
    recommendation.text = amendment.after
    db.session.flush()
    _keep_version(recommendation, amendment.written_by, amendment.why)
    _record("amendment_taken_over", recommendation, amendment=amendment.number)


def remark(
    recommendation: Recommendation, remarker: Remarker, text: str, capacity: str, account_id: AccountId
) -> Remark:
    """Say, as an official or an expert, what can and cannot be done. Raises LockedError once the panel votes."""
    require_open(recommendation)
    return _remarked(recommendation, remarker, text, capacity=capacity, written_by_id=account_id)


def react(recommendation: Recommendation, missing: str, help_needed: str) -> Remark:
    """Say, as a panellist and without a name, what is missing and what would help. Raises LockedError."""
    require_open(recommendation)
    return _remarked(recommendation, Remarker.PANEL, missing, help_needed=help_needed)


def _remarked(recommendation: Recommendation, remarker: Remarker, text: str, **values: Any) -> Remark:
    version = queries.last_version(recommendation).version
    row = Remark(recommendation_id=recommendation.id, remarker=remarker, text=text, version=version, **values)
    db.session.add(row)
    db.session.flush()
    return row


def add_origin(
    recommendation: Recommendation,
    kind: OriginKind,
    title: str = "",
    source: Recommendation | Meeting | None = None,
) -> Origin:
    """Say what a proposal grew from: another proposal, or what is called `title`, at a meeting if it was there."""
    is_proposal = isinstance(source, Recommendation)
    origin = Origin(
        recommendation_id=recommendation.id,
        kind=kind,
        title="" if is_proposal else title,
        proposal_id=source.id if isinstance(source, Recommendation) else None,
        meeting_id=source.id if isinstance(source, Meeting) else None,
    )
    db.session.add(origin)
    db.session.flush()
    _record("origin_added", recommendation, kind=kind.value)
    return origin


def require_open(recommendation: Recommendation) -> None:
    """Raises LockedError once the panel votes on the text, HandedOverAlreadyError after the handover."""
    if recommendation.locked_at is not None:
        raise LockedError
    if handover_of(recommendation.assembly_id) is not None:
        raise HandedOverAlreadyError


def _words(recommendation: Recommendation) -> dict[str, str | None]:
    values = {name: getattr(recommendation, name) for name in RecommendationData.__dataclass_fields__}
    return {name: value.value if isinstance(value, Enum) else value for name, value in values.items()}


def _keep_version(recommendation: Recommendation, written_by: WrittenBy, reason: str = "") -> None:
    mine = Wording.recommendation_id == recommendation.id
    last = db.session.scalar(select(func.max(Wording.version)).where(mine)) or 0
    words = _words(recommendation)
    row = Wording(
        recommendation_id=recommendation.id, version=last + 1, words=words, written_by=written_by, reason=reason
    )
    db.session.add(row)
    db.session.flush()


def _record(event: str, recommendation: Recommendation, **details: Any) -> None:
    audit.record(f"recommendations.{event}", recommendation, assembly_id=recommendation.assembly_id, **details)
