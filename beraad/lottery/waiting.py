"""What waits in the lottery: quotas, and each step of a real draw that somebody has to take. Rehearsals can wait."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, Select, exists, func, select

from beraad.assemblies.models import Assembly, Feature, FeatureValue, Phase
from beraad.assemblies.waiting import OFFICE, Kind, by_number, found
from beraad.lottery.models import Draw, DrawKind, DrawState, Quota

UNTIL_SEATED = frozenset({Phase.RECRUITMENT, Phase.LOTTERY})


def _draws(*which: ColumnElement[bool], since: Any, **columns: Any) -> Select[Any]:
    mine = found(
        Draw.assembly_id, row_id=Draw.id, number=Draw.number, since=since, until_at=Draw.ceremony_at, **columns
    )
    return mine.where(Draw.kind == DrawKind.REAL, *which)


_under_way = exists().where(
    Draw.assembly_id == Assembly.id,
    Draw.kind == DrawKind.REAL,
    Draw.state.not_in((DrawState.VOID, DrawState.FAILED)),
)
_without_quota = (
    select(func.count(FeatureValue.id))
    .join(Feature, Feature.id == FeatureValue.feature_id)
    .outerjoin(Quota, Quota.value_id == FeatureValue.id)
    .where(Feature.assembly_id == Assembly.id, Quota.id.is_(None))
    .correlate(Assembly)
    .scalar_subquery()
)

KINDS = (
    Kind(
        "lottery.no_quotas",
        lambda found: _l("Stel streefcijfers vast. Antwoorden zonder: %(count)s", count=found.count),
        "lottery_quotas.edit",
        OFFICE,
        UNTIL_SEATED,
        rows=found(Assembly.id, count=_without_quota, until=Assembly.sign_up_closes).where(_without_quota > 0),
    ),
    Kind(
        "lottery.no_draw",
        lambda _: _l("Zet de loting klaar"),
        "lottery.propose",
        OFFICE,
        frozenset({Phase.LOTTERY}),
        rows=found(Assembly.id, until=Assembly.draw_on).where(~_under_way, _without_quota == 0),
    ),
    Kind(
        "lottery.draw_proposed",
        lambda found: _l("Keur loting %(number)d goed", number=found.number),
        "lottery.show",
        OFFICE,
        UNTIL_SEATED,
        by_number,
        _draws(Draw.state == DrawState.PROPOSED, since=Draw.proposed_at, maker_id=Draw.proposed_by_id),
        is_urgent=True,
        is_told=True,
    ),
    Kind(
        "lottery.draw_frozen",
        lambda found: _l("Bereken de briefjes van loting %(number)d", number=found.number),
        "lottery.show",
        OFFICE,
        UNTIL_SEATED,
        by_number,
        _draws(Draw.state == DrawState.FROZEN, since=Draw.frozen_at),
    ),
    Kind(
        "lottery.draw_computed",
        lambda found: _l("Publiceer de briefjes van loting %(number)d", number=found.number),
        "lottery.show",
        OFFICE,
        UNTIL_SEATED,
        by_number,
        _draws(Draw.state == DrawState.COMPUTED, since=Draw.computed_at),
    ),
    Kind(
        "lottery.number_to_type",
        lambda found: _l("Vul het gelote nummer van loting %(number)d in", number=found.number),
        "lottery.show",
        OFFICE,
        UNTIL_SEATED,
        by_number,
        _draws(Draw.state == DrawState.PUBLISHED, Draw.ticket.is_(None), since=Draw.published_at),
    ),
    Kind(
        "lottery.number_to_confirm",
        lambda found: _l("Bevestig het gelote nummer van loting %(number)d", number=found.number),
        "lottery.show",
        OFFICE,
        UNTIL_SEATED,
        by_number,
        _draws(
            Draw.state == DrawState.PUBLISHED,
            Draw.ticket.is_not(None),
            since=Draw.published_at,
            maker_id=Draw.ticket_by_id,
        ),
        is_urgent=True,
        is_told=True,
    ),
)
