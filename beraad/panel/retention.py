"""Whose data the panel still needs, for whoever deletes those of everybody else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from beraad.assemblies.models import Assembly
from beraad.extensions import db
from beraad.panel.models import Seat


def needed(assembly: Assembly, **_: Any) -> Sequence[int]:
    """Everyone who has or had a seat. Receives `people_wanted`."""
    chosen = select(Seat.registration_id).where(Seat.assembly_id == assembly.id, Seat.registration_id.is_not(None))
    return [number for number in db.session.scalars(chosen) if number is not None]
