"""What the pages of question, room for influence and participatieplan show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from beraad.assemblies.models import Assembly, ParticipationPlan, QuestionVersion, RoomItem, RoomItemId, RoomKind
from beraad.assemblies.promises.models import ChangeId, PromiseChange
from beraad.extensions import db


@dataclass(frozen=True)
class PlanRow:
    """A version of the participatieplan in the list of versions."""

    version: int
    approved_by: str
    approved_on: date | None


@dataclass(frozen=True)
class PlanRoomRow:
    """A line of the room for influence as it was when a plan was approved."""

    kind: RoomKind
    text: str
    reason: str


def newest_question(assembly: Assembly) -> QuestionVersion | None:
    """Returns the current wording of the question, or None while there is no question."""
    return next(iter(question_versions(assembly)), None)


def question_versions(assembly: Assembly) -> list[QuestionVersion]:
    """Returns all wordings of the question, the newest first."""
    versions = select(QuestionVersion).where(QuestionVersion.assembly_id == assembly.id)
    return list(db.session.scalars(versions.order_by(QuestionVersion.version.desc())))


def room(assembly: Assembly) -> dict[RoomKind, list[RoomItem]]:
    """Returns the room for influence: the lines of each kind, in order."""
    return {kind: [item for item in assembly.room if item.kind is kind] for kind in RoomKind}


def room_item(assembly: Assembly, item_id: RoomItemId) -> RoomItem:
    """Returns one line of the room for influence of `assembly`, or 404."""
    row: RoomItem = db.first_or_404(select(RoomItem).where(RoomItem.assembly_id == assembly.id, RoomItem.id == item_id))
    return row


def plan(assembly: Assembly, version: int) -> ParticipationPlan:
    """Returns one version of the participatieplan, or 404."""
    row: ParticipationPlan = db.first_or_404(
        select(ParticipationPlan).where(
            ParticipationPlan.assembly_id == assembly.id, ParticipationPlan.version == version
        )
    )
    return row


def plan_room(plan: ParticipationPlan) -> list[PlanRoomRow]:
    """Returns the room for influence as it was when `plan` was approved; empty before that."""
    kinds = {kind.value: kind for kind in RoomKind}
    return [PlanRoomRow(kinds[code], text, reason) for code, text, reason in plan.room]


def plan_versions(assembly: Assembly) -> list[PlanRow]:
    """Returns all versions of the participatieplan, the newest first."""
    rows = db.session.execute(
        select(ParticipationPlan.version, ParticipationPlan.approved_by, ParticipationPlan.approved_on)
        .where(ParticipationPlan.assembly_id == assembly.id)
        .order_by(ParticipationPlan.version.desc())
    )
    return [PlanRow(row.version, row.approved_by, row.approved_on) for row in rows]


def latest_plan(assembly: Assembly) -> ParticipationPlan | None:
    """Returns the newest version, open or approved, or None."""
    versions = select(ParticipationPlan).where(ParticipationPlan.assembly_id == assembly.id)
    return db.session.scalar(versions.order_by(ParticipationPlan.version.desc()).limit(1))


def approved_plan(assembly: Assembly) -> ParticipationPlan | None:
    """Returns the newest version that the commissioner approved, or None."""
    approved = select(ParticipationPlan).where(
        ParticipationPlan.assembly_id == assembly.id, ParticipationPlan.approved_on.is_not(None)
    )
    return db.session.scalar(approved.order_by(ParticipationPlan.version.desc()).limit(1))


def changes(assembly: Assembly) -> list[PromiseChange]:
    """Returns all changes of what was promised: those that wait first, then the newest."""
    rows = db.session.scalars(
        select(PromiseChange).where(PromiseChange.assembly_id == assembly.id).order_by(PromiseChange.id.desc())
    )
    return sorted(rows, key=lambda row: not row.state.is_open)


def change(assembly: Assembly, change_id: ChangeId) -> PromiseChange:
    """Returns one change of what `assembly` promised, or 404."""
    row: PromiseChange = db.first_or_404(
        select(PromiseChange).where(PromiseChange.assembly_id == assembly.id, PromiseChange.id == change_id)
    )
    return row
