"""The revision of what a burgerberaad asks of residents: another one as soon as any of it changes.

What was read at one revision can be cached for as long as the burgerberaad has that revision.
"""

from __future__ import annotations

import secrets
from typing import Any

from sqlalchemy import event

from beraad.assemblies.models import AskedOfResidents, Assembly
from beraad.extensions import db


def _renew(session: Any, *_: Any) -> None:
    """Assign a fresh revision to each burgerberaad that the coming flush writes to."""
    written = (*session.new, *session.dirty, *session.deleted)
    changed = {row.asked_by() for row in written if isinstance(row, AskedOfResidents)}
    for assembly_id in changed - {None}:
        assembly = session.get(Assembly, assembly_id)
        if assembly is not None:
            assembly.revision = secrets.token_hex(8)


def init_app() -> None:
    """Watch what is written."""
    if not event.contains(db.session, "before_flush", _renew):
        event.listen(db.session, "before_flush", _renew)
