"""What the pages of the question queue ask."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from flask import abort
from sqlalchemy import ColumnElement, case, func, select

from beraad.accounts.models import Account
from beraad.assemblies.models import Assembly, Membership
from beraad.extensions import db
from beraad.materials.models import Request, RequestKind, RequestStatus
from beraad.materials.requests import CLOSED, OWNERS


@dataclass(frozen=True)
class RequestRow:
    """A request of the panel, without who asked it."""

    id: int
    number: int
    kind: RequestKind
    text: str
    asked_at: datetime
    status: RequestStatus
    owner_id: int | None
    #: name of the member of staff who sees to it
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
        """Whether the day on which there would be an answer has passed without one."""
        return not self.is_closed and self.due_on is not None and self.due_on < today


def _rows(condition: ColumnElement[bool], reader_id: int | None) -> list[RequestRow]:
    closed_last = case((Request.status.in_(CLOSED), 1), else_=0)
    chosen = (
        select(Request, Account.name)
        .outerjoin(Account, Account.id == Request.owner_id)
        .where(condition)
        .order_by(closed_last, Request.number)
    )
    told = RequestRow.__dataclass_fields__.keys() & Request.__table__.columns.keys()
    return [
        RequestRow(
            **{name: getattr(request, name) for name in told},
            owner=owner,
            is_own=reader_id is not None and request.asked_by_id == reader_id,
        )
        for request, owner in db.session.execute(chosen)
    ]


def requests(assembly: Assembly, reader_id: int | None = None) -> list[RequestRow]:
    """All requests of a burgerberaad: the open ones first, then by number."""
    return _rows(Request.assembly_id == assembly.id, reader_id)


def request(assembly: Assembly, request_id: int) -> Request:
    """The request of this burgerberaad with this id; 404 when there is none."""
    found = db.session.scalar(select(Request).where(Request.assembly_id == assembly.id, Request.id == request_id))
    return found or abort(404)


def row(found: Request, reader_id: int | None = None) -> RequestRow:
    """`found` as a row."""
    return _rows(Request.id == found.id, reader_id)[0]


def owners(assembly: Assembly) -> list[tuple[int, str]]:
    """Number and name of the accounts that can see to a request, by name."""
    chosen = (
        select(Account.id, Account.name)
        .join(Membership, Membership.account_id == Account.id)
        .where(Membership.assembly_id == assembly.id, Membership.role.in_(OWNERS))
        .distinct()
        .order_by(Account.name, Account.id)
    )
    return [(number, name) for number, name in db.session.execute(chosen)]


def unassigned(assembly: Assembly) -> int:
    """How many requests nobody sees to yet."""
    chosen = select(func.count(Request.id)).where(
        Request.assembly_id == assembly.id, Request.status == RequestStatus.OPEN
    )
    return db.session.scalar(chosen) or 0
