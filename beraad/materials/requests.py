"""The verbs of the question queue: ask, assign, answer, refuse with a reason."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import func, select

from beraad.assemblies.models import Assembly, Membership, Role
from beraad.audit import service as audit
from beraad.extensions import db
from beraad.materials import notices
from beraad.materials.errors import ClosedError, ElsewhereError
from beraad.materials.models import Request, RequestKind, RequestStatus
from beraad.orm import now
from beraad.web.visitor import AccountId

#: the roles that can handle a request
OWNERS = (Role.REGISTRY, Role.ORGANISER, Role.OFFICIAL, Role.FACILITATOR)
#: the states in which a request has its answer
CLOSED = (RequestStatus.ANSWERED, RequestStatus.REFUSED)


def ask(assembly: Assembly, kind: RequestKind, text: str, asked_by_id: AccountId | None) -> Request:
    """Put a request of the panel in the queue."""
    db.session.execute(select(Assembly.id).where(Assembly.id == assembly.id).with_for_update())  # one number at a time
    last = db.session.scalar(select(func.max(Request.number)).where(Request.assembly_id == assembly.id))
    request = Request(assembly_id=assembly.id, number=(last or 0) + 1, kind=kind, text=text, asked_by_id=asked_by_id)
    db.session.add(request)
    db.session.flush()
    _record("request_made", request, kind=kind.value)
    return request


def assign(request: Request, owner_id: AccountId, due_on: date, deputy_id: AccountId | None = None) -> Request:
    """Let a member of staff handle it by a day, and another one take their place if need be.

    Raises ClosedError, or ElsewhereError if one of them does not work here.
    """
    _require_open(request)
    wanted = {owner_id, deputy_id} - {None}
    own_staff = select(Membership.account_id).where(
        Membership.assembly_id == request.assembly_id,
        Membership.account_id.in_(wanted),
        Membership.role.in_(OWNERS),
    )
    if set(db.session.scalars(own_staff)) != wanted:
        raise ElsewhereError
    request.owner_id, request.deputy_id = owner_id, deputy_id
    request.due_on, request.status = due_on, RequestStatus.ASSIGNED
    db.session.flush()
    _record("request_assigned", request, owner=owner_id, due=due_on.isoformat())
    return request


def answer(request: Request, words: str) -> Request:
    """Answer the panel. Raises ClosedError."""
    return _close(request, RequestStatus.ANSWERED, words)


def refuse(request: Request, reason: str) -> Request:
    """Say no, and why. Raises ClosedError."""
    return _close(request, RequestStatus.REFUSED, reason)


def _close(request: Request, status: RequestStatus, words: str) -> Request:
    _require_open(request)
    request.status, request.answer, request.closed_at = status, words, now()
    db.session.flush()
    _record("request_closed", request, status=status.value)
    notices.closed(request)
    return request


def _require_open(request: Request) -> None:
    if request.status in CLOSED:
        raise ClosedError


def _record(event: str, request: Request, **details: Any) -> None:
    audit.record(f"materials.{event}", request, assembly_id=request.assembly_id, **details)
