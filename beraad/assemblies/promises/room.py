"""The verbs of the room for influence: what stands fast, lies open, or is for another authority."""

from __future__ import annotations

from beraad.assemblies import order
from beraad.assemblies.models import Assembly, RoomItem, RoomKind
from beraad.audit.service import record
from beraad.extensions import db


def add_room_item(assembly: Assembly, kind: RoomKind, text: str, reason: str = "") -> RoomItem:
    """One more line, the last of its kind."""
    item = RoomItem(kind=kind, text=text, reason=reason, position=order.next_position(assembly.room))
    assembly.room.append(item)
    _done(item, "assembly.room_item_added")
    return item


def change_room_item(item: RoomItem, kind: RoomKind, text: str, reason: str) -> RoomItem:
    """Other words, another reason, or another kind."""
    item.kind, item.text, item.reason = kind, text, reason
    _done(item, "assembly.room_item_changed")
    return item


def remove_room_item(item: RoomItem) -> None:
    """Take the line away."""
    assembly, subject = item.assembly, f"room_item:{item.id}"
    assembly.room.remove(item)
    db.session.flush()
    record("assembly.room_item_removed", subject, assembly_id=assembly.id)


def move_room_item(item: RoomItem, steps: int) -> None:
    """Move the line `steps` places down (negative: up) among those of its kind."""
    order.move([other for other in item.assembly.room if other.kind == item.kind], item, steps)
    _done(item, "assembly.room_item_moved")


def _done(item: RoomItem, action: str) -> None:
    db.session.flush()
    record(action, f"room_item:{item.id}", assembly_id=item.assembly_id, kind=item.kind.value)
