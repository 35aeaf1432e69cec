"""The verbs of the question, the room for influence and the participatieplan."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from typing import Self

from beraad.assemblies import gates, order
from beraad.assemblies.errors import PlanApprovedError, PlanIncompleteError, PromiseBindsError
from beraad.assemblies.models import Assembly, Check, ParticipationPlan, QuestionVersion, RoomItem, RoomKind
from beraad.assemblies.promises import queries
from beraad.audit import service as audit
from beraad.extensions import db


@dataclass(frozen=True)
class RoomItemData:
    """A line of the room for influence."""

    kind: RoomKind
    text: str
    reason: str = ""


@dataclass(frozen=True)
class PlanData:
    """The parts of a participatieplan that are written; the room for influence is kept with the burgerberaad."""

    occasion: str = ""
    goal: str = ""
    participants: str = ""
    resources: str = ""
    decision_making: str = ""
    feedback: str = ""
    evaluation: str = ""

    @classmethod
    def from_plan(cls, plan: ParticipationPlan) -> Self:
        return cls(**{name: getattr(plan, name) for name in PLAN_PARTS})


PLAN_PARTS = tuple(field.name for field in fields(PlanData))


def keep_wording(assembly: Assembly) -> None:
    """Keep the wording of the question if it differs from the last one kept; to be called after each change."""
    newest = queries.newest_question(assembly)
    if assembly.question == (newest.text if newest else ""):
        return
    version = newest.version + 1 if newest else 1
    db.session.add(QuestionVersion(assembly_id=assembly.id, version=version, text=assembly.question))
    db.session.flush()


def check_question(version: QuestionVersion, checks: Iterable[Check], tried_with: int, remarks: str) -> QuestionVersion:
    """Say what was checked in this wording, with how many residents it was tried, and what they made of it."""
    version.checks = [check.value for check in Check if check in set(checks)]
    version.tried_with, version.remarks = tried_with, remarks
    db.session.flush()
    audit.record("assemblies.question_checked", version, assembly_id=version.assembly_id, checks=version.checks)
    return version


def add_room_item(assembly: Assembly, data: RoomItemData) -> RoomItem:
    """Add a line to the room for influence, as the last of its kind. Raises PromiseBindsError."""
    _require_free(assembly)
    item = RoomItem(**vars(data), position=order.next_position(assembly.room))
    assembly.room.append(item)
    _record_item(item, "assemblies.room_item_added")
    return item


def change_room_item(item: RoomItem, data: RoomItemData) -> RoomItem:
    """Change the words, the reason or the kind of a line. Raises PromiseBindsError or StaysPublicError."""
    _require_free(item.assembly)
    with gates.staying_public(item.assembly):
        item.kind, item.text, item.reason = data.kind, data.text, data.reason
        _record_item(item, "assemblies.room_item_changed")
    return item


def remove_room_item(item: RoomItem) -> None:
    """Take a line away. Raises PromiseBindsError or StaysPublicError."""
    assembly, subject = item.assembly, audit.subject_of(RoomItem, item.id)
    _require_free(assembly)
    with gates.staying_public(assembly):
        assembly.room.remove(item)
        db.session.flush()
    audit.record("assemblies.room_item_removed", subject, assembly_id=assembly.id)


def move_room_item(item: RoomItem, steps: int) -> None:
    """Move a line `steps` places down (negative: up) among those of its kind."""
    order.move([other for other in item.assembly.room if other.kind is item.kind], item, steps)
    _record_item(item, "assemblies.room_item_moved")


def write_plan(assembly: Assembly, data: PlanData) -> ParticipationPlan:
    """Write the open version; after an approval that is a new version."""
    latest = queries.latest_plan(assembly)
    if latest is None or latest.approved_on is not None:
        plan = ParticipationPlan(assembly_id=assembly.id, version=latest.version + 1 if latest else 1)
        db.session.add(plan)
    else:
        plan = latest
    for name in PLAN_PARTS:
        setattr(plan, name, getattr(data, name))
    db.session.flush()
    audit.record("assemblies.plan_written", plan, assembly_id=assembly.id, version=plan.version)
    return plan


def missing_parts(assembly: Assembly, plan: ParticipationPlan) -> list[str]:
    """Returns the parts without which `plan` can't be approved; "room" if the room for influence is empty."""
    return [name for name in PLAN_PARTS if not getattr(plan, name)] + ([] if assembly.room else ["room"])


def require_to_approve(assembly: Assembly, plan: ParticipationPlan) -> None:
    """Raises PlanIncompleteError, PlanApprovedError, or PromiseBindsError for a plan in the place of another."""
    if gates.binds(assembly) and queries.approved_plan(assembly) is not None:
        raise PromiseBindsError
    if plan.approved_on is not None:
        raise PlanApprovedError
    missing = missing_parts(assembly, plan)
    if missing:
        raise PlanIncompleteError(missing)


def room_of(assembly: Assembly) -> list[list[str]]:
    """Returns [kind, text, reason] of each item of the room for influence, as a plan keeps it."""
    return [[item.kind.value, item.text, item.reason] for item in assembly.room]


def approve_plan(assembly: Assembly, plan: ParticipationPlan, approved_by: str, approved_on: date) -> ParticipationPlan:
    """Lock `plan`, with the room for influence as it is now. Raises PlanIncompleteError or PlanApprovedError."""
    require_to_approve(assembly, plan)
    plan.approved_by, plan.approved_on = approved_by, approved_on
    plan.room = room_of(assembly)
    db.session.flush()
    audit.record("assemblies.plan_approved", plan, assembly_id=assembly.id, version=plan.version)
    return plan


def _require_free(assembly: Assembly) -> None:
    if gates.binds(assembly):
        raise PromiseBindsError


def _record_item(item: RoomItem, action: str) -> None:
    db.session.flush()
    audit.record(action, item, assembly_id=item.assembly_id, kind=item.kind.value)
