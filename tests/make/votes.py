"""A panel that is there, and rounds in which it votes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from beraad.accounts.models import Account
from beraad.assemblies.models import Assembly, Role
from beraad.extensions import db
from beraad.meetings import attendance
from beraad.meetings.models import Meeting, Presence
from beraad.orm import now
from beraad.panel.models import Seat, SeatState
from beraad.recommendations.votes import casting, queries, service
from beraad.recommendations.votes.casting import CountData
from beraad.recommendations.votes.models import Purpose, VoteRound, Way
from beraad.recommendations.votes.service import RoundData, RuleData
from tests.make import assemblies, recommendations
from tests.make.meetings import meeting


def panel(assembly: Assembly, present: int = 4, absent: int = 1) -> tuple[Meeting, list[Seat]]:
    """So many panellists with accounts at a meeting of this moment, and some who are not there."""
    gathering = meeting(assembly, starts_at=now() - timedelta(hours=1))
    seats = [
        Seat(
            assembly_id=assembly.id,
            number=number,
            pool_id=f"panel-{number}",
            state=SeatState.CONFIRMED,
            answered_at=now(),
            account_id=assemblies.member(assembly, Role.PANELLIST).id,
        )
        for number in range(201, 201 + present + absent)
    ]
    db.session.add_all(seats)
    db.session.flush()
    attendance.note(gathering, {seat.id: Presence.PRESENT for seat in seats[:present]})
    db.session.commit()
    return gathering, seats


def opened(assembly: Assembly, gathering: Meeting, way: Way = Way.PAGES, **values: Any) -> VoteRound:
    """A round about a new proposal."""
    rule = {name: values.pop(name) for name in RuleData.__dataclass_fields__ if name in values}
    if rule or queries.rule_of(assembly.id) is None:
        service.publish_rule(assembly, RuleData(**rule))
    proposal = values.pop("proposal", None) or recommendations.recommendation(assembly)
    closes_at = values.pop("closes_at", now() + timedelta(minutes=15))
    data = RoundData(values.pop("purpose", Purpose.ADOPT), way, closes_at, **values)
    round_ = service.open_round(assembly, proposal, gathering, data)
    casting.prepare(round_)
    db.session.commit()
    return round_


def table_round(assembly: Assembly) -> VoteRound:
    """A round of raised hands that two people have counted alike."""
    gathering, _seats = panel(assembly)
    round_ = opened(assembly, gathering, Way.TABLE)
    for role in (Role.REGISTRY, Role.FACILITATOR):
        casting.write_count(round_, assemblies.member(assembly, role).id, CountData(3, 1, 0))
    db.session.commit()
    return round_


def holder(seat: Seat) -> Account:
    """The panellist in a seat."""
    return db.session.get_one(Account, seat.account_id)
