"""The body's side: a formal response is drafted, checked by another account, and published; a new one supersedes it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from beraad.accounts.models import Account
from beraad.acts import service as acts
from beraad.audit import service as audit
from beraad.extensions import db
from beraad.orm import now
from beraad.recommendations.answers import notices
from beraad.recommendations.errors import (
    FourEyesError,
    IncompleteResponseError,
    NotAdoptedError,
    NotHandedOverError,
    PublishedError,
)
from beraad.recommendations.models import FormalResponse, Recommendation
from beraad.recommendations.queries import draft_of, handover_of
from beraad.recommendations.statuses import RESPONSE_NEEDS, Decision, Execution, ReasonCategory, opened_by

#: the act of the second official, see `acts`
PUBLISH_KEY = "recommendations.publish_response"


@dataclass(frozen=True)
class ResponseData:
    """The content of a response; see the columns of `FormalResponse` and `RESPONSE_NEEDS`."""

    decision: Decision
    reason: str
    body: str
    decided_on: date
    reason_category: ReasonCategory | None = None
    what_changes: str = ""
    alternative: str = ""
    reference: str = ""
    reference_date: date | None = None
    forwarded_to: str = ""
    costs: str = ""
    planned_start: date | None = None
    planned_end: date | None = None
    document_url: str = ""

    def missing(self) -> tuple[str, ...]:
        """Returns the names of the fields that this decision needs too."""
        return tuple(name for name in RESPONSE_NEEDS[self.decision] if not getattr(self, name))


def draft_response(recommendation: Recommendation, prepared_by: Account, data: ResponseData) -> FormalResponse:
    """Prepare a response, or change the one in preparation.

    Raises NotAdoptedError or NotHandedOverError if there is nothing to answer, IncompleteResponseError if something is
    missing.
    """
    _require_answerable(recommendation)
    missing = data.missing()
    if missing:
        raise IncompleteResponseError(missing)
    draft = draft_of(recommendation) or FormalResponse(version=len(recommendation.responses) + 1)
    draft.prepared_by_id = prepared_by.id
    for name, value in asdict(data).items():
        setattr(draft, name, value)
    if draft not in recommendation.responses:
        recommendation.responses.append(draft)
    if recommendation.decision is Decision.NO_RESPONSE:
        recommendation.decision = Decision.CONSIDERING
    db.session.flush()
    _record("response_drafted", draft)
    acts.propose(PUBLISH_KEY, draft, prepared_by.id)
    return draft


def publish_response(response: FormalResponse, publisher: Account) -> None:
    """Make a drafted response public.

    The execution axis opens; work that is under way goes on unless the new decision ends it. Raises PublishedError,
    FourEyesError if `publisher` drafted it, or NotAdoptedError if the panel has withdrawn.
    """
    if response.is_published:
        raise PublishedError
    if response.prepared_by_id == publisher.id:
        raise FourEyesError
    recommendation = response.recommendation
    _require_answerable(recommendation)
    response.published_at, response.published_by_id = now(), publisher.id
    acts.close(response)
    recommendation.decision = response.decision
    start = opened_by(response.decision)
    if Execution.NOT_APPLICABLE in (start, recommendation.execution):
        recommendation.execution = start
    _record("response_published", response)
    notices.published(response)


def _require_answerable(recommendation: Recommendation) -> None:
    if not recommendation.adopted or recommendation.decision is Decision.WITHDRAWN:
        raise NotAdoptedError
    if handover_of(recommendation.assembly_id) is None:
        raise NotHandedOverError


def _record(event: str, response: FormalResponse) -> None:
    audit.record(
        f"recommendations.{event}",
        response.recommendation,
        assembly_id=response.recommendation.assembly_id,
        version=response.version,
        decision=response.decision.value,
    )
