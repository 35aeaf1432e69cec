"""The body's side: a formal response is drafted, checked by somebody else, and published; a new one follows it."""

from __future__ import annotations

from typing import Any

from beraad.accounts.models import Account
from beraad.audit.service import record
from beraad.extensions import db
from beraad.orm import now
from beraad.recommendations.errors import (
    FourEyesError,
    IncompleteResponseError,
    NotAdoptedError,
    NotHandedOverError,
    PublishedError,
)
from beraad.recommendations.models import FormalResponse, Recommendation
from beraad.recommendations.service import handover_of, name_of
from beraad.recommendations.statuses import RESPONSE_NEEDS, Decision, Execution, opened_by


def draft_of(recommendation: Recommendation) -> FormalResponse | None:
    """The response that is being prepared, if there is one."""
    return next((response for response in recommendation.responses if response.published_at is None), None)


def check_answerable(recommendation: Recommendation) -> None:
    """Raise when there is nothing to answer: not adopted, not handed over, or withdrawn."""
    if not recommendation.adopted or recommendation.decision == Decision.WITHDRAWN:
        raise NotAdoptedError
    if handover_of(recommendation.assembly_id) is None:
        raise NotHandedOverError


def draft_response(recommendation: Recommendation, prepared_by: Account, **values: Any) -> FormalResponse:
    """Prepare a response, or change the one in preparation; `values` are the columns of `FormalResponse`.

    Raises `IncompleteResponseError` with the names of the fields that this decision needs too.
    """
    check_answerable(recommendation)
    missing = tuple(name for name in RESPONSE_NEEDS[values["decision"]] if not values.get(name))
    if missing:
        raise IncompleteResponseError(missing)
    draft = draft_of(recommendation) or FormalResponse(version=len(recommendation.responses) + 1)
    draft.prepared_by_id = prepared_by.id
    for name, value in values.items():
        setattr(draft, name, value)
    if draft not in recommendation.responses:
        recommendation.responses.append(draft)
    if recommendation.decision == Decision.NO_RESPONSE:
        recommendation.decision = Decision.CONSIDERING
    db.session.flush()
    record(
        "recommendation.response_drafted",
        name_of(recommendation),
        assembly_id=recommendation.assembly_id,
        version=draft.version,
        decision=draft.decision.value,
    )
    return draft


def publish_response(response: FormalResponse, publisher: Account) -> None:
    """Make a drafted response public; never by who drafted it.

    The execution axis opens; work that is under way goes on unless the new decision ends it.
    """
    if response.published_at is not None:
        raise PublishedError
    if response.prepared_by_id == publisher.id:
        raise FourEyesError
    recommendation = response.recommendation
    check_answerable(recommendation)
    response.published_at, response.published_by_id = now(), publisher.id
    recommendation.decision = response.decision
    start = opened_by(response.decision)
    if start == Execution.NOT_APPLICABLE or recommendation.execution == Execution.NOT_APPLICABLE:
        recommendation.execution = start
    db.session.flush()
    record(
        "recommendation.response_published",
        name_of(recommendation),
        assembly_id=recommendation.assembly_id,
        version=response.version,
        decision=response.decision.value,
    )
