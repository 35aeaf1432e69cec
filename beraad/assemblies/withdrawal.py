"""A page that was public until a draw and was then withdrawn: what stands in its place."""

from __future__ import annotations

from sqlalchemy import select

from beraad.assemblies.models import Assembly
from beraad.assemblies.promises.models import PromiseVersion, Topic
from beraad.extensions import db


def withdrawal(assembly: Assembly) -> PromiseVersion | None:
    """Returns the version that took the page away with a public reason, or None if it stands or never stood."""
    if assembly.is_public:
        return None
    pages = select(PromiseVersion).where(PromiseVersion.assembly_id == assembly.id, PromiseVersion.topic == Topic.PAGE)
    last = db.session.scalar(pages.order_by(PromiseVersion.version.desc()).limit(1))
    return last if last is not None and last.change is not None else None
