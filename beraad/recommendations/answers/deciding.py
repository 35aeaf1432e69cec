"""Deciding on a response: a member or the secretary signs, or a body that meets decides and two record it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from beraad.accounts.models import Account
from beraad.acts import service as acts
from beraad.audit import service as audit
from beraad.days import today
from beraad.extensions import db
from beraad.orm import now
from beraad.recommendations.answers.service import PUBLISH_KEY
from beraad.recommendations.errors import (
    DecidedError,
    FutureDayError,
    NotRecordedError,
    OwnRecordError,
    PublishedError,
)
from beraad.recommendations.models import FormalResponse

#: the act of the second of the griffie, see `acts`
CHECK_KEY = "recommendations.check_decision"


@dataclass(frozen=True)
class DecisionData:
    """The decision of a body that meets: its number, its day, and where the document is."""

    number: str
    decided_on: date
    document_url: str


def require_open(response: FormalResponse) -> None:
    """Raises PublishedError or DecidedError."""
    if response.is_published:
        raise PublishedError
    if response.decided_at is not None:
        raise DecidedError


def require_recorded(response: FormalResponse) -> None:
    """Raises NotRecordedError, or what `require_open` raises."""
    require_open(response)
    if not response.decision_number:
        raise NotRecordedError


def sign(response: FormalResponse, signer: Account) -> None:
    """Decide, as a member or the secretary of the body, that this is the answer. Raises what `require_open` raises."""
    require_open(response)
    response.signed_by_id, response.decided_on = signer.id, min(response.decided_on, today())
    _decided(response)
    _record("response_signed", response)


def send_back(response: FormalResponse, remark: str) -> None:
    """Let the writers change it, for this reason. Raises what `require_open` raises."""
    require_open(response)
    response.remark = remark
    _record("response_sent_back", response)


def record_decision(response: FormalResponse, recorder: Account, data: DecisionData) -> None:
    """Record how a body that meets decided; somebody else checks it. Raises FutureDayError, or as `require_open`."""
    require_open(response)
    if data.decided_on > today():
        raise FutureDayError
    response.decision_number, response.document_url = data.number, data.document_url
    response.decided_on, response.recorded_by_id = data.decided_on, recorder.id
    db.session.flush()
    _record("decision_recorded", response, number=data.number)
    acts.propose(CHECK_KEY, response, recorder.id)


def check_decision(response: FormalResponse, checker: Account) -> None:
    """Confirm that the number and the document are right. Raises NotRecordedError or OwnRecordError."""
    require_recorded(response)
    if response.recorded_by_id == checker.id:
        raise OwnRecordError
    response.checked_by_id = checker.id
    _decided(response)
    _record("decision_checked", response)


def _decided(response: FormalResponse) -> None:
    response.decided_at, response.remark = now(), ""
    db.session.flush()
    acts.propose(PUBLISH_KEY, response, response.prepared_by_id)


def _record(event: str, response: FormalResponse, **details: Any) -> None:
    subject = response.recommendation
    audit.record(
        f"recommendations.{event}", subject, assembly_id=subject.assembly_id, version=response.version, **details
    )
