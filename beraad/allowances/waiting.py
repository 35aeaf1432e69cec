"""What waits in allowances: the scheme, payment lists, amounts on no list yet, and travel that was not claimed."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, and_, exists, func, or_

from beraad.allowances.models import AllowanceScheme, LineKind, ListState, PaymentLine, PaymentList, TravelClaim
from beraad.assemblies.models import Assembly, Phase, Role
from beraad.assemblies.waiting import LONG_AGO, OFFICE, Kind, by_number, found
from beraad.meetings.models import Attendance, Meeting, Presence, Status
from beraad.panel.models import Seat

PAYING = frozenset({Phase.MEETINGS, Phase.ADVICE, Phase.FOLLOW_UP})
WAS_THERE = (Presence.PRESENT, Presence.PARTLY)


def _lists(state: ListState, since: Any, **columns: Any) -> Select[Any]:
    mine = PaymentList
    return found(mine.assembly_id, row_id=mine.id, number=mine.number, since=since, **columns).where(
        mine.state == state
    )


def _line(kind: LineKind) -> Any:
    mine = PaymentLine.meeting_id == Meeting.id, PaymentLine.seat_id == Seat.id
    return exists().where(*mine, PaymentLine.kind == kind)


_claim = exists().where(TravelClaim.meeting_id == Meeting.id, TravelClaim.seat_id == Seat.id)
_is_owed = or_(
    and_(AllowanceScheme.meeting_cents > 0, ~_line(LineKind.MEETING)),
    and_(_claim, or_(AllowanceScheme.km_cents > 0, AllowanceScheme.pays_actual), ~_line(LineKind.TRAVEL)),
)
_was_there = (Meeting.status == Status.HELD, Attendance.presence.in_(WAS_THERE))


def _attended(columns: Select[Any]) -> Select[Any]:
    """Meetings that were held, with those who were there and what they get."""
    return (
        columns.join(Attendance, Attendance.meeting_id == Meeting.id)
        .join(Seat, Seat.id == Attendance.seat_id)
        .join(AllowanceScheme, AllowanceScheme.assembly_id == Meeting.assembly_id)
        .where(*_was_there)
    )


_due = (
    _attended(found(Meeting.assembly_id, count=func.count(Seat.id.distinct()), since=func.min(Meeting.ends_at)))
    .where(Seat.wants_allowance.is_not(False), Seat.sealed_bank.is_not(None), _is_owed)
    .group_by(Meeting.assembly_id)
)
_unclaimed = _attended(
    found(Meeting.assembly_id, row_id=Meeting.id, number=Meeting.number, owner_id=Seat.account_id)
).where(
    or_(AllowanceScheme.km_cents > 0, AllowanceScheme.pays_actual),
    Seat.wants_allowance.is_not(False),
    Meeting.ends_at > LONG_AGO,
    ~_claim,
)
_scheme = exists().where(AllowanceScheme.assembly_id == Assembly.id)

KINDS = (
    Kind(
        "allowances.no_scheme",
        lambda _: _l("Leg vast welke vergoeding panelleden krijgen"),
        "allowances.scheme",
        OFFICE,
        frozenset({Phase.RECRUITMENT, Phase.LOTTERY, Phase.MEETINGS}),
        rows=found(Assembly.id, until=Assembly.starts_on).where(~_scheme),
    ),
    Kind(
        "allowances.due",
        lambda found: _l("Maak een betaallijst. Mensen die nog geld krijgen: %(count)s", count=found.count),
        "allowances.overview",
        OFFICE,
        PAYING,
        rows=_due,
    ),
    Kind(
        "allowances.to_approve",
        lambda found: _l("Keur betaallijst %(number)d goed", number=found.number),
        "allowances.detail",
        OFFICE,
        PAYING,
        by_number,
        _lists(ListState.TO_PAY, PaymentList.drawn_up_at, maker_id=PaymentList.drawn_up_by_id),
        is_told=True,
    ),
    Kind(
        "allowances.to_pay",
        lambda found: _l("Laat betaallijst %(number)d betalen", number=found.number),
        "allowances.detail",
        frozenset({Role.REGISTRY}),
        PAYING,
        by_number,
        _lists(ListState.APPROVED, PaymentList.approved_at),
    ),
)

OWN_KINDS = (
    Kind(
        "allowances.own_travel",
        lambda found: _l("Vul uw reis naar bijeenkomst %(number)d in, als die geld kostte", number=found.number),
        "allowances_panel.travel",
        frozenset({Role.PANELLIST}),
        PAYING,
        lambda found: {"meeting_id": found.row_id},
        _unclaimed,
    ),
)
