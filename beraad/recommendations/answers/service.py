"""The body's side: a formal response is drafted, checked by another account, and published; a new one supersedes it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import Any

from beraad.accounts.models import Account
from beraad.acts import service as acts
from beraad.audit import service as audit
from beraad.days import today
from beraad.extensions import db
from beraad.orm import now
from beraad.recommendations.answers import notices, queries
from beraad.recommendations.errors import (
    FourEyesError,
    FutureDayError,
    IncompleteResponseError,
    NotAdoptedError,
    NotDecidedError,
    NotHandedOverError,
    PastDayError,
    PublishedError,
)
from beraad.recommendations.models import FormalResponse, Recommendation
from beraad.recommendations.models_answers import ResponseEdit
from beraad.recommendations.queries import draft_of, handover_of
from beraad.recommendations.statuses import (
    NOT_BEGUN,
    RESPONSE_FIELDS,
    RESPONSE_NEEDS,
    Decision,
    ReasonCategory,
    opened_by,
)

#: the act of the second official, see `acts`
PUBLISH_KEY = "recommendations.publish_response"


@dataclass(frozen=True)
class ResponseData:
    """The content of a response; see the columns of `FormalResponse` and `RESPONSE_FIELDS`."""

    decision: Decision
    reason: str
    body: str
    decided_on: date
    reason_category: ReasonCategory | None = None
    what_changes: str = ""
    not_done: str = ""
    owner: str = ""
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
        return tuple(name for name in ("reason", *RESPONSE_NEEDS[self.decision]) if not getattr(self, name))

    def of_its_decision(self) -> ResponseData:
        """Returns the same without what only other decisions say."""
        own = {"decision", "reason", "body", "decided_on", "document_url", *RESPONSE_FIELDS[self.decision]}
        empty: dict[str, Any] = {field.name: field.default for field in fields(self) if field.name not in own}
        return replace(self, **empty)


def draft_response(recommendation: Recommendation, author: Account, data: ResponseData) -> FormalResponse:
    """Prepare a response, or change the one in preparation. What stood there before stays in `ResponseEdit`.

    Raises NotAdoptedError or NotHandedOverError if there is nothing to answer, IncompleteResponseError if something is
    missing, FutureDayError or PastDayError if a day can't be.
    """
    _require_answerable(recommendation)
    data = data.of_its_decision()
    _require_complete(data)
    draft = draft_of(recommendation) or FormalResponse(version=len(recommendation.responses) + 1)
    draft.prepared_by_id, draft.remark, draft.decision_number = author.id, "", ""
    draft.decided_at = draft.signed_by_id = draft.recorded_by_id = draft.checked_by_id = None
    for name, value in asdict(data).items():
        setattr(draft, name, value)
    if draft not in recommendation.responses:
        recommendation.responses.append(draft)
    db.session.flush()
    _keep(draft, author, data)
    _record("response_drafted", draft)
    acts.close(draft)
    return draft


def _require_complete(data: ResponseData) -> None:
    missing = data.missing()
    if missing:
        raise IncompleteResponseError(missing)
    if max(data.decided_on, data.reference_date or data.decided_on) > today():
        raise FutureDayError
    if any(day is not None and day < today() for day in (data.planned_start, data.planned_end)):
        raise PastDayError


def _keep(draft: FormalResponse, author: Account, data: ResponseData) -> None:
    """Add what was saved now to the history of the draft."""
    content = {name: str(value) for name, value in asdict(data).items() if value and name != "decision"}
    db.session.add(
        ResponseEdit(
            response=draft,
            number=queries.count_of_edits(draft) + 1,
            author_id=author.id,
            author_role=queries.role_of(author, draft.recommendation.assembly_id),
            decision=data.decision,
            content=content,
        )
    )
    db.session.flush()


def publish_response(response: FormalResponse, publisher: Account) -> None:
    """Make a drafted response public.

    The execution axis opens; work that has begun stays in sight under whatever is decided later. Raises PublishedError,
    FourEyesError if `publisher` ever wrote on it, NotDecidedError, or NotAdoptedError if the panel has withdrawn.
    """
    if response.is_published:
        raise PublishedError
    if publisher.id in queries.authors_of(response):
        raise FourEyesError
    if response.decided_at is None:
        raise NotDecidedError
    recommendation = response.recommendation
    _require_answerable(recommendation)
    response.published_at, response.published_by_id = now(), publisher.id
    response.promised_for = recommendation.due_on if recommendation.is_unanswered else None
    acts.close(response)
    recommendation.decision = response.decision
    if recommendation.execution in NOT_BEGUN:
        recommendation.execution = opened_by(response.decision)
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
