"""Keeping versions: nothing that the public saw can change without leaving what it said before.

`watch` sees to it at each commit, whatever verb wrote the change. A verb that knows why calls `keep` first.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import event, func, select

from beraad.assemblies.access import current_roles
from beraad.assemblies.models import Assembly, AssemblyId, Role
from beraad.assemblies.promises import topics
from beraad.assemblies.promises.models import PromiseChange, PromiseVersion, Topic
from beraad.extensions import db
from beraad.web.visitor import current_account_id

#: what was written since the last commit: pairs of a burgerberaad (or its key) and a topic
TOUCHED = "promises.touched"


def init_app() -> None:
    """Watch what is written."""
    for name, listener in (
        ("before_flush", _note),
        ("before_commit", _keep_touched),
        ("after_rollback", _forget),
    ):
        if not event.contains(db.session, name, listener):
            event.listen(db.session, name, listener)


def keep(assembly: Assembly, topics_: Iterable[Topic], change: PromiseChange | None = None) -> list[PromiseVersion]:
    """Add a version of each topic that says something else than the last one kept. Returns those added.

    What nobody outside has seen leaves no version: the first one is made when the page becomes public.
    """
    kept, latest = [], newest(assembly.id)
    if not (latest or assembly.is_public):
        return []
    for topic in topics_:
        last, values = latest.get(topic), topics.values_of(assembly, topic)
        if last.values == values if last else topics.is_empty(values):
            continue
        assembly.edition += 1
        row = PromiseVersion(
            assembly_id=assembly.id,
            topic=topic,
            version=last.version + 1 if last else 1,
            edition=assembly.edition,
            values=values,
            written_by_id=current_account_id(),
            written_role=acting_role(),
            change=change,
        )
        db.session.add(row)
        kept.append(row)
    db.session.flush()
    return kept


def newest(assembly_id: AssemblyId, least: int = 1) -> dict[Topic, PromiseVersion]:
    """Returns the last version of each topic of which there are at least so many."""
    last = (
        select(PromiseVersion.topic, func.max(PromiseVersion.version).label("version"))
        .where(PromiseVersion.assembly_id == assembly_id)
        .group_by(PromiseVersion.topic)
        .having(func.max(PromiseVersion.version) >= least)
        .subquery()
    )
    is_last = (PromiseVersion.topic == last.c.topic) & (PromiseVersion.version == last.c.version)
    mine = select(PromiseVersion).join(last, is_last).where(PromiseVersion.assembly_id == assembly_id)
    return {row.topic: row for row in db.session.scalars(mine)}


def history(assembly: Assembly) -> dict[Topic, list[PromiseVersion]]:
    """Returns all versions of each topic that has any, the newest first."""
    rows = db.session.scalars(
        select(PromiseVersion).where(PromiseVersion.assembly_id == assembly.id).order_by(PromiseVersion.version.desc())
    ).all()
    found = {topic: [row for row in rows if row.topic is topic] for topic in Topic}
    return {topic: versions for topic, versions in found.items() if versions}


def changed(assembly: Assembly) -> dict[Topic, PromiseVersion]:
    """Returns the last version of each topic that was changed after it became public."""
    return newest(assembly.id, least=2)


def acting_role() -> Role | None:
    """Returns the weightiest of the roles that the visitor holds here, or None outside a page."""
    held = current_roles()
    return next((role for role in (Role.EXECUTIVE, Role.REGISTRY, *Role) if role in held), None)


def _note(session: Any, *_: Any) -> None:
    """Remember which topics the coming flush writes to."""
    touched = session.info.setdefault(TOUCHED, [])
    tables = topics.watched() if session.new or session.dirty or session.deleted else {}
    for row in (*session.new, *session.dirty, *session.deleted):
        if isinstance(row, Assembly):
            is_shown = row in session.new or db.inspect(row).attrs.is_public.history.has_changes()
            touched += [(row, topic) for topic in (Topic if is_shown else topics.changed_columns(row))]
        elif type(row) in tables:
            touched.append((row.assembly_id or row.assembly, tables[type(row)]))


def _keep_touched(session: Any) -> None:
    session.flush()
    touched = session.info.pop(TOUCHED, [])
    found: dict[AssemblyId, set[Topic]] = {}
    for which, topic in touched:
        found.setdefault(which.id if isinstance(which, Assembly) else which, set()).add(topic)
    for assembly_id, written in found.items():
        assembly = session.get(Assembly, assembly_id)
        if assembly is not None:
            keep(assembly, [topic for topic in Topic if topic in written])
    session.info.pop(TOUCHED, None)


def _forget(session: Any) -> None:
    session.info.pop(TOUCHED, None)
