"""What officials have to do for the panel, and what a panellist still has to tell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from beraad.assemblies.models import Assembly, Phase, Role
from beraad.assemblies.waiting import OFFICE, TODAY, Found, Kind, found, move_on
from beraad.panel.models import EMPTY, Seat, SeatState
from beraad.panel.needs import completeness
from beraad.panel.not_drawn.service import WAITS
from beraad.telling.ways import ContactBy

WITH_SEATS = frozenset({Phase.LOTTERY, Phase.MEETINGS})
_later = aliased(Seat)
_was_offered_again = exists().where(
    _later.assembly_id == Seat.assembly_id, _later.number == Seat.number, _later.turn > Seat.turn
)


def _seats(*which: ColumnElement[bool], **columns: Any) -> Select[Any]:
    """How many seats are like this in their last turn."""
    counted = found(Seat.assembly_id, count=func.count(), **columns)
    return counted.where(*which, ~_was_offered_again).group_by(Seat.assembly_id)


def _unknown(assemblies: Sequence[Assembly]) -> Iterable[Found]:
    """Something about a panellist is not known yet, shortly before the first meeting."""
    for assembly in assemblies:
        if completeness.is_near(assembly):
            rows = completeness.incomplete(completeness.of_panel(assembly.id))
            if rows:
                yield Found(assembly.id, count=len(rows), until=assembly.starts_on)


def _any(*which: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists(select(Seat.id).where(Seat.assembly_id == Assembly.id, *which))


_to_ask = Seat.state == SeatState.INVITED, Seat.told_at.is_(None)
_is_on_time = or_(Seat.answer_by.is_(None), Seat.answer_by >= TODAY)
_is_incomplete = or_(
    Seat.sealed_needs.is_(None),
    and_(Seat.sealed_bank.is_(None), Seat.wants_allowance.is_not(False)),
)

KINDS = (
    Kind(
        "panel.drawn",
        lambda found: _l("Vraag de mensen die geloot zijn: %(count)s", count=found.count),
        "panel.overview",
        OFFICE,
        WITH_SEATS,
        rows=_seats(Seat.state == SeatState.DRAWN),
    ),
    Kind(
        "panel.not_drawn",
        lambda _: _l("Laat weten wie niet is ingeloot"),
        "panel.tell_not_drawn",
        OFFICE,
        WITH_SEATS,
        rows=found(Assembly.id).where(_any(), WAITS),
    ),
    Kind(
        "panel.late",
        lambda found: _l("Beslis over mensen die niet op tijd antwoordden: %(count)s", count=found.count),
        "panel.overview",
        OFFICE,
        WITH_SEATS,
        rows=_seats(Seat.state == SeatState.INVITED, ~_is_on_time),
    ),
    Kind(
        "panel.to_call",
        lambda found: _l("Bel gelote mensen: %(count)s", count=found.count),
        "panel_asking.calls",
        OFFICE,
        WITH_SEATS,
        rows=_seats(*_to_ask, Seat.asked_by == ContactBy.PHONE, since=func.min(Seat.asked_at)),
    ),
    Kind(
        "panel.to_write",
        lambda found: _l("Post brieven aan gelote mensen: %(count)s", count=found.count),
        "panel_asking.post",
        OFFICE,
        WITH_SEATS,
        rows=_seats(*_to_ask, Seat.asked_by == ContactBy.POST, since=func.min(Seat.asked_at)),
    ),
    Kind(
        "panel.empty",
        lambda found: _l("Vul lege zetels in het panel: %(count)s", count=found.count),
        "panel.replacement",
        OFFICE,
        WITH_SEATS,
        rows=_seats(Seat.state.in_(EMPTY)),
    ),
    Kind(
        "panel.needs",
        lambda found: _l("Vraag na wat panelleden nodig hebben: %(count)s", count=found.count),
        "panel_needs.overview",
        OFFICE,
        WITH_SEATS,
        compute=_unknown,
        is_slow=True,
    ),
    move_on(
        "panel.to_meetings",
        Phase.LOTTERY,
        Phase.MEETINGS,
        found(Assembly.id, until=Assembly.starts_on).where(
            _any(Seat.state == SeatState.CONFIRMED),
            ~_any(Seat.state.in_((SeatState.DRAWN, SeatState.INVITED))),
            ~_any(Seat.state.in_(EMPTY), ~_was_offered_again),
        ),
    ),
)

OWN_KINDS = (
    Kind(
        "panel.own_needs",
        lambda _: _l("Vertel wat u nodig hebt, en op welke rekening de vergoeding kan"),
        "panel_own.own",
        frozenset({Role.PANELLIST}),
        WITH_SEATS,
        rows=found(Seat.assembly_id, until=Assembly.starts_on, owner_id=Seat.account_id)
        .join(Assembly, Assembly.id == Seat.assembly_id)
        .where(Seat.state == SeatState.CONFIRMED, _is_incomplete),
    ),
)
