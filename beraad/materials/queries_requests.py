"""What the pages of the question queue ask."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, case, func, select

from beraad.accounts.models import Account
from beraad.assemblies.models import Assembly, Membership
from beraad.extensions import db
from beraad.materials.models import Request, RequestId, RequestKind, RequestStatus
from beraad.materials.requests import CLOSED, OWNERS
from beraad.web.visitor import AccountId


@dataclass(frozen=True)
class RequestRow:
    """A request of the panel, without who asked it."""

    id: RequestId
    number: int
    kind: RequestKind
    text: str
    asked_at: datetime
    status: RequestStatus
    owner_id: AccountId | None
    #: name of the member of staff who handles it
    owner: str | None
    due_on: date | None
    answer: str
    closed_at: datetime | None
    #: asked by the visitor who looks
    is_own: bool

    @property
    def is_closed(self) -> bool:
        return self.status in CLOSED

    def is_late(self, today: date) -> bool:
        """Returns whether the promised day has passed without an answer."""
        return not self.is_closed and self.due_on is not None and self.due_on < today


def _rows(condition: ColumnElement[bool], reader_id: AccountId | None) -> list[RequestRow]:
    closed_last = case((Request.status.in_(CLOSED), 1), else_=0)
    statement = (
        select(Request, Account.name)
        .outerjoin(Account, Account.id == Request.owner_id)
        .where(condition)
        .order_by(closed_last, Request.number)
    )
    return [_row(request, owner, reader_id) for request, owner in db.session.execute(statement)]


def _row(request: Request, owner: str | None, reader_id: AccountId | None) -> RequestRow:
    return RequestRow(
        id=request.id,
        number=request.number,
        kind=request.kind,
        text=request.text,
        asked_at=request.asked_at,
        status=request.status,
        owner_id=request.owner_id,
        owner=owner,
        due_on=request.due_on,
        answer=request.answer,
        closed_at=request.closed_at,
        is_own=reader_id is not None and request.asked_by_id == reader_id,
    )


def requests(assembly: Assembly, reader_id: AccountId | None = None) -> list[RequestRow]:
    """Returns all requests of a burgerberaad: the open ones first, then by number."""
    return _rows(Request.assembly_id == assembly.id, reader_id)


def request(assembly: Assembly, request_id: RequestId) -> Request:
    """Returns the request of this burgerberaad, or 404."""
    request: Request = db.first_or_404(
        select(Request).where(Request.assembly_id == assembly.id, Request.id == request_id)
    )
    return request


def row(request: Request) -> RequestRow:
    """Returns the row of `request`."""
    return _rows(Request.id == request.id, None)[0]


def owners(assembly: Assembly) -> list[tuple[int, str]]:
    """Returns id and name of the accounts that can handle a request, by name."""
    statement = (
        select(Account.id, Account.name)
        .join(Membership, Membership.account_id == Account.id)
        .where(Membership.assembly_id == assembly.id, Membership.role.in_(OWNERS))
        .distinct()
        .order_by(Account.name, Account.id)
    )
    return [(account_id, name) for account_id, name in db.session.execute(statement)]


def unassigned(assembly: Assembly) -> int:
    """Returns how many requests nobody handles yet."""
    statement = select(func.count(Request.id)).where(
        Request.assembly_id == assembly.id, Request.status == RequestStatus.OPEN
    )
    return db.session.scalar(statement) or 0
