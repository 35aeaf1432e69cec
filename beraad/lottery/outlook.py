"""Answers what recruitment asks: the quotas as targets, and how the pool of this moment stands against them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import select

from beraad.assemblies.models import Assembly, Feature, FeatureValue
from beraad.extensions import db
from beraad.lottery import engine, freezing
from beraad.lottery.errors import LotteryError
from beraad.lottery.models import Quota
from beraad.recruitment.signals import GroupChance, Helper, Outlook, Target
from selection.rules.outlook import Outlook as Found
from selection.rules.outlook import outlook as look_ahead


def targets(assembly: Assembly, **_: Any) -> Mapping[int, Target]:
    """Receives `targets_wanted`."""
    rows = db.session.scalars(
        select(Quota)
        .join(FeatureValue, FeatureValue.id == Quota.value_id)
        .join(Feature, Feature.id == FeatureValue.feature_id)
        .where(Feature.assembly_id == assembly.id)
    )
    return {quota.value_id: Target(quota.minimum, quota.maximum, quota.share) for quota in rows}


def wanted(assembly: Assembly, **_: Any) -> Callable[[], Outlook] | None:
    """Receives `outlook_wanted`; None while quotas or people are missing."""
    try:
        snapshot = freezing.collect(assembly)
    except LotteryError:
        return None
    return lambda: _told(look_ahead(engine.make_problem(snapshot)))


def _told(found: Found) -> Outlook:
    return Outlook(
        exists=found.exists,
        smallest=found.smallest,
        typical=found.typical,
        groups=tuple(GroupChance(group.feature, group.value, group.chance, group.gain) for group in found.groups),
        helpers=tuple(Helper(dict(add.answers), add.people, add.smallest) for add in found.additions),
        missing=tuple(dict(kind.answers) for kind in found.missing),
    )
